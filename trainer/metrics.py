"""Detection metrics on scores, weighted, in numpy: a higher score means more AI."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


def source_weights(is_ai: Bools, sources: Sequence[str]) -> Floats:
    """Weights with which every source counts the same within its class.

    Shape:
        is_ai: ``(n,)``; sources: n names; result: ``(n,)``.
    """
    keys = list(zip(is_ai.tolist(), sources, strict=True))
    counts = Counter(keys)
    return np.array([1.0 / counts[key] for key in keys])


def error_curves(scores: Floats, is_ai: Bools, weights: Floats | None = None) -> tuple[Floats, Floats, Floats]:
    """Miss and false-alarm rates at every threshold.

    Args:
        scores: Higher means more AI.
        is_ai: The truth.
        weights: Per item; equal where None.

    Returns:
        Thresholds (at or above is called AI), miss rates, false-alarm rates. The first threshold is -inf.

    Raises:
        ValueError: One class is absent.
    """
    weights = np.ones(len(scores)) if weights is None else weights
    total_ai, total_human = weights[is_ai].sum(), weights[~is_ai].sum()
    if total_ai <= 0 or total_human <= 0:
        raise ValueError("error rates need both classes")
    order = np.argsort(scores, kind="stable")
    ranked, truth, w = scores[order], is_ai[order], weights[order]
    last_of_ties = np.append(ranked[1:] != ranked[:-1], True)
    miss = np.cumsum(np.where(truth, w, 0.0))[last_of_ties] / total_ai
    rejected = np.cumsum(np.where(truth, 0.0, w))[last_of_ties] / total_human
    thresholds = np.append(ranked[last_of_ties][1:], np.inf)
    return (
        np.concatenate([[-np.inf], thresholds]),
        np.concatenate([[0.0], miss]),
        np.concatenate([[1.0], 1.0 - rejected]),
    )


def equal_error_rate(scores: Floats, is_ai: Bools, weights: Floats | None = None) -> tuple[float, float]:
    """Rate at which misses and false alarms are equal, 0..1, and its threshold.

    Between two thresholds the curves are joined by a straight line.
    """
    thresholds, miss, alarm = error_curves(scores, is_ai, weights)
    gap = miss - alarm
    above = int(np.argmax(gap >= 0.0))
    if above == 0:
        return float(miss[0]), float(thresholds[0])
    step = gap[above] - gap[above - 1]
    share = -gap[above - 1] / step if step > 0 else 0.0
    rate = miss[above - 1] + share * (miss[above] - miss[above - 1])
    return float(rate), float(thresholds[above - 1] if share < 0.5 else thresholds[above])


def roc_auc(scores: Floats, is_ai: Bools, weights: Floats | None = None) -> float:
    """Area under the ROC curve, 0..1; 0.5 is chance."""
    _, miss, alarm = error_curves(scores, is_ai, weights)
    return float(np.trapezoid((1.0 - miss)[::-1], alarm[::-1]))
