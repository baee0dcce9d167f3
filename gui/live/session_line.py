"""How long it has been running, what was lost, and plainly whether sound is being kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gui.live.words import length_words, lost_words
from gui.theme import Theme
from gui.widgets.elided_label import ElidedLabel

ICON_PX = 16


class SessionLine(QWidget):
    """One line of facts."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._recording: Path | None = None
        self.elapsed = QLabel()
        self.lost = QLabel()
        self.lost.setProperty("role", "error")
        self.sign = QLabel()
        self.sign.setFixedSize(ICON_PX, ICON_PX)
        self.keeping = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.elapsed)
        layout.addWidget(self.lost)
        layout.addWidget(self.sign)
        layout.addWidget(self.keeping, stretch=1)
        theme.changed.connect(self._paint)
        self.begin(None, keeps_flagged=False)
        self._paint()

    def begin(self, recording: Path | None, *, keeps_flagged: bool) -> None:
        """A session starts.

        Args:
            recording: File of the whole session; None where it is not recorded.
            keeps_flagged: Whether flagged sound is kept.
        """
        self.set_elapsed(0.0)
        self.set_lost(0.0)
        if recording is not None:
            words = self.tr("Recording the whole session: {path}").format(path=recording)
        else:
            words = self.tr("Only flagged sound is kept") if keeps_flagged else self.tr("No sound is kept")
        self._recording = recording
        self.sign.setVisible(recording is not None)
        self.keeping.setText(words)

    def stop_recording(self) -> None:
        """The recording has ended before the session."""
        self.sign.hide()
        self.keeping.setText(self.tr("Recording has stopped"))

    def end(self) -> None:
        """The session is over."""
        self.sign.hide()
        if self._recording is not None:
            self.keeping.setText(self.tr("Recorded: {path}").format(path=self._recording))

    def set_elapsed(self, seconds: float) -> None:
        """Time of the session."""
        text = length_words(seconds)
        if text != self.elapsed.text():
            self.elapsed.setText(text)
            self.elapsed.setAccessibleName(self.tr("Elapsed: {time}").format(time=text))

    def set_lost(self, seconds: float) -> None:
        """Sound that is missing."""
        self.lost.setVisible(seconds >= 0.05)
        self.lost.setText(lost_words(seconds))

    def _paint(self) -> None:
        icon = self._theme.icon("mdi6.record-circle", "error")
        self.sign.setPixmap(icon.pixmap(QSize(ICON_PX, ICON_PX), self.devicePixelRatioF()))
