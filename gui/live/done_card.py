"""What may be done with a session that is over."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.results import FileResult
from gui.context import AppContext
from gui.engine_words import in_words
from gui.live.words import length_words, percent
from gui.words import verdict_word

ICON_PX = 24


class DoneCard(QFrame):
    """The verdict on the whole session, and two ways to go on."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._result: FileResult | None = None
        self.setProperty("card", True)
        self.sign = QLabel()
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.export_button = QPushButton(self.tr("&Export a report..."))
        self.show_button = QPushButton(self.tr("Show in &Scan"))
        context.theme.put_icon(self.export_button, "mdi6.file-export-outline")
        context.theme.put_icon(self.show_button, "mdi6.magnify-scan")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(self.sign, alignment=Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.text, stretch=1)
        buttons = QVBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.export_button)
        buttons.addWidget(self.show_button)
        layout.addLayout(buttons)
        context.theme_changed.connect(self._paint)
        self.hide()

    def show_result(self, result: FileResult, job_id: int | None) -> None:
        """Say what the session adds up to."""
        self._result = result
        head = self.tr("The whole session ({length}): {verdict}").format(
            length=length_words(result.duration_s), verdict=verdict_word(result.verdict)
        )
        if result.probability_ai is not None:
            head += f", {percent(result.probability_ai)}"
        notes = " ".join(f"{in_words(warning)}." for warning in result.warnings)
        self.text.setText(f"{head}. {in_words(result.reason)} {notes}".strip())
        self.show_button.setEnabled(job_id is not None)
        self._paint()
        self.show()

    def _paint(self) -> None:
        if self._result is not None:
            icon = self._context.theme.verdict_icon(self._result.verdict)
            self.sign.setPixmap(icon.pixmap(QSize(ICON_PX, ICON_PX), self.devicePixelRatioF()))
