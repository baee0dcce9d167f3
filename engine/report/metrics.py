"""How right a scan was, where the truth of its files is known. Small on purpose: the scan path has no sklearn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.results import FileResult, Verdict


@dataclass(frozen=True, slots=True)
class TruthMetrics:
    """Figures over the files with a known truth.

    Attributes:
        confusion: Count for each (truth, verdict).
        decided: Files called ai, contains_ai or human.
        correct: Of these, the right ones.
        auc: Chance that an AI file scores above a human one; None unless both classes have scores.
        eer: Equal error rate of the scores, 0..1; None likewise.
    """

    n_files: int
    decided: int
    correct: int
    confusion: dict[tuple[str, Verdict], int]
    auc: float | None
    eer: float | None

    @property
    def accuracy(self) -> float | None:
        """Share of the decided files that were called rightly, None where none was decided."""
        return self.correct / self.decided if self.decided else None


def truth_metrics(files: Sequence[FileResult]) -> TruthMetrics | None:
    """Figures over the files with truth, None where no file has one."""
    known = [f for f in files if f.truth in ("ai", "human")]
    if not known:
        return None
    decided = [f for f in known if f.verdict.is_flagged or f.verdict is Verdict.HUMAN]
    scores = {
        truth: np.array([f.score for f in known if f.truth == truth and f.score is not None])
        for truth in ("human", "ai")
    }
    both = all(s.size for s in scores.values())
    return TruthMetrics(
        n_files=len(known),
        decided=len(decided),
        correct=sum(not f.is_incorrect for f in decided),
        confusion=dict(Counter((f.truth, f.verdict) for f in known)),
        auc=area_under_curve(scores["human"], scores["ai"]) if both else None,
        eer=equal_error_rate(scores["human"], scores["ai"]) if both else None,
    )


def area_under_curve(human: npt.NDArray[np.float64], ai: npt.NDArray[np.float64]) -> float:
    """Chance that an AI score lies above a human one; ties count half."""
    ordered = np.sort(human)
    below = np.searchsorted(ordered, ai, side="left")
    not_above = np.searchsorted(ordered, ai, side="right")
    return float((below + not_above).mean() / (2 * human.size))


def equal_error_rate(human: npt.NDArray[np.float64], ai: npt.NDArray[np.float64]) -> float:
    """Error where false alarms equal misses, on straight lines between the measured thresholds."""
    thresholds = np.append(np.unique(np.concatenate([human, ai])), np.inf)
    false_alarms = 1.0 - np.searchsorted(np.sort(human), thresholds, side="left") / human.size
    misses = np.searchsorted(np.sort(ai), thresholds, side="left") / ai.size
    gap = misses - false_alarms
    at = int(np.argmax(gap >= 0))
    if at == 0:
        return float((misses[0] + false_alarms[0]) / 2)
    share = -gap[at - 1] / (gap[at] - gap[at - 1])
    return float(misses[at - 1] + share * (misses[at] - misses[at - 1]))
