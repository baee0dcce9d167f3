"""Language, theme, history and the files that come from a scan."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QWidget

from gui.context import AppContext
from gui.settings.form import Section, note_label
from gui.translation import LANGUAGES


class GeneralSection(Section):
    """What has nothing to do with detection."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._add_look()
        self._add_history()
        self._add_reports()
        self.rows.addStretch()

    def _add_look(self) -> None:
        form = self.card(self.tr("Appearance"))
        self.add_choice(
            form,
            "theme",
            self.tr("Theme"),
            [("system", self.tr("as the system")), ("light", self.tr("light")), ("dark", self.tr("dark"))],
        )
        self.add_choice(
            form,
            "language",
            self.tr("Language"),
            [("", self.tr("as the system")), *LANGUAGES.items()],
        )
        form.addRow(note_label(self.tr("A new language shows when Veravox is started again.")))
        self.add_check(form, "scan_notify", self.tr("Tell me through the system when a long scan ends"))

    def _add_history(self) -> None:
        form = self.card(
            self.tr("History"),
            self.tr("Results are kept on this computer only: verdicts and scores, never the sound of your files."),
        )
        self.add_path(
            form,
            "db",
            self.tr("History file"),
            self.tr("in your user folder"),
            lambda parent: QFileDialog.getSaveFileName(
                parent,
                self.tr("Choose a history file"),
                "history.db",
                options=QFileDialog.Option.DontConfirmOverwrite,
            )[0],
        )
        self.add_check(
            form,
            "cache",
            self.tr("Take unchanged files from the history instead of checking them again"),
            self.tr("Only where the same detector checked the same content with the same settings."),
        )

    def _add_reports(self) -> None:
        form = self.card(self.tr("Reports"))
        self.add_choice(
            form,
            "report_format",
            self.tr("Kind"),
            [
                ("html", self.tr("HTML (one page for a browser)")),
                ("pdf", self.tr("PDF")),
                ("csv", self.tr("CSV (table)")),
                ("json", self.tr("JSON (for programs)")),
            ],
        )
        self.add_choice(
            form,
            "report_files",
            self.tr("Files in it"),
            [
                ("all", self.tr("all")),
                ("flagged", self.tr("only flagged")),
                ("incorrect", self.tr("only incorrect")),
                ("selected", self.tr("only selected")),
            ],
        )
        self.add_path(form, "report_folder", self.tr("Folder"), self.tr("where the last report went"))
        self.add_check(form, "report_open", self.tr("Open a report when it is written"))
        self.add_check(form, "report_windows", self.tr("Write the score of every window into JSON"))
