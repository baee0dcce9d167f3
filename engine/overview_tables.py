"""Tables of peaks and spectra that never outgrow their size: when one is full, each pair of cells becomes one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.frontend.fft import rfft_rows
from engine.frontend.stft import hann

Samples = npt.NDArray[np.float32]

BUCKET_SAMPLES = 32
MAX_BUCKETS = 1 << 20
COLUMN_SAMPLES = 160
MAX_COLUMNS = 1 << 15
MAX_FRAMES_A_COLUMN = 4
"""Spectra averaged for one column; wider columns do not take more, so that long files are not slow."""
FLOOR_DB, STEP_DB = -110.0, 0.5
"""A cell of the spectrogram is ``FLOOR_DB + STEP_DB * value``, dB relative to a full-scale sine."""
FULL_SCALE = 32767.0


class PeakTable:
    """Buckets of peaks; when all are used, each pair becomes one and a bucket is twice as wide."""

    def __init__(self) -> None:
        self.width = BUCKET_SAMPLES
        self._count = 0
        self._low = np.empty(MAX_BUCKETS, np.int16)
        self._high = np.empty(MAX_BUCKETS, np.int16)
        self._rest = np.empty(0, np.float32)

    def push(self, block: Samples) -> None:
        """Add samples; what does not fill a bucket waits for more."""
        samples = np.concatenate([self._rest, block]) if len(self._rest) else block
        while len(samples) >= self.width:
            if self._count == MAX_BUCKETS:
                self._halve()
                continue
            n = min(len(samples) // self.width, MAX_BUCKETS - self._count)
            cells = samples[: n * self.width].reshape(n, self.width)
            self._low[self._count : self._count + n] = _as_int16(cells.min(axis=1))
            self._high[self._count : self._count + n] = _as_int16(cells.max(axis=1))
            self._count += n
            samples = samples[n * self.width :]
        self._rest = samples.copy()

    def with_rest(self) -> tuple[npt.NDArray[np.int16], npt.NDArray[np.int16]]:
        """Lowest and highest values, with what waits as a last bucket; a copy."""
        low, high = self._low[: self._count], self._high[: self._count]
        if not len(self._rest):
            return low.copy(), high.copy()
        return (
            np.append(low, _as_int16(self._rest.min(keepdims=True))),
            np.append(high, _as_int16(self._rest.max(keepdims=True))),
        )

    def _halve(self) -> None:
        half = self._count // 2
        self._low[:half] = self._low.reshape(half, 2).min(axis=1)
        self._high[:half] = self._high.reshape(half, 2).max(axis=1)
        self._count, self.width = half, 2 * self.width


class ColumnTable:
    """Columns of the spectrogram; when all are used, each pair becomes one and a column is twice as wide."""

    def __init__(self, n_fft: int) -> None:
        self.n_fft, self.width = n_fft, COLUMN_SAMPLES
        self._count = 0
        self._cells = np.empty((MAX_COLUMNS, n_fft // 2), np.uint8)
        self._rest = np.empty(0, np.float32)

    def push(self, block: Samples) -> None:
        """Add samples; what does not fill a column waits for more."""
        samples = np.concatenate([self._rest, block]) if len(self._rest) else block
        # the last spectrum of a column reaches into the next one
        while (n := (len(samples) - self.n_fft) // self.width) > 0:
            if self._count == MAX_COLUMNS:
                self._halve()
                continue
            n = min(n, MAX_COLUMNS - self._count)
            self._cells[self._count : self._count + n] = self._spectra(samples, n)
            self._count += n
            samples = samples[n * self.width :]
        self._rest = samples.copy()

    def with_rest(self) -> npt.NDArray[np.uint8]:
        """The columns, with what waits as the last ones; a copy."""
        cells = self._cells[: self._count]
        n = -(-len(self._rest) // self.width)
        if not n:
            return cells.copy()
        padded = np.pad(self._rest, (0, n * self.width + self.n_fft - len(self._rest)))
        return np.concatenate([cells, self._spectra(padded, n)])

    def _spectra(self, samples: Samples, n: int) -> npt.NDArray[np.uint8]:
        frames_each = min(self.width // COLUMN_SAMPLES, MAX_FRAMES_A_COLUMN)
        step = self.width // frames_each
        views = np.lib.stride_tricks.sliding_window_view(samples, self.n_fft)[::step][: n * frames_each]
        spectrum = rfft_rows(views * hann(self.n_fft))[:, 1:]
        power = np.square(spectrum.real) + np.square(spectrum.imag)
        mean = power.reshape(n, frames_each, -1).mean(axis=1) * (4.0 / self.n_fft) ** 2
        level_db = 10.0 * np.log10(mean + 1e-12)
        cells: npt.NDArray[np.uint8] = np.clip(np.rint((level_db - FLOOR_DB) / STEP_DB), 0, 255).astype(np.uint8)
        return cells

    def _halve(self) -> None:
        half = self._count // 2
        pairs = self._cells.reshape(half, 2, -1)
        self._cells[:half] = (pairs[:, 0].astype(np.uint16) + pairs[:, 1] + 1) // 2
        self._count, self.width = half, 2 * self.width


def _as_int16(samples: Samples) -> npt.NDArray[np.int16]:
    scaled: npt.NDArray[np.int16] = np.rint(np.clip(samples, -1.0, 1.0) * FULL_SCALE).astype(np.int16)
    return scaled
