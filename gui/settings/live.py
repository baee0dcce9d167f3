"""Defaults of live sessions."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.context import AppContext
from gui.settings.form import Section


class LiveSection(Section):
    """Scores, alerts, and what sound is kept."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        form = self.card(self.tr("Listening"))
        self.add_number(form, "live_hop_s", self.tr("A score every"), self.tr("s"), step=0.25)
        self.add_number(
            form,
            "live_plot_s",
            self.tr("The plot shows the last"),
            self.tr("s"),
            step=30,
            zero=self.tr("whole session"),
        )
        self._add_alerts()
        self._add_sound()
        self.rows.addStretch()

    def _add_alerts(self) -> None:
        form = self.card(
            self.tr("Alerts"),
            self.tr("An alert is a reason to listen closely, not a proof."),
        )
        main = self.add_check(form, "live_alerts", self.tr("Alert me when speech seems to be AI"))
        after = self.add_number(form, "live_alert_s", self.tr("After this long"), self.tr("s"), step=0.5)
        ways = [
            self.add_check(form, "live_alert_sound", self.tr("with a sound")),
            self.add_check(form, "live_alert_notify", self.tr("with a notification of the system")),
            self.add_check(form, "live_alert_flash", self.tr("by flashing the window")),
        ]
        for each in (after, *ways):
            each.setEnabled(main.isChecked())
            main.toggled.connect(each.setEnabled)

    def _add_sound(self) -> None:
        form = self.card(
            self.tr("Sound that is kept"),
            self.tr("Recording people may need their consent. Nothing is kept unless you switch it on here."),
        )
        self.add_check(form, "live_keep_flagged", self.tr("Keep the flagged sound (WAV with a list of events)"))
        self.add_number(form, "live_preroll_s", self.tr("Seconds kept before it"), self.tr("s"))
        self.add_check(form, "live_record_session", self.tr("Keep the sound of whole sessions"))
        self.add_path(form, "live_folder", self.tr("Folder"), self.tr("Veravox in your documents"))
        self.add_number(form, "live_quota_mb", self.tr("At most"), self.tr("MB"), step=100)
