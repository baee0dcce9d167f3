"""Lightning's Trainer for a run: processes, precision, checkpoints, early stopping."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import lightning.pytorch as pl
import torch
from lightning.fabric.plugins.environments.torchelastic import TorchElasticEnvironment
from lightning.pytorch.callbacks import Callback, EarlyStopping, ModelCheckpoint
from lightning.pytorch.strategies import DDPStrategy

from engine.errors import TrainingError
from trainer.config import TrainConfig
from trainer.run_logs import make_loggers
from trainer.run_ranks import Ranks


def check_precision(config: TrainConfig) -> None:
    """Refuse what this computer cannot do, before the data is prepared.

    Raises:
        TrainingError: float16 was asked for and there is no GPU.
    """
    if config.fp16 and not torch.cuda.is_available():
        raise TrainingError("float16 training needs a GPU, and there is none", "Take fp16 out; bf16 works everywhere.")


def make_trainer(config: TrainConfig, ranks: Ranks, callbacks: list[Callback], out: Path, start: int) -> pl.Trainer:
    """The trainer of one start; without a GPU the processes talk through gloo."""
    strategy: DDPStrategy | str = "auto"
    if ranks.world > 1:
        strategy = DDPStrategy(process_group_backend=None if torch.cuda.is_available() else "gloo")
    mixed: Literal["16-mixed", "bf16-mixed"] = "16-mixed" if config.fp16 else "bf16-mixed"
    return pl.Trainer(
        accelerator="auto" if torch.cuda.is_available() else "cpu",
        devices=ranks.local_world,
        num_nodes=ranks.nodes,
        strategy=strategy,
        plugins=[TorchElasticEnvironment()] if ranks.is_external else None,
        precision=mixed if config.fp16 or config.bf16 else "32-true",
        max_epochs=config.epochs,
        check_val_every_n_epoch=config.validate_every,
        gradient_clip_val=config.clip_norm or None,
        use_distributed_sampler=False,
        num_sanity_val_steps=0,
        enable_progress_bar=False,
        enable_model_summary=False,
        log_every_n_steps=min(config.log_every, config.steps_per_epoch),
        logger=make_loggers(out, start),
        callbacks=callbacks,
    )


def checkpoints(config: TrainConfig, out: Path) -> list[Callback]:
    """The newest checkpoint after every epoch, and the best by the monitored figure."""
    return [
        ModelCheckpoint(
            out / "checkpoints", filename="last", enable_version_counter=False, save_on_train_epoch_end=True
        ),
        ModelCheckpoint(
            out / "checkpoints",
            filename="best-{epoch:03d}",
            monitor=f"dev/{config.monitor}",
            mode="max" if config.higher_is_better else "min",
            save_top_k=config.keep_best,
            save_on_train_epoch_end=False,
        ),
    ]


def early_stopping(config: TrainConfig) -> list[EarlyStopping]:
    """Ends a run that does not get better; patience in epochs becomes patience in validations."""
    if not config.patience:
        return []
    return [
        EarlyStopping(
            f"dev/{config.monitor}",
            mode="max" if config.higher_is_better else "min",
            patience=math.ceil(config.patience / config.validate_every),
            check_on_train_epoch_end=False,
        )
    ]


def why_early(config: TrainConfig, stopping: Sequence[EarlyStopping]) -> str:
    """Words for a run that was ended early; empty where it was not."""
    if any(each.stopped_epoch for each in stopping):
        return f"Stopped early: {config.monitor} has not improved for {config.patience} epochs."
    return ""
