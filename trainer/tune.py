"""Search for good settings: many training runs, the hopeless ones ended early, resumable after a kill.

The study is an SQLite file in the output folder, managed by Optuna (Akiba et al. 2019). A trial has the number of
finished trials before it as its index: its sampler is seeded by it and its folder named after it, so that a search that
was killed draws what it would have drawn, and the trial that was interrupted goes on in its folder.
"""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import optuna

from engine.errors import TrainingError, UsageError
from engine.job_lock import JobLock
from trainer.config import TrainConfig, with_values
from trainer.datasets.manifest import manifest_sha256
from trainer.parallel import OnProgress, check_cancelled
from trainer.presets import on_one_process
from trainer.run import RunPaths, both_classes
from trainer.tune_space import PRUNERS, SAMPLERS, Space, applied, check_space
from trainer.tune_study import STUDY_FILE, Given, finished_rows, interrupted, open_study, sampler_for, tell_study
from trainer.tune_table import TrialRow, best_row, write_best, write_table
from trainer.tune_trial import TrialWatch, logged_figures, run_trial

TRIALS = 20
FAILURES = 3
"""So many failed trials, and none that worked: the settings that all share are wrong."""
OnTrial = Callable[[TrialRow], None]


@dataclass(frozen=True, slots=True)
class TuneRequest:
    """What to search.

    Attributes:
        out: Folder of the search; an unfinished search in it goes on.
        manifest: To train on and to choose by: splits ``train`` and ``dev``.
        base: Settings that the trials start from.
        space: What is tried.
        sampler: One of `SAMPLERS`.
        pruner: One of `PRUNERS`.
        trials: How many; a grid ends sooner where it has fewer points. A finished search goes on when it is given more.
        cache: Folder of decoded audio, shared by all trials.
        source: What was named as data; its measured statistics are looked for there.
    """

    out: Path
    manifest: Path
    base: TrainConfig
    space: Space
    cache: Path
    sampler: str = "tpe"
    pruner: str = "median"
    trials: int = TRIALS
    seed: int = 0
    source: Path | None = None

    @property
    def settings(self) -> TrainConfig:
        """Of every trial, before what is tried: on one process, judged after every epoch."""
        config = with_values(on_one_process(self.base), {"validate_every": 1})
        return applied(config, self.space.fixed)

    @property
    def total(self) -> int:
        """Trials that there will be."""
        return min(self.trials, len(self.space.grid(self.seed))) if self.sampler == "grid" else self.trials

    def identity(self) -> str:
        """What must not change between two starts: trials of other settings cannot be compared."""
        dimensions = {name: repr(each) for name, each in self.space.dimensions.items()}
        return json.dumps(
            {
                "settings": self.settings.model_dump(exclude={"threads"}),
                "space": dimensions,
                "sampler": self.sampler,
                "seed": self.seed,
                "manifest_sha256": manifest_sha256(self.manifest),
            }
        )


@dataclass(frozen=True, slots=True)
class TuneResult:
    """A finished search.

    Attributes:
        rows: All trials in the order of their indices.
        best: The best of them.
        best_config: TOML for `veravox train --config`.
        best_run: Folder of its training run, for `veravox export --run`.
        table: CSV.
    """

    rows: tuple[TrialRow, ...]
    best: TrialRow
    best_config: Path
    best_run: Path
    table: Path


def tune(
    request: TuneRequest,
    *,
    on_progress: OnProgress | None = None,
    on_trial: OnTrial | None = None,
    cancel: threading.Event | None = None,
) -> TuneResult:
    """Search, or go on with the search in this folder.

    Args:
        request: What to search.
        on_progress: Called with (epochs done, epochs in all); a trial that ends early counts as all its epochs.
        on_trial: Called with every trial that is finished, those of earlier starts first.
        cancel: Set it to stop; the trial that runs goes on from its last epoch another time.

    Raises:
        TrainingError: The space does not fit the settings, the folder holds another search, or nothing works.
        ManifestError: The data cannot be read.
        CancelledError: ``cancel`` was set.
    """
    _check(request)
    request.out.mkdir(parents=True, exist_ok=True)
    with _held(request.out):
        study = open_study(request)
        for row in (rows := finished_rows(study)):
            if on_trial is not None:
                on_trial(row)
        while len(rows) < request.total:
            check_cancelled(cancel)
            _one_trial(study, request, len(rows), on_progress, cancel)
            if on_progress is not None:
                on_progress((len(rows) + 1) * request.settings.epochs, request.total * request.settings.epochs)
            rows = finished_rows(study)
            _give_up_if_hopeless(rows)
            _keep(request, rows)
            if on_trial is not None:
                on_trial(rows[-1])
        done = _keep(request, rows)
    if done is None:
        raise TrainingError(f"No trial worked: {rows[-1].note}", "Try these settings once with `veravox train`.")
    return done


def _check(request: TuneRequest) -> None:
    for word, known, what in ((request.sampler, SAMPLERS, "sampler"), (request.pruner, PRUNERS, "pruner")):
        if word not in known:
            raise UsageError(f"There is no {what} {word!r}", f"There are {', '.join(known)}.")
    if request.trials < 1:
        raise UsageError("A search needs at least one trial", "Name more with --trials.")
    check_space(request.space, request.settings)
    _ = request.total  # a grid over a range is refused here
    for split in ("train", "dev"):  # before a study exists that remembers these data
        both_classes(request.manifest, split)


@contextmanager
def _held(out: Path) -> Iterator[None]:
    lock = JobLock(out / STUDY_FILE, 0)
    if not lock.acquire():
        raise UsageError(f"Another search works in {out}", "Wait for it, or name another folder with --out.")
    try:
        yield
    finally:
        lock.release()


def _one_trial(
    study: optuna.Study,
    request: TuneRequest,
    index: int,
    on_progress: OnProgress | None,
    cancel: threading.Event | None,
) -> None:
    before = interrupted(study, request, index)
    study.sampler = sampler_for(request, index) if before is None else Given(before.params)
    trial = study.ask()
    config = applied(request.settings, request.space.suggest(trial))
    trial.set_user_attr("index", index)
    epochs = config.epochs

    def on_epoch(done: int) -> None:
        if on_progress is not None:
            on_progress(index * epochs + done, request.total * epochs)

    watch = TrialWatch(trial, config, on_epoch=on_epoch, cancel=cancel)
    paths = _paths(request, index, config)
    if before is not None:
        # A kill right after a checkpoint leaves an epoch that only the run's own table knows.
        watch.carry_over(logged_figures(paths.out, config) | before.intermediate_values)
    course = run_trial(config, request.manifest, paths, watch)
    tell_study(study, trial, course, config)


def _paths(request: TuneRequest, index: int, config: TrainConfig) -> RunPaths:
    """Decoded audio is shared; only another number of codec variants needs a folder of its own."""
    same = config.codec_variants == request.settings.codec_variants
    cache = request.cache if same else request.cache / f"variants-{config.codec_variants}"
    return RunPaths(trial_folder(request.out, index), cache, request.source)


def trial_folder(out: Path, index: int) -> Path:
    """Where the training run of a trial is."""
    return out / "trials" / f"{index:03d}"


def _give_up_if_hopeless(rows: list[TrialRow]) -> None:
    if len(rows) >= FAILURES and all(row.state == "failed" for row in rows):
        raise TrainingError(
            f"The first {len(rows)} trials failed: {rows[-1].note}", "Try these settings once with `veravox train`."
        )


def _keep(request: TuneRequest, rows: list[TrialRow]) -> TuneResult | None:
    """Write table and best settings; checkpoints are kept of the best trial only. None while no trial has worked."""
    table = write_table(request.out / "trials.csv", rows)
    best = best_row(rows, higher=request.settings.higher_is_better)
    if best is None:
        return None
    for row in rows:
        if row.index != best.index:
            shutil.rmtree(trial_folder(request.out, row.index) / "checkpoints", ignore_errors=True)
    config = write_best(request.out / "best.toml", applied(request.settings, best.params), best)
    return TuneResult(tuple(rows), best, config, trial_folder(request.out, best.index), table)
