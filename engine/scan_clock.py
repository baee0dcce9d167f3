"""How far a scan is and how long it will still take."""

from __future__ import annotations

import time
from collections.abc import Iterable

from engine.scan_events import ScanProgress
from engine.scan_task import FileTask


class ScanClock:
    """Counts finished files, audio and bytes; time spent paused does not count."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self._paused_since: float | None = None
        self._paused_s = 0.0
        self.files = 0
        self.files_done = 0
        self._bytes_left = 0
        self._bytes_done = 0
        self._audio_s = 0.0

    @property
    def elapsed_s(self) -> float:
        """Wall clock since the start."""
        return time.perf_counter() - self._started

    def expect(self, tasks: Iterable[FileTask]) -> None:
        """More files are to do."""
        for task in tasks:
            self.files += 1
            self._bytes_left += task.found.size_bytes

    def finish(self, task: FileTask) -> None:
        """A file is done; one from the cache says nothing about speed."""
        self.files_done += 1
        self._bytes_left -= task.found.size_bytes
        if task.cached is None:
            self._bytes_done += task.found.size_bytes
            self._audio_s += task.scored_s

    def audio_s(self, active: Iterable[FileTask]) -> float:
        """Seconds of audio analysed, those of unfinished files included."""
        return self._audio_s + sum(task.scored_s for task in active)

    def set_paused(self, *, paused: bool) -> None:
        """Stop or go on counting time."""
        now = time.perf_counter()
        if paused and self._paused_since is None:
            self._paused_since = now
        elif not paused and self._paused_since is not None:
            self._paused_s += now - self._paused_since
            self._paused_since = None

    def progress(self, active: Iterable[FileTask]) -> ScanProgress:
        """Where things stand now."""
        tasks = list(active)
        paused_now = 0.0 if self._paused_since is None else time.perf_counter() - self._paused_since
        working_s = max(self.elapsed_s - self._paused_s - paused_now, 1e-3)
        half_done = sum(_bytes_done(task) for task in tasks)
        speed = (self._bytes_done + half_done) / working_s
        eta_s = max(self._bytes_left - half_done, 0.0) / speed if speed > 0 else None
        audio_s = self.audio_s(tasks)
        return ScanProgress(
            self.files_done,
            self.files,
            audio_s,
            audio_s / working_s,
            eta_s if self._bytes_left else 0.0,
            self._paused_since is not None,
        )


def _bytes_done(task: FileTask) -> float:
    """By the share of its audio that is scored."""
    if not task.expected_s:
        return 0.0
    return task.found.size_bytes * min(task.scored_s / task.expected_s, 1.0)
