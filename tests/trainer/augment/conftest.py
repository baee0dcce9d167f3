"""A voice for tests of copy synthesis: harmonics of a known pitch through two formants, in syllables."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from scipy.signal import lfilter

RATE = 16_000
PITCH_HZ = 130.0


@pytest.fixture(scope="session")
def buzz() -> npt.NDArray[np.float32]:
    """Two seconds at 130 Hz with formants at 700 and 1800 Hz, a syllable every half second."""
    n = 2 * RATE
    t = np.arange(n) / RATE
    wave = np.asarray(sum(np.sin(2 * np.pi * k * PITCH_HZ * t + k * k) for k in range(1, 60)))
    for hz in (700.0, 1800.0):
        radius = 0.97
        wave = lfilter([1.0], [1.0, -2 * radius * np.cos(2 * np.pi * hz / RATE), radius**2], wave)
    wave *= np.clip(np.sin(2 * np.pi * 2.0 * t), 0.0, None) ** 0.5
    wave += 1e-4 * np.abs(wave).max() * np.random.default_rng(0).standard_normal(n)
    scaled: npt.NDArray[np.float32] = (0.4 * wave / np.abs(wave).max()).astype(np.float32)
    return scaled
