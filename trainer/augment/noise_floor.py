"""The noise floor, randomised: AI speech is clean, human speech has a room around it, and a net would learn that.

Hiss or room tone goes under any clip; a gate takes the floor out from between the words of any clip. Both are
drawn without looking at the label.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.fft import irfft, rfftfreq

from trainer.augment.base import Wave, rms


@dataclass(frozen=True, slots=True)
class HissParams:
    """Level in dBFS, slope in dB an octave (0 white, -3 pink, -6 brown) and seed of the hiss."""

    level_dbfs: float
    slope_db: float
    seed: int


@dataclass(frozen=True, slots=True)
class Hiss:
    """Add stationary coloured noise at a fixed level below full scale, whatever the voice's level."""

    level_dbfs: tuple[float, float] = (-75.0, -35.0)
    slope_db: tuple[float, float] = (-8.0, 1.0)
    sample_rate: int = 16_000

    def sample(self, rng: np.random.Generator) -> HissParams:
        """Draw level, colour and seed."""
        return HissParams(
            float(rng.uniform(*self.level_dbfs)), float(rng.uniform(*self.slope_db)), int(rng.integers(2**31))
        )

    def noise(self, n: int, params: HissParams) -> Wave:
        """The hiss itself.

        Shape:
            result: ``(n,)``.
        """
        rng = np.random.default_rng(params.seed)
        frequencies = rfftfreq(n, 1.0 / self.sample_rate)
        shape = (np.maximum(frequencies, 50.0) / 1000.0) ** (params.slope_db / 6.0206)
        draw = rng.standard_normal((2, len(frequencies)), dtype=np.float32)
        noise: Wave = irfft((draw[0] + 1j * draw[1]) * shape.astype(np.float32), n).astype(np.float32)
        return noise * np.float32(10.0 ** (params.level_dbfs / 20.0) / rms(noise))

    def apply(self, wave: Wave, params: HissParams) -> Wave:
        """Add the hiss.

        Shape:
            wave: ``(n,)``; result: ``(n,)``.
        """
        return wave + self.noise(len(wave), params)


@dataclass(frozen=True, slots=True)
class GateParams:
    """Threshold below the clip's RMS in dB, and how much the floor is lowered in dB."""

    threshold_db: float
    depth_db: float


@dataclass(frozen=True, slots=True)
class Gate:
    """A noise gate: quiet 10 ms frames are turned down, as call software and editors do."""

    threshold_db: tuple[float, float] = (15.0, 35.0)
    depth_db: tuple[float, float] = (10.0, 60.0)
    frame: int = 160

    def sample(self, rng: np.random.Generator) -> GateParams:
        """Draw threshold and depth."""
        return GateParams(float(rng.uniform(*self.threshold_db)), float(rng.uniform(*self.depth_db)))

    def apply(self, wave: Wave, params: GateParams) -> Wave:
        """Gate a waveform.

        Shape:
            wave: ``(n,)``; result: ``(n,)``.
        """
        n_frames = len(wave) // self.frame
        if n_frames < 2:
            return wave
        levels = np.sqrt(np.mean(wave[: n_frames * self.frame].reshape(n_frames, -1) ** 2, axis=1))
        open_frames = levels > rms(wave) * 10.0 ** (-params.threshold_db / 20.0)
        # Open a little before and close a little after, so that no word loses its edges.
        held = np.convolve(open_frames, np.ones(9), mode="same") > 0
        gains = np.where(held, 1.0, 10.0 ** (-params.depth_db / 20.0))
        centres = (np.arange(n_frames) + 0.5) * self.frame
        return wave * np.interp(np.arange(len(wave)), centres, gains).astype(np.float32)
