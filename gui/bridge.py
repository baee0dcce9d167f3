"""From worker threads to widgets: plain queues, emptied on the main thread for a few milliseconds at a time."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

POLL_MS = 25
TURN_S = 0.012
"""Of work a turn, all queues together: a 10 ms timer must stay under 33 ms late, so it is less than 50 ms by far."""

Handler = Callable[[Any], None]


class Bridge(QObject):
    """The one place where what threads say reaches the window. No thread ever touches Qt.

    A thread puts into a `queue.SimpleQueue`; the handler gets each item on the main thread, in order. The timer rests
    while nothing is attached.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queues: list[tuple[queue.SimpleQueue[Any], Handler]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self.turn)

    def attach(self, events: queue.SimpleQueue[Any], handle: Handler) -> None:
        """Begin to empty a queue."""
        self._queues.append((events, handle))
        self._timer.start()

    def detach(self, events: queue.SimpleQueue[Any]) -> None:
        """Stop; what is still in the queue stays there."""
        self._queues = [pair for pair in self._queues if pair[0] is not events]
        if not self._queues:
            self._timer.stop()

    def is_attached(self, events: queue.SimpleQueue[Any]) -> bool:
        """Whether that queue is being emptied."""
        return any(each is events for each, _ in self._queues)

    def turn(self) -> None:
        """Handle what waits, for at most `TURN_S`; every queue gets its turn before one gets a second."""
        end = time.perf_counter() + TURN_S
        busy = True
        while busy and time.perf_counter() < end:
            busy = False
            for events, handle in tuple(self._queues):
                try:
                    item = events.get_nowait()
                except queue.Empty:
                    continue
                busy = True
                handle(item)
