"""Keeps the sound of flagged stretches: one WAV each, with some seconds before it, and a list of all of them."""

from __future__ import annotations

import csv
import logging
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import soundfile

from engine.audio.capture_block import Samples
from engine.errors import ReportError
from engine.live_events import Flagged
from engine.live_quota import Quota
from engine.spec import DEFAULT_SPEC, AudioSpec

logger = logging.getLogger(__name__)

PRE_ROLL_S = 5.0
REACTION_S = 10.0
"""Seconds kept in memory besides the pre-roll: a state is reached a window and some hops after it began."""
LIST_NAME = "events.csv"
COLUMNS = ("file", "recorded_at", "start_s", "end_s", "max_probability_ai")


class FlaggedRecorder:
    """Writes WAV files and ``events.csv`` into one folder; a second session adds to them.

    After an error it keeps nothing more, but still lists what it has begun.
    """

    def __init__(
        self,
        folder: Path,
        spec: AudioSpec = DEFAULT_SPEC,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        pre_roll_s: float = PRE_ROLL_S,
        quota: Quota | None = None,
    ) -> None:
        """Make the folder.

        Args:
            folder: Where the files go.
            spec: Of the samples.
            now: For the names of the files.
            pre_roll_s: Seconds before each stretch that are kept with it.
            quota: Limit of the folder; None for no limit.

        Raises:
            ReportError: The folder cannot be made or written.
        """
        self._folder = folder
        self._spec = spec
        self._now = now
        self._pre_roll_s = pre_roll_s
        self._quota = quota
        self._memory: deque[tuple[int, Samples]] = deque()
        self._position = 0
        self._file: Any = None
        self._path: Path | None = None
        self._has_failed = False
        self._recorded_at = ""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if not (folder / LIST_NAME).exists():
                self._append_row(COLUMNS)
        except OSError as error:
            raise ReportError(f"Cannot write to {folder}: {error.strerror}") from error

    def push(self, samples: Samples) -> None:
        """Take the next sound in; writes it when a stretch is open.

        Raises:
            ReportError: The disk or the quota is full.
        """
        if self._has_failed:
            return
        self._memory.append((self._position, samples))
        self._position += len(samples)
        oldest_wanted = self._position - self._spec.samples(self._pre_roll_s + REACTION_S)
        while self._memory[0][0] + len(self._memory[0][1]) < oldest_wanted:
            self._memory.popleft()
        self._write(samples)

    def skip(self, seconds: float) -> None:
        """Time passed without sound: nothing from before it belongs to what comes."""
        self._memory.clear()
        self._position += self._spec.samples(seconds)

    def begin(self, start_s: float) -> None:
        """Open a recording for a stretch, from some seconds before it.

        Args:
            start_s: Start of the stretch, seconds of session time.

        Raises:
            ReportError: The file cannot be made, or the quota is full.
        """
        if self._has_failed:
            return
        self._recorded_at = self._now().isoformat(timespec="seconds")
        try:
            if self._quota is not None:
                self._quota.check()
            path = self._free_path()
            self._file = soundfile.SoundFile(path, "w", samplerate=self._spec.sample_rate, channels=1, subtype="PCM_16")
            self._path = path
        except (OSError, soundfile.LibsndfileError) as error:
            self._has_failed = True
            raise ReportError(f"Cannot record into {self._folder}: {error}") from error
        except ReportError:
            self._has_failed = True
            raise
        first = max(0, self._spec.samples(start_s - self._pre_roll_s))
        for position, samples in self._memory:
            self._write(samples[max(0, first - position) :])

    def end(self, flagged: Flagged) -> Flagged:
        """Close the open recording and list it.

        Returns:
            The same stretch with the path of its recording.

        Raises:
            ReportError: The list cannot be written.
        """
        path, self._path = self._path, None
        if path is None:
            return flagged
        self._close()
        row = (
            path.name,
            self._recorded_at,
            f"{flagged.start_s:.2f}",
            f"{flagged.end_s:.2f}",
            f"{flagged.max_probability:.4f}",
        )
        try:
            self._append_row(row)
        except OSError as error:
            raise ReportError(f"Cannot write {LIST_NAME}: {error.strerror}") from error
        return Flagged(flagged.start_s, flagged.end_s, flagged.max_probability, path)

    def _free_path(self) -> Path:
        stamp = self._now().strftime("%Y%m%d-%H%M%S")
        names = (f"flagged-{stamp}{suffix}.wav" for suffix in ["", *(f"-{n}" for n in range(2, 10_000))])
        return next(path for path in (self._folder / name for name in names) if not path.exists())

    def _write(self, samples: Samples) -> None:
        if self._file is None or not len(samples):
            return
        try:
            if self._quota is not None:
                self._quota.take(2 * len(samples))
            self._file.write(samples)
        except (OSError, soundfile.LibsndfileError) as error:
            self._close()
            self._has_failed = True
            raise ReportError(f"Recording stopped: {error}", "Free some disk space.") from error
        except ReportError:
            self._close()
            self._has_failed = True
            raise

    def _close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            file.close()

    def _append_row(self, row: tuple[str, ...]) -> None:
        with (self._folder / LIST_NAME).open("a", newline="", encoding="utf-8") as file:
            csv.writer(file).writerow(row)
