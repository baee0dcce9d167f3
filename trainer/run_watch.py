"""A run tells what it is doing, waits while it is told to pause, and stops with a checkpoint when it is told to."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import lightning.pytorch as pl
import torch
from lightning.pytorch.callbacks import Checkpoint

from engine.errors import CancelledError
from trainer.config import TrainConfig
from trainer.curves import HistoryRow
from trainer.logs_progress import PAUSE_FILE, STOP_FILE, ProgressEvent, ProgressLog
from trainer.training import DetectorTask

SYNC_STEPS = 10
"""Steps after which several processes agree on pausing and stopping; each agreement costs a message."""
POLL_S = 0.2
EVENT_S = 1.0
"""A step event comes at least this often, as the bar in the window should move."""


class RunControl:
    """What the user asked of a run: by files in its folder, or by the event of the program that called it.

    Args:
        folder: Of the run.
        cancel: Set it to stop.
    """

    def __init__(self, folder: Path, cancel: threading.Event | None = None) -> None:
        self.pause, self.stop = folder / PAUSE_FILE, folder / STOP_FILE
        self.cancel = threading.Event() if cancel is None else cancel

    def clear(self) -> None:
        """Forget what was asked of an earlier start."""
        for file in (self.pause, self.stop):
            file.unlink(missing_ok=True)

    def wants_stop(self) -> bool:
        """Whether the run should end."""
        if self.stop.exists():
            self.cancel.set()
        return self.cancel.is_set()

    def wants_pause(self) -> bool:
        """Whether it should wait."""
        return self.pause.exists()

    def while_preparing(self, on_progress: Callable[[int, int], None]) -> Callable[[int, int], None]:
        """A progress callback that also ends the preparation when that is asked."""

        def checked(done: int, total: int) -> None:
            on_progress(done, total)
            if self.wants_stop():
                raise CancelledError

        return checked


class RunWatch(Checkpoint):
    """Progress, pause and stop.

    A `Checkpoint` to Lightning: those are called last, when the epoch's figures are there and its checkpoint is
    written.

    Args:
        config: The run.
        rows: Epochs of earlier starts.
        progress: Takes the events; the processes that do not lead have one that writes nothing.
        control: What the user asks.
        last: Checkpoint that a stopped run writes.
    """

    def __init__(
        self, config: TrainConfig, rows: list[HistoryRow], progress: ProgressLog, control: RunControl, last: Path
    ) -> None:
        self.config, self.progress, self.control, self.last = config, progress, control, last
        self.sign = -1.0 if config.higher_is_better else 1.0
        self.best: tuple[float, int] | None = None
        for row in rows:
            self._compare(getattr(row, "dev_loss" if config.monitor == "loss" else config.monitor), row.epoch)
        self.began, self.held_s, self.first_step = time.monotonic(), 0.0, 0
        self.told_at, self.told_sums = 0.0, torch.zeros(3)

    def on_train_start(self, trainer: pl.Trainer, pl_module: pl.LightningModule) -> None:
        """Say where the run begins, and be asked after every step."""
        self.began, self.first_step = time.monotonic(), trainer.global_step
        task = _task(pl_module)
        task.after_step = lambda: self._after_step(trainer, task)
        self.told_sums = task.sums.clone()
        self.progress(self._event("start", trainer))

    def on_train_epoch_start(self, trainer: pl.Trainer, pl_module: pl.LightningModule) -> None:  # noqa: ARG002
        """A good moment to stop: the checkpoint of the epoch before is just written."""
        self.told_sums = torch.zeros(3)
        if trainer.global_step > self.first_step:
            self._hold(trainer)
            if self._agreed(trainer, self.control.wants_stop()):
                raise CancelledError

    def on_validation_start(self, trainer: pl.Trainer, pl_module: pl.LightningModule) -> None:  # noqa: ARG002
        """Say why no steps come for a while."""
        self.progress(self._event("validating", trainer))

    def on_train_epoch_end(self, trainer: pl.Trainer, pl_module: pl.LightningModule) -> None:
        """Tell the epoch's figures."""
        found = _task(pl_module).epoch_figures
        figures = {name.removeprefix("dev/"): value for name, value in found.items() if name.startswith("dev/")}
        self._compare(figures.get(self.config.monitor), trainer.current_epoch)
        event = self._event("epoch", trainer)
        event = replace(event, loss=found["train/loss"], accuracy=found["train/accuracy"], figures=figures)
        self.progress(event)

    def finished(self, trainer: pl.Trainer, message: str) -> ProgressEvent:
        """The last event of a run that is done."""
        return replace(self._event("finished", trainer), eta_s=0.0, message=message)

    def _after_step(self, trainer: pl.Trainer, task: DetectorTask) -> None:
        done = trainer.global_step
        if done % self.config.log_every == 0 or time.monotonic() - self.told_at >= EVENT_S:
            self._tell_step(trainer, task)
        within = (done - 1) % self.config.steps_per_epoch
        if within == self.config.steps_per_epoch - 1:
            return  # the epoch's own checkpoint follows
        if trainer.world_size > 1 and within % SYNC_STEPS:
            return
        self._hold(trainer)
        if self._agreed(trainer, self.control.wants_stop()):
            self._tell_step(trainer, task)
            task.sums = trainer.strategy.reduce(task.sums, reduce_op="mean")
            trainer.save_checkpoint(self.last)
            raise CancelledError

    def _tell_step(self, trainer: pl.Trainer, task: DetectorTask) -> None:
        self.told_at = time.monotonic()
        loss, accuracy, steps = (task.sums - self.told_sums.to(task.sums.device)).tolist()
        self.told_sums = task.sums.clone()
        if steps:
            event = self._event("step", trainer)
            self.progress(replace(event, loss=loss / steps, accuracy=accuracy / steps))

    def _hold(self, trainer: pl.Trainer) -> None:
        """Wait while the pause file is there; several processes keep talking, so that none of them times out."""
        began, told = time.monotonic(), False
        while self._agreed(trainer, self.control.wants_pause() and not self.control.wants_stop()):
            if not told:
                told = True
                self.progress(self._event("paused", trainer))
            time.sleep(POLL_S)
        if told:
            self.held_s += time.monotonic() - began
            self.progress(self._event("resumed", trainer))

    def _agreed(self, trainer: pl.Trainer, wanted: bool) -> bool:  # noqa: FBT001 - the value is what it is about
        return bool(trainer.strategy.reduce_boolean_decision(wanted, all=False))

    def _compare(self, value: float | None, epoch: int) -> None:
        if value is not None and (self.best is None or self.sign * value < self.sign * self.best[0]):
            self.best = value, epoch

    def _event(self, kind: str, trainer: pl.Trainer) -> ProgressEvent:
        step, steps = trainer.global_step, self.config.epochs * self.config.steps_per_epoch
        here = step - self.first_step
        spent = time.monotonic() - self.began - self.held_s
        return ProgressEvent(
            kind,
            epoch=min(trainer.current_epoch, self.config.epochs - 1),
            epochs=self.config.epochs,
            step=step,
            steps=steps,
            lr=self.config.lr_after(step),
            strength=self.config.strength(trainer.current_epoch),
            eta_s=round(spent / here * (steps - step), 1) if here else None,
            best=None if self.best is None else self.best[0],
            best_epoch=None if self.best is None else self.best[1],
        )


def _task(module: pl.LightningModule) -> DetectorTask:
    assert isinstance(module, DetectorTask)
    return module
