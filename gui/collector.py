"""Garbage is collected on the main thread only, a little at a time.

Python's collector runs on whichever thread happens to allocate, and would destroy Qt objects there.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 100
YOUNG_LIMIT = 700
MIDDLE_EVERY = 3
"""Turns between collections of what survived the youngest one: a scan makes 100,000 objects a second that stay, and
going through those takes 30 ms at once."""
FULL_EVERY = 600
"""Turns between full collections: they take the longest, and what lives that long seldom dies."""


class Collector(QObject):
    """Turns automatic collection off and does it from a timer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._turns = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.turn)
        self._timer.start(EVERY_MS)

    def settle(self) -> None:
        """Everything that is loaded now stays: later collections need not look at it."""
        gc.collect()
        gc.freeze()

    def turn(self) -> None:
        """A tenth of a second's share."""
        self._turns += 1
        if self._turns % FULL_EVERY == 0:
            gc.collect()
        elif gc.get_count()[0] > YOUNG_LIMIT:
            gc.collect(1 if self._turns % MIDDLE_EVERY == 0 else 0)

    def stop(self) -> None:
        """Automatic collection again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
