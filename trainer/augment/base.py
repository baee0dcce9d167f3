"""What every waveform transform offers: drawing the parameters apart from applying them."""

from __future__ import annotations

from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt

Wave = npt.NDArray[np.float32]
P = TypeVar("P")


class Transform(Protocol[P]):
    """A label-independent change of a waveform."""

    def sample(self, rng: np.random.Generator) -> P:
        """Draw parameters; the label is nowhere in sight."""

    def apply(self, wave: Wave, params: P) -> Wave:
        """Change a waveform.

        Shape:
            wave: ``(n,)``; result: ``(n,)``.
        """


def rms(wave: Wave) -> float:
    """Root mean square; never 0, so that it can be divided by."""
    return float(np.sqrt(np.mean(np.square(wave), dtype=np.float64))) + 1e-9


def repeat_to(wave: Wave, n: int) -> Wave:
    """Repeat a waveform until it has n samples; zeros where it is empty.

    Shape:
        wave: ``(m,)``; result: ``(n,)``.
    """
    if len(wave) == 0:
        return np.zeros(n, np.float32)
    return np.tile(wave, -(-n // len(wave)))[:n]
