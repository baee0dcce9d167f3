"""Training as a Lightning module: front ends, network, moving average, schedule, validation by source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

import lightning.pytorch as pl
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel
from torch.utils.data import DataLoader

from engine.error_rates import equal_error_rate, roc_auc
from engine.frontend import make_torch_front_end
from engine.models.registry import architecture, build
from engine.spec import DEFAULT_SPEC
from trainer.augment.masks import SpectrogramMasks
from trainer.config import TrainConfig
from trainer.datasets.manifest import Clip
from trainer.metrics import source_weights
from trainer.sampling import CropPlan, CropSet, NumberSampler
from trainer.shards import Shards
from trainer.validation import WindowSet, clip_means


def branch_logits(net: nn.Module, features: Sequence[Tensor]) -> Tensor:
    """Logits of every branch of a network; one column where it has no branches.

    Shape:
        result: ``(batch, branches)``.
    """
    branches = getattr(net, "branches", None)
    if branches is not None:
        return cast("Tensor", branches(*features))
    return cast("Tensor", net(*features))[:, None].float()


def _moving_average(decay: float) -> Callable[[Sequence[Tensor], Sequence[Tensor], Tensor | int], None]:
    """Exponential average whose memory grows with the steps taken, so that it soon forgets the untrained weights."""

    def update(averaged: Sequence[Tensor], current: Sequence[Tensor], steps: Tensor | int) -> None:
        now = min(decay, (1.0 + int(steps)) / (10.0 + int(steps)))
        for mean, value in zip(averaged, current, strict=True):
            if mean.is_floating_point():
                mean.lerp_(value, 1.0 - now)
            else:
                mean.copy_(value)

    return update


class DetectorTask(pl.LightningModule):
    """One network being trained; validation runs on the moving average of its weights."""

    def __init__(self, config: TrainConfig, dev_clips: Sequence[Clip]) -> None:
        super().__init__()
        self.config = config
        self.dev_clips = dev_clips
        self.front_ends = nn.ModuleList(make_torch_front_end(n, {}) for n in architecture(config.model).front_ends)
        net = build(config.model, config.model_args).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.net: nn.Module = net
        self.average = AveragedModel(net, multi_avg_fn=_moving_average(config.ema), use_buffers=True)
        self.average.requires_grad_(False)
        self.masks = SpectrogramMasks()
        self.scored: list[tuple[Tensor, Tensor]] = []

    def features(self, waves: Tensor) -> list[Tensor]:
        """Front ends in full precision: bf16 would coarsen the spectrum.

        Shape:
            waves: ``(batch, samples)``; each result: ``(batch, 1, rows, columns)``.
        """
        with torch.autocast(waves.device.type, enabled=False), torch.no_grad():
            return [front_end(waves.float()) for front_end in self.front_ends]

    def training_step(self, batch: tuple[Tensor, Tensor], _: int) -> Tensor:
        """Mean over branches of the smoothed cross entropy."""
        waves, targets = batch
        rng = torch.Generator().manual_seed(self.config.seed * 1_000_003 + self.global_step * 64 + self.global_rank)
        strength = self.config.strength(self.current_epoch)
        masks = SpectrogramMasks(p=self.masks.p * strength)
        masked = [masks.apply(f, masks.sample(len(f), rng).to(f.device)) for f in self.features(waves)]
        logits = branch_logits(self.net, [f.contiguous(memory_format=torch.channels_last) for f in masked])
        smooth = targets * (1.0 - 2.0 * self.config.label_smoothing) + self.config.label_smoothing
        loss = functional.binary_cross_entropy_with_logits(logits, smooth[:, None].expand_as(logits))
        accuracy = ((logits.mean(1) > 0) == (targets > 0.5)).float().mean()
        self.log_dict({"train/loss": loss, "train/accuracy": accuracy}, on_step=False, on_epoch=True, sync_dist=True)
        return loss

    def on_train_batch_start(self, *_: Any) -> None:
        """Seed dropout by the step, so that a resumed run draws what an uninterrupted one would have drawn."""
        torch.manual_seed(self.config.seed * 1_000_003 + self.global_step * 64 + 32 + self.global_rank)

    def on_train_batch_end(self, *_: Any) -> None:
        """Move the average."""
        self.average.update_parameters(self.net)

    def on_train_epoch_start(self) -> None:
        """Tell the data set how to crop and how strongly to augment in this epoch."""
        loader = cast("DataLoader[Any]", self.trainer.train_dataloader)
        data = cast("CropSet", loader.dataset)
        c = self.config
        crop_s = c.full_crop_s if self.current_epoch >= c.decay_from() else c.crop_s
        strength = c.strength(self.current_epoch)
        data.plan = CropPlan(DEFAULT_SPEC.samples(crop_s), strength, c.variant_p * strength)

    def validation_step(self, batch: tuple[Tensor, Tensor], _: int) -> None:
        """Score windows with the averaged weights."""
        waves, clips = batch
        features = [f.contiguous(memory_format=torch.channels_last) for f in self.features(waves)]
        self.scored.append((clips, branch_logits(self.average.module, features).float()))

    def on_validation_epoch_end(self) -> None:
        """AUC and EER by clip and with every source alike, per branch and for their mean."""
        clips = torch.cat([c for c, _ in self.scored])
        logits = torch.cat([s for _, s in self.scored])
        self.scored.clear()
        if self.trainer.world_size > 1:
            gathered: list[Any] = [None] * self.trainer.world_size
            torch.distributed.all_gather_object(gathered, (clips.cpu(), logits.cpu()))
            clips, logits = (torch.cat([g[i] for g in gathered]) for i in (0, 1))
        self.log_dict(self.measure(clips, logits), rank_zero_only=True)

    def measure(self, clips: Tensor, logits: Tensor) -> dict[str, float]:
        """Validation figures from window logits.

        Shape:
            clips: ``(windows,)``; logits: ``(windows, branches)``.
        """
        means = clip_means(clips.numpy(), logits.double().numpy(), len(self.dev_clips))
        known = np.isfinite(means[:, 0])
        is_ai = np.array([c.label == "ai" for c in self.dev_clips])[known]
        weights = source_weights(is_ai, [c.source for c, k in zip(self.dev_clips, known, strict=True) if k])
        columns = {"": means[known].mean(1)}
        if means.shape[1] > 1:
            columns |= {f"_branch{i}": means[known, i] for i in range(means.shape[1])}
        figures = {}
        for name, scores in columns.items():
            if 0 < is_ai.sum() < len(is_ai):
                figures[f"dev/eer_clip{name}"] = equal_error_rate(scores, is_ai)[0]
                figures[f"dev/eer_source{name}"] = equal_error_rate(scores, is_ai, weights)[0]
                figures[f"dev/auc{name}"] = roc_auc(scores, is_ai)
        return figures

    def configure_optimizers(self) -> Any:
        """AdamW; norms and biases are not decayed."""
        decayed = [p for p in self.net.parameters() if p.ndim > 1]
        plain = [p for p in self.net.parameters() if p.ndim <= 1]
        groups = [{"params": decayed, "weight_decay": self.config.weight_decay}, {"params": plain, "weight_decay": 0.0}]
        optimizer = torch.optim.AdamW(groups, lr=self.config.lr)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, self.config.rate)
        return {"optimizer": optimizer, "lr_scheduler": {"scheduler": schedule, "interval": "step"}}


class DetectorData(pl.LightningDataModule):
    """Crops to fit, windows to choose by; the same numbers on every process."""

    def __init__(self, config: TrainConfig, crops: CropSet, dev: Shards) -> None:
        super().__init__()
        self.config, self.crops, self.dev = config, crops, dev

    def train_dataloader(self) -> DataLoader[Any]:
        """Crops of one epoch of this process."""
        trainer = cast("pl.Trainer", self.trainer)
        per_epoch = self.config.steps_per_epoch * self.config.batch
        sampler = NumberSampler(per_epoch, trainer.global_rank, trainer.world_size)
        return DataLoader(self.crops, batch_size=self.config.batch, sampler=sampler)

    def val_dataloader(self) -> DataLoader[Any]:
        """This process's share of the dev windows."""
        trainer = cast("pl.Trainer", self.trainer)
        windows = WindowSet(self.dev, DEFAULT_SPEC)
        windows.places = windows.places[trainer.global_rank :: trainer.world_size]
        return DataLoader(windows, batch_size=32)
