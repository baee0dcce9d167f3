"""What the user should know, said in place: above the page, until it is settled or put away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gui.engine_words import in_words
from gui.theme import Theme


@dataclass(frozen=True, slots=True)
class Action:
    """A button beside a message."""

    text: str
    run: Callable[[], None]


class MessageBar(QWidget):
    """Messages under each other, one a key; empty it takes no room."""

    closed = Signal(str)
    """Key of a message that the user put away."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._messages: dict[str, _Message] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(20, 12, 20, 0)
        self._rows.setSpacing(8)
        self.hide()

    def tell(self, key: str, text: str, hint: str = "", action: Action | None = None) -> None:
        """Show a message; one of the same key is replaced."""
        self.clear(key)
        message = _Message(in_words(text), in_words(hint), action, self._theme)
        message.close_button.clicked.connect(lambda: self._close(key))
        self._messages[key] = message
        self._rows.addWidget(message)
        self.show()

    def clear(self, key: str) -> None:
        """Take a message away."""
        message = self._messages.pop(key, None)
        if message is not None:
            self._rows.removeWidget(message)
            message.hide()
            message.deleteLater()
        self.setVisible(bool(self._messages))

    def texts(self) -> dict[str, str]:
        """What is shown now, by key."""
        return {key: message.label.text() for key, message in self._messages.items()}

    def _close(self, key: str) -> None:
        self.clear(key)
        self.closed.emit(key)


class _Message(QFrame):
    def __init__(self, text: str, hint: str, action: Action | None, theme: Theme) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAccessibleName(self.tr("Message"))
        sign = QToolButton()
        sign.setAutoRaise(True)
        sign.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.put_icon(sign, "mdi6.alert-circle-outline", "error")
        self.label = QLabel(f"{text}\n{hint}" if hint else text)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setWordWrap(True)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.close_button = QToolButton()
        self.close_button.setAutoRaise(True)
        self.close_button.setAccessibleName(self.tr("Close the message"))
        self.close_button.setToolTip(self.tr("Close"))
        theme.put_icon(self.close_button, "mdi6.close")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(sign, alignment=Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.label, stretch=1)
        if action is not None:
            button = QPushButton(action.text)
            button.clicked.connect(action.run)
            layout.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.close_button, alignment=Qt.AlignmentFlag.AlignTop)
