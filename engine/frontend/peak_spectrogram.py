"""The seed system's spectrogram: long windows, fine in frequency, dB relative to the window's own peak."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.frontend.base import Windows
from engine.frontend.stft import power_frames


@dataclass(frozen=True, slots=True)
class PeakSpectrogram:
    """Power in dB relative to the window's peak, floored at -``top_db``, standardised.

    Attributes:
        n_fft: STFT and Hann window length, samples.
        hop: Samples between frames.
        mean: Mean of the training set, dB; measured by `veravox stats`, never typed by hand for own data.
        std: Standard deviation of the training set, dB.
        top_db: Depth of the floor below the peak, dB.
    """

    n_fft: int = 2048
    hop: int = 512
    mean: float = -58.187
    std: float = 15.877
    top_db: float = 80.0
    window_samples: int = 48_000

    @property
    def shape(self) -> tuple[int, int]:
        """Rows (frequency) and columns (time) of the result for one window."""
        return self.n_fft // 2 + 1, 1 + self.window_samples // self.hop

    def __call__(self, windows: Windows) -> npt.NDArray[np.float32]:
        """Transform a batch.

        Shape:
            windows: ``(batch, samples)``; result: ``(batch, 1, n_fft / 2 + 1, frames)``.
        """
        result = np.empty((len(windows), 1, *self.shape), dtype=np.float32)
        for row, wave in enumerate(windows):
            power = power_frames(wave, self.n_fft, self.hop, self.n_fft // 2 + 1)
            relative_to_peak(power, self.top_db, self.mean, self.std)
            result[row, 0] = power.T
        return result


def relative_to_peak(power: npt.NDArray[np.float32], top_db: float, mean: float, std: float) -> None:
    """Turn power into standardised decibels below the largest value, in place: one window's frames stay in the cache.

    Args:
        power: Of one window; at least 0.
        top_db: Depth of the floor below the peak, dB.
        mean: Subtracted, dB.
        std: Divided by, dB.
    """
    power /= max(power.max(), np.float32(1e-10))
    np.maximum(power, np.float32(10.0 ** (-top_db / 10.0)), out=power)
    np.log10(power, out=power)
    power *= np.float32(10.0 / std)
    power -= np.float32(mean / std)
