"""Questions and news in place, above the table: a sentence and its buttons. Nothing here ever blocks the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from gui.engine_words import in_words
from gui.theme import Theme
from gui.widgets.message_bar import Action

SHORT_MS = 10_000
SIGNS = {
    "question": ("mdi6.help-circle-outline", "accent"),
    "news": ("mdi6.information-outline", "muted"),
    "problem": ("mdi6.alert-circle-outline", "error"),
}


class Notice(QFrame):
    """One sentence with its buttons; the first button is the one that matters most."""

    def __init__(
        self, kind: str, text: str, actions: Sequence[Action], theme: Theme, close: Callable[[], None]
    ) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.kind = kind
        self.setAccessibleName(text)
        sign = QToolButton()
        sign.setAutoRaise(True)
        sign.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        icon, colour = SIGNS[kind]
        theme.put_icon(sign, icon, colour)
        self.label = QLabel(text)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setWordWrap(True)
        self.buttons: list[QPushButton] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(sign, alignment=Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.label, stretch=1)
        for action in actions:
            button = QPushButton(action.text)
            button.setProperty("primary", kind == "question" and not self.buttons)
            button.clicked.connect(action.run)
            self.buttons.append(button)
            layout.addWidget(button, alignment=Qt.AlignmentFlag.AlignVCenter)
        if kind != "question":
            self.close_button = QToolButton()
            self.close_button.setAutoRaise(True)
            self.close_button.setAccessibleName(self.tr("Close the message"))
            self.close_button.setToolTip(self.tr("Close"))
            theme.put_icon(self.close_button, "mdi6.close")
            self.close_button.clicked.connect(close)
            layout.addWidget(self.close_button, alignment=Qt.AlignmentFlag.AlignVCenter)


class NoticeStack(QWidget):
    """Notices under each other, one a key; empty it takes no room."""

    focus_left = Signal()
    """A notice that had the keyboard is gone; without a new place Qt would give it to whatever is next."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._notices: dict[str, Notice] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self.hide()

    def tell_shortly(self, key: str, text: str) -> None:
        """Show news that nobody needs to answer; they go by themselves."""
        notice = self.tell(key, "news", text)
        QTimer.singleShot(SHORT_MS, notice, lambda: self.clear(key) if self._notices.get(key) is notice else None)

    def tell(self, key: str, kind: str, text: str, actions: Sequence[Action] = ()) -> Notice:
        """Show a notice; one of the same key is replaced.

        Args:
            key: To take it away again.
            kind: ``question`` (stays until a button is pressed), ``news`` or ``problem``.
            text: Plain.
            actions: Buttons; pressing one takes the notice away first.
        """
        self.clear(key)
        buttons = [Action(action.text, self._then(key, action.run)) for action in actions]
        notice = Notice(kind, in_words(text), buttons, self._theme, lambda: self.clear(key))
        self._notices[key] = notice
        # A question comes first: it waits for somebody.
        self._layout.insertWidget(0 if kind == "question" else self._layout.count(), notice)
        self.show()
        return notice

    def clear(self, key: str) -> None:
        """Take a notice away."""
        notice = self._notices.pop(key, None)
        if notice is not None:
            had_focus = notice.isAncestorOf(self.window().focusWidget() or self)
            self._layout.removeWidget(notice)
            if had_focus:
                self.focus_left.emit()
            notice.hide()
            notice.deleteLater()
        self.setVisible(bool(self._notices))

    def notice(self, key: str) -> Notice | None:
        """The notice of that key."""
        return self._notices.get(key)

    def texts(self) -> dict[str, str]:
        """What is shown now, by key."""
        return {key: notice.label.text() for key, notice in self._notices.items()}

    def _then(self, key: str, run: Callable[[], None]) -> Callable[[], None]:
        def pressed() -> None:
            self.clear(key)
            run()

        return pressed
