"""What runs now, below the steps: words, bar, time left, stop."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from gui.trainer.runner import JobRunner
from gui.trainer.words import doing, time_words
from gui.widgets.elided_label import ElidedLabel

FINE = 1000
"""Steps of the bar."""


class JobStrip(QFrame):
    """Follows the runner; empty it takes no room."""

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self.setObjectName("statusLine")
        self.setAccessibleName(self.tr("What runs now"))
        self.words = ElidedLabel()
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(180)
        self.bar.setFixedHeight(8)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.stop_button = QPushButton(self.tr("Stop"))
        self.stop_button.clicked.connect(runner.stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 20, 8)
        row.setSpacing(12)
        row.addWidget(self.words, stretch=1)
        row.addWidget(self.bar)
        row.addWidget(self.stop_button)
        runner.changed.connect(self.refresh)
        self.refresh()

    def text(self) -> str:
        """What runs, how far it is, and how long it still takes; empty while nothing runs."""
        runner = self._runner
        if runner.work is None:
            return ""
        parts = [runner.work.words]
        if runner.is_stopping:
            return self.tr("{work}: stopping...").format(work=parts[0])
        if runner.what:
            parts.append(doing(runner.what))
        if runner.total:
            parts.append(self.tr("{done} of {total}").format(done=f"{runner.done:,}", total=f"{runner.total:,}"))
        if runner.eta_s:
            parts.append(self.tr("about {time} left").format(time=time_words(runner.eta_s)))
        return " · ".join(parts)

    def refresh(self) -> None:
        """Show what the runner says."""
        runner = self._runner
        self.setVisible(runner.is_busy)
        self.words.setText(self.text())
        if runner.share is None:
            self.bar.setRange(0, 0)
        else:
            self.bar.setRange(0, FINE)
            self.bar.setValue(round(FINE * runner.share))
        self.stop_button.setText(self.tr("Stop at once") if runner.is_stopping else self.tr("Stop"))
        tip = self.tr("End it without waiting; checkpoints that were written are kept") if runner.is_stopping else ""
        self.stop_button.setToolTip(tip)
