"""A card of choices; every choice is a setting and outlives the window."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QVBoxLayout, QWidget

from gui.context import AppContext


class OptionCard(QFrame):
    """A card with a title; its boxes write one setting each."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._boxes: dict[str, QCheckBox] = {}
        self.setProperty("card", True)
        self._title = QLabel()
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(16, 12, 16, 12)
        self.rows.setSpacing(8)
        self.rows.addWidget(self._title)

    def set_title(self, title: str) -> None:
        """Say what the card is about."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def box(self, name: str, text: str) -> QCheckBox:
        """A check box for a field of the settings."""
        box = QCheckBox(text)
        box.setChecked(bool(getattr(self.context.settings, name)))
        box.toggled.connect(lambda on: self.context.change(**{name: on}))
        self._boxes[name] = box
        return box

    def show_settings(self) -> None:
        """Take over what was changed elsewhere."""
        for name, box in self._boxes.items():
            box.setChecked(bool(getattr(self.context.settings, name)))
