"""Street, cafe, music and babble under the voice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trainer.augment.base import Wave, repeat_to, rms


@dataclass(frozen=True, slots=True)
class NoiseParams:
    """Which noise, from where (0..1 of its length), how far below the voice in dB."""

    index: int
    position: float
    snr_db: float


@dataclass(frozen=True)
class Noise:
    """Add a recorded noise at a given signal-to-noise ratio, both measured as RMS over the crop."""

    noises: tuple[Wave, ...]
    snr_db: tuple[float, float] = (5.0, 30.0)

    def sample(self, rng: np.random.Generator) -> NoiseParams:
        """Draw a noise, a position and a level."""
        return NoiseParams(int(rng.integers(len(self.noises))), float(rng.random()), float(rng.uniform(*self.snr_db)))

    def apply(self, wave: Wave, params: NoiseParams) -> Wave:
        """Add the noise.

        Shape:
            wave: ``(n,)``; result: ``(n,)``.
        """
        noise = self.noises[params.index]
        start = int(params.position * max(len(noise) - len(wave), 0))
        piece = repeat_to(noise[start : start + len(wave)], len(wave))
        level = rms(piece)
        if level < 1e-6:
            return wave
        return wave + piece * np.float32(rms(wave) / level * 10.0 ** (-params.snr_db / 20.0))
