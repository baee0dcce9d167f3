"""A file's waveform and spectrogram small enough to draw, made block by block in one pass over the audio.

Memory does not grow with the length of the file: when a table is full, neighbours are merged and each cell stands for
twice the time. A short file is kept at 2 ms a cell, ten hours at 64 ms; `read_close_up` reads a stretch again for
somebody who zooms in.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from engine.audio.decode import open_audio
from engine.errors import CancelledError
from engine.overview_tables import FULL_SCALE, ColumnTable, PeakTable
from engine.spec import DEFAULT_SPEC, AudioSpec

OnProgress = Callable[[int, int], None]
"""Called with (whole seconds done, in all); the second is 0 where the length is not known."""
OnPartial = Callable[["Overview"], None]
Samples = npt.NDArray[np.float32]

LEVEL_FACTOR = 8
N_FFT = 256
CLOSE_UP_N_FFT = 512
PARTIAL_EVERY_S = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Peaks:
    """Lowest and highest sample of every bucket of time.

    Attributes:
        bucket_s: Seconds a bucket.
        low: Full scale is -32767.
        high: Full scale is 32767.

    Shape:
        low, high: ``(buckets,)`` int16.
    """

    bucket_s: float
    low: npt.NDArray[np.int16]
    high: npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True, eq=False)
class Spectrogram:
    """Mean power by time and frequency.

    Attributes:
        column_s: Seconds a column.
        row_hz: Hertz a row; the first row is centred on it, 0 Hz is left out.
        cells: See `engine.overview_tables.FLOOR_DB`.

    Shape:
        cells: ``(columns, rows)`` uint8.
    """

    column_s: float
    row_hz: float
    cells: npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Overview:
    """What a timeline draws of a file, or of a stretch of it.

    Attributes:
        start_s: Where it begins in the file, seconds.
        duration_s: Seconds it covers.
        is_complete: False for what is handed out while the file is still read.
        levels: The same peaks at several resolutions, finest first.
        loudest: Largest absolute sample, 0..1.
    """

    start_s: float
    duration_s: float
    is_complete: bool
    levels: tuple[Peaks, ...]
    spectrogram: Spectrogram
    loudest: float

    @property
    def end_s(self) -> float:
        """Where it ends in the file, seconds."""
        return self.start_s + self.duration_s

    @property
    def n_bytes(self) -> int:
        """Memory that it takes."""
        return self.spectrogram.cells.nbytes + sum(each.low.nbytes + each.high.nbytes for each in self.levels)

    def envelope(self, start_s: float, end_s: float, n_wanted: int) -> tuple[Samples, Samples, Samples]:
        """Lowest and highest samples of a stretch, from the coarsest level that still has enough buckets.

        Args:
            start_s: In the file, seconds.
            end_s: In the file, seconds.
            n_wanted: Buckets to draw; about that many up to `LEVEL_FACTOR` times as many come back.

        Shape:
            Returns three ``(n,)``: time of the bucket's middle in seconds, lowest and highest sample -1..1.
        """
        span_s = max(end_s - start_s, 1e-6)
        fitting = [each for each in self.levels if span_s / each.bucket_s >= n_wanted]
        level = fitting[-1] if fitting else self.levels[0]
        first = max(0, int((start_s - self.start_s) / level.bucket_s) - 1)
        last = min(len(level.low), int((end_s - self.start_s) / level.bucket_s) + 2)
        middles = self.start_s + (np.arange(first, max(first, last)) + 0.5) * level.bucket_s
        low, high = level.low[first:last] / FULL_SCALE, level.high[first:last] / FULL_SCALE
        return middles.astype(np.float32), low.astype(np.float32), high.astype(np.float32)


class OverviewBuilder:
    """Makes an `Overview` from blocks of any size; the same one comes out however the audio is cut."""

    def __init__(self, sample_rate: int = DEFAULT_SPEC.sample_rate, start_s: float = 0.0, n_fft: int = N_FFT) -> None:
        """Start with nothing.

        Args:
            sample_rate: Hz.
            start_s: Where the blocks begin in the file, seconds.
            n_fft: Length of the spectra, samples; even.
        """
        self._rate, self._start_s = sample_rate, start_s
        self._peaks = PeakTable()
        self._columns = ColumnTable(n_fft)
        self._n_samples = 0

    @property
    def seconds(self) -> float:
        """Seconds pushed so far."""
        return self._n_samples / self._rate

    def push(self, block: Samples) -> None:
        """Add mono samples.

        Shape:
            block: ``(n,)``, any n.
        """
        self._n_samples += len(block)
        self._peaks.push(block)
        self._columns.push(block)

    def snapshot(self, *, is_complete: bool = True) -> Overview:
        """What has come so far; more may be pushed afterwards."""
        low, high = self._peaks.with_rest()
        row_hz = self._rate / self._columns.n_fft
        loudest = max(abs(int(low.min())), int(high.max())) / FULL_SCALE if len(low) else 0.0
        return Overview(
            self._start_s,
            self.seconds,
            is_complete,
            _pyramid(self._peaks.width / self._rate, low, high),
            Spectrogram(self._columns.width / self._rate, row_hz, self._columns.with_rest()),
            loudest,
        )


def make_overview(
    path: Path,
    *,
    spec: AudioSpec = DEFAULT_SPEC,
    on_progress: OnProgress | None = None,
    on_partial: OnPartial | None = None,
    cancel: threading.Event | None = None,
) -> Overview:
    """Read a whole file once.

    Args:
        path: Any audio file.
        spec: Gives the sample rate; the highest frequency shown is half of it.
        on_progress: Called about twice a second.
        on_partial: Called as often with what is there already.
        cancel: Set it to stop within a block.

    Raises:
        AudioError: It cannot be read.
        CancelledError: ``cancel`` was set.
    """
    builder = OverviewBuilder(spec.sample_rate)
    told_at = time.monotonic()
    with open_audio(path, spec) as stream:
        for block in stream:
            _stop_where_asked(cancel)
            builder.push(block)
            if time.monotonic() - told_at < PARTIAL_EVERY_S:
                continue
            told_at = time.monotonic()
            if on_progress is not None:
                on_progress(int(builder.seconds), int(max(stream.expected_duration_s or 0.0, 0.0)))
            if on_partial is not None:
                on_partial(builder.snapshot(is_complete=False))
    _stop_where_asked(cancel)
    return builder.snapshot()


def read_close_up(
    path: Path,
    start_s: float,
    end_s: float,
    *,
    spec: AudioSpec = DEFAULT_SPEC,
    cancel: threading.Event | None = None,
) -> Overview:
    """Read a stretch of a file again, fine in time and in frequency.

    Args:
        path: Any audio file.
        start_s: Seconds; the decoder seeks there.
        end_s: Seconds; keep the stretch short, it takes 60 kB a second.
        spec: Gives the sample rate.
        cancel: Set it to stop within a block.

    Raises:
        AudioError: It cannot be read.
        CancelledError: ``cancel`` was set.
    """
    start_s = max(0.0, start_s)
    builder = OverviewBuilder(spec.sample_rate, start_s, CLOSE_UP_N_FFT)
    left = spec.samples(end_s - start_s)
    with open_audio(path, spec, start_s=start_s, block_s=2.0) as stream:
        for block in stream:
            _stop_where_asked(cancel)
            builder.push(block[:left])
            left -= len(block)
            if left <= 0:
                break
    return builder.snapshot()


class OverviewCache:
    """Keeps the overviews of the last few files; a changed file is not taken for the old one."""

    def __init__(self, most: int = 4) -> None:
        self._most = most
        self._kept: dict[tuple[Path, int, int], Overview] = {}
        self._lock = threading.Lock()

    def get(self, path: Path) -> Overview | None:
        """The overview of a file as it is now, if it is kept."""
        key = _identity(path)
        with self._lock:
            found = self._kept.pop(key, None) if key is not None else None
            if key is not None and found is not None:
                self._kept[key] = found
            return found

    def put(self, path: Path, overview: Overview) -> None:
        """Keep one and let the longest unused one go."""
        key = _identity(path)
        if key is None:
            return
        with self._lock:
            self._kept[key] = overview
            while len(self._kept) > self._most:
                del self._kept[next(iter(self._kept))]


def _pyramid(bucket_s: float, low: npt.NDArray[np.int16], high: npt.NDArray[np.int16]) -> tuple[Peaks, ...]:
    levels = [Peaks(bucket_s, low, high)]
    while len(low) > 1000:
        starts = np.arange(0, len(low), LEVEL_FACTOR)
        low, high = np.minimum.reduceat(low, starts), np.maximum.reduceat(high, starts)
        bucket_s *= LEVEL_FACTOR
        levels.append(Peaks(bucket_s, low, high))
    return tuple(levels)


def _identity(path: Path) -> tuple[Path, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return path, status.st_size, status.st_mtime_ns


def _stop_where_asked(cancel: threading.Event | None) -> None:
    if cancel is not None and cancel.is_set():
        raise CancelledError
