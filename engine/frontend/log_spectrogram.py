"""Linear-frequency log-power spectrogram with short windows: fine in time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.frontend.base import Windows
from engine.frontend.stft import power_frames


@dataclass(frozen=True, slots=True)
class LogSpectrogram:
    """log10(|STFT|^2 + eps) of the level-normalised window, standardised with fixed numbers.

    The level is brought to a fixed RMS, so that loudness says nothing; the power is never taken relative
    to the window's own peak, so that a click does not move every other value.

    Attributes:
        n_fft: STFT and Hann window length, samples.
        hop: Samples between frames.
        n_bins: Frequency rows kept, from 0 Hz up.
        mean: Subtracted from 10 log10 of the power, dB.
        std: Divided by, dB.
    """

    n_fft: int = 512
    hop: int = 160
    n_bins: int = 244
    mean: float = -30.0
    std: float = 20.0
    window_samples: int = 48_000

    @property
    def shape(self) -> tuple[int, int]:
        """Rows (frequency) and columns (time) of the result for one window."""
        return self.n_bins, 1 + self.window_samples // self.hop

    def __call__(self, windows: Windows) -> npt.NDArray[np.float32]:
        """Transform a batch.

        Shape:
            windows: ``(batch, samples)``; result: ``(batch, 1, n_bins, frames)``.
        """
        result = np.empty((len(windows), 1, *self.shape), dtype=np.float32)
        for row, wave in enumerate(normalise_level(windows)):
            power = power_frames(wave, self.n_fft, self.hop, self.n_bins)
            power += np.float32(1e-8)
            np.log10(power, out=power)
            power *= np.float32(10.0 / self.std)
            power -= np.float32(self.mean / self.std)
            result[row, 0] = power.T
        return result


TARGET_RMS = 0.1
MAX_GAIN = 1000.0


def normalise_level(windows: Windows) -> Windows:
    """Bring every window to the same RMS; silence is left as it is beyond a gain of 60 dB.

    Shape:
        windows: ``(batch, samples)``; result: the same.
    """
    rms = np.sqrt(np.mean(np.square(windows), axis=1, keepdims=True))
    levelled: Windows = windows * np.minimum(TARGET_RMS / np.maximum(rms, 1e-9), MAX_GAIN).astype(np.float32)
    return levelled
