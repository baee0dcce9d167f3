"""Everything that decides a training run, read from TOML, saved beside the run."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from engine.errors import TrainingError
from trainer.augment.chain import check_chances
from trainer.nearest import did_you_mean
from trainer.toml_text import read_toml


class TrainConfig(BaseModel):
    """One training run.

    The learning rate warms up, stays, and decays at the end (``wsd``: warm-up, stable, decay), so that a longer
    run can be resumed from a shorter one. Crops are short at first and as long as the window in the last epochs,
    whatever the schedule: half the cost a step for most of the run, the real length at the end.

    Attributes:
        model: Architecture in `engine.models.registry`.
        start_from: A .safetensors detector of the same architecture whose weights training begins with.
        frozen: Parts of the network, by the names of its modules, that stay as ``start_from`` or ``pretrained`` gave
            them, running statistics included: what is built on them is all that learns.
        pretrained: For ``whisper``: file or folder of a Whisper tiny model as CTranslate2 keeps it, or the name of an
            installed package that holds one; training begins with its encoder.
        teachers: .safetensors detectors whose mean opinion is learned besides the labels.
        teacher_share: How much of what is to be learned is theirs, 0..1; the rest is the smoothed label.
        batch: Crops a step and process.
        processes: Data-parallel processes; torchrun's own number wins over 1.
        epochs: Epochs in all; an epoch is ``steps_per_epoch`` steps, after which a checkpoint is written.
        optimizer: ``adamw``, or ``adam``, which takes no weight decay.
        schedule: Of the rate, after the warm-up: ``wsd``, ``cosine`` to zero, ``constant``, or ``step``.
        step_epochs: Epochs between two steps of ``step``.
        step_factor: What ``step`` multiplies the rate with.
        pretrained_rate: What the rate is multiplied with for the parts that ``pretrained`` filled: they know already.
        decay_share: Share of the epochs, the last ones, with crops of full length; the decay of ``wsd``.
        balance: How classes of unequal size are made equal: ``sampler`` draws both alike, ``weights`` draws them as
            the data has them and weighs the loss, ``none`` does neither.
        even_sources: Draw both classes of a source that has both about equally often, so that its channel, room and
            language tell nothing.
        copy_share: Share of vocoded twins among the AI crops; 0 draws them as often as other clips of their length.
        pair_twins: Let every second vocoded twin be followed by its original, cut and augmented alike.
        clip_norm: Largest norm of the gradient; 0 for no limit.
        ramp_share: Share of the epochs in which augmentation grows to full strength.
        augment: Chances of transforms at full strength, by name, where they differ from the chain's own.
        noise_dir: Folder of noise, music and babble for augmentation, besides the data's own noise rows; recordings in
            a subfolder named rir are measured rooms. All of it is held in memory.
        mixup_p: Chance at full strength that a clip's spectrum is mixed with another one's.
        phone_codecs: Codec variants may also be those of old telephones (GSM, AMR, G.723.1, G.726).
        crop_s: Seconds a crop before the last epochs.
        ema: Decay of the moving average of the weights a step.
        data_stats: Standardise spectrograms with the data's own mean and deviation, not the built-in ones.
        monitor: Figure of the dev split by which the best epochs are chosen.
        patience: Stop when it has not improved for so many epochs; 0 for never.
        keep_best: Checkpoints kept beside the newest.
        bf16: Mixed precision with bfloat16.
        fp16: Mixed precision with float16 and loss scaling, on a GPU; wins over ``bf16``.
        log_every: Steps between two entries of the step log.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    schema_version: int = 1
    model: str = "duo"
    model_args: dict[str, Any] = Field(default_factory=dict)
    start_from: str = ""
    frozen: list[str] = Field(default_factory=list)
    pretrained: str = ""
    teachers: list[str] = Field(default_factory=list)
    teacher_share: float = Field(default=0.5, ge=0, le=1)
    seed: int = 0
    batch: int = Field(default=48, ge=2)
    processes: int = Field(default=1, ge=1)
    threads: int = Field(default=0, ge=0)
    epochs: int = Field(default=100, ge=1)
    steps_per_epoch: int = Field(default=100, ge=1)
    optimizer: Literal["adamw", "adam"] = "adamw"
    schedule: Literal["wsd", "cosine", "constant", "step"] = "wsd"
    step_epochs: int = Field(default=30, ge=1)
    step_factor: float = Field(default=0.1, gt=0, le=1)
    lr: float = Field(default=1.2e-3, gt=0)
    pretrained_rate: float = Field(default=0.1, gt=0, le=1)
    weight_decay: float = Field(default=1e-2, ge=0)
    warmup_steps: int = Field(default=300, ge=1)
    decay_share: float = Field(default=0.25, ge=0, le=1)
    label_smoothing: float = Field(default=0.05, ge=0, lt=0.5)
    balance: Literal["sampler", "weights", "none"] = "sampler"
    even_sources: bool = False
    copy_share: float = Field(default=0.0, ge=0, lt=1)
    pair_twins: bool = False
    clip_norm: float = Field(default=5.0, ge=0)
    ema: float = Field(default=0.999, ge=0, lt=1)
    crop_s: float = Field(default=1.6, ge=0.5)
    full_crop_s: float = 3.0
    variant_p: float = Field(default=0.6, ge=0, le=1)
    augment_start: float = Field(default=0.3, ge=0, le=1)
    augment_full: float = Field(default=1.0, ge=0, le=1)
    ramp_share: float = Field(default=0.4, ge=0, le=1)
    augment: dict[str, float] = Field(default_factory=dict)
    noise_dir: str = ""
    mixup_p: float = Field(default=0.0, ge=0, le=1)
    codec_variants: int = Field(default=2, ge=0)
    phone_codecs: bool = False
    data_stats: bool = True
    validate_every: int = Field(default=5, ge=1)
    monitor: Literal["eer_source", "eer_clip", "auc", "loss"] = "eer_source"
    patience: int = Field(default=0, ge=0)
    keep_best: int = Field(default=2, ge=1)
    bf16: bool = True
    fp16: bool = False
    log_every: int = Field(default=20, ge=1)

    @field_validator("augment")
    @classmethod
    def _check_augment(cls, chances: dict[str, float]) -> dict[str, float]:
        check_chances(chances)
        return chances

    @property
    def higher_is_better(self) -> bool:
        """Whether the monitored figure grows as the network gets better."""
        return self.monitor == "auc"

    def decay_from(self) -> int:
        """First epoch with crops of full length."""
        return round(self.epochs * (1.0 - self.decay_share))

    def strength(self, epoch: int) -> float:
        """Augmentation strength in an epoch, 0..1."""
        ramp = min(1.0, epoch / max(1.0, self.epochs * self.ramp_share))
        return self.augment_start + (self.augment_full - self.augment_start) * ramp

    def lr_after(self, step: int) -> float:
        """Learning rate with which the last of so many steps was taken."""
        return self.lr * self.rate(max(0, step - 1))

    def rate(self, step: int) -> float:
        """Factor on the learning rate at a step, 0..1."""
        if step < self.warmup_steps:
            return (step + 1) / self.warmup_steps
        end = self.epochs * self.steps_per_epoch
        if self.schedule == "constant":
            return 1.0
        if self.schedule == "step":
            return float(self.step_factor ** (step // self.steps_per_epoch // self.step_epochs))
        if self.schedule == "cosine":
            done = (step - self.warmup_steps) / max(1, end - self.warmup_steps)
            return 0.5 * (1.0 + math.cos(math.pi * min(1.0, done)))
        decay_from = self.decay_from() * self.steps_per_epoch
        return 1.0 if step < decay_from else max(0.0, (end - step) / max(1, end - decay_from))


def read_config(path: Path) -> TrainConfig:
    """Read a run's TOML file.

    Raises:
        TrainingError: The file is unreadable or has an unknown key; the nearest valid one is named.
    """
    return make_config(read_toml(path))


def make_config(values: dict[str, Any]) -> TrainConfig:
    """Check values against `TrainConfig`.

    Raises:
        TrainingError: A key is unknown or a value is out of range.
    """
    for key in values:
        if key not in TrainConfig.model_fields:
            keys = TrainConfig.model_fields
            hint = did_you_mean(key, keys, f"Keys are {', '.join(keys)}.")
            raise TrainingError(f"Unknown setting {key!r}", hint)
    try:
        return TrainConfig(**values)
    except ValueError as error:
        raise TrainingError(f"A setting is out of range: {error}", "Correct the value.") from None


def with_values(config: TrainConfig | None, values: dict[str, Any]) -> TrainConfig:
    """A configuration with some values replaced, all checked again.

    Raises:
        TrainingError: See `make_config`.
    """
    return make_config({**(config.model_dump() if config else {}), **values})
