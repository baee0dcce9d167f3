"""The side bar: five places, each with icon and word."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gui.places import PLACES, place_word
from gui.theme import Theme

ICON = QSize(20, 20)


class SideBar(QFrame):
    """One checked button at a time; arrow keys move between them, Tab leaves."""

    chosen = Signal(str)
    help_wanted = Signal()
    trust_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sideBar")
        self.setAccessibleName(self.tr("Places"))
        self.buttons: dict[str, QToolButton] = {}
        group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 16, 8, 12)
        layout.setSpacing(4)
        for number, place in enumerate(PLACES, start=1):
            button = _button(place_word(place.key))
            button.setCheckable(True)
            button.setToolTip(f"{place_word(place.key)} (Ctrl+{number})")
            button.clicked.connect(lambda _checked=False, key=place.key: self.chosen.emit(key))
            group.addButton(button)
            layout.addWidget(button)
            self.buttons[place.key] = button
        layout.addStretch()
        self.trust_button = _button(self.tr("How far to trust this"))
        self.trust_button.clicked.connect(self.trust_wanted)
        self.help_button = _button(self.tr("Keyboard shortcuts"))
        self.help_button.setToolTip(self.tr("Keyboard shortcuts (F1)"))
        self.help_button.clicked.connect(self.help_wanted)
        for button in (self.trust_button, self.help_button):
            button.setProperty("quiet", True)
            layout.addWidget(button)

    def show_chosen(self, key: str) -> None:
        """Mark a place as the present one."""
        self.buttons[key].setChecked(True)

    def put_icons(self, theme: Theme) -> None:
        """Called after the first paint: the icon fonts take a third of a second to load."""
        for place in PLACES:
            theme.put_icon(self.buttons[place.key], place.icon)
        theme.put_icon(self.trust_button, "mdi6.shield-alert-outline", "muted")
        theme.put_icon(self.help_button, "mdi6.keyboard-outline", "muted")


def _button(text: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setAccessibleName(text)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setIconSize(ICON)
    blank = QPixmap(ICON)  # keeps the words in their place until the icons are there
    blank.fill(Qt.GlobalColor.transparent)
    button.setIcon(QIcon(blank))
    return button
