"""The waveform itself, at one level: for networks that find their own filters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.frontend.base import Windows
from engine.frontend.log_spectrogram import TARGET_RMS, normalise_level


@dataclass(frozen=True, slots=True)
class Waveform:
    """Samples with an RMS of 1, so that loudness says nothing; silence stays silent.

    Attributes:
        window_samples: Samples of one window.
    """

    window_samples: int = 48_000

    @property
    def shape(self) -> tuple[int, int]:
        """One row and as many columns as a window has samples."""
        return 1, self.window_samples

    def __call__(self, windows: Windows) -> npt.NDArray[np.float32]:
        """Transform a batch.

        Shape:
            windows: ``(batch, samples)``; result: ``(batch, 1, 1, samples)``.
        """
        levelled: npt.NDArray[np.float32] = normalise_level(windows) / np.float32(TARGET_RMS)
        return levelled[:, None, None]
