"""Higher, lower, faster, slower: pitch by resampling, tempo by overlap-add in time.

Not with a phase vocoder: that leaves the marks of a vocoder, and a net would learn them. Both classes or neither,
and seldom: what is left of the cut and pasted periods is still a trace.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import soxr

from engine.frontend.stft import hann
from trainer.augment.base import Wave, repeat_to


@dataclass(frozen=True, slots=True)
class PitchTempoParams:
    """Shift of the pitch in semitones (formants move along), and speed (1.1: a tenth faster)."""

    semitones: float
    speed: float


@dataclass(frozen=True, slots=True)
class PitchTempo:
    """Shift pitch and change tempo; the length stays: what is too long is cut, what is too short is repeated."""

    semitones: tuple[float, float] = (-1.5, 1.5)
    speed: tuple[float, float] = (0.9, 1.1)
    frame: int = 512
    reach: int = 160

    def sample(self, rng: np.random.Generator) -> PitchTempoParams:
        """Draw shift and speed."""
        return PitchTempoParams(float(rng.uniform(*self.semitones)), float(rng.uniform(*self.speed)))

    def apply(self, wave: Wave, params: PitchTempoParams) -> Wave:
        """Change a waveform.

        Shape:
            wave: ``(n,)``; result: ``(n,)``.
        """
        if len(wave) < 4 * self.frame:
            return wave
        return repeat_to(self.change(wave, params), len(wave))

    def change(self, wave: Wave, params: PitchTempoParams) -> Wave:
        """The changed waveform at its own length.

        Shape:
            wave: ``(n,)``; result: about ``(n / speed,)``.
        """
        ratio = 2.0 ** (params.semitones / 12.0)
        shifted: Wave = soxr.resample(wave, ratio, 1.0) if ratio != 1.0 else wave
        return self.stretch(shifted, params.speed / ratio)

    def stretch(self, wave: Wave, speed: float) -> Wave:
        """Faster or slower at the same pitch: WSOLA (Verhelst and Roelands, 1993).

        Frames are taken ``speed`` times as far apart as they are laid down; each may be moved by up to ``reach``
        samples to where it goes on best from the one before.

        Shape:
            wave: ``(n,)``; result: about ``(n / speed,)``.
        """
        half = self.frame // 2
        n_frames = int(len(wave) / speed) // half + 2
        padded = np.zeros(len(wave) + 3 * self.frame + 2 * self.reach, np.float32)
        first = half + self.reach
        padded[first : first + len(wave)] = wave
        last = len(padded) - self.frame - half - self.reach
        result = np.zeros((n_frames + 1) * half, np.float32)
        window, place = hann(self.frame), self.reach
        for number in range(n_frames):
            wanted = min(self.reach + round(number * half * speed), last)
            if number:
                place = wanted + self._best_shift(padded, wanted, place + half)
            result[number * half : number * half + self.frame] += window * padded[place : place + self.frame]
        return result[half : half + round(len(wave) / speed)]

    def _best_shift(self, padded: Wave, wanted: int, natural: int) -> int:
        """Where near ``wanted`` the signal looks most like what would naturally follow."""
        follows = padded[natural : natural + self.frame]
        around = padded[wanted - self.reach : wanted + self.reach + self.frame]
        energy = np.cumsum(np.concatenate([[0.0], np.square(around, dtype=np.float64)]))
        norms = np.sqrt(np.maximum(energy[self.frame :] - energy[: -self.frame], 1e-9))
        return int(np.argmax(np.correlate(around, follows, "valid") / norms)) - self.reach
