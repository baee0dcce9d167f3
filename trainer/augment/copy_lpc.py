"""Copy synthesis by linear prediction: a buzz or a hiss through the filter of the mouth, as vocoders began."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.fft import irfft, next_fast_len, rfft
from scipy.signal import lfilter

from engine.frontend.stft import hann
from trainer.augment.base import Wave, rms
from trainer.augment.spectra import overlap_add

Frames = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LpcParams:
    """Drawn parameters of `CopyLpc`.

    Attributes:
        order: Coefficients of the filter.
        hop: Samples between frames.
        voicing: Height of the autocorrelation's peak from which a frame is voiced, 0..1.
        breath: Share of noise in voiced frames, 0..1.
        seed: Seed of the noise.
    """

    order: int
    hop: int
    voicing: float
    breath: float
    seed: int


@dataclass(frozen=True, slots=True)
class CopyLpc:
    """Describe each frame by a filter, a level and a pitch, and speak it again (Atal and Hanauer, 1971).

    Level and timing stay; the phases are those of pulses.

    Attributes:
        emphasis: Coefficient of the pre-emphasis, which is taken back at the end.
        pitch_hz: Lowest and highest pitch that is looked for.
    """

    orders: tuple[int, int] = (14, 25)
    hops: tuple[int, ...] = (80, 160)
    voicing: tuple[float, float] = (0.3, 0.5)
    breath: tuple[float, float] = (0.0, 0.3)
    emphasis: float = 0.95
    pitch_hz: tuple[float, float] = (60.0, 400.0)
    sample_rate: int = 16_000

    def sample(self, rng: np.random.Generator) -> LpcParams:
        """Draw order, hop and excitation."""
        return LpcParams(
            int(rng.integers(*self.orders)),
            int(rng.choice(self.hops)),
            float(rng.uniform(*self.voicing)),
            float(rng.uniform(*self.breath)),
            int(rng.integers(2**31)),
        )

    def apply(self, wave: Wave, params: LpcParams) -> Wave:
        """Make the copy.

        Shape:
            wave: ``(n,)``; result: ``(n,)``.
        """
        if len(wave) < 4 * _FRAME:
            return wave
        flat = lfilter([1.0, -self.emphasis], [1.0], wave.astype(np.float64))
        frames = _frames(flat, _FRAME, params.hop) * hann(_FRAME)
        filters, levels = prediction(_autocorrelation(frames, params.order + 1))
        pitch = self.pitch(_frames(wave.astype(np.float64), 2 * _FRAME, params.hop), params.voicing)
        source = excitation(pitch, params, self.sample_rate)
        spoken = _synthesise(source, filters, levels, params.hop)[: len(wave)]
        copy: Wave = lfilter([1.0], [1.0, -self.emphasis], spoken).astype(np.float32)
        return copy * np.float32(rms(wave) / rms(copy))

    def pitch(self, frames: Frames, voicing: float) -> Frames:
        """Pitch of each frame in Hz, 0 where it is not voiced.

        Shape:
            frames: ``(count, length)``; result: ``(count,)``.
        """
        shortest, longest = (int(self.sample_rate / hz) for hz in reversed(self.pitch_hz))
        window = hann(frames.shape[1])
        # Divided by the window's own autocorrelation: else long periods would look weaker than they are.
        fade = _autocorrelation(window[None].astype(np.float64), longest + 1)[0]
        found = _autocorrelation((frames - frames.mean(1, keepdims=True)) * window, longest + 1)
        strength = found / np.maximum(found[:, :1], 1e-12) / (fade / fade[0])
        region = strength[:, shortest:]
        # The first peak that is nearly as high as the highest: its multiples are as high, an octave too low.
        near = region >= 0.9 * region.max(1, keepdims=True)
        start = near.argmax(1)
        reach = np.arange(16)
        steps = np.minimum(start[:, None] + reach, region.shape[1] - 1)
        best = start + np.take_along_axis(region, steps, 1).argmax(1)
        voiced = np.take_along_axis(region, np.minimum(best, region.shape[1] - 1)[:, None], 1)[:, 0] > voicing
        return np.where(voiced, self.sample_rate / (shortest + best), 0.0)


_FRAME = 400
"""25 ms."""


def excitation(pitch: Frames, params: LpcParams, sample_rate: int) -> Frames:
    """Pulses at the pitch in voiced frames, noise elsewhere; mean power 1.

    Shape:
        pitch: ``(frames,)``; result: ``(frames * hop,)``.
    """
    per_sample = np.repeat(pitch, params.hop)
    cycles = np.cumsum(per_sample / sample_rate)
    voiced = per_sample > 0.0
    starts = (np.floor(cycles) > np.floor(np.concatenate([[0.0], cycles[:-1]]))) & voiced
    # A pulse a period has the power of its square over the period; its mean, an offset no voice has, is taken out.
    periods = sample_rate / np.maximum(per_sample, 1.0)
    pulses = np.where(starts, np.sqrt(periods), 0.0) - 1.0 / np.sqrt(periods)
    noise = np.random.default_rng(params.seed).standard_normal(len(per_sample))
    mixed = np.sqrt(1.0 - params.breath) * pulses + np.sqrt(params.breath) * noise
    return np.where(voiced, mixed, noise)


def prediction(correlations: Frames) -> tuple[Frames, Frames]:
    """Prediction filters and levels of their residuals, all frames at once (Levinson and Durbin).

    Shape:
        correlations: ``(frames, order + 1)``; result: ``(frames, order)`` with
        ``x[n] ~ sum(filter[k] * x[n - 1 - k])``, and ``(frames,)``, RMS.
    """
    count, size = correlations.shape
    # White noise 40 dB below keeps the filters of pure tones stable.
    error = correlations[:, 0] * 1.0001 + 1e-9
    filters = np.zeros((count, size - 1))
    for order in range(size - 1):
        against = (filters[:, :order] * correlations[:, order:0:-1]).sum(1)
        reflection = (correlations[:, order + 1] - against) / error
        filters[:, :order] -= reflection[:, None] * filters[:, :order][:, ::-1]
        filters[:, order] = reflection
        error = error * (1.0 - reflection**2)
    return filters, np.sqrt(np.maximum(error, 0.0))


def _autocorrelation(frames: Frames, lags: int) -> Frames:
    """Mean of products at lags 0, 1, ...; ``(frames, lags)``."""
    n = next_fast_len(frames.shape[1] + lags, real=True)
    spectra = rfft(frames, n, axis=1)
    products: Frames = irfft(np.square(np.abs(spectra)), n, axis=1)[:, :lags] / frames.shape[1]
    return products


def _frames(wave: Frames, length: int, hop: int) -> Frames:
    """Frames centred on every hop, as many as there are hops; ``(count, length)``."""
    count = -(-len(wave) // hop)
    padded = np.zeros(length + count * hop)
    padded[length // 2 : length // 2 + len(wave)] = wave
    return np.lib.stride_tricks.sliding_window_view(padded, length)[::hop][:count]


def _synthesise(source: Frames, filters: Frames, levels: Frames, hop: int) -> Frames:
    """Each frame's excitation through its filter, cross-faded; all frames advance sample by sample together.

    Shape:
        source: ``(frames * hop,)``; result: the same.
    """
    count, order = filters.shape
    run_in, length = 2 * hop, 4 * hop
    padded = np.concatenate([np.zeros(run_in + hop), source, np.zeros(length)])
    pieces = np.lib.stride_tricks.sliding_window_view(padded, length)[::hop][:count]
    made = np.zeros((length + order, count))
    backwards = np.ascontiguousarray(filters.T[::-1])
    for n in range(length):
        made[n + order] = pieces[:, n] * levels + np.einsum("kf,kf->f", backwards, made[n : n + order])
    kept = made[order + run_in :].T * hann(2 * hop)
    return overlap_add(kept.astype(np.float32), hop)[hop:].astype(np.float64)
