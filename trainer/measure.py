"""Figures of one evaluation column: rates with intervals, operating points, verdicts, and every group on its own.

Two ways of counting stand side by side. "Sources alike" (AUC, EER, balanced accuracy, Brier, ECE): every source weighs
the same inside its class and both classes the same, so that no large source decides. "By clip" (loss, accuracy, MCC,
F1, precision, NPV, recall, specificity, the confusion matrix): every clip counts once, as in most publications.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from engine.calibration import Calibration
from trainer.bootstrap import DRAWS, Interval, interval
from trainer.datasets.manifest import Clip
from trainer.metrics import Confusion, decision_figures, log_losses
from trainer.scored import Scored
from trainer.slices import BOTH, CODEC, GroupFigures, group_figures, slice_by, values_of
from trainer.window_table import ClipScores

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PointRates:
    """Error rates at one operating point, every source weighing the same.

    Attributes:
        false_alarm: Share of human clips at or above the threshold, 0..1.
        miss: Share of AI clips below it, 0..1.
    """

    name: str
    threshold: float
    false_alarm: float
    miss: float


@dataclass(frozen=True, slots=True)
class ColumnFigures:
    """All figures of one column.

    Attributes:
        figures: Sources alike: ``auc``, ``eer``, ``eer_unseen`` (where the data tells which generators training never
            showed), ``balanced_accuracy`` at the frozen threshold, ``brier``, ``ece``. By clip: ``eer_clip``,
            ``loss`` and, at the frozen threshold, those of `trainer.metrics.decision_figures`.
        verdicts: For each truth, how many clips got which verdict.
        failed: Clips without a score.
        confusion: Clips on each side of the frozen threshold.
        slices: For each column that was asked for, its values.
    """

    column: str
    n_ai: int
    n_human: int
    failed: int
    figures: dict[str, Interval]
    points: tuple[PointRates, ...]
    verdicts: dict[str, dict[str, int]]
    generators: tuple[GroupFigures, ...]
    sources: tuple[GroupFigures, ...]
    codecs: tuple[GroupFigures, ...]
    confusion: Confusion = field(default_factory=Confusion)
    slices: dict[str, tuple[GroupFigures, ...]] = field(default_factory=dict)


def is_unseen(clip: Clip) -> bool:
    """Whether the manifest says that training never shows this clip's generator."""
    return clip.extra.get("unseen_generator", "").strip() in ("1", "true", "yes")


def measure_column(
    column: str,
    clips: Sequence[Clip],
    found: ClipScores,
    calibration: Calibration,
    *,
    draws: int = DRAWS,
    by: Sequence[str] = (),
) -> ColumnFigures:
    """Compute all figures of a column.

    Args:
        column: Its name.
        clips: With their labels.
        found: Scores and verdicts, in the order of ``clips``.
        calibration: Its thresholds are taken as they are: frozen.
        draws: Bootstrap draws.
        by: Columns of the manifest to slice by.

    Raises:
        ValueError: No scored clip of one class.
    """
    scored = Scored.of(clips, found, calibration)
    verdicts: dict[str, dict[str, int]] = {"human": {}, "ai": {}}
    for clip, verdict in zip(clips, found.verdict, strict=True):
        row = verdicts[clip.label]
        row[verdict.value] = row.get(verdict.value, 0) + 1
    n_ai = int(scored.is_ai.sum())
    counts = scored.draws(draws)
    generators = [clip.generator if clip.label == "ai" else "" for clip in scored.clips]
    codecs = [g for g in group_figures(scored, values_of(scored.clips, CODEC)) if g.truth == BOTH]
    return ColumnFigures(
        column,
        n_ai,
        len(scored.clips) - n_ai,
        len(clips) - len(scored.clips),
        {name: interval(values) for name, values in figure_draws(scored, counts).items()},
        _points(scored, calibration),
        verdicts,
        group_figures(scored, generators, by_class=True),
        group_figures(scored, [clip.source for clip in scored.clips], by_class=True),
        tuple(sorted(codecs, key=lambda g: -g.n_clips)),
        _confusion(scored),
        {name: slice_by(scored, name, counts) for name in by},
    )


def figure_draws(scored: Scored, counts: Floats) -> dict[str, Floats]:
    """Every figure for every bootstrap draw; the first value is that of the data as it is.

    Two detectors on the same clips get the same draws: the difference of their values is that of a paired bootstrap.

    Shape:
        counts: ``(draws, n)`` from `Scored.draws`; values: ``(draws,)``.
    """
    every = np.ones(len(scored.clips), dtype=np.bool_)
    alike = scored.ranked(every, counts * scored.weights)
    false_alarms, misses = alike.rates(scored.threshold)
    figures = {
        "auc": alike.auc(),
        "eer": alike.eer(),
        "eer_clip": scored.ranked(every, counts).eer(),
        "balanced_accuracy": 1.0 - 0.5 * (false_alarms + misses),
        "brier": alike.brier(),
        "ece": alike.ece(),
    }
    unseen = np.array([is_unseen(clip) for clip in scored.clips])
    if unseen.any():
        figures["eer_unseen"] = scored.ranked(unseen | ~scored.is_ai, counts * scored.weights).eer()
    figures["loss"] = counts @ log_losses(scored.scores, scored.is_ai) / counts.sum(axis=1)
    return figures | decision_figures(*(counts @ cell for cell in _cells(scored)))


def _cells(scored: Scored) -> tuple[Floats, Floats, Floats, Floats]:
    """Which clips are in which cell of the confusion matrix: AI as AI, AI as human, human as AI, human as human."""
    ai, wrong = scored.is_ai, scored.wrong
    cells = [mask.astype(np.float64) for mask in (ai & ~wrong, ai & wrong, ~ai & wrong, ~ai & ~wrong)]
    return cells[0], cells[1], cells[2], cells[3]


def _confusion(scored: Scored) -> Confusion:
    return Confusion(*(int(cell.sum()) for cell in _cells(scored)))


def _points(scored: Scored, calibration: Calibration) -> tuple[PointRates, ...]:
    ranked = scored.ranked(np.ones(len(scored.clips), dtype=np.bool_), scored.weights[None])
    rows = []
    for point in calibration.operating_points:
        false_alarm, miss = ranked.rates(point.threshold)
        rows.append(PointRates(point.name, point.threshold, float(false_alarm[0]), float(miss[0])))
    return tuple(rows)
