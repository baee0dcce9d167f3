"""Short-time spectra that can be turned back into sound, for transforms that work on magnitudes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.fft import irfft, rfft

from engine.frontend.stft import hann
from trainer.augment.base import Wave

Spectrum = npt.NDArray[np.complex64]


def stft(wave: Wave, n_fft: int, hop: int) -> Spectrum:
    """Hann-windowed spectra, centred on multiples of the hop, zeros beyond both ends.

    Args:
        wave: Mono samples.
        n_fft: Window and transform length, samples; even.
        hop: Samples between frames, at most half of ``n_fft``.

    Shape:
        wave: ``(n,)``; result: ``(1 + ceil(n / hop), n_fft // 2 + 1)``.
    """
    n_frames = 1 + -(-len(wave) // hop)
    padded = np.zeros(n_fft + (n_frames - 1) * hop, np.float32)
    padded[n_fft // 2 : n_fft // 2 + len(wave)] = wave
    frames = np.lib.stride_tricks.sliding_window_view(padded, n_fft)[::hop]
    spectra: Spectrum = rfft(frames * hann(n_fft), axis=1, overwrite_x=True)
    return spectra


def istft(spectra: Spectrum, n_fft: int, hop: int, n: int) -> Wave:
    """The waveform whose spectra come closest in the least-squares sense (Griffin and Lim, 1984).

    ``istft(stft(wave))`` is the wave; spectra that no waveform has are met as well as they can be.

    Shape:
        spectra: ``(frames, n_fft // 2 + 1)``; result: ``(n,)``.
    """
    frames = irfft(spectra, n_fft, axis=1).astype(np.float32) * hann(n_fft)
    total = overlap_add(frames, hop)
    weight = overlap_add(np.broadcast_to(np.square(hann(n_fft)), frames.shape), hop)
    np.divide(total, np.maximum(weight, 1e-3), out=total)
    return total[n_fft // 2 : n_fft // 2 + n]


def overlap_add(frames: npt.NDArray[np.float32], hop: int) -> Wave:
    """Sum of frames, each ``hop`` samples after the one before.

    Whole hops are added as blocks: as many additions as a frame has hops, not one a frame.

    Shape:
        frames: ``(count, length)``; result: ``(length + (count - 1) * hop,)``.
    """
    count, length = frames.shape
    pieces = -(-length // hop)
    padded = np.zeros((count, pieces * hop), np.float32)
    padded[:, :length] = frames
    blocks = np.zeros((count + pieces - 1, hop), np.float32)
    for piece in range(pieces):
        blocks[piece : piece + count] += padded[:, piece * hop : (piece + 1) * hop]
    return blocks.reshape(-1)[: length + (count - 1) * hop]
