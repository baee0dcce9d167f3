"""How right a scan was, where the truth of its files is known. Small on purpose: the scan path has no sklearn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.error_rates import equal_error_rate, roc_auc
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
    scored = [f for f in known if f.score is not None]
    is_ai = np.array([f.truth == "ai" for f in scored], dtype=np.bool_)
    scores = np.array([f.score for f in scored], dtype=np.float64)
    both = len(set(is_ai.tolist())) == 2
    return TruthMetrics(
        n_files=len(known),
        decided=len(decided),
        correct=sum(not f.is_incorrect for f in decided),
        confusion=dict(Counter((f.truth, f.verdict) for f in known)),
        auc=roc_auc(scores, is_ai) if both else None,
        eer=equal_error_rate(scores, is_ai)[0] if both else None,
    )
