"""What lies in the dropped folders: a thread that walks them, tells files as it finds them, and sums up at the end."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.discover import Found, discover
from engine.report.record import SkippedFile

logger = logging.getLogger(__name__)
BATCH_S = 0.1
BATCH_FILES = 400
HEADERS_S = 1.5
"""Time for reading headers; the length of the files that are left is estimated from their size."""
KEPT_SKIPPED = 10_000
"""Skipped files that are kept by name; all are counted."""


@dataclass(frozen=True, slots=True)
class FilesFound:
    """More files; in the order of the walk."""

    files: Sequence[Found]


@dataclass(frozen=True, slots=True)
class SurveyDone:
    """The walk is over.

    Attributes:
        files: Files that will be checked, unreadable ones included.
        unreadable: Of these, those that cannot be opened.
        skipped: Files and folders that were passed over, the first `KEPT_SKIPPED` of them.
        reasons: How many were passed over for which reason.
        audio_s: Seconds of audio by the headers; None where they were not read or say nothing.
        is_estimate: Whether ``audio_s`` is partly guessed from sizes.
        problem: Why the walk broke off; empty where it did not.
    """

    files: int
    unreadable: int = 0
    skipped: tuple[SkippedFile, ...] = ()
    reasons: Counter[str] = field(default_factory=Counter)
    audio_s: float | None = None
    is_estimate: bool = False
    problem: str = ""

    @property
    def n_skipped(self) -> int:
        """All that was passed over."""
        return sum(self.reasons.values())


SurveyEvent = FilesFound | SurveyDone


class Survey:
    """One drop. Holds no widget; its events wait in a queue."""

    def __init__(self, paths: Sequence[Path], sum_above: int) -> None:
        """Prepare; `start` begins.

        Args:
            paths: Files and folders.
            sum_above: Read headers only where there are more files than this.
        """
        self.paths = tuple(paths)
        self.events: queue.SimpleQueue[SurveyEvent] = queue.SimpleQueue()
        self._sum_above = sum_above
        self._cancelled = threading.Event()
        self._skipped: list[SkippedFile] = []
        self._reasons: Counter[str] = Counter()
        self._thread = threading.Thread(target=self._run, name="survey", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    @property
    def is_cancelled(self) -> bool:
        """Whether it was told to end."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """End soon; nothing more is told."""
        self._cancelled.set()

    def join(self, seconds: float) -> None:
        """Wait for the thread."""
        self._thread.join(seconds)

    def _run(self) -> None:
        try:
            found = self._walk()
            if not self._cancelled.is_set():
                self.events.put(self._summary(found))
        except Exception as error:  # the boundary of this thread
            logger.exception("The walk failed unexpectedly")
            self.events.put(SurveyDone(0, problem=f"The folder could not be looked through: {error}"))

    def _walk(self) -> list[Found]:
        found: list[Found] = []
        told, told_at = 0, float("-inf")
        for each in discover(self.paths, recursive=True, is_audio=self._is_audio, on_skip=self._skip):
            if self._cancelled.is_set():
                break
            found.append(each)
            now = time.perf_counter()
            if now - told_at > BATCH_S or len(found) - told >= BATCH_FILES:
                self.events.put(FilesFound(found[told:]))
                told, told_at = len(found), now
        if found[told:]:
            self.events.put(FilesFound(found[told:]))
        return found

    def _is_audio(self, path: Path) -> bool:
        from engine.audio.sniff import skip_reason

        if self._cancelled.is_set():
            return False
        reason = skip_reason(path)
        if reason:
            self._skip(path, reason)
        return not reason

    def _skip(self, path: Path, reason: str) -> None:
        self._reasons[reason] += 1
        if len(self._skipped) < KEPT_SKIPPED:
            self._skipped.append(SkippedFile(path, reason))

    def _summary(self, found: Sequence[Found]) -> SurveyDone:
        readable = [each for each in found if not each.error]
        audio_s, is_estimate = self._audio_s(readable) if len(found) > self._sum_above else (None, False)
        return SurveyDone(
            len(found),
            len(found) - len(readable),
            tuple(self._skipped),
            self._reasons,
            audio_s,
            is_estimate,
        )

    def _audio_s(self, files: Sequence[Found]) -> tuple[float | None, bool]:
        """Seconds of audio by the headers, spread over the whole list; the rest by size within each kind of file."""
        from engine.audio.duration import header_duration_s

        known_s: dict[str, float] = defaultdict(float)
        known_bytes, all_bytes = Counter[str](), Counter[str]()
        for each in files:
            all_bytes[each.path.suffix.lower()] += each.size_bytes
        end = time.perf_counter() + HEADERS_S
        looked_at = 0
        for each in _spread(files):
            if time.perf_counter() > end or self._cancelled.is_set():
                break
            looked_at += 1
            seconds = header_duration_s(each.path)
            if seconds is not None:
                kind = each.path.suffix.lower()
                known_s[kind] += seconds
                known_bytes[kind] += each.size_bytes
        if not known_s:
            return None, False
        total = sum(known_s[kind] * all_bytes[kind] / known_bytes[kind] for kind in known_s if known_bytes[kind])
        return total, looked_at < len(files)


def _spread(files: Sequence[Found], step: int = 97) -> list[Found]:
    """Every 97th file first, then the ones beside them: a part of it stands for the whole."""
    return [each for first in range(min(step, len(files))) for each in files[first::step]]
