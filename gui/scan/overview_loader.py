"""Fetches pictures of files for the timeline in threads: the whole file once, and close-ups of what is zoomed into."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from engine.errors import CancelledError
from engine.overview import Overview, OverviewCache, make_overview, read_close_up
from gui.context import AppContext

CLOSE_UP_MAX_S = 120.0
"""Longer stretches are not read again: the overview of a file up to hours is fine enough for them."""
CLOSE_UP_DELAY_MS = 250
MIN_BUCKETS = 600
"""A close-up is read where the overview has fewer cells than this in view."""


@dataclass(frozen=True, slots=True)
class _Progress:
    path: Path
    done_s: int
    total_s: int


@dataclass(frozen=True, slots=True, eq=False)
class _Partial:
    path: Path
    overview: Overview


class OverviewLoader(QObject):
    """One file at a time; what belongs to an earlier file is stopped and never delivered."""

    progress = Signal(int, int)
    """(seconds done, in all; 0 where unknown)"""
    changed = Signal(object)
    """An `Overview`, several times while the file is read."""
    close_up = Signal(object)
    """An `Overview` of a stretch."""
    failed = Signal(str, str)
    """(text, hint)"""

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._cache = OverviewCache()
        self._path: Path | None = None
        self._overview: Overview | None = None
        self._cancel = threading.Event()
        self._close_up_cancel = threading.Event()
        self._close_up: Overview | None = None
        self._wanted = (0.0, 0.0)
        self._events: queue.SimpleQueue[_Progress | _Partial] = queue.SimpleQueue()
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(CLOSE_UP_DELAY_MS)
        self._delay.timeout.connect(self._read_close_up)

    @property
    def overview(self) -> Overview | None:
        """What there is of the present file's picture."""
        return self._overview

    @property
    def is_reading(self) -> bool:
        """Whether a whole file is being read."""
        return self._context.bridge.is_attached(self._events)

    def load(self, path: Path | None) -> None:
        """Begin with another file, or only stop."""
        self.stop()
        self._path = path
        if path is None:
            return
        if (kept := self._cache.get(path)) is not None:
            self._take(kept)
            return
        cancel = self._cancel = threading.Event()
        events = self._events = queue.SimpleQueue()
        self._context.bridge.attach(events, self._handle)

        def work() -> Overview:
            return make_overview(
                path,
                on_progress=lambda done, total: events.put(_Progress(path, done, total)),
                on_partial=lambda partial: events.put(_Partial(path, partial)),
                cancel=cancel,
            )

        self._context.tasks.run(self, _unless(cancel, work), self._loaded(path, cancel), self._failure(cancel))

    def stop(self) -> None:
        """Stop reading; returns at once, the threads end within a block."""
        self._cancel.set()
        self._close_up_cancel.set()
        self._delay.stop()
        self._context.bridge.detach(self._events)
        self._path = self._overview = self._close_up = None

    def look_at(self, start_s: float, end_s: float) -> None:
        """Say what is visible; a close-up of it follows where the overview is too coarse."""
        self._wanted = (start_s, end_s)
        if self._overview is None or not self._overview.is_complete or end_s - start_s > CLOSE_UP_MAX_S / 2:
            return
        close = self._close_up
        if close is not None and close.start_s <= start_s and close.end_s >= end_s - 0.01:
            return
        if (end_s - start_s) / max(self._overview.levels[0].bucket_s, 0.005) < MIN_BUCKETS or self._is_coarse():
            self._delay.start()

    def _is_coarse(self) -> bool:
        start_s, end_s = self._wanted
        return self._overview is not None and (end_s - start_s) / self._overview.spectrogram.column_s < MIN_BUCKETS

    def _read_close_up(self) -> None:
        path, overview = self._path, self._overview
        if path is None or overview is None:
            return
        self._close_up_cancel.set()
        cancel = self._close_up_cancel = threading.Event()
        start_s, end_s = self._wanted
        margin = (end_s - start_s) / 2
        first, last = max(0.0, start_s - margin), min(overview.end_s, end_s + margin)

        def done(found: Overview) -> None:
            if not cancel.is_set():
                self._close_up = found
                self.close_up.emit(found)

        work = _unless(cancel, lambda: read_close_up(path, first, last, cancel=cancel))
        self._context.tasks.run(self, work, done, _ignore)

    def _handle(self, event: _Progress | _Partial) -> None:
        if event.path != self._path:
            return
        if isinstance(event, _Progress):
            self.progress.emit(event.done_s, event.total_s)
        else:
            self._overview = event.overview
            self.changed.emit(event.overview)

    def _loaded(self, path: Path, cancel: threading.Event) -> Callable[[Overview], None]:
        def done(overview: Overview) -> None:
            self._cache.put(path, overview)
            if not cancel.is_set():
                self._context.bridge.detach(self._events)
                self._take(overview)

        return done

    def _take(self, overview: Overview) -> None:
        self._overview = overview
        self.changed.emit(overview)

    def _failure(self, cancel: threading.Event) -> Callable[[str, str], None]:
        def failed(text: str, hint: str) -> None:
            if not cancel.is_set():
                self._context.bridge.detach(self._events)
                self.failed.emit(text, hint)

        return failed


def _unless(cancel: threading.Event, work: Callable[[], Overview]) -> Callable[[], Overview]:
    """Work that does not even begin where it was stopped before its thread came to it."""

    def guarded() -> Overview:
        if cancel.is_set():
            raise CancelledError
        return work()

    return guarded


def _ignore(_text: str, _hint: str) -> None:
    """A close-up that fails leaves the overview in its place; whole-file reading tells about the file."""
