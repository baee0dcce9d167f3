"""What an evaluation hands out: figures by column and what was said about every recording, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.results import Verdict, contradicts
from trainer.bootstrap import Interval
from trainer.measure import ColumnFigures

MEAN_OF = ("auc", "eer", "eer_clip", "eer_unseen", "balanced_accuracy", "brier", "ece")
"""Figures whose mean over the grid is told, and which a checkpoint carries."""


@dataclass(frozen=True, slots=True)
class ScoredFile:
    """What was said about one recording.

    Attributes:
        truth: ``ai`` or ``human``.
        verdict: On the recording as it is.
        probability_ai: Calibrated, 0..1; None without a score.
        scores: File score of each evaluation column, the clean one first; None without audio.
    """

    path: Path
    truth: str
    verdict: Verdict
    probability_ai: float | None
    scores: tuple[float | None, ...]
    generator: str
    source: str
    seconds: float

    @property
    def is_incorrect(self) -> bool:
        """Whether a decided verdict contradicts the truth, by the rule of scans."""
        return contradicts(self.verdict, self.truth)


def carried(figures: Mapping[str, Interval]) -> dict[str, float]:
    """The figures that a detector's file carries, with the interval of the main one."""
    main = figures["eer"]
    return {name: each.value for name, each in figures.items() if name in MEAN_OF} | {
        "eer_low": main.low,
        "eer_high": main.high,
    }


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was measured.

    Attributes:
        columns: Clean first, then the grid.
        grid_mean: Means over the columns of the corruption grid; empty where it was not run.
        files: Every clip, in the order of the data.
        band: Scores between these two are called uncertain.
    """

    detector: str
    sha256: str
    data_name: str
    data_sha256: str
    split: str
    columns: tuple[ColumnFigures, ...]
    grid_mean: dict[str, float]
    unreadable: tuple[tuple[str, str], ...]
    files: tuple[ScoredFile, ...] = ()
    band: tuple[float, float] = (0.0, 0.0)

    @property
    def incorrect(self) -> tuple[ScoredFile, ...]:
        """Clips whose verdict contradicts the truth, the surest mistakes first."""
        wrong = [each for each in self.files if each.is_incorrect]
        return tuple(sorted(wrong, key=lambda f: -abs((f.probability_ai or 0.5) - 0.5)))

    @property
    def clean(self) -> ColumnFigures:
        """The column of the recordings as they are."""
        return self.columns[0]

    def as_metrics(self) -> dict[str, dict[str, float]]:
        """The figures a checkpoint carries: by column, with the interval of the main one."""
        found: dict[str, dict[str, float]] = {}
        for column in self.columns:
            found[f"{self.split} {column.column}"] = carried(column.figures)
        if self.grid_mean:
            found[f"{self.split} grid mean"] = self.grid_mean
        return found
