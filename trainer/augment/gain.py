"""Level, soft clipping and DC offset."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trainer.augment.base import Wave


@dataclass(frozen=True, slots=True)
class GainParams:
    """Gain in dB, DC offset of full scale, drive of the soft clipper (0: none)."""

    gain_db: float
    offset: float
    drive: float


@dataclass(frozen=True, slots=True)
class Gain:
    """Change the level, sometimes clip softly, sometimes add DC."""

    gain_db: tuple[float, float] = (-12.0, 6.0)
    clip_p: float = 0.1
    offset_p: float = 0.1

    def sample(self, rng: np.random.Generator) -> GainParams:
        """Draw the parameters."""
        drive = float(rng.uniform(1.0, 4.0)) if rng.random() < self.clip_p else 0.0
        offset = float(rng.uniform(-0.02, 0.02)) if rng.random() < self.offset_p else 0.0
        return GainParams(float(rng.uniform(*self.gain_db)), offset, drive)

    def apply(self, wave: Wave, params: GainParams) -> Wave:
        """Change a waveform.

        Shape:
            wave: ``(n,)``; result: ``(n,)``.
        """
        if params.drive:
            peak = float(np.abs(wave).max()) + 1e-9
            wave = np.tanh(wave * np.float32(params.drive / peak)) * np.float32(peak / np.tanh(params.drive))
        return wave * np.float32(10.0 ** (params.gain_db / 20.0)) + np.float32(params.offset)
