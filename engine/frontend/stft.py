"""Short-time Fourier transform in numpy: Hann window, centred, reflected at the ends, as torch.stft does it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.frontend.base import Windows
from engine.frontend.fft import rfft_rows


@lru_cache(maxsize=8)
def hann(n_fft: int) -> npt.NDArray[np.float32]:
    """Periodic Hann window."""
    return (0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(n_fft) / n_fft)).astype(np.float32)


def _frames(wave: npt.NDArray[Any], n_fft: int, hop: int) -> npt.NDArray[Any]:
    """Views of the waveform, reflected at its ends, centred on every ``hop``-th sample; far quicker than np.pad."""
    half, n_samples = n_fft // 2, len(wave)
    padded = np.empty(n_samples + 2 * half, wave.dtype)
    padded[half : half + n_samples] = wave
    padded[:half] = wave[half:0:-1]
    padded[half + n_samples :] = wave[-2 : -half - 2 : -1]
    strides = (hop * padded.itemsize, padded.itemsize)
    return np.ndarray((1 + n_samples // hop, n_fft), padded.dtype, padded, 0, strides)


def power_frames(wave: npt.NDArray[np.float32], n_fft: int, hop: int, n_bins: int) -> npt.NDArray[np.float32]:
    """Squared magnitude of the STFT of one waveform, frame by frame.

    One waveform at a time and time-major: everything stays in the processor's cache until it is finished.

    Args:
        wave: Samples; more than ``n_fft / 2``.
        n_fft: Window and transform length, samples.
        hop: Samples between frames.
        n_bins: Bins to keep, from 0 Hz up.

    Shape:
        wave: ``(samples,)``; result: ``(1 + samples // hop, n_bins)``.
    """
    spectrum = rfft_rows(_frames(wave, n_fft, hop) * hann(n_fft))[:, :n_bins]
    power: npt.NDArray[np.float32] = np.square(spectrum.real)
    power += np.square(spectrum.imag)
    return power


def power_spectrogram(windows: Windows, n_fft: int, hop: int, n_bins: int) -> npt.NDArray[np.float32]:
    """`power_frames` of a batch, frequency-major.

    Shape:
        windows: ``(batch, samples)``; result: ``(batch, n_bins, 1 + samples // hop)``.
    """
    return np.stack([power_frames(wave, n_fft, hop, n_bins).T for wave in windows])


def stft(wave: npt.NDArray[np.float32], n_fft: int, hop: int) -> npt.NDArray[np.complex128]:
    """Complex STFT, as torch.stft with a centred Hann window does it.

    Shape:
        wave: ``(samples,)``, more than ``n_fft / 2``; result: ``(n_fft // 2 + 1, 1 + samples // hop)``.
    """
    frames = _frames(wave.astype(np.float64), n_fft, hop)
    return np.ascontiguousarray(np.fft.rfft(frames * hann(n_fft), axis=1).T)


def istft(spectra: npt.NDArray[np.complex128], hop: int, n_samples: int) -> npt.NDArray[np.float64]:
    """Waveforms from complex STFTs: the least-squares inverse of `stft` (Griffin and Lim 1984).

    Shape:
        spectra: ``(..., n_fft // 2 + 1, frames)``; result: ``(..., n_samples)``.
    """
    n_fft = 2 * (spectra.shape[-2] - 1)
    window = hann(n_fft).astype(np.float64)
    frames = np.fft.irfft(np.swapaxes(spectra, -1, -2), n_fft, axis=-1) * window
    n_frames = frames.shape[-2]
    joined = np.zeros((*frames.shape[:-2], n_fft + hop * (n_frames - 1)))
    weight = np.zeros(joined.shape[-1])
    for index in range(n_frames):
        place = slice(index * hop, index * hop + n_fft)
        joined[..., place] += frames[..., index, :]
        weight[place] += window**2
    joined /= np.maximum(weight, 1e-9)
    found: npt.NDArray[np.float64] = joined[..., n_fft // 2 : n_fft // 2 + n_samples]
    return found
