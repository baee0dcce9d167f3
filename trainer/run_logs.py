"""What a run leaves for people to read: tables, TensorBoard, the text logs, the curves."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import lightning.pytorch as pl
from lightning.pytorch.callbacks import Checkpoint
from lightning.pytorch.loggers import CSVLogger, Logger

from trainer.curves import LOG_FOLDER, HistoryRow, draw_curves
from trainer.logs_validation import write_validation
from trainer.training import DetectorTask

TEXT_FOLDER, TENSORBOARD_FOLDER = "logs", "tensorboard"


def next_start(run: Path) -> int:
    """How many times the run will have been started, from 1.

    Each start writes its own tables; a resumed run must not wipe out what was measured before.
    """
    return len(list((run / LOG_FOLDER).glob("start-*"))) + 1


def make_loggers(run: Path, start: int) -> list[Logger]:
    """A table and TensorBoard's events."""
    from lightning.pytorch.loggers import TensorBoardLogger

    version = f"start-{start:02d}"
    table = CSVLogger(run, name=LOG_FOLDER, version=version)
    return [table, TensorBoardLogger(run, name=TENSORBOARD_FOLDER, version=version, default_hp_metric=False)]


class RunLogs(Checkpoint):
    """Text logs at each validation, curves after the epoch it belongs to.

    A `Checkpoint` to Lightning: those are called last, when the epoch's figures are there.

    Args:
        run: Folder of the run.
        start: Number of this start.
        rows: Epochs of earlier starts.
        title: Above the curves.
    """

    def __init__(self, run: Path, start: int, rows: Sequence[HistoryRow], title: str) -> None:
        self.run, self.start, self.title = run, start, title
        self.rows = {row.epoch: row for row in rows}
        self.is_drawn = True

    def on_validation_end(self, trainer: pl.Trainer, pl_module: pl.LightningModule) -> None:
        """Write the text logs."""
        assert isinstance(pl_module, DetectorTask)
        if trainer.is_global_zero and pl_module.judged is not None:
            write_validation(self.run / TEXT_FOLDER, self.start, trainer.current_epoch, pl_module.judged)

    def on_train_epoch_end(self, trainer: pl.Trainer, pl_module: pl.LightningModule) -> None:
        """Add the epoch to the curves; draw them when it was validated."""
        assert isinstance(pl_module, DetectorTask)
        epoch = trainer.current_epoch
        self.rows[epoch] = HistoryRow(epoch).with_figures(pl_module.epoch_figures)
        self.is_drawn = False
        if any(name.startswith("dev/") for name in pl_module.epoch_figures):
            self._draw(trainer)

    def on_train_end(self, trainer: pl.Trainer, pl_module: pl.LightningModule) -> None:  # noqa: ARG002
        """Draw the last epochs."""
        self._draw(trainer)

    def _draw(self, trainer: pl.Trainer) -> None:
        if trainer.is_global_zero and not self.is_drawn:
            draw_curves([self.rows[epoch] for epoch in sorted(self.rows)], self.run, self.title)
            self.is_drawn = True
