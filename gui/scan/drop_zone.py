"""What the Scan place shows while it is empty: three sentences, and where to drop recordings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.theme import Theme

SCALE = 1.45
"""Size of the zone's words, compared with other text."""


class DropZone(QWidget):
    """Hands out what the user chose; looks into nothing. The page takes the drops, wherever they fall."""

    chosen = Signal(list)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentences = [
            _sentence(text)
            for text in (
                self.tr("Veravox listens to recordings and tells generated speech from human speech."),
                self.tr("Everything happens on this computer; no audio leaves it."),
                self.tr("A verdict is an estimate with known error rates, not a proof."),
            )
        ]
        self.frame = DropFrame(theme)
        title = QLabel(self.tr("Drop recordings or folders here"))
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title.setWordWrap(True)
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * SCALE)
        title.setFont(font)
        self.files_button = QPushButton(self.tr("Choose &files..."))
        self.files_button.setProperty("primary", True)
        self.files_button.setDefault(True)
        self.files_button.clicked.connect(lambda: self._hand_out(choose_files(self)))
        self.folder_button = QPushButton(self.tr("Choose f&older..."))
        self.folder_button.clicked.connect(lambda: self._hand_out(choose_folder(self)))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(self.files_button)
        buttons.addWidget(self.folder_button)
        buttons.addStretch()
        inside = QVBoxLayout(self.frame)
        inside.setContentsMargins(20, 20, 20, 20)
        inside.setSpacing(16)
        inside.addStretch()
        inside.addWidget(title)
        inside.addLayout(buttons)
        inside.addStretch()
        self.frame.setMinimumHeight(200)
        self.frame.setMaximumHeight(360)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.setSpacing(20)
        layout.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(8)
        for label in self.sentences:
            words.addWidget(label)
        layout.addLayout(words)
        layout.addWidget(self.frame, stretch=4)
        layout.addStretch(1)

    def _hand_out(self, paths: list[Path]) -> None:
        if paths:
            self.chosen.emit(paths)


def _sentence(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


class DropFrame(QFrame):
    """A dashed frame that lights up while something is dragged over it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_active = False
        theme.changed.connect(self.update)

    def set_active(self, *, active: bool) -> None:
        """Show whether a drop would land here."""
        self._is_active = active
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The frame; drawn here, because style sheets draw dashes without smoothing."""
        super().paintEvent(event)
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colours.accent if self._is_active else colours.muted, 2 if self._is_active else 1.5)
        pen.setStyle(Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        fill = QColor(colours.soft if self._is_active else colours.raised)
        painter.setBrush(fill)
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 10, 10)
        painter.end()


def choose_files(parent: QWidget) -> list[Path]:
    """Ask for files; empty when the user changed their mind."""
    names, _ = QFileDialog.getOpenFileNames(parent, QCoreApplication.translate("DropZone", "Choose recordings"))
    return [Path(name) for name in names]


def choose_folder(parent: QWidget) -> list[Path]:
    """Ask for a folder; empty when the user changed their mind."""
    name = QFileDialog.getExistingDirectory(parent, QCoreApplication.translate("DropZone", "Choose a folder"))
    return [Path(name)] if name else []
