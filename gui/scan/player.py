"""Playing a file beside its timeline: one player a panel, asked thirty times a second where it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from engine.audio.playback import Player, PlayState, PlayStatus

POLL_MS = 33
IDLE_POLLS = 90
"""After about three seconds without anything to tell the timer rests."""
_BUSY = (PlayState.OPENING, PlayState.PLAYING)


class PlayerControl(QObject):
    """What the buttons, the keys and the clicks on the timeline drive. Main thread only."""

    moved = Signal(float)
    """Seconds in the file, while it plays and after jumps."""
    state_changed = Signal(bool)
    """Whether it plays."""
    problem = Signal(str, str)
    """(text, hint): why nothing can be heard; empty where something can."""

    def __init__(self, player: Player | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = player or Player()
        self._path: Path | None = None
        self._position_s = 0.0
        self._end_s = 0.0
        self._was_playing = False
        self._told = ("", "")
        self._idle = 0
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._poll)

    @property
    def position_s(self) -> float:
        """Where playing is, or would begin."""
        return self._position_s

    @property
    def is_playing(self) -> bool:
        """Whether something is being heard, or about to be."""
        return self._player.status.state in _BUSY

    @property
    def has_file(self) -> bool:
        """Whether there is something to play."""
        return self._path is not None

    def set_file(self, path: Path | None, duration_s: float) -> None:
        """Take another file; what plays stops."""
        if self._player.status.state is not PlayState.STOPPED:
            self._player.stop()
        self._path, self._position_s, self._end_s = path, 0.0, duration_s
        self._tell_playing(playing=False)
        if path is not None:
            self._player.probe()
            self._timer.start()

    def play_from(self, seconds: float) -> None:
        """Hear a moment."""
        if self._path is None:
            return
        self._position_s = min(max(0.0, seconds), self._end_s)
        self._player.play(self._path, self._position_s)
        self.moved.emit(self._position_s)
        self._timer.start()
        self._poll()

    def jump_to(self, seconds: float) -> None:
        """Go to a moment; plays on where it plays."""
        if self.is_playing:
            self.play_from(seconds)
            return
        self._position_s = min(max(0.0, seconds), self._end_s)
        self.moved.emit(self._position_s)

    def toggle(self) -> None:
        """Play or pause."""
        if self.is_playing:
            self._position_s = self._player.status.position_s
            self._player.pause()
            self._timer.start()
        elif self._path is not None:
            at_end = self._position_s >= self._end_s - 0.05
            self.play_from(0.0 if at_end else self._position_s)

    def close(self) -> None:
        """Stop and let the sound card go."""
        self._timer.stop()
        self._player.close()

    def _poll(self) -> None:
        status = self._player.status
        if (status.problem, status.hint) != self._told:
            self._told = (status.problem, status.hint)
            self.problem.emit(status.problem, status.hint)
        is_ours = status.path == self._path and self._path is not None
        playing = is_ours and status.state in _BUSY
        if is_ours and (playing or self._was_playing):
            self._follow(status)
        self._tell_playing(playing=playing)
        self._idle = 0 if playing else self._idle + 1
        if self._idle > IDLE_POLLS:
            self._timer.stop()
            self._idle = 0

    def _follow(self, status: PlayStatus) -> None:
        self._position_s = status.position_s
        self.moved.emit(self._position_s)

    def _tell_playing(self, *, playing: bool) -> None:
        if playing != self._was_playing:
            self._was_playing = playing
            self.state_changed.emit(playing)
