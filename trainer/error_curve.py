"""Weighted error rates over all thresholds: false alarms, misses, equal error, precision at equal priors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def balance_weights(labels: npt.NDArray[np.intp], sources: npt.NDArray[np.generic]) -> Floats:
    """Weights under which both classes sum to 1/2 and every source weighs the same inside its class.

    Shape:
        (n,), (n,) -> (n,)
    """
    weights = np.zeros(len(labels))
    classes = np.unique(labels)
    for label in classes:
        members = np.flatnonzero(labels == label)
        _, which, counts = np.unique(sources[members], return_inverse=True, return_counts=True)
        weights[members] = 1.0 / (len(classes) * len(counts) * counts[which])
    return weights


@dataclass(frozen=True, slots=True)
class ErrorCurve:
    """Error rates of "AI at or above the threshold", for every threshold that makes a difference.

    Attributes:
        values: The different scores, rising, (k,).
        thresholds: Half way between neighbouring scores, and one beyond each end, (k + 1,).
        false_alarms: Weighted share of human recordings at or above each threshold, falling, (k + 1,).
        misses: Weighted share of AI recordings below each threshold, rising, (k + 1,).
    """

    values: Floats
    thresholds: Floats
    false_alarms: Floats
    misses: Floats

    @classmethod
    def of(cls, scores: Floats, labels: npt.NDArray[np.intp], weights: Floats) -> ErrorCurve:
        """Curve of labelled scores; both classes must be there."""
        values, at = np.unique(scores, return_inverse=True)
        human = np.bincount(at, weights * (labels == 0), len(values))
        ai = np.bincount(at, weights * (labels == 1), len(values))
        ends = np.array([values[0] - 1e-3]), np.array([values[-1] + 1e-3])
        thresholds = np.concatenate([ends[0], (values[1:] + values[:-1]) / 2, ends[1]])
        below_human = np.concatenate([[0.0], np.cumsum(human)]) / human.sum()
        below_ai = np.concatenate([[0.0], np.cumsum(ai)]) / ai.sum()
        return cls(values, thresholds, 1.0 - below_human, below_ai)

    def false_alarm_rate(self, threshold: float) -> float:
        """Share of human recordings at or above a threshold, 0..1."""
        return float(np.clip(self._at(self.false_alarms, threshold), 0.0, 1.0))

    def miss_rate(self, threshold: float) -> float:
        """Share of AI recordings below a threshold, 0..1."""
        return float(np.clip(self._at(self.misses, threshold), 0.0, 1.0))

    def precision_ai(self, threshold: float) -> float:
        """Share of right calls among all AI calls, at equal priors; 1 where none is made."""
        hits, alarms = 1.0 - self.miss_rate(threshold), self.false_alarm_rate(threshold)
        return hits / (hits + alarms) if hits + alarms > 1e-12 else 1.0

    def precision_human(self, threshold: float) -> float:
        """Share of right calls among all human calls, at equal priors; 1 where none is made."""
        hits, misses = 1.0 - self.false_alarm_rate(threshold), self.miss_rate(threshold)
        return hits / (hits + misses) if hits + misses > 1e-12 else 1.0

    def equal_error_threshold(self) -> float:
        """Where false alarms and misses come closest; the middle where several do equally."""
        distance = np.abs(self.false_alarms - self.misses)
        best = np.flatnonzero(distance <= distance.min() + 1e-12)
        return float((self.thresholds[best[0]] + self.thresholds[best[-1]]) / 2)

    def threshold_for_false_alarms(self, most: float) -> float:
        """Lowest threshold with at most this share of false alarms."""
        return float(self.thresholds[np.flatnonzero(self.false_alarms <= most + 1e-12)[0]])

    def threshold_for_misses(self, most: float) -> float:
        """Highest threshold with at most this share of misses."""
        return float(self.thresholds[np.flatnonzero(self.misses <= most + 1e-12)[-1]])

    def _at(self, rates: Floats, threshold: float) -> float:
        return float(rates[int(np.searchsorted(self.values, threshold, side="left"))])
