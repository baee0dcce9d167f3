"""Detection figures for many weightings at once, and how far they would move with other sources.

Clips of one source resemble each other, so whole sources are drawn with replacement, not clips: intervals over clips
would be far too narrow. Every draw is a vector of weights; all draws are computed together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.error_rates import crossing

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
DRAWS = 500
CONFIDENCE = 0.95
ECE_BINS = 10


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float


def source_draws(sources: Sequence[str], n_draws: int, rng: np.random.Generator) -> Floats:
    """How often each clip counts in each draw; the first row is the data as it is.

    Shape:
        result: ``(1 + n_draws, len(sources))``.
    """
    names, of_clip = np.unique(np.asarray(sources, dtype=np.str_), return_inverse=True)
    counts = rng.multinomial(len(names), np.full(len(names), 1.0 / len(names)), size=n_draws)
    return np.concatenate([np.ones((1, len(of_clip))), counts[:, of_clip].astype(np.float64)])


def interval(values: Floats) -> Interval:
    """The first value with the percentiles of the others; draws that lack a class are NaN and are passed over."""
    drawn = values[1:][np.isfinite(values[1:])]
    if not len(drawn):
        return Interval(float(values[0]), float(values[0]), float(values[0]))
    tail = 50.0 * (1.0 - CONFIDENCE)
    low, high = np.percentile(drawn, [tail, 100.0 - tail])
    return Interval(float(values[0]), float(low), float(high))


@dataclass(frozen=True, slots=True)
class Ranked:
    """Scores in rising order with one row of weights a draw.

    Attributes:
        scores: Rising, ``(n,)``.
        ai: Weights of the AI clips over their sum; 0 for the others, ``(draws, n)``.
        human: The same for human clips.
    """

    scores: Floats
    ai: Floats
    human: Floats

    @classmethod
    def of(cls, scores: Floats, is_ai: Bools, weights: Floats) -> Ranked:
        """Sort; a draw without one class becomes NaN.

        Shape:
            scores, is_ai: ``(n,)``; weights: ``(draws, n)``.
        """
        order = np.argsort(scores, kind="stable")
        ranked, truth = weights[:, order], is_ai[order]
        return cls(scores[order], _normalised(np.where(truth, ranked, 0.0)), _normalised(np.where(truth, 0.0, ranked)))

    def _curves(self) -> tuple[Floats, Floats]:
        """Miss and false-alarm rates from below all scores to above them, ties taken together."""
        last = np.append(self.scores[1:] != self.scores[:-1], True)
        zero = np.zeros((len(self.ai), 1))
        miss = np.concatenate([zero, np.cumsum(self.ai, axis=1)[:, last]], axis=1)
        alarm = 1.0 - np.concatenate([zero, np.cumsum(self.human, axis=1)[:, last]], axis=1)
        return miss, alarm

    def eer(self) -> Floats:
        """Equal error rate of each draw, as `engine.error_rates.equal_error_rate` has it.

        Shape:
            result: ``(draws,)``.
        """
        miss, alarm = self._curves()
        rates, _, _ = crossing(miss, alarm)
        return np.where(np.isfinite(miss - alarm).all(axis=1), rates, np.nan)

    def auc(self) -> Floats:
        """Area under the ROC curve of each draw.

        Shape:
            result: ``(draws,)``.
        """
        miss, alarm = self._curves()
        return np.clip(np.asarray(-np.trapezoid(1.0 - miss, alarm, axis=1)), 0.0, 1.0) + 0.0  # never "-0.000"

    def rates(self, threshold: float) -> tuple[Floats, Floats]:
        """False-alarm and miss rates of each draw; at or above the threshold is called AI.

        Shape:
            results: ``(draws,)``.
        """
        at = int(np.searchsorted(self.scores, threshold, side="left"))
        return self.human[:, at:].sum(axis=1), self.ai[:, :at].sum(axis=1)

    def brier(self) -> Floats:
        """Mean squared error of the probabilities at equal priors, 0..1; 0.25 is knowing nothing.

        Shape:
            result: ``(draws,)``.
        """
        p = 1.0 / (1.0 + np.exp(-self.scores))
        return np.asarray(0.5 * (self.ai @ (1.0 - p) ** 2 + self.human @ p**2))

    def ece(self) -> Floats:
        """Expected calibration error at equal priors: how far probabilities lie from what happens, 0..1.

        Shape:
            result: ``(draws,)``.
        """
        p = 1.0 / (1.0 + np.exp(-self.scores))
        bins = np.minimum((p * ECE_BINS).astype(np.intp), ECE_BINS - 1)
        member = (bins[:, None] == np.arange(ECE_BINS)).astype(np.float64)
        share = 0.5 * (self.ai + self.human)
        gap = 0.5 * self.ai @ member - (share * p) @ member
        return np.asarray(np.abs(gap).sum(axis=1))


def _normalised(weights: Floats) -> Floats:
    total = weights.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(weights, total, out=np.full_like(weights, np.nan), where=total > 0))
