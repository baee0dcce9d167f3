"""The In-the-Wild project's picture of sound: 128 mel bands by 80 frames, dB relative to the window's own peak."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from engine.frontend.base import Windows
from engine.frontend.peak_spectrogram import relative_to_peak
from engine.frontend.stft import power_frames

LINEAR_HZ = 1000.0
"""Up to here the mel scale is linear, beyond it logarithmic."""
LINEAR_STEP_HZ = 200.0 / 3.0
LOG_STEP = np.log(6.4) / 27.0


@dataclass(frozen=True, slots=True)
class MelSpectrogram:
    """Power in mel bands, in dB relative to the loudest value, floored at -``top_db``, standardised.

    Attributes:
        n_fft: STFT and Hann window length, samples.
        hop: Samples between frames; 607 gives 80 frames for 3 s.
        n_mels: Bands from 0 Hz to half the sample rate.
        mean: Mean of the training set, dB; the default was measured on 798 windows of the development corpus.
        std: Standard deviation of the training set, dB.
        top_db: Depth of the floor below the peak, dB.
    """

    n_fft: int = 2048
    hop: int = 607
    n_mels: int = 128
    mean: float = -51.502
    std: float = 17.967
    top_db: float = 80.0
    sample_rate: int = 16_000
    window_samples: int = 48_000

    @property
    def shape(self) -> tuple[int, int]:
        """Rows (mel bands) and columns (time) of the result for one window."""
        return self.n_mels, 1 + self.window_samples // self.hop

    def __call__(self, windows: Windows) -> npt.NDArray[np.float32]:
        """Transform a batch.

        Shape:
            windows: ``(batch, samples)``; result: ``(batch, 1, n_mels, frames)``.
        """
        result = np.empty((len(windows), 1, *self.shape), dtype=np.float32)
        bands = mel_bands(self.n_mels, self.n_fft, self.sample_rate)
        for row, wave in enumerate(windows):
            power = power_frames(wave, self.n_fft, self.hop, self.n_fft // 2 + 1) @ bands.T
            relative_to_peak(power, self.top_db, self.mean, self.std)
            result[row, 0] = power.T
        return result


@lru_cache(maxsize=4)
def mel_bands(n_mels: int, n_fft: int, sample_rate: int) -> npt.NDArray[np.float32]:
    """Triangles that overlap by half and have the same area, evenly spaced in mel (Slaney, Auditory Toolbox, 1998).

    Args:
        n_mels: Bands.
        n_fft: Length of the transform, samples.
        sample_rate: Hz.

    Shape:
        result: ``(n_mels, n_fft // 2 + 1)``.
    """
    corners = _mel_to_hz(np.linspace(0.0, _hz_to_mel(sample_rate / 2.0), n_mels + 2))
    bins = np.arange(n_fft // 2 + 1) * sample_rate / n_fft
    low, centre, high = corners[:-2, None], corners[1:-1, None], corners[2:, None]
    triangles = np.maximum(0.0, np.minimum((bins - low) / (centre - low), (high - bins) / (high - centre)))
    return (triangles * 2.0 / (high - low)).astype(np.float32)


def _hz_to_mel(hz: float) -> float:
    if hz < LINEAR_HZ:
        return hz / LINEAR_STEP_HZ
    return float(LINEAR_HZ / LINEAR_STEP_HZ + np.log(hz / LINEAR_HZ) / LOG_STEP)


def _mel_to_hz(mel: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    corner = LINEAR_HZ / LINEAR_STEP_HZ
    return np.where(
        mel < corner, mel * LINEAR_STEP_HZ, LINEAR_HZ * np.exp(LOG_STEP * (np.maximum(mel, corner) - corner))
    )
