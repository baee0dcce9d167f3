"""Training as a Lightning module: front ends, network, moving average, schedule, validation by source."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import lightning.pytorch as pl
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel
from torch.utils.data import DataLoader

from engine.error_rates import equal_error_rate, roc_auc
from engine.errors import TrainingError
from engine.frontend import make_torch_front_end
from engine.models.registry import architecture, build
from engine.spec import DEFAULT_SPEC
from trainer.augment.masks import SpectrogramMasks
from trainer.augment.mixup import Mixup
from trainer.config import TrainConfig
from trainer.datasets.manifest import Clip
from trainer.logs_validation import Judged
from trainer.metrics import source_weights
from trainer.nearest import did_you_mean
from trainer.sampling import CropPlan, CropSet, NumberSampler
from trainer.shards import Shards
from trainer.teachers import Teachers
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


def freeze(net: nn.Module, config: TrainConfig) -> list[nn.Module]:
    """Keep the parts that a run calls frozen from learning.

    Returns:
        These parts; their norms count statistics unless they are set to ``eval``.

    Raises:
        TrainingError: A name is no part of the network, nothing is left to learn, or nothing says what to keep.
    """
    if not config.frozen:
        return []
    if not (config.start_from or config.pretrained):
        raise TrainingError("Frozen parts would stay random numbers", "Name a detector to begin with: start_from.")
    parts = dict(net.named_modules())
    for name in config.frozen:
        if name not in parts or not name:
            hint = did_you_mean(name, parts, f"It has {', '.join(dict(net.named_children()))}.")
            raise TrainingError(f"The network {config.model!r} has no part {name!r}", hint)
        parts[name].requires_grad_(False)
    if not any(p.requires_grad for p in net.parameters()):
        raise TrainingError("Every part of the network is frozen", "Leave one of them to learn.")
    return [parts[name] for name in config.frozen]


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
    """One network being trained; validation runs on the moving average of its weights.

    Args:
        config: The run.
        dev_clips: What validation windows belong to.
        front_ends: Arguments of the front ends by name; built-in ones where absent.
        class_weights: What the loss of a human and of an AI crop is multiplied with.
        teachers: Finished detectors that are listened to besides the labels.

    Attributes:
        after_step: Called when a step is done, the moving average included; may raise to end the run.
        judged: The last validation, clip by clip.
        epoch_figures: Mean figures of the epoch that ended last, and of its validation where it had one.
    """

    def __init__(
        self,
        config: TrainConfig,
        dev_clips: Sequence[Clip],
        front_ends: Mapping[str, Mapping[str, Any]] | None = None,
        class_weights: tuple[float, float] = (1.0, 1.0),
        teachers: Teachers | None = None,
    ) -> None:
        super().__init__()
        self.config = config
        self.dev_clips = dev_clips
        self.class_weights = class_weights
        self.teachers = teachers
        args = front_ends or {}
        names = architecture(config.model).front_ends
        self.front_ends = nn.ModuleList(make_torch_front_end(name, args.get(name, {})) for name in names)
        net = build(config.model, config.model_args).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.net: nn.Module = net
        self.frozen = freeze(net, config)
        self.average = AveragedModel(net, multi_avg_fn=_moving_average(config.ema), use_buffers=True)
        self.average.requires_grad_(False)
        self.masks = SpectrogramMasks()
        self.scored: list[tuple[Tensor, Tensor]] = []
        self.sums = torch.zeros(3)
        """Loss, accuracy and steps of the epoch; in the checkpoint, as a run may be stopped inside an epoch."""
        self.after_step: Callable[[], None] | None = None
        self.judged: Judged | None = None
        self.dev_figures: dict[str, float] = {}
        self.epoch_figures: dict[str, float] = {}

    def features(self, waves: Tensor) -> list[Tensor]:
        """Front ends in full precision: bf16 would coarsen the spectrum.

        Shape:
            waves: ``(batch, samples)``; each result: ``(batch, 1, rows, columns)``.
        """
        with torch.autocast(waves.device.type, enabled=False), torch.no_grad():
            return [front_end(waves.float()) for front_end in self.front_ends]

    def training_step(self, batch: tuple[Tensor, Tensor, Tensor], _: int) -> Tensor:
        """Mean over branches of the cross entropy with what is to be learned; see `goals`."""
        waves, labels, judgeable = batch
        rng = torch.Generator().manual_seed(self.config.seed * 1_000_003 + self.global_step * 64 + self.global_rank)
        strength = self.config.strength(self.current_epoch)
        masks = SpectrogramMasks(p=self.masks.p * strength)
        features, goals = self.mixed(self.features(waves), self.goals(waves, labels, judgeable), strength)
        masked = [masks.apply(f, masks.sample(len(f), rng).to(f.device)) for f in features]
        logits = branch_logits(self.net, [f.contiguous(memory_format=torch.channels_last) for f in masked])
        human, ai = self.class_weights
        weights = human + (ai - human) * labels
        loss = functional.binary_cross_entropy_with_logits(
            logits, goals[:, None].expand_as(logits), weights[:, None].expand_as(logits)
        )
        accuracy = ((logits.mean(1) > 0) == (labels > 0.5)).float().mean()
        self.sums = self.sums.to(loss.device) + torch.stack((loss.detach(), accuracy, torch.ones_like(accuracy)))
        self.log("step/loss", loss, on_step=True, on_epoch=False)
        return loss

    def goals(self, waves: Tensor, labels: Tensor, judgeable: Tensor) -> Tensor:
        """Probabilities to be learned: smoothed labels, mixed with the teachers' opinion where that counts.

        Teachers hear the whole crop, before masks and mixup.

        Shape:
            waves: ``(batch, samples)``; labels, judgeable: ``(batch,)``, 0 or 1; result: ``(batch,)``.
        """
        smooth = labels * (1.0 - 2.0 * self.config.label_smoothing) + self.config.label_smoothing
        if self.teachers is None:
            return smooth
        return torch.lerp(smooth, self.teachers(waves), self.config.teacher_share * judgeable)

    def mixed(self, features: list[Tensor], targets: Tensor, strength: float) -> tuple[list[Tensor], Tensor]:
        """Spectra and targets after mixup; untouched where the run asks for none.

        Shape:
            features: each ``(batch, 1, rows, columns)``; targets: ``(batch,)``.
        """
        if not self.config.mixup_p:
            return features, targets
        mixup = Mixup(self.config.mixup_p * strength)
        rng = np.random.default_rng((self.config.seed, self.global_step, self.global_rank))
        return mixup.apply(features, targets, mixup.sample(len(targets), rng))

    def on_train_batch_start(self, *_: Any) -> None:
        """Seed dropout by the step, so that a resumed run draws what an uninterrupted one would have drawn.

        Frozen parts are kept from counting statistics; Lightning sets the whole network to training.
        """
        torch.manual_seed(self.config.seed * 1_000_003 + self.global_step * 64 + 32 + self.global_rank)
        for part in self.frozen:
            part.eval()

    def on_train_batch_end(self, *_: Any) -> None:
        """Move the average; then the step is complete."""
        self.average.update_parameters(self.net)
        if self.after_step is not None:
            self.after_step()

    def on_train_start(self) -> None:
        """A run that was stopped inside an epoch goes on there, without a new start of the epoch."""
        self._plan_crops()

    def on_train_epoch_start(self) -> None:
        """Begin the epoch's means and tell the data set what the epoch is like."""
        self.sums = torch.zeros(3)
        self.dev_figures = {}
        self._plan_crops()

    def on_train_epoch_end(self) -> None:
        """Log the epoch's means, over all processes."""
        sums = self.trainer.strategy.reduce(self.sums.clone(), reduce_op="mean")
        loss, accuracy, steps = (float(value) for value in cast("Tensor", sums))
        figures = {
            "train/loss": loss / max(1.0, steps),
            "train/accuracy": accuracy / max(1.0, steps),
            "train/lr": self.config.lr_after(self.global_step),
            "train/strength": self.config.strength(self.current_epoch),
        }
        self.log_dict(figures, rank_zero_only=True)
        self.epoch_figures = figures | self.dev_figures

    def on_save_checkpoint(self, checkpoint: dict[str, Any]) -> None:
        """Keep the means of an unfinished epoch."""
        checkpoint["epoch_sums"] = self.sums.tolist()

    def on_load_checkpoint(self, checkpoint: dict[str, Any]) -> None:
        """Take up the means of an unfinished epoch."""
        self.sums = torch.tensor(checkpoint.get("epoch_sums", [0.0, 0.0, 0.0]))

    def _plan_crops(self) -> None:
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
        self.dev_figures = self.measure(clips.cpu(), logits.cpu())
        self.log_dict(self.dev_figures, rank_zero_only=True)

    def measure(self, clips: Tensor, logits: Tensor) -> dict[str, float]:
        """Validation figures from window logits; the clips' own scores are kept in ``judged``.

        Shape:
            clips: ``(windows,)``; logits: ``(windows, branches)``.
        """
        means = clip_means(clips.numpy(), logits.double().numpy(), len(self.dev_clips))
        known = np.isfinite(means[:, 0])
        heard = [clip for clip, k in zip(self.dev_clips, known, strict=True) if k]
        if not heard:
            self.judged = None  # a network that gives no numbers
            return {}
        columns = {"": means[known].mean(1)}
        self.judged = Judged(heard, columns[""], self._window_loss(clips, logits))
        is_ai = self.judged.is_ai
        weights = source_weights(is_ai, [clip.source for clip in heard])
        if means.shape[1] > 1:
            columns |= {f"_branch{i}": means[known, i] for i in range(means.shape[1])}
        figures = {"dev/loss": self.judged.loss, "dev/accuracy": 1.0 - len(self.judged.wrong()) / len(heard)}
        for name, scores in columns.items():
            if 0 < is_ai.sum() < len(is_ai):
                figures[f"dev/eer_clip{name}"] = equal_error_rate(scores, is_ai)[0]
                figures[f"dev/eer_source{name}"] = equal_error_rate(scores, is_ai, weights)[0]
                figures[f"dev/auc{name}"] = roc_auc(scores, is_ai)
        return figures

    def _window_loss(self, clips: Tensor, logits: Tensor) -> float:
        """Cross entropy of the windows, nothing smoothed."""
        targets = torch.tensor([float(clip.label == "ai") for clip in self.dev_clips])[clips]
        return float(functional.binary_cross_entropy_with_logits(logits.float().mean(1), targets))

    def configure_optimizers(self) -> Any:
        """AdamW, whose decay leaves out norms and biases, or Adam without decay."""
        config = self.config
        optimizer: torch.optim.Optimizer
        if config.optimizer == "adam":
            groups = [{"params": some, "lr": rate} for rate, some in self._by_rate()]
            optimizer = torch.optim.Adam(groups, lr=config.lr)
        else:
            groups = []
            for rate, some in self._by_rate():
                decayed, plain = [p for p in some if p.ndim > 1], [p for p in some if p.ndim <= 1]
                groups.append({"params": decayed, "lr": rate, "weight_decay": config.weight_decay})
                groups.append({"params": plain, "lr": rate, "weight_decay": 0.0})
            optimizer = torch.optim.AdamW(groups, lr=config.lr)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, self.config.rate)
        return {"optimizer": optimizer, "lr_scheduler": {"scheduler": schedule, "interval": "step"}}

    def _by_rate(self) -> list[tuple[float, list[nn.Parameter]]]:
        """Learning rates and who learns at them; what `pretrained` filled, where it did, at a lower one."""
        config = self.config
        known: tuple[str, ...] = getattr(self.net, "PRETRAINED", ()) if config.pretrained else ()
        every = [(name, p) for name, p in self.net.named_parameters() if p.requires_grad]
        new = [p for name, p in every if not name.startswith(known)]
        old = [p for name, p in every if name.startswith(known)]
        return [(config.lr, new)] + ([(config.lr * config.pretrained_rate, old)] if old else [])


class DetectorData(pl.LightningDataModule):
    """Crops to fit, windows to choose by; the same numbers on every process."""

    def __init__(self, config: TrainConfig, crops: CropSet, dev: Shards) -> None:
        super().__init__()
        self.config, self.crops, self.dev = config, crops, dev

    def train_dataloader(self) -> DataLoader[Any]:
        """Crops of one epoch of this process; the rest of it where a run was stopped inside one."""
        trainer = cast("pl.Trainer", self.trainer)
        batch, steps = self.config.batch, self.config.steps_per_epoch
        sampler = NumberSampler(
            steps * batch, trainer.global_rank, trainer.world_size, lambda: trainer.global_step % steps * batch
        )
        return DataLoader(self.crops, batch_size=self.config.batch, sampler=sampler)

    def val_dataloader(self) -> DataLoader[Any]:
        """This process's share of the dev windows."""
        trainer = cast("pl.Trainer", self.trainer)
        windows = WindowSet(self.dev, DEFAULT_SPEC)
        windows.places = windows.places[trainer.global_rank :: trainer.world_size]
        return DataLoader(windows, batch_size=32)
