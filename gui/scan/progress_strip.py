"""How far the scan is: a bar, the figures beside it, pause and cancel."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from engine.clock import clock
from engine.report.words import length_in_words
from engine.scan_events import ScanProgress
from gui.theme import Theme
from gui.widgets.elided_label import ElidedLabel

STEPS = 1000


class ProgressStrip(QWidget):
    """Shows; the controller decides."""

    pause_wanted = Signal()
    resume_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_paused = False
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress of the scan"))
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.text = ElidedLabel()
        self.percent = QLabel()
        self.pause_button = QPushButton(self.tr("&Pause"))
        self.pause_button.clicked.connect(self._pause_or_resume)
        self.cancel_button = QPushButton(self.tr("&Cancel"))
        self.cancel_button.setToolTip(self.tr("End the scan; what is done is kept"))
        self.cancel_button.clicked.connect(self.cancel_wanted)
        theme.put_icon(self.pause_button, "mdi6.pause")
        theme.put_icon(self.cancel_button, "mdi6.close")
        words = QHBoxLayout()
        words.setSpacing(8)
        words.addWidget(self.text, stretch=1)
        words.addWidget(self.percent)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addLayout(words)
        left.addWidget(self.bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(left, stretch=1)
        layout.addWidget(self.pause_button)
        layout.addWidget(self.cancel_button)
        self.hide()

    @property
    def is_paused(self) -> bool:
        """Whether the button offers to go on."""
        return self._is_paused

    def begin(self, words: str) -> None:
        """Something has begun of which nothing is known yet."""
        self.bar.setRange(0, 0)
        self.percent.clear()
        self.text.setText(words)
        self.pause_button.setEnabled(True)
        self.cancel_button.setEnabled(True)
        self.set_paused(paused=False)
        self.show()

    def end(self) -> None:
        """Nothing runs."""
        self.hide()

    def cancelling(self) -> None:
        """It was told to end."""
        self.text.setText(self.tr("Ending; what is done is kept"))
        self.pause_button.setEnabled(False)
        self.cancel_button.setEnabled(False)

    def set_paused(self, *, paused: bool) -> None:
        """Offer the other of the two."""
        self._is_paused = paused
        self.pause_button.setText(self.tr("&Go on") if paused else self.tr("&Pause"))
        self._theme.put_icon(self.pause_button, "mdi6.play" if paused else "mdi6.pause")

    def update_progress(self, progress: ScanProgress, share: float) -> None:
        """Show how far it is.

        Args:
            progress: By the engine.
            share: Of all work, 0..1, files that are half done included.
        """
        self.bar.setRange(0, STEPS)
        self.bar.setValue(round(STEPS * share))
        self.percent.setText(f"{100 * share:.0f} %")
        if self.cancel_button.isEnabled():
            self.text.setText(self.words(progress))

    def words(self, progress: ScanProgress) -> str:
        """Files, audio, speed and time left."""
        parts = [self.tr("{done:,} of {all:,} files").format(done=progress.files_done, all=progress.files)]
        if progress.paused:
            return ", ".join([self.tr("Paused"), *parts])
        if progress.audio_s > 0:
            parts.append(self.tr("{time} of audio").format(time=length_in_words(progress.audio_s)))
            parts.append(self.tr("{hours} audio hours per minute").format(hours=_short(progress.audio_s_per_s / 60)))
        if progress.eta_s is not None and progress.files_done < progress.files:
            parts.append(self.tr("{time} left").format(time=clock(progress.eta_s + 0.5)))
        return ", ".join(parts)

    def _pause_or_resume(self) -> None:
        if self._is_paused:
            self.resume_wanted.emit()
        else:
            self.pause_wanted.emit()


def _short(value: float) -> str:
    """Two significant digits, without needless decimals."""
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"
