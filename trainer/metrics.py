"""Weights of sources, and the figures of a confusion matrix, for one weighting or for many at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

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


def log_losses(scores: Floats, is_ai: Bools) -> Floats:
    """Log loss of each clip: the score is the logit of its probability at equal priors.

    Shape:
        scores, is_ai, result: ``(n,)``.
    """
    return np.logaddexp(0.0, np.where(is_ai, -scores, scores))


def decision_figures(tp: Floats, fn: Floats, fp: Floats, tn: Floats) -> dict[str, Floats]:
    """What a confusion matrix says, "AI" being the positive class; NaN where a rate has no case to count.

    Args:
        tp: AI called AI.
        fn: AI not called AI.
        fp: Human called AI.
        tn: Human not called AI.

    Shape:
        arguments and values: ``(draws,)``.
    """
    total = tp + fn + fp + tn
    # The product of the four margins overflows no float, and with an empty margin the coefficient is 0 by definition.
    margins = np.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))
    return {
        "accuracy": _share(tp + tn, total),
        "precision": _share(tp, tp + fp),
        "npv": _share(tn, tn + fn),
        "recall": _share(tp, tp + fn),
        "specificity": _share(tn, tn + fp),
        "f1": _share(2 * tp, 2 * tp + fp + fn),
        "mcc": np.divide(tp * tn - fp * fn, margins, out=np.zeros_like(margins), where=margins > 0),
    }


def _share(part: Floats, whole: Floats) -> Floats:
    return np.asarray(np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0))


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One row of a classification report.

    Attributes:
        precision: Share of right ones among the clips called so, 0..1; None where none was called so.
        recall: Share found of the clips that are so, 0..1; None where there is none.
        f1: Their harmonic mean; None where neither is defined.
        support: Clips that are so.
    """

    name: str
    precision: float | None
    recall: float | None
    f1: float | None
    support: int


@dataclass(frozen=True, slots=True)
class Confusion:
    """Clips counted at the default threshold, the uncertain band not applied.

    Attributes:
        ai_as_ai: True positives.
        ai_as_human: False negatives, the misses.
        human_as_ai: False positives, the false alarms.
        human_as_human: True negatives.
    """

    ai_as_ai: int = 0
    ai_as_human: int = 0
    human_as_ai: int = 0
    human_as_human: int = 0

    def report(self) -> tuple[ClassRow, ...]:
        """Both classes, then their plain mean, then their mean weighted by support."""
        tp, fn, fp, tn = self.ai_as_ai, self.ai_as_human, self.human_as_ai, self.human_as_human
        human, ai = _class_row("human", tn, fp, fn), _class_row("ai", tp, fn, fp)
        total = human.support + ai.support
        weights = (human.support / total, ai.support / total) if total else (0.5, 0.5)
        return human, ai, _mean_row("mean", human, ai, (0.5, 0.5)), _mean_row("weighted mean", human, ai, weights)


def _class_row(name: str, right: int, missed: int, wrongly: int) -> ClassRow:
    found, called = right + missed, right + wrongly
    both = found + called
    return ClassRow(
        name,
        right / called if called else None,
        right / found if found else None,
        2 * right / both if both else None,
        found,
    )


def _mean_row(name: str, human: ClassRow, ai: ClassRow, weights: tuple[float, float]) -> ClassRow:
    def mean(first: float | None, second: float | None) -> float | None:
        return None if first is None or second is None else weights[0] * first + weights[1] * second

    return ClassRow(
        name,
        mean(human.precision, ai.precision),
        mean(human.recall, ai.recall),
        mean(human.f1, ai.f1),
        human.support + ai.support,
    )
