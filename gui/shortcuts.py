"""Keys that work everywhere, and the sheet on F1 that lists all of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.widgets.fitting import resize_on_screen

Keys = Sequence[tuple[str, str]]


def shell_shortcuts() -> list[tuple[str, str]]:
    """Keys of the window itself with their words."""
    translate = QCoreApplication.translate
    return [
        ("Ctrl+1", translate("Shortcuts", "Go to Scan")),
        ("Ctrl+2", translate("Shortcuts", "Go to Live")),
        ("Ctrl+3", translate("Shortcuts", "Go to History")),
        ("Ctrl+4", translate("Shortcuts", "Go to Train")),
        ("Ctrl+5", translate("Shortcuts", "Go to Settings")),
        ("Ctrl+O", translate("Shortcuts", "Check files")),
        ("Ctrl+Shift+O", translate("Shortcuts", "Check a folder")),
        ("Ctrl+Q", translate("Shortcuts", "Quit")),
        ("F1", translate("Shortcuts", "Show this sheet")),
        ("Tab", translate("Shortcuts", "Next control; Shift+Tab goes back")),
    ]


class ShortcutSheet(QDialog):
    """All keys, by place."""

    def __init__(self, groups: Sequence[tuple[str, Keys]], parent: QWidget | None = None) -> None:
        """Fill the sheet.

        Args:
            groups: Title and keys of each place.
            parent: The window.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(20, 12, 20, 12)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for title, keys in groups:
            if keys:
                self._add_group(grid, title, keys)
        grid.setRowStretch(grid.rowCount(), 1)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(self.tr("Keyboard shortcuts"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 12, 12)
        layout.addWidget(area)
        layout.addWidget(buttons)
        resize_on_screen(self, 480, min(640, body.sizeHint().height() + 80))

    def _add_group(self, grid: QGridLayout, title: str, keys: Keys) -> None:
        row = grid.rowCount()
        head = QLabel(title)
        font = head.font()
        font.setBold(True)
        head.setFont(font)
        head.setContentsMargins(0, 8, 0, 0)
        grid.addWidget(head, row, 0, 1, 2)
        for number, (sequence, words) in enumerate(keys, start=row + 1):
            native = " / ".join(
                QKeySequence(part.strip()).toString(QKeySequence.SequenceFormat.NativeText) or part.strip()
                for part in sequence.split(" / ")
            )
            key = QLabel(native)
            key.setProperty("role", "key")
            key.setAlignment(Qt.AlignmentFlag.AlignCenter)
            text = QLabel(words)
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)
            grid.addWidget(key, number, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(text, number, 1)
