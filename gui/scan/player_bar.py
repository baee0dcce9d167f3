"""Buttons and clock of the player."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gui.context import AppContext
from gui.engine_words import in_words
from gui.scan.timeline_data import moment

ICON = QSize(22, 22)


class PlayerBar(QWidget):
    """Previous flagged moment, play or pause, next flagged moment, and where we are."""

    toggle_wanted = Signal()
    step_wanted = Signal(int)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._length_s = 0.0
        self._can_play = False
        self.previous_button = self._button("mdi6.skip-previous", self.tr("Previous flagged moment (Left)"))
        self.play_button = self._button("mdi6.play", self.tr("Play (Space)"))
        self.next_button = self._button("mdi6.skip-next", self.tr("Next flagged moment (Right)"))
        self.clock = QLabel()
        self.clock.setAccessibleName(self.tr("Position"))
        self.words = QLabel()
        self.words.setProperty("role", "muted")
        self.problem = QLabel()
        self.problem.setProperty("role", "muted")
        self.problem.setWordWrap(True)
        self.problem.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.problem.hide()
        row = QHBoxLayout()
        row.setSpacing(4)
        for button in (self.previous_button, self.play_button, self.next_button):
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self.clock)
        row.addSpacing(8)
        row.addWidget(self.words)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.problem)
        self.previous_button.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.next_button.clicked.connect(lambda: self.step_wanted.emit(1))
        self.play_button.clicked.connect(self.toggle_wanted)

    def set_file(self, length_s: float, n_flagged: int) -> None:
        """Another file: how long, and how many flagged moments. `set_can_play` follows."""
        self._length_s = length_s
        self.set_can_play(can_play=False)
        nothing = self.tr("Nothing is flagged in this file")
        for button, words in ((self.previous_button, self._back), (self.next_button, self._forth)):
            button.setEnabled(n_flagged > 0)
            button.setToolTip(words if n_flagged else nothing)
        self.set_playing(playing=False)
        self.set_position(0.0, "")

    def set_can_play(self, *, can_play: bool) -> None:
        """Say whether the file is there to be heard."""
        self._can_play = can_play
        self.play_button.setEnabled(can_play and not self.problem.text())

    def set_position(self, seconds: float, words: str) -> None:
        """Where we are and what was said about that moment."""
        self.clock.setText(f"{moment(seconds)} / {moment(self._length_s)}")
        self.words.setText(words)

    def set_playing(self, *, playing: bool) -> None:
        """Which of play and pause the button offers."""
        words = self.tr("Pause (Space)") if playing else self.tr("Play (Space)")
        self._context.theme.put_icon(self.play_button, "mdi6.pause" if playing else "mdi6.play")
        self.play_button.setToolTip(words)
        self.play_button.setAccessibleName(words)

    def set_problem(self, text: str, hint: str) -> None:
        """Why nothing can be heard; the button rests until something can. Empty words bring it back."""
        self.problem.setText(f"{in_words(text)}. {in_words(hint)}" if text else "")
        self.problem.setVisible(bool(text))
        self.play_button.setEnabled(self._can_play and not text)
        if text:
            self.play_button.setToolTip(in_words(text))

    def _button(self, icon: str, words: str) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setIconSize(ICON)
        button.setToolTip(words)
        button.setAccessibleName(words)
        self._context.theme.put_icon(button, icon)
        return button

    @property
    def _back(self) -> str:
        return self.tr("Previous flagged moment (Left)")

    @property
    def _forth(self) -> str:
        return self.tr("Next flagged moment (Right)")
