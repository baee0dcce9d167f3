"""Recordings that no detector should be trusted on: clipped, or without the upper half of a voice."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

CLIP_LEVEL = 0.985
"""Share of full scale from which a sample counts as clipped; resampling moves flat tops a little."""
MAX_CLIPPED_SHARE = 0.05
MIN_BANDWIDTH_HZ = 3000.0
FLOOR_DB = 60.0
"""A band this far below the strongest one is empty."""
BAND_HZ = 100.0
LOOKS = 12

Samples = npt.NDArray[np.float32]


class QualityMeter:
    """Watches the samples of one file go by; cheap beside decoding them."""

    def __init__(self, sample_rate: int) -> None:
        """Start a file.

        Args:
            sample_rate: Hz of what is pushed, not of the file.
        """
        self._rate = sample_rate
        self._clipped = 0
        self._total = 0
        self._next_look = 0
        self._blocks = 0
        self._power: npt.NDArray[np.float64] = np.zeros(int(sample_rate / 2 / BAND_HZ))

    def push(self, block: Samples) -> None:
        """Count clipped samples; look at the spectrum of block 0, 1, 2, 4, 8, ... only.

        Shape:
            block: ``(n,)``.
        """
        self._total += len(block)
        self._clipped += int(np.count_nonzero(np.abs(block) >= CLIP_LEVEL))
        if self._blocks == self._next_look and self._blocks < 2**LOOKS:
            self._look(block)
            self._next_look = max(1, 2 * self._next_look)
        self._blocks += 1

    def warnings(self) -> list[str]:
        """What should be said about the recording, as readable sentences."""
        found: list[str] = []
        if self._total and self._clipped / self._total > MAX_CLIPPED_SHARE:
            share = 100 * self._clipped / self._total
            found.append(f"The recording is overdriven: {share:.0f} % of it is clipped. Trust the verdict less.")
        width = self.bandwidth_hz()
        if width is not None and width < MIN_BANDWIDTH_HZ:
            found.append(f"The recording holds nothing above {width / 1000:.1f} kHz. Trust the verdict less.")
        return found

    def bandwidth_hz(self) -> float | None:
        """Upper end of what is audible; None for silence."""
        peak = float(self._power.max(initial=0.0))
        if peak <= 1e-12:
            return None
        audible = np.flatnonzero(self._power > peak * 10 ** (-FLOOR_DB / 10))
        return float((audible[-1] + 1) * BAND_HZ)

    def _look(self, block: Samples) -> None:
        """Add the mean power in bands of 100 Hz, from Hann-weighted frames of 1/25 s."""
        frame = self._rate // 25
        count = len(block) // frame
        if not count:
            return
        frames = block[: count * frame].reshape(count, frame) * np.hanning(frame).astype(np.float32)
        power = np.square(np.abs(np.fft.rfft(frames, axis=1)[:, :-1])).mean(axis=0)
        self._power += power.reshape(len(self._power), -1).mean(axis=1)
