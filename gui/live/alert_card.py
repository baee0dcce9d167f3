"""Alerts: whether, after how long, in which way; and what the rule means in words."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QWidget

from engine.calibration import Calibration
from engine.detector import find_detector
from engine.live_alert import alert_rule
from engine.verdict import resolve_point
from gui.context import AppContext
from gui.live.option_card import OptionCard
from gui.live.words import rule_words
from gui.words import point_word

INDENT_PX = 24


class AlertCard(OptionCard):
    """Off by default."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.set_title(self.tr("Alerts"))
        self._calibration: Calibration | None = None
        self._asked_for: tuple[str, str] | None = None
        self.on = self.box("live_alerts", self.tr("&Alert me after"))
        self.seconds = QDoubleSpinBox()
        self.seconds.setRange(0.5, 600.0)
        self.seconds.setDecimals(1)
        self.seconds.setSingleStep(0.5)
        self.seconds.setSuffix(self.tr(" s"))
        self.seconds.setValue(context.settings.live_alert_s)
        self.seconds.setAccessibleName(self.tr("Seconds above the line before an alert"))
        self.seconds.valueChanged.connect(lambda value: context.change(live_alert_s=value))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.on)
        line.addWidget(self.seconds)
        line.addWidget(QLabel(self.tr("of AI")))
        line.addStretch(1)
        self.rows.addLayout(line)
        self.ways = [
            self.box("live_alert_sound", self.tr("Sound")),
            self.box("live_alert_notify", self.tr("Notification")),
            self.box("live_alert_flash", self.tr("Flash")),
        ]
        ways = QHBoxLayout()
        ways.setContentsMargins(INDENT_PX, 0, 0, 0)
        ways.setSpacing(12)
        for way in self.ways:
            ways.addWidget(way)
        ways.addStretch(1)
        self.rows.addLayout(ways)
        self.words = QLabel()
        self.words.setProperty("role", "muted")
        self.words.setWordWrap(True)
        self.rows.addWidget(self.words)
        context.settings_changed.connect(self._changed)
        self._show_on()

    def set_listening(self, *, listening: bool) -> None:
        """The rule holds for a whole session; the ways may be changed at any time."""
        self.on.setEnabled(not listening)
        self.seconds.setEnabled(not listening)
        tip = self.tr("Stop listening to change this") if listening else ""
        self.on.setToolTip(tip)
        self.seconds.setToolTip(tip)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """The words need the detector's card."""
        super().showEvent(event)
        self._load()

    def _changed(self) -> None:
        self.show_settings()
        if self.seconds.value() != self.context.settings.live_alert_s:
            self.seconds.setValue(self.context.settings.live_alert_s)
        self._show_on()
        self._load()

    def _show_on(self) -> None:
        on = self.context.settings.live_alerts
        for way in self.ways:
            way.setEnabled(on)
        self.words.setVisible(on)
        self._say()

    def _load(self) -> None:
        settings = self.context.settings
        wanted = (settings.detector, settings.operating_point)
        if not self.isVisible() or wanted == self._asked_for:
            return
        self._asked_for = wanted
        name = settings.detector or None
        self.context.tasks.run(
            self, lambda: find_detector(name).meta.calibration, self._loaded, lambda text, _hint: self._failed(text)
        )

    def _loaded(self, calibration: Calibration) -> None:
        self._calibration = calibration
        self._say()

    def _failed(self, text: str) -> None:
        self._calibration = None
        self.words.setText(text)

    def _say(self) -> None:
        settings, calibration = self.context.settings, self._calibration
        if calibration is None:
            return
        names = [point.name for point in calibration.operating_points]
        point = resolve_point(calibration, settings.operating_point if settings.operating_point in names else None)
        name = point.name if point.name in names else None
        rule = alert_rule(calibration, name, settings.live_alert_s, settings.live_hop_s)
        self.words.setText(rule_words(rule, point, point_word(point.name)))
