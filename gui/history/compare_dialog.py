"""Two jobs beside each other: what changed, in a sentence and file by file."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from engine.history import JobRow
from engine.history_compare import Comparison
from gui.context import AppContext
from gui.history.columns import change_columns, job_words
from gui.history.table import RecordModel, RecordTable
from gui.widgets.fitting import resize_on_screen


class CompareDialog(QDialog):
    """Not modal: both jobs can still be opened beside it."""

    def __init__(
        self, context: AppContext, before: JobRow, after: JobRow, found: Comparison, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Compare two jobs"))
        self._found = found
        self.summary = QLabel(self._words(before, after))
        self.summary.setWordWrap(True)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.only_changed = QCheckBox(self.tr("Only files whose verdict changed"))
        self.only_changed.setChecked(found.changed > 0)
        self.only_changed.setEnabled(found.changed > 0)
        self.only_changed.toggled.connect(self._show)
        self.model = RecordModel(change_columns(job_words(before), job_words(after)), context.theme)
        self.table = RecordTable(self.model, self.tr("Files of both jobs"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        for widget in (self.summary, self.only_changed):
            layout.addWidget(widget)
        layout.addWidget(self.table, stretch=1)
        layout.addWidget(buttons)
        resize_on_screen(self, 900, 520)
        self._show()

    def _show(self) -> None:
        changes = self._found.changes
        self.model.show([each for each in changes if each.has_changed] if self.only_changed.isChecked() else changes)

    def _words(self, before: JobRow, after: JobRow) -> str:
        found = self._found
        head = self.tr("First: {before}. Second: {after}.").format(before=job_words(before), after=job_words(after))
        if not found.in_both:
            return head + "\n" + self.tr("The two jobs have no file in common.")
        text = self.tr("{n:,} files are in both; the verdict of {changed:,} changed.")
        parts = [text.format(n=found.in_both, changed=found.changed)]
        if found.only_before or found.only_after:
            text = self.tr("{first:,} are only in the first, {second:,} only in the second.")
            parts.append(text.format(first=found.only_before, second=found.only_after))
        if found.known:
            text = self.tr("Of {known:,} files whose truth is known, {first:,} were wrong before and {second:,} after.")
            parts.append(text.format(known=found.known, first=found.incorrect_before, second=found.incorrect_after))
        return head + "\n" + " ".join(parts)
