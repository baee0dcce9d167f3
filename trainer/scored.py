"""Labelled clips with their file scores: what every figure of an evaluation is worked out from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.calibration import Calibration
from engine.verdict import resolve_point
from trainer.bootstrap import Ranked, source_draws
from trainer.datasets.manifest import Clip
from trainer.metrics import source_weights
from trainer.window_table import ClipScores

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
SEED = 20_260_101
"""The same draws for every detector and column: that is what makes differences between them paired."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Clips that have a score.

    Attributes:
        scores: Calibrated file scores, ``(n,)``.
        weights: Every source alike inside its class, ``(n,)``.
        threshold: Of the default operating point.
    """

    clips: tuple[Clip, ...]
    scores: Floats
    is_ai: Bools
    weights: Floats
    threshold: float

    @classmethod
    def of(cls, clips: Sequence[Clip], found: ClipScores, calibration: Calibration) -> Scored:
        """Leave out clips without a score.

        Args:
            clips: With their labels.
            found: In the order of ``clips``.
            calibration: Its default threshold is taken as it is: frozen.

        Raises:
            ValueError: No scored clip of one class.
        """
        known = np.isfinite(found.score)
        kept = tuple(clip for clip, ok in zip(clips, known.tolist(), strict=True) if ok)
        is_ai = np.array([clip.target == 1 for clip in kept], dtype=np.bool_)
        if not 0 < is_ai.sum() < len(is_ai):
            raise ValueError("an evaluation needs scored clips of both classes")
        weights = source_weights(is_ai, [clip.source for clip in kept])
        return cls(kept, found.score[known], is_ai, weights, resolve_point(calibration, None).threshold)

    @property
    def wrong(self) -> Bools:
        """Clips on the wrong side of the threshold."""
        return np.asarray((self.scores >= self.threshold) != self.is_ai)

    def draws(self, count: int) -> Floats:
        """How often each clip counts in each bootstrap draw of sources; the first row is the data as it is.

        Shape:
            result: ``(1 + count, n)``.
        """
        return source_draws([clip.source for clip in self.clips], count, np.random.default_rng(SEED))

    def ranked(self, chosen: Bools, weights: Floats) -> Ranked:
        """Some of the clips, sorted.

        Shape:
            chosen: ``(n,)``; weights: ``(draws, n)``.
        """
        return Ranked.of(self.scores[chosen], self.is_ai[chosen], weights[:, chosen])
