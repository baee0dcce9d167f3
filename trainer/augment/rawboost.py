"""RawBoost: what lines, loudspeakers and interference do to a voice, without any recordings.

Written from Tak, Kamble, Patino, Todisco, Evans: "RawBoost: A raw data boosting and augmentation method applied to
automatic speaker verification anti-spoofing", ICASSP 2022. Three disturbances: (1) linear and non-linear convolutive
noise, (2) impulsive noise that follows the signal, (3) stationary coloured noise that does not. The paper's algorithm
4 is all three in series, 5 the first two.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft

from trainer.augment.base import Wave, rms


@dataclass(frozen=True, slots=True)
class Notches:
    """A filter with notches at random places.

    Attributes:
        centres_hz: Middle of each notch.
        widths_hz: Width of each notch.
        taps: Length of each notch's impulse response, samples; odd. Short ones are shallow and wide.
    """

    centres_hz: tuple[float, ...]
    widths_hz: tuple[float, ...]
    taps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RawBoostParams:
    """Drawn parameters of `RawBoost`.

    Attributes:
        algorithm: Which disturbances: 1 convolutive, 2 impulsive, 3 stationary, 4 all of them, 5 the first two.
        filters: One filter for each power of the signal, the first power first.
        gains_db: Gain of each power.
        impulse_share: Share of the samples that are hit, 0..1.
        impulse_gain: Largest impulse, relative to the sample it hits.
        colour: Filter that colours the stationary noise.
        snr_db: Level of the signal over the stationary noise.
        seed: Seed of impulses and noise.
    """

    algorithm: int
    filters: tuple[Notches, ...]
    gains_db: tuple[float, ...]
    impulse_share: float
    impulse_gain: float
    colour: Notches
    snr_db: float
    seed: int


CONVOLUTIVE, IMPULSIVE, STATIONARY = (1, 4, 5), (2, 4, 5), (3, 4)


@dataclass(frozen=True, slots=True)
class RawBoost:
    """Disturb a waveform; its level (RMS) and its timing stay.

    The ranges are the paper's.

    Attributes:
        algorithms: What is drawn from; see `RawBoostParams`.
        powers: Highest power of the signal in the non-linear part.
        notches: Notches a filter.
        bias_db: How far the higher powers are below the first.
    """

    algorithms: tuple[int, ...] = (4, 5)
    powers: int = 5
    notches: int = 5
    centre_hz: tuple[float, float] = (20.0, 8000.0)
    width_hz: tuple[float, float] = (100.0, 1000.0)
    taps: tuple[int, int] = (10, 100)
    bias_db: tuple[float, float] = (5.0, 20.0)
    impulse_share: float = 0.1
    impulse_gain: float = 2.0
    snr_db: tuple[float, float] = (10.0, 40.0)
    sample_rate: int = 16_000

    def sample(self, rng: np.random.Generator) -> RawBoostParams:
        """Draw filters, gains, impulses and noise."""
        return RawBoostParams(
            algorithm=int(rng.choice(self.algorithms)),
            filters=tuple(self._notches(rng) for _ in range(self.powers)),
            gains_db=(0.0, *(-float(g) for g in rng.uniform(*self.bias_db, self.powers - 1))),
            impulse_share=float(rng.uniform(0.0, self.impulse_share)),
            impulse_gain=self.impulse_gain,
            colour=self._notches(rng),
            snr_db=float(rng.uniform(*self.snr_db)),
            seed=int(rng.integers(2**31)),
        )

    def apply(self, wave: Wave, params: RawBoostParams) -> Wave:
        """Disturb a waveform.

        Shape:
            wave: ``(n,)``; result: ``(n,)``.
        """
        peak = float(np.abs(wave).max(initial=0.0))
        if peak < 1e-6:
            return wave
        rng = np.random.default_rng(params.seed)
        result = wave / np.float32(peak)
        if params.algorithm in CONVOLUTIVE:
            result = self.convolutive(result, params)
        if params.algorithm in IMPULSIVE:
            result = impulsive(result, params, rng)
        if params.algorithm in STATIONARY:
            result = self.stationary(result, params, rng)
        return result * np.float32(rms(wave) / rms(result))

    def response(self, notches: Notches, size: int) -> Wave:
        """Impulse response of all notches in a row, its middle at sample 0 of a circle, so that nothing is delayed.

        Shape:
            result: ``(size,)``.
        """
        spectrum = np.ones(size // 2 + 1, np.float32)
        for centre, width, taps in zip(notches.centres_hz, notches.widths_hz, notches.taps, strict=True):
            spectrum *= _band_stop(centre, width, taps, size, self.sample_rate)
        response: Wave = irfft(spectrum, size).astype(np.float32)
        return response / np.float32(np.abs(spectrum).max())

    def convolutive(self, wave: Wave, params: RawBoostParams) -> Wave:
        """Sum of filtered powers of the signal: a Hammerstein system.

        Shape:
            wave: ``(n,)``, peak 1; result: ``(n,)``.
        """
        n = next_fast_len(len(wave) + _RESPONSE, real=True)
        total = np.zeros(n // 2 + 1, np.complex64)
        power = np.ones_like(wave)
        for notches, gain_db in zip(params.filters, params.gains_db, strict=True):
            power = power * wave
            spectrum = rfft(power, n) * rfft(_around_zero(self.response(notches, _RESPONSE), n))
            total += spectrum * np.float32(10.0 ** (gain_db / 20.0))
        result: Wave = irfft(total, n)[: len(wave)].astype(np.float32)
        result += wave.mean() - result.mean()  # even powers bring DC, which would give the step away
        return result

    def stationary(self, wave: Wave, params: RawBoostParams, rng: np.random.Generator) -> Wave:
        """Add coloured noise.

        Shape:
            wave: ``(n,)``; result: ``(n,)``.
        """
        n = next_fast_len(len(wave) + _RESPONSE, real=True)
        white = rng.standard_normal(n, dtype=np.float32)
        colour = rfft(_around_zero(self.response(params.colour, _RESPONSE), n))
        noise: Wave = irfft(rfft(white) * colour, n)[: len(wave)].astype(np.float32)
        return wave + noise * np.float32(rms(wave) / rms(noise) * 10.0 ** (-params.snr_db / 20.0))

    def _notches(self, rng: np.random.Generator) -> Notches:
        centres = tuple(float(c) for c in rng.uniform(*self.centre_hz, self.notches))
        widths = tuple(float(w) for w in rng.uniform(*self.width_hz, self.notches))
        return Notches(centres, widths, tuple(int(t) | 1 for t in rng.integers(*self.taps, self.notches)))


_RESPONSE = 1024
"""Samples of a whole filter: more than five notches of 101 taps in a row."""


def impulsive(wave: Wave, params: RawBoostParams, rng: np.random.Generator) -> Wave:
    """Hit random samples with impulses that follow the signal: a gain times the sample times two draws from -1..1.

    Shape:
        wave: ``(n,)``; result: ``(n,)``.
    """
    count = int(params.impulse_share * len(wave))
    places = rng.choice(len(wave), count, replace=False, shuffle=False)
    result = wave.copy()
    draws = rng.uniform(-1.0, 1.0, (2, count)).prod(0).astype(np.float32)
    result[places] *= 1.0 + np.float32(params.impulse_gain) * draws
    return result


def _band_stop(centre_hz: float, width_hz: float, taps: int, size: int, sample_rate: int) -> Wave:
    """Real spectrum of a symmetric windowed-sinc band-stop around sample 0.

    Shape:
        result: ``(size // 2 + 1,)``.
    """
    low = max(centre_hz - width_hz / 2.0, 1.0) / sample_rate
    high = min(centre_hz + width_hz / 2.0, sample_rate / 2.0 - 1.0) / sample_rate
    offsets = np.arange(taps) - taps // 2
    band = 2.0 * high * np.sinc(2.0 * high * offsets) - 2.0 * low * np.sinc(2.0 * low * offsets)
    impulse = np.zeros(size)
    impulse[offsets] = -band * np.hamming(taps)
    impulse[0] += 1.0
    spectrum: Wave = rfft(impulse).real.astype(np.float32)
    return spectrum


def _around_zero(response: Wave, n: int) -> Wave:
    """A circular response in a longer circle, its second half still before sample 0."""
    half = len(response) // 2
    wide = np.zeros(n, np.float32)
    wide[:half], wide[-half:] = response[:half], response[half:]
    return wide
