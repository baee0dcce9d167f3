"""One file on its way through the batch pipeline: shared by the thread that reads it and those that score it."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path

from engine.discover import Found
from engine.history import FileStamp
from engine.results import FileResult, SourceInfo, WindowScore


class FileTask:
    """State of one file.

    One decoding thread writes everything but the scores; `add_scores`, `end` and `fail` may be called from any
    thread and say whether they finished the file. Exactly one call does.
    """

    def __init__(self, found: Found) -> None:
        self.found = found
        self.stamp = FileStamp(found.size_bytes, found.mtime_ns)
        self.sha256 = ""
        self.source = SourceInfo()
        self.warnings: list[str] = []
        self.duration_s = 0.0
        self.expected_s: float | None = None
        self.scored_s = 0.0
        self.started = time.perf_counter()
        self.cached: FileResult | None = None
        self.problem: tuple[str, str] | None = None
        self._lock = threading.Lock()
        self._parts: dict[int, Sequence[WindowScore]] = {}
        self._scored = 0
        self._expected: int | None = None
        self._is_finished = False

    @property
    def path(self) -> Path:
        """The file."""
        return self.found.path

    @property
    def is_failed(self) -> bool:
        """Whether nothing more needs to be done for it."""
        return self.problem is not None

    def add_scores(self, first: int, scores: Sequence[WindowScore]) -> bool:
        """Add scored windows.

        Args:
            first: Number of the first of them in the file.
            scores: Neighbouring windows.
        """
        with self._lock:
            self._parts[first] = scores
            self._scored += len(scores)
            self.scored_s = max(self.scored_s, scores[-1].end_s)
            return self._check_finished()

    def end(self, n_windows: int) -> bool:
        """Say that the whole file was read."""
        with self._lock:
            self._expected = n_windows
            return self._check_finished()

    def fail(self, reason: str, hint: str) -> bool:
        """Give the file up; what was scored is forgotten."""
        with self._lock:
            if self._is_finished:
                return False
            self.problem = reason, hint
            self._is_finished = True
            return True

    def windows(self) -> tuple[WindowScore, ...]:
        """All scores in the order of time."""
        with self._lock:
            return tuple(score for first in sorted(self._parts) for score in self._parts[first])

    def _check_finished(self) -> bool:
        if self._is_finished or self._scored != self._expected:
            return False
        self._is_finished = True
        return True
