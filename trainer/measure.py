"""Figures of one evaluation column: rates with intervals, operating points, verdicts, and every group on its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.calibration import Calibration
from engine.verdict import resolve_point
from trainer.bootstrap import DRAWS, Interval, Ranked, interval, source_draws
from trainer.datasets.manifest import Clip
from trainer.metrics import source_weights
from trainer.window_table import ClipScores

Floats = npt.NDArray[np.float64]
SEED = 20_260_101


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
class GroupFigures:
    """How one generator, source or codec fares.

    Attributes:
        truth: ``ai``, ``human``, or ``both`` for a group with both classes.
        wrong: Share on the wrong side of the balanced threshold, 0..1; the mean of both classes for ``both``.
        auc: Against all clips of the other class; inside the group for ``both``.
        mean_score: Mean calibrated file score.
    """

    name: str
    truth: str
    n_clips: int
    wrong: float
    auc: float
    mean_score: float


@dataclass(frozen=True, slots=True)
class ColumnFigures:
    """All figures of one column.

    Attributes:
        figures: ``auc``, ``eer`` (every source alike), ``eer_clip``, ``eer_unseen`` (where the data tells which
            generators training never showed), ``balanced_accuracy`` at the frozen threshold, ``brier``, ``ece``.
        verdicts: For each truth, how many clips got which verdict.
        failed: Clips without a score.
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


@dataclass(frozen=True, slots=True)
class _Scored:
    """Clips with a score."""

    clips: tuple[Clip, ...]
    scores: Floats
    is_ai: npt.NDArray[np.bool_]
    weights: Floats
    threshold: float

    def ranked(self, chosen: npt.NDArray[np.bool_], weights: Floats) -> Ranked:
        return Ranked.of(self.scores[chosen], self.is_ai[chosen], weights[:, chosen])


def is_unseen(clip: Clip) -> bool:
    """Whether the manifest says that training never shows this clip's generator."""
    return clip.extra.get("unseen_generator", "").strip() in ("1", "true", "yes")


def measure_column(
    column: str, clips: Sequence[Clip], found: ClipScores, calibration: Calibration, *, draws: int = DRAWS
) -> ColumnFigures:
    """Compute all figures of a column.

    Args:
        column: Its name.
        clips: With their labels.
        found: Scores and verdicts, in the order of ``clips``.
        calibration: Its thresholds are taken as they are: frozen.
        draws: Bootstrap draws.

    Raises:
        ValueError: No scored clip of one class.
    """
    known = np.isfinite(found.score)
    kept = tuple(clip for clip, ok in zip(clips, known.tolist(), strict=True) if ok)
    is_ai = np.array([clip.target == 1 for clip in kept])
    if not 0 < is_ai.sum() < len(is_ai):
        raise ValueError("an evaluation needs scored clips of both classes")
    weights = source_weights(is_ai, [clip.source for clip in kept])
    threshold = resolve_point(calibration, None).threshold
    scored = _Scored(kept, found.score[known], is_ai, weights, threshold)
    verdicts: dict[str, dict[str, int]] = {"human": {}, "ai": {}}
    for clip, verdict in zip(clips, found.verdict, strict=True):
        row = verdicts[clip.label]
        row[verdict.value] = row.get(verdict.value, 0) + 1
    return ColumnFigures(
        column,
        int(is_ai.sum()),
        int((~is_ai).sum()),
        int((~known).sum()),
        _figures(scored, draws),
        _points(scored, calibration),
        verdicts,
        _one_class_groups(scored, lambda clip: clip.generator if clip.label == "ai" else ""),
        _one_class_groups(scored, lambda clip: clip.source),
        _codec_groups(scored),
    )


def _figures(scored: _Scored, draws: int) -> dict[str, Interval]:
    counts = source_draws([clip.source for clip in scored.clips], draws, np.random.default_rng(SEED))
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
    return {name: interval(values) for name, values in figures.items()}


def _points(scored: _Scored, calibration: Calibration) -> tuple[PointRates, ...]:
    ranked = scored.ranked(np.ones(len(scored.clips), dtype=np.bool_), scored.weights[None])
    rows = []
    for point in calibration.operating_points:
        false_alarm, miss = ranked.rates(point.threshold)
        rows.append(PointRates(point.name, point.threshold, float(false_alarm[0]), float(miss[0])))
    return tuple(rows)


def _one_class_groups(scored: _Scored, name_of: Callable[[Clip], str]) -> tuple[GroupFigures, ...]:
    """Groups inside one class, the worst first."""
    members: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, clip in enumerate(scored.clips):
        name = name_of(clip)
        if name:
            members[clip.label, name].append(i)
    groups = []
    for (label, name), indices in members.items():
        inside = np.zeros(len(scored.clips), dtype=np.bool_)
        inside[indices] = True
        against = inside | (scored.is_ai != (label == "ai"))
        calls = scored.scores[inside] >= scored.threshold
        wrong = float(np.mean(calls != (label == "ai")))
        auc = float(scored.ranked(against, scored.weights[None]).auc()[0])
        groups.append(GroupFigures(name, label, len(indices), wrong, auc, float(scored.scores[inside].mean())))
    return tuple(sorted(groups, key=lambda g: (-g.wrong, -g.n_clips, g.name)))


def _codec_groups(scored: _Scored) -> tuple[GroupFigures, ...]:
    names = np.array([clip.extra.get("codec") or clip.path.suffix.lstrip(".").lower() for clip in scored.clips])
    groups = []
    for name, count in Counter(names.tolist()).most_common():
        inside = names == name
        if not 0 < scored.is_ai[inside].sum() < count:
            continue
        ranked = scored.ranked(inside, np.ones((1, len(names))))
        false_alarm, miss = ranked.rates(scored.threshold)
        wrong = float(0.5 * (false_alarm[0] + miss[0]))
        mean = float(scored.scores[inside].mean())
        groups.append(GroupFigures(name, "both", count, wrong, float(ranked.auc()[0]), mean))
    return tuple(groups)
