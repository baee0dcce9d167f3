"""Several detectors on the same files: counts, figures with paired intervals, and where they disagree."""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt

from engine.audio.speech import SpeechDetector
from engine.calibration import Calibration
from engine.detector import Detector, find_detector
from engine.errors import UsageError
from engine.results import Verdict
from engine.scoring import SpeechShares
from engine.verdict import probability_of
from trainer.bootstrap import DRAWS, Interval, interval
from trainer.compare_ensemble import EnsemblePlan, calibrate_mean, mean_table, plan_ensemble, save_ensemble
from trainer.compare_files import ComparedSet, files_to_compare
from trainer.compare_scores import AllScores, common_spec, score_files
from trainer.compared import Answer, ComparedFile, Comparison, Difference, ModelSummary
from trainer.datasets.manifest import LABELS, Clip
from trainer.evaluation import carried
from trainer.measure import figure_draws
from trainer.parallel import OnProgress
from trainer.plots import Curve
from trainer.scored import Scored
from trainer.window_table import ClipScores, WindowTable, decide_clips

COMPARED_FIGURES = ("eer", "auc", "balanced_accuracy", "accuracy", "loss")
SAME_DATA = (
    "The ensemble's calibration and thresholds were fitted on these very recordings: "
    "expect somewhat worse figures on others."
)
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CompareRequest:
    """What to compare on what.

    Attributes:
        weights: Names or files of detectors, at least one.
        data: Manifest, folder or file; see `trainer.compare_files.files_to_compare`.
        labels: CSV file, ``folders``, ``none``, or None for what the data tells.
        split: Of a manifest.
        ensemble: Name of an ensemble to add and save; empty for none.
        ensemble_dir: Folder for it; see `trainer.compare_ensemble.plan_ensemble`.
        hop_s: Seconds between windows; the length of a window where None.
        workers: Files at a time; one a core where None.
        threads: Threads of a network; shared out among the workers where None.
        draws: Bootstrap draws.
    """

    weights: tuple[str, ...]
    data: Path
    labels: str | None = None
    split: str = "dev"
    ensemble: str = ""
    ensemble_dir: Path | None = None
    hop_s: float | None = None
    device: str = "auto"
    workers: int | None = None
    threads: int | None = None
    draws: int = DRAWS


@dataclass(frozen=True, slots=True)
class _Run:
    """What all detectors have in common."""

    data: ComparedSet
    scores: AllScores
    hop_s: float
    draws: int

    def model(self, name: str, sha256: str, calibration: Calibration, table: WindowTable) -> _Model:
        """Decide about every file."""
        decided = decide_clips(table, calibration, len(self.data.clips), hop_s=self.hop_s)
        return _Model(name, sha256, calibration, decided)


@dataclass(frozen=True, slots=True)
class _Model:
    """One column of the comparison."""

    name: str
    sha256: str
    calibration: Calibration
    decided: ClipScores


def compare(
    request: CompareRequest,
    *,
    speech: SpeechShares | None = None,
    on_progress: OnProgress | None = None,
    cancel: threading.Event | None = None,
) -> Comparison:
    """Run every detector over every file; nothing is written but the ensemble that was asked for.

    Args:
        request: What to compare.
        speech: Another speech detector than the one that comes with the program.
        on_progress: Called with (files done, files in all).
        cancel: Set it to stop within a moment.

    Raises:
        UsageError: Detectors that cannot be compared, an impossible ensemble, or labels that cannot be read.
        ModelError: A detector cannot be used.
        ManifestError: There is nothing to compare on.
        CancelledError: ``cancel`` was set.
    """
    checkpoints = [find_detector(name) for name in request.weights]
    names = _names([(each.meta.name, each.sha256) for each in checkpoints])
    plan = plan_ensemble(request.ensemble, checkpoints, request.ensemble_dir) if request.ensemble else None
    data = files_to_compare(request.data, request.labels, request.split)
    workers = request.workers or os.cpu_count() or 1
    threads = request.threads or max(1, (os.cpu_count() or 1) // workers)
    detectors = [Detector(each, request.device, threads) for each in checkpoints]
    hop_s = request.hop_s or common_spec(detectors).window_s
    scores = score_files(
        detectors,
        speech or SpeechDetector.load(),
        data,
        hop_s,
        workers=workers,
        on_progress=on_progress,
        cancel=cancel,
    )
    run = _Run(data, scores, hop_s, request.draws)
    models = [
        run.model(name, each.sha256, each.meta.calibration, table)
        for name, each, table in zip(names, checkpoints, scores.tables, strict=True)
    ]
    if plan is None:
        return _finish(run, models)
    calibrations = [each.meta.calibration for each in checkpoints]
    mean = mean_table(scores.tables, calibrations)
    calibration, note = calibrate_mean(mean, data.clips, calibrations, data.name, hop_s)
    found = _finish(run, [*models, run.model(plan.name, "", calibration, mean)])
    return _with_ensemble(found, plan, calibration, note or SAME_DATA)


def _names(found: Sequence[tuple[str, str]]) -> list[str]:
    """Names as people know them; with a piece of the fingerprint where two are the same.

    Raises:
        UsageError: There is none, or one detector is named twice.
    """
    if not found:
        raise UsageError("Name at least one detector", "For example: --weights seresnet duo.")
    twice = next((name for (name, sha256), n in Counter(found).items() if n > 1), "")
    if twice:
        raise UsageError(f"{twice} is named twice, or under two names", "Name every detector once.")
    common = {name for name, n in Counter(name for name, _ in found).items() if n > 1}
    return [f"{name} {sha256[:6]}" if name in common else name for name, sha256 in found]


def _finish(run: _Run, models: Sequence[_Model]) -> Comparison:
    clips = [replace(c, seconds=h.seconds) for c, h in zip(run.data.clips, run.scores.heard, strict=True)]
    scored = _scored(models, clips)
    draws = {name: figure_draws(each, each.draws(run.draws)) for name, each in scored.items()}
    files = _files(clips, run.scores, models)
    summaries = [_summary(model, number, files, draws.get(model.name, {})) for number, model in enumerate(models)]
    labels = Counter(clip.label for clip in clips)
    return Comparison(
        run.data.name,
        datetime.now(UTC).astimezone().isoformat(timespec="seconds"),
        run.hop_s,
        tuple(summaries),
        tuple(sorted(files, key=lambda f: (-f.is_contradictory, -f.is_disputed, -f.spread, str(f.path)))),
        labels["ai"],
        labels["human"],
        _differences(draws),
        tuple(Curve(name, each.scores, each.is_ai, each.weights) for name, each in scored.items()),
    )


def _with_ensemble(found: Comparison, plan: EnsemblePlan, calibration: Calibration, note: str) -> Comparison:
    """Save the last model as an ensemble."""
    *members, mean = found.models
    metrics = {f"compare {found.data_name}": carried(mean.figures)} if mean.figures else {}
    saved = save_ensemble(plan, calibration, metrics)
    models = (*members, replace(mean, sha256=saved.sha256))
    return replace(found, models=models, ensemble=saved.path, notes=(*found.notes, note))


def _scored(models: Sequence[_Model], clips: Sequence[Clip]) -> dict[str, Scored]:
    """Clips with truth and score, by model; empty where a class is missing.

    A clip has a score from every model or from none: what is left out are files without any audio.
    """
    known = [i for i, clip in enumerate(clips) if clip.label in LABELS]
    found = {}
    for model in models:
        verdicts = tuple(model.decided.verdict[i] for i in known)
        chosen = ClipScores(model.decided.score[known], verdicts)
        try:
            found[model.name] = Scored.of([clips[i] for i in known], chosen, model.calibration)
        except ValueError:
            return {}
    return found


def _files(clips: Sequence[Clip], scores: AllScores, models: Sequence[_Model]) -> list[ComparedFile]:
    files = []
    for i, (clip, heard) in enumerate(zip(clips, scores.heard, strict=True)):
        answers = tuple(_answer(model.decided, i, unreadable=bool(heard.error)) for model in models)
        origin = (clip.path, clip.label, clip.source, clip.generator, clip.seconds)
        files.append(ComparedFile(*origin, heard.error, heard.hint, answers))
    return files


def _answer(decided: ClipScores, i: int, *, unreadable: bool) -> Answer:
    if unreadable:
        return Answer(Verdict.ERROR, None, None)
    verdict = decided.verdict[i]
    score = float(decided.score[i]) if np.isfinite(decided.score[i]) else None
    judged = score is not None and verdict is not Verdict.NO_SPEECH
    return Answer(verdict, score, probability_of(score) if judged and score is not None else None)


def _summary(model: _Model, number: int, files: Sequence[ComparedFile], draws: dict[str, Floats]) -> ModelSummary:
    answers = [file.answers[number] for file in files]
    told = [answer.probability_ai for answer in answers if answer.probability_ai is not None]
    sure = [answer.confidence for answer in answers if answer.confidence is not None]
    return ModelSummary(
        model.name,
        model.sha256,
        dict(Counter(answer.verdict for answer in answers)),
        float(np.mean(sure)) if sure else None,
        float(np.mean(told)) if told else None,
        sum({"ai": "human", "human": "ai"}.get(file.truth) == a.side for file, a in zip(files, answers, strict=True)),
        {name: interval(values) for name, values in draws.items()},
    )


def _differences(draws: dict[str, dict[str, Floats]]) -> tuple[Difference, ...]:
    """Every pair of models on every compared figure; the draws are the same, and so the differences are paired."""
    found = []
    for first, second in combinations(draws, 2):
        for figure in COMPARED_FIGURES:
            gap: Interval = interval(draws[first][figure] - draws[second][figure])
            found.append(Difference(figure, first, second, gap))
    return tuple(found)
