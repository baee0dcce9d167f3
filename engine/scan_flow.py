"""What the threads of one scan share: the files still to do, the bounded queue of windows, pause and stop."""

from __future__ import annotations

import logging
import queue
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from engine.audio.windows import Window
from engine.scan_task import FileTask

log = logging.getLogger(__name__)
WAITING_WINDOWS = 48
"""Windows that may wait for inference: 10 MB, and more than two batches for every thread of a small computer."""
POLL_S = 0.1
UNEXPECTED_HINT = "This is a fault in Veravox. Please report it with the log; the other files are not affected."


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Neighbouring windows of one file; ``first`` is the number of the first of them."""

    task: FileTask
    first: int
    windows: Sequence[Window]


@dataclass(frozen=True, slots=True)
class TaskStarted:
    """A thread took a file."""

    task: FileTask


@dataclass(frozen=True, slots=True)
class TaskEnded:
    """A file is scored, came from the cache, or failed."""

    task: FileTask


@dataclass(frozen=True, slots=True)
class PathsAdded:
    """More files joined the job."""

    files: int


@dataclass(frozen=True, slots=True)
class Broken:
    """The scan cannot go on at all: the detector does not load, or the history cannot be read."""

    error: Exception


Message = TaskStarted | TaskEnded | PathsAdded | Broken


class StoppedError(Exception):
    """Raised inside worker threads when the scan was cancelled; never leaves them."""


class Flow:
    """Queues and switches between the threads of one scan."""

    def __init__(self) -> None:
        self.messages: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self._tasks: deque[FileTask] = deque()
        self._waiting = threading.Condition()
        self._pieces: deque[Piece] = deque()
        self._n_windows = 0
        pieces_lock = threading.Lock()
        self._has_room = threading.Condition(pieces_lock)
        self._has_pieces = threading.Condition(pieces_lock)
        self._stop = threading.Event()
        self._go = threading.Event()
        self._go.set()

    @property
    def is_stopped(self) -> bool:
        """Whether the threads are told to end."""
        return self._stop.is_set()

    @property
    def is_paused(self) -> bool:
        """Whether no more audio is read for now."""
        return not self._go.is_set()

    def pause(self) -> None:
        """Read no more audio; what is under way is scored."""
        self._go.clear()

    def resume(self) -> None:
        """Go on."""
        self._go.set()

    def stop(self) -> None:
        """Tell all threads to end soon."""
        self._stop.set()
        self._go.set()
        with self._waiting:
            self._waiting.notify_all()
        with self._has_room:
            self._has_room.notify_all()
            self._has_pieces.notify_all()

    def add_tasks(self, tasks: Sequence[FileTask]) -> None:
        """Append files."""
        with self._waiting:
            self._tasks.extend(tasks)
            self._waiting.notify_all()

    def next_task(self) -> FileTask | None:
        """Wait for a file to read; None when the scan ends."""
        with self._waiting:
            while not self._tasks:
                if self._stop.is_set():
                    return None
                self._waiting.wait()
            return None if self._stop.is_set() else self._tasks.popleft()

    def wait_for_go(self) -> None:
        """Wait while the scan is paused.

        Raises:
            StoppedError: It was cancelled.
        """
        self._go.wait()
        if self._stop.is_set():
            raise StoppedError

    def put(self, piece: Piece) -> None:
        """Hand windows to inference; waits while too many are under way.

        Raises:
            StoppedError: The scan was cancelled.
        """
        with self._has_room:
            while self._n_windows >= WAITING_WINDOWS and not self._stop.is_set():
                self._has_room.wait()
            if self._stop.is_set():
                raise StoppedError
            self._pieces.append(piece)
            self._n_windows += len(piece.windows)
            self._has_pieces.notify()

    def get(self, most: int) -> list[Piece]:
        """Wait for windows and take what is there, of any file, up to about ``most`` windows; empty at the end."""
        with self._has_pieces:
            while not self._pieces and not self._stop.is_set():
                self._has_pieces.wait()
            if self._stop.is_set():
                return []
            pieces: list[Piece] = []
            count = 0
            while self._pieces and count < most:
                pieces.append(self._pieces.popleft())
                count += len(pieces[-1].windows)
            self._n_windows -= count
            self._has_room.notify_all()
            return pieces

    def fail(self, task: FileTask, reason: str, hint: str) -> None:
        """Give a file up with a readable reason."""
        if task.fail(reason, hint):
            self.messages.put(TaskEnded(task))

    def fail_unexpectedly(self, task: FileTask, error: Exception) -> None:
        """Give a file up because of a fault of ours; the traceback goes to the log."""
        log.exception("Unexpected error with %s", task.path)
        self.fail(task, f"Unexpected error: {type(error).__name__}: {error}", UNEXPECTED_HINT)
