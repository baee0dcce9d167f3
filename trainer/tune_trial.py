"""One trial of a search: a training run that tells the study how it does, and ends early where it does badly."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import optuna

from engine.errors import CancelledError
from trainer.config import TrainConfig
from trainer.curves import read_history
from trainer.logs_progress import ProgressEvent
from trainer.run import RunPaths, train

OnEpoch = Callable[[int], None]
"""Called with the epochs done."""


@dataclass(slots=True)
class Course:
    """How a trial went.

    Attributes:
        values: The monitored figure by epoch.
        pruned: Whether it was ended because others were better at this point.
        note: Why it has no figure; empty where it has.
    """

    values: dict[int, float] = field(default_factory=dict)
    pruned: bool = False
    note: str = ""


class TrialWatch:
    """Listens to a run: reports every judged epoch to the study, and stops the run where the pruner says so.

    Args:
        trial: Of the study.
        config: Settings of the trial.
        on_epoch: Told about progress.
        cancel: Set by the user; passed on within a step.
    """

    def __init__(
        self,
        trial: optuna.Trial,
        config: TrainConfig,
        *,
        on_epoch: OnEpoch | None = None,
        cancel: threading.Event | None = None,
    ) -> None:
        self.trial, self.config = trial, config
        self.on_epoch, self.cancel = on_epoch, cancel
        self.course = Course()
        self.stop = threading.Event()

    def carry_over(self, values: Mapping[int, float]) -> None:
        """Take what this trial reported before it was interrupted."""
        for epoch, value in sorted(values.items()):
            self._report(epoch, value)

    def __call__(self, event: ProgressEvent) -> None:
        """Take an event of the run."""
        if event.event == "epoch" and event.epoch is not None:
            self._judge(event.epoch, event.figures.get(self.config.monitor, math.nan))
            if self.on_epoch is not None:
                self.on_epoch(event.epoch + 1)
        if self.course.pruned or self.course.note or (self.cancel is not None and self.cancel.is_set()):
            self.stop.set()

    def _judge(self, epoch: int, value: float) -> None:
        if not math.isfinite(value):
            self.course.note = f"no score in epoch {epoch}: the network gave no numbers"
        elif epoch not in self.course.values:
            self._report(epoch, value)

    def _report(self, epoch: int, value: float) -> None:
        self.course.values[epoch] = value
        self.trial.report(value, epoch)
        # After the last epoch there is nothing left to save: the figure is worth more than the word "pruned".
        self.course.pruned = epoch + 1 < self.config.epochs and self.trial.should_prune()


def logged_figures(run: Path, config: TrainConfig) -> dict[int, float]:
    """The monitored figure by epoch, as a run wrote it down."""
    name = "dev_loss" if config.monitor == "loss" else config.monitor
    figures = {row.epoch: getattr(row, name) for row in read_history(run)}
    return {epoch: value for epoch, value in figures.items() if value is not None}


def run_trial(config: TrainConfig, manifest: Path, paths: RunPaths, watch: TrialWatch) -> Course:
    """Train, or go on with a trial that was interrupted in this folder.

    Args:
        config: The trial's settings.
        manifest: To train on.
        paths: Folder of the trial, and the decoded audio that all trials share.
        watch: With what the trial reported before.

    Raises:
        CancelledError: The user stopped the search.
        VeravoxError: The data cannot be used; the other trials would fail the same way.
    """
    if watch.course.pruned:
        return watch.course
    try:
        train(config, manifest, paths, on_event=watch, cancel=watch.stop)
    except CancelledError:
        if not (watch.course.pruned or watch.course.note):
            raise
    except RuntimeError as error:
        # torch says so when memory runs out or a size does not fit: this trial's settings, not the search's.
        watch.course.note = (str(error).strip().splitlines() or [type(error).__name__])[0]
    return watch.course
