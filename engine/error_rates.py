"""Error rates over all thresholds, in numpy: a higher score means more AI. The one place where they are worked out.

Small on purpose: the scan path has no scikit-learn, and training, evaluation and reports must give the same figures.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.intp]


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


def crossing(miss: Floats, alarm: Floats) -> tuple[Floats, Ints, Floats]:
    """Where rising misses meet falling false alarms, the measured points joined by straight lines.

    Returns:
        The equal error rate, the number of the first point at or beyond it, and how far it lies on the way there
        from the point before, 0..1.

    Shape:
        miss, alarm: ``(curves, points)``, from 0 misses and only false alarms on; results: ``(curves,)``.
    """
    gap = miss - alarm
    above = np.maximum(np.argmax(gap >= 0.0, axis=1), 1)
    rows = np.arange(len(gap))
    step = gap[rows, above] - gap[rows, above - 1]
    share = np.divide(-gap[rows, above - 1], step, out=np.zeros_like(step), where=step > 0)
    rate = miss[rows, above - 1] + share * (miss[rows, above] - miss[rows, above - 1])
    return rate, above, share


def equal_error_rate(scores: Floats, is_ai: Bools, weights: Floats | None = None) -> tuple[float, float]:
    """Rate at which misses and false alarms are equal, 0..1, and its threshold.

    Raises:
        ValueError: One class is absent.
    """
    thresholds, miss, alarm = error_curves(scores, is_ai, weights)
    rate, above, share = crossing(miss[None], alarm[None])
    return float(rate[0]), float(thresholds[above[0] - 1] if share[0] < 0.5 else thresholds[above[0]])


def roc_auc(scores: Floats, is_ai: Bools, weights: Floats | None = None) -> float:
    """Area under the ROC curve: chance that an AI score lies above a human one, ties counting half; 0..1.

    Raises:
        ValueError: One class is absent.
    """
    _, miss, alarm = error_curves(scores, is_ai, weights)
    return min(1.0, max(0.0, float(np.trapezoid((1.0 - miss)[::-1], alarm[::-1]))))  # sums err by 1e-16
