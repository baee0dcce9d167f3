"""What is heard right now, in large words."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from engine.live_state import LiveState
from gui.live.words import KINDS, length_words, percent, state_word
from gui.theme import Theme

ICON_PX = 40
LARGE_PT = 22.0
FLASH_STEPS = 6
"""Changes of colour of one flash; three blinks in three seconds are safe for people with photosensitive epilepsy."""


class StateCard(QFrame):
    """Sign, word and number; grey while nobody listens."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state: LiveState | None = None
        self._note_icon = "mdi6.microphone-off"
        self._is_lit = False
        self.setProperty("card", True)
        self.setObjectName("stateCard")
        self.sign = QLabel()
        self.sign.setFixedSize(ICON_PX, ICON_PX)
        self.word = QLabel()
        font = self.word.font()
        font.setPointSizeF(LARGE_PT)
        font.setBold(True)
        self.word.setFont(font)
        self.word.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.detail = QLabel()
        self.detail.setProperty("role", "muted")
        self.detail.setWordWrap(True)
        lines = QVBoxLayout()
        lines.setSpacing(4)
        lines.addWidget(self.word)
        lines.addWidget(self.detail)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(16)
        layout.addWidget(self.sign, alignment=Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(lines, stretch=1)
        theme.changed.connect(self._paint)
        self.show_note(self.tr("Not listening"), self.tr("Choose an input and start."))

    def show_note(self, word: str, detail: str, icon: str = "mdi6.microphone-off") -> None:
        """Say something that is no state: not listening, waiting, preparing."""
        self._state, self._note_icon = None, icon
        self._say(word, detail)

    def show_state(self, state: LiveState, probability: float | None, since_s: float) -> None:
        """Say what is heard.

        Args:
            state: With hysteresis.
            probability: Of the running average; None without speech.
            since_s: How long the state has lasted.
        """
        self._state = state
        since = self.tr("for {length}").format(length=length_words(since_s))
        if state is LiveState.NO_SPEECH or probability is None:
            detail = since
        else:
            detail = self.tr("AI probability {percent}, {since}").format(percent=percent(probability), since=since)
        self._say(state_word(state), detail)

    def light(self, *, lit: bool) -> None:
        """Part of a flash."""
        self._is_lit = lit
        self._paint()

    def _say(self, word: str, detail: str) -> None:
        if (word, detail) == (self.word.text(), self.detail.text()) and self.sign.pixmap().width():
            return
        self.word.setText(word)
        self.detail.setText(detail)
        self.setAccessibleName(f"{word}. {detail}")
        self._paint()

    def _paint(self) -> None:
        theme, colours = self._theme, self._theme.colours
        icon: QIcon
        if self._state is None:
            icon, colour = theme.icon(self._note_icon, "muted"), colours.muted
        else:
            kind = KINDS[self._state]
            icon, colour = theme.verdict_icon(kind), theme.verdict_colour(kind)
        self.sign.setPixmap(icon.pixmap(QSize(ICON_PX, ICON_PX), self.devicePixelRatioF()))
        text = colours.raised.name() if self._is_lit else colour.name()
        self.word.setStyleSheet(f"color: {text};")
        fill = colours.ai.name() if self._is_lit else colours.raised.name()
        detail = colours.raised.name() if self._is_lit else colours.muted.name()
        self.detail.setStyleSheet(f"color: {detail};")
        self.setStyleSheet(f"#stateCard {{ background: {fill}; }}")
