"""Adapt a detector to somebody's own recordings: calibration always, the last layer on request.

What it brings is measured on clips that the fit has not seen: the clips are dealt into parts, source by source, and
every part is scored by a detector that was adapted to the others. The detector that is saved is fitted on all of them.
Thresholds stay what they were: they lie on the calibrated scale, and a few dozen clips cannot set a rate of 1 %.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import torch

from engine.calibration import Calibration
from engine.checkpoint import Checkpoint
from engine.detector import Detector
from engine.ensemble import EnsembleCheckpoint
from engine.errors import UsageError
from engine.results import Verdict
from engine.scoring import SpeechShares
from trainer.bootstrap import DRAWS, Interval, interval
from trainer.calibrate import refit_affine, remeasured
from trainer.corruption import CLEAN
from trainer.datasets.manifest import Clip
from trainer.evaluate import Material, Workplace, score_columns
from trainer.few_shot_data import ClipSet, check_enough, deal, groups_of
from trainer.few_shot_head import Clips, HeadDetector, Move, choose_penalty, fit_move
from trainer.measure import figure_draws
from trainer.parallel import check_cancelled
from trainer.scored import Scored
from trainer.torch_threads import torch_threads
from trainer.window_table import ClipScores, decide_clips, joined_for_calibration

FOLDS = 5
TOLERANCE = 0.005
"""A figure that falls by less is as good as before: half a point is far below what a few dozen clips can show."""
LOWER_IS_WORSE = ("auc", "balanced_accuracy")
HIGHER_IS_WORSE = ("brier",)
SHOWN = ("auc", "eer", "balanced_accuracy", "false_alarms", "misses", "brier")

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class FewShotRequest:
    """What to adapt.

    Attributes:
        checkpoint: The detector.
        head: Whether its last layer is refitted too.
        draws: Bootstrap draws of the intervals.
    """

    checkpoint: Checkpoint
    head: bool = False
    draws: int = DRAWS


@dataclass(frozen=True, slots=True)
class Adaptation:
    """A detector adapted to recordings, and what it brought on those held out.

    Attributes:
        request: What was asked.
        material: The recordings.
        clips: Those that can be judged.
        grouped_by: ``source`` or ``file``: what stayed together.
        n_groups: How many of these.
        folds: Parts the clips were dealt into.
        calibration: Fitted on all clips; its error rates are those of the held-out scores.
        move: Of the last layer, fitted on all clips; None without.
        penalty: With which the move was held back; 0 without.
        before: Figures of the detector as it was.
        after: Figures on held-out clips.
        change: After minus before, with paired intervals.
    """

    request: FewShotRequest
    material: Material
    clips: tuple[Clip, ...]
    grouped_by: str
    n_groups: int
    folds: int
    calibration: Calibration
    move: Move | None
    penalty: float
    before: Mapping[str, Interval]
    after: Mapping[str, Interval]
    change: Mapping[str, Interval]

    @property
    def worse(self) -> tuple[str, ...]:
        """Figures that got worse on held-out clips; empty where the new detector may replace the old."""
        down = [name for name in LOWER_IS_WORSE if self.change[name].value < -TOLERANCE]
        return (*down, *(name for name in HIGHER_IS_WORSE if self.change[name].value > TOLERANCE))


@dataclass(frozen=True, slots=True)
class _Fit:
    """What an adaptation changes."""

    calibration: Calibration
    move: Move | None = None
    penalty: float = 0.0


def adapt(request: FewShotRequest, material: Material, speech: SpeechShares, place: Workplace) -> Adaptation:
    """Adapt a detector and measure on held-out clips what it brings; writes nothing.

    Args:
        request: What to adapt.
        material: The user's recordings, from `trainer.evaluate.prepare` with the clean column.
        speech: The speech detector.
        place: Told about progress; its ``cancel`` stops the work.

    Raises:
        TrainingError: Fewer than 20 clips can be judged, too few of a class, or the network has no last layer.
        CancelledError: ``place.cancel`` was set.
    """
    old = request.checkpoint.meta.calibration
    data, grouped_by = _score(request, material, speech, place)
    folds = deal(data.labels, data.groups, FOLDS)
    parts = np.unique(folds)
    held_out: list[tuple[Ints, ClipScores]] = []
    for done, part in enumerate(parts):
        place.tell("fitting", done, len(parts) + 1)
        out = folds == part
        fit = _fit(data.take(~out), old, request, place)
        rest = data.take(out)
        scores = decide_clips(rest.moved(fit.move), fit.calibration, len(rest.clips))
        held_out.append((np.flatnonzero(out), scores))
    place.tell("fitting", len(parts), len(parts) + 1)
    final = _fit(data, old, request, place)
    place.tell("fitting", len(parts) + 1, len(parts) + 1)
    after = _together(held_out, len(data.clips))
    before = decide_clips(data.table, old, len(data.clips))
    grouped = [replace(clip, source=str(group)) for clip, group in zip(data.clips, data.groups, strict=True)]
    drawn = [_figure_draws(Scored.of(grouped, scores, old), request.draws) for scores in (before, after)]
    n_groups = len(np.unique(data.groups))
    words = f"{material.data_name}: {len(data.clips)} clips, {n_groups} {grouped_by}s, held out in {len(parts)} parts"
    return Adaptation(
        request,
        material,
        data.clips,
        grouped_by,
        n_groups,
        len(parts),
        remeasured(final.calibration, after.score, data.labels, data.groups, words),
        final.move,
        final.penalty,
        {name: interval(values) for name, values in drawn[0].items()},
        {name: interval(values) for name, values in drawn[1].items()},
        {name: interval(drawn[1][name] - values) for name, values in drawn[0].items()},
    )


def _score(request: FewShotRequest, material: Material, speech: SpeechShares, place: Workplace) -> tuple[ClipSet, str]:
    if isinstance(request.checkpoint, EnsembleCheckpoint):
        raise UsageError("An ensemble cannot be adapted", "Adapt its members, then make a new ensemble of them.")
    with torch_threads(place.threads or torch.get_num_threads()):
        detector = (
            HeadDetector.of(request.checkpoint) if request.head else Detector(request.checkpoint, threads=place.threads)
        )
        table = score_columns(detector, speech, material, place)[CLEAN]
    rows = np.concatenate(detector.rows) if isinstance(detector, HeadDetector) else np.zeros((len(table.clip), 0))
    clips = material.clips
    labels = np.array([clip.target for clip in clips], dtype=np.intp)
    usable = np.isfinite(table.clip_means(len(clips)))
    check_enough(labels[usable])
    groups, grouped_by = groups_of([clip for clip, ok in zip(clips, usable.tolist(), strict=True) if ok])
    every = np.zeros(len(clips), dtype=groups.dtype)
    every[usable] = groups
    return ClipSet(clips, table, rows.astype(np.float64), labels, every).take(usable), grouped_by


def _fit(data: ClipSet, old: Calibration, request: FewShotRequest, place: Workplace) -> _Fit:
    """Head first, then the calibration on what the head says of clips it has not seen."""
    check_cancelled(place.cancel)
    move, penalty, table = None, 0.0, data.table
    if request.head:
        clips = Clips(data.mean_rows(), old.llr(data.table.clip_means(len(data.clips))), data.labels, data.groups)
        folds = deal(data.labels, data.groups, FOLDS)
        penalty, added = choose_penalty(clips, old.a, folds, lambda: check_cancelled(place.cancel))
        move = fit_move(clips, old.a, penalty)
        table = data.table.with_logits(data.table.logit + added[data.table.clip])
    a, b = refit_affine(joined_for_calibration({CLEAN: table}, data.labels, data.groups), old)
    return _Fit(old.model_copy(update={"a": a, "b": b}), move, penalty)


def _together(parts: list[tuple[Ints, ClipScores]], n: int) -> ClipScores:
    """Scores of all clips, each from the part in which it was held out."""
    scores = np.full(n, np.nan)
    verdicts: dict[int, Verdict] = {}
    for indices, found in parts:
        scores[indices] = found.score
        verdicts.update(zip(indices.tolist(), found.verdict, strict=True))
    return ClipScores(scores, tuple(verdicts[i] for i in range(n)))


def _figure_draws(scored: Scored, draws: int) -> dict[str, Floats]:
    """Figures of all draws; the same draws for both detectors, so that differences are paired."""
    counts = scored.draws(draws)
    every = np.ones(len(scored.clips), dtype=np.bool_)
    alarms, misses = scored.ranked(every, counts * scored.weights).rates(scored.threshold)
    found = {**figure_draws(scored, counts), "false_alarms": alarms, "misses": misses}
    return {name: found[name] for name in SHOWN}
