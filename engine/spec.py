"""The one description of the audio a detector hears; the same object is stored in every checkpoint."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AudioSpec:
    """Sample rate and window of a detector.

    Attributes:
        sample_rate: Hz, mono.
        window_s: Seconds a window.
    """

    sample_rate: int = 16_000
    window_s: float = 3.0

    @property
    def window_samples(self) -> int:
        """Samples a window."""
        return round(self.sample_rate * self.window_s)

    def samples(self, seconds: float) -> int:
        """Whole samples in a time span."""
        return round(self.sample_rate * seconds)


DEFAULT_SPEC = AudioSpec()
MIN_HOP_S = 0.25
"""Smallest distance between window starts that is offered."""
MIN_SPEECH_S = 1.0
"""Below this much speech a window, or a file, cannot be judged."""
