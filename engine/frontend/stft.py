"""Short-time Fourier transform in numpy: Hann window, centred, reflected at the ends, as torch.stft does it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.fft import rfft

from engine.frontend.base import Windows


@lru_cache(maxsize=8)
def hann(n_fft: int) -> npt.NDArray[np.float32]:
    """Periodic Hann window."""
    return (0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(n_fft) / n_fft)).astype(np.float32)


def power_spectrogram(windows: Windows, n_fft: int, hop: int, n_bins: int) -> npt.NDArray[np.float32]:
    """Squared magnitude of the STFT.

    Args:
        windows: Batch of waveforms; longer than ``n_fft / 2`` samples.
        n_fft: Window and transform length, samples.
        hop: Samples between frames.
        n_bins: Rows to keep, from 0 Hz up.

    Shape:
        windows: ``(batch, samples)``; result: ``(batch, n_bins, 1 + samples // hop)``.
    """
    n_frames = 1 + windows.shape[1] // hop
    power = np.empty((len(windows), n_bins, n_frames), dtype=np.float32)
    window = hann(n_fft)
    for row, wave in enumerate(windows):
        padded = np.pad(wave, n_fft // 2, mode="reflect")
        frames = np.lib.stride_tricks.sliding_window_view(padded, n_fft)[::hop][:n_frames]
        spectrum = rfft(frames * window, axis=1)[:, :n_bins]
        real, imaginary = spectrum.real, spectrum.imag
        np.add(np.square(real).T, np.square(imaginary).T, out=power[row])
    return power
