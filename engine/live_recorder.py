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
from engine.spec import DEFAULT_SPEC, AudioSpec

logger = logging.getLogger(__name__)

PRE_ROLL_S = 5.0
MEMORY_S = 15.0
"""Seconds kept in memory: the pre-roll, the window and two hops."""
LIST_NAME = "events.csv"
COLUMNS = ("file", "recorded_at", "start_s", "end_s", "max_probability_ai")


class FlaggedRecorder:
    """Writes WAV files and ``events.csv`` into one folder; a second session adds to them."""

    def __init__(
        self,
        folder: Path,
        spec: AudioSpec = DEFAULT_SPEC,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Make the folder.

        Raises:
            ReportError: The folder cannot be made or written.
        """
        self._folder = folder
        self._spec = spec
        self._now = now
        self._memory: deque[tuple[int, Samples]] = deque()
        self._position = 0
        self._file: Any = None
        self._path: Path | None = None
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
            ReportError: The disk is full or gone.
        """
        self._memory.append((self._position, samples))
        self._position += len(samples)
        oldest_wanted = self._position - self._spec.samples(MEMORY_S)
        while self._memory[0][0] + len(self._memory[0][1]) < oldest_wanted:
            self._memory.popleft()
        self._write(samples)

    def begin(self, start_s: float) -> None:
        """Open a recording for a stretch, from some seconds before it.

        Args:
            start_s: Start of the stretch, seconds of session time.

        Raises:
            ReportError: The file cannot be made.
        """
        self._recorded_at = self._now().isoformat(timespec="seconds")
        self._path = self._free_path()
        try:
            self._file = soundfile.SoundFile(
                self._path, "w", samplerate=self._spec.sample_rate, channels=1, subtype="PCM_16"
            )
        except (OSError, soundfile.LibsndfileError) as error:
            raise ReportError(f"Cannot record to {self._path.name}: {error}") from error
        first = max(0, self._spec.samples(start_s - PRE_ROLL_S))
        for position, samples in self._memory:
            self._write(samples[max(0, first - position) :])

    def end(self, flagged: Flagged) -> Flagged:
        """Close the open recording and list it.

        Returns:
            The same stretch with the path of its recording.

        Raises:
            ReportError: The list cannot be written.
        """
        file, path = self._file, self._path
        if file is None or path is None:
            return flagged
        self._file = None
        file.close()
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
            self._file.write(samples)
        except (OSError, soundfile.LibsndfileError) as error:
            file, self._file = self._file, None
            file.close()
            raise ReportError(f"Recording stopped: {error}", "Free some disk space.") from error

    def _append_row(self, row: tuple[str, ...]) -> None:
        with (self._folder / LIST_NAME).open("a", newline="", encoding="utf-8") as file:
            csv.writer(file).writerow(row)
