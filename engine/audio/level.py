"""How loud live audio is, and whether it is clipped or digital silence."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FLOOR_DBFS = -120.0
"""Levels are not told below this."""
CLIP_AMPLITUDE = 0.999
CLIP_SHARE = 0.001
"""A block counts as clipped when more than this share of its samples is at full scale."""
SILENCE_S = 2.0
"""A microphone always has some noise: exact zeros for this long mean that the system withholds the sound."""


@dataclass(frozen=True, slots=True)
class Level:
    """The loudness of one block.

    Attributes:
        peak_dbfs: Highest sample, dB relative to full scale.
        rms_dbfs: Mean power, dB relative to full scale.
        is_clipped: Whether the input is overdriven.
        is_dead: Whether nothing but exact zeros came for `SILENCE_S` seconds or more.
    """

    peak_dbfs: float = FLOOR_DBFS
    rms_dbfs: float = FLOOR_DBFS
    is_clipped: bool = False
    is_dead: bool = False


class LevelMeter:
    """Measures block after block; knows how long exact silence has lasted."""

    def __init__(self, sample_rate: int) -> None:
        self._sample_rate = sample_rate
        self._zero_samples = 0

    def measure(self, block: npt.NDArray[np.float32]) -> Level:
        """Measure the next block.

        Args:
            block: Mono samples, full scale 1.0.

        Shape:
            block: (n,), n may be 0.
        """
        if not len(block):
            return Level(is_dead=self._is_dead())
        amplitude = np.abs(block)
        peak = float(amplitude.max())
        self._zero_samples = self._zero_samples + len(block) if peak == 0.0 else 0
        rms = math.sqrt(float(np.mean(np.square(block, dtype=np.float64))))
        clipped = float(np.mean(amplitude >= CLIP_AMPLITUDE)) > CLIP_SHARE
        return Level(dbfs(peak), dbfs(rms), is_clipped=clipped, is_dead=self._is_dead())

    def _is_dead(self) -> bool:
        return self._zero_samples >= SILENCE_S * self._sample_rate


def dbfs(amplitude: float) -> float:
    """Amplitude in dB relative to full scale, not below `FLOOR_DBFS`."""
    return max(FLOOR_DBFS, 20.0 * math.log10(amplitude)) if amplitude > 0.0 else FLOOR_DBFS
