"""What Whisper hears: 80 mel bands every 10 ms, the loudest 80 dB of a window (Radford et al. 2022)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.frontend.base import Windows
from engine.frontend.log_spectrogram import normalise_level
from engine.frontend.mel_spectrogram import mel_bands
from engine.frontend.stft import power_frames

FLOOR = 1e-10
"""Smallest power."""
TOP = 8.0
"""Depth below the window's largest value, powers of ten."""
SHIFT, SCALE = 4.0, 4.0
"""Added to the logarithm, then divided by: speech comes to about -1..1."""


@dataclass(frozen=True, slots=True)
class LogMel:
    """log10 of the power in mel bands, floored ``TOP`` below the loudest value, shifted and scaled as Whisper does.

    The level is brought to a fixed RMS first, so that loudness says nothing. The last frame, which begins where the
    window ends, is left out: 3 s make 300 columns.

    Attributes:
        n_fft: STFT and Hann window length, samples.
        hop: Samples between frames.
        n_mels: Bands from 0 Hz to half the sample rate.
    """

    n_fft: int = 400
    hop: int = 160
    n_mels: int = 80
    sample_rate: int = 16_000
    window_samples: int = 48_000

    @property
    def shape(self) -> tuple[int, int]:
        """Rows (mel bands) and columns (time) of the result for one window."""
        return self.n_mels, self.window_samples // self.hop

    def __call__(self, windows: Windows) -> npt.NDArray[np.float32]:
        """Transform a batch.

        Shape:
            windows: ``(batch, samples)``; result: ``(batch, 1, n_mels, frames)``.
        """
        result = np.empty((len(windows), 1, *self.shape), dtype=np.float32)
        bands = mel_bands(self.n_mels, self.n_fft, self.sample_rate).T
        for row, wave in enumerate(normalise_level(windows)):
            power = power_frames(wave, self.n_fft, self.hop, self.n_fft // 2 + 1)[:-1] @ bands
            levels = np.log10(np.maximum(power, np.float32(FLOOR)))
            np.maximum(levels, levels.max() - np.float32(TOP), out=levels)
            result[row, 0] = ((levels + np.float32(SHIFT)) / np.float32(SCALE)).T
        return result
