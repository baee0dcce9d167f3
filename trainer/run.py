"""A training run in a folder: decode, fit, checkpoint each epoch, resume where it stopped."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import lightning.pytorch as pl
import torch
from lightning.pytorch.callbacks import ModelCheckpoint
from lightning.pytorch.loggers import CSVLogger
from lightning.pytorch.strategies import DDPStrategy

from engine.checkpoint import load_tensors, read
from engine.errors import TrainingError
from trainer.augment.chain import Chain, default_chain
from trainer.config import TrainConfig
from trainer.datasets.manifest import Clip, manifest_sha256, read_manifest
from trainer.sampling import CropSet
from trainer.shards import build_shards, open_shards, to_wave
from trainer.training import DetectorData, DetectorTask

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RunPaths:
    """Where a run keeps its things."""

    out: Path
    data: Path

    @property
    def last(self) -> Path:
        """The newest checkpoint."""
        return self.out / "checkpoints" / "last.ckpt"


def train(config: TrainConfig, manifest: Path, paths: RunPaths, *, callbacks: Sequence[pl.Callback] = ()) -> Path:
    """Train, or go on where a run in this folder stopped.

    Args:
        config: The run.
        manifest: CSV with splits ``train`` and ``dev``; ``noise`` and ``rir`` rows feed augmentation.
        paths: Output folder and folder for decoded audio.
        callbacks: Watch the run or stop it, besides the checkpoints that every run writes.

    Returns:
        The newest checkpoint.

    Raises:
        TrainingError: A split is empty, or a class is missing in it.
        ManifestError: The manifest cannot be read.
    """
    paths.out.mkdir(parents=True, exist_ok=True)
    pl.seed_everything(config.seed, workers=True, verbose=False)
    torch.set_num_threads(config.threads or max(1, torch.get_num_threads() // config.processes))
    train_clips, dev_clips = (_both_classes(manifest, split) for split in ("train", "dev"))
    _save_record(config, manifest, paths.out)
    shards = {}
    for split, clips, variants in (("train", train_clips, config.codec_variants), ("dev", dev_clips, 0)):
        for clip, reason in build_shards(clips, paths.data / split, variants=variants):
            log.warning("Not used, cannot be read: %s (%s)", clip.path, reason)
        shards[split] = open_shards(paths.data / split)
    crops = CropSet(train_clips, shards["train"], noise_chain(manifest, paths.data), config.seed)
    task = DetectorTask(config, dev_clips)
    if config.start_from:
        _load_weights(task, Path(config.start_from))
    trainer = _trainer(config, paths.out, callbacks)
    trainer.fit(
        task,
        datamodule=DetectorData(config, crops, shards["dev"]),
        ckpt_path=paths.last if paths.last.is_file() else None,
        weights_only=False,
    )
    return paths.last


def _load_weights(task: DetectorTask, path: Path) -> None:
    checkpoint = read(path)
    if checkpoint.meta.architecture != task.config.model:
        raise TrainingError(
            f"{path.name} is a {checkpoint.meta.architecture}, not a {task.config.model}", "Choose another start_from."
        )
    state = {key: torch.from_numpy(value) for key, value in load_tensors(checkpoint).items()}
    task.net.load_state_dict(state)
    task.average.module.load_state_dict(state)


def noise_chain(manifest: Path, data: Path) -> Chain:
    """The augmentation chain over the manifest's noise and room responses."""
    clips = read_manifest(manifest, labels=("noise", "rir"))
    if not clips:
        return default_chain((), ())
    build_shards(clips, data / "noise", variants=0)
    shards = open_shards(data / "noise")
    waves = [to_wave(shards.samples(i)) for i in range(len(clips))]
    usable = [(c.label, w) for c, w in zip(clips, waves, strict=True) if len(w)]
    return default_chain([w for label, w in usable if label == "noise"], [w for label, w in usable if label == "rir"])


def _both_classes(manifest: Path, split: str) -> list[Clip]:
    clips = read_manifest(manifest, splits=[split], labels=("human", "ai"))
    if {c.label for c in clips} != {"human", "ai"}:
        raise TrainingError(
            f"The split {split!r} does not hold both human and ai clips", "Run `veravox split` on this data first."
        )
    return clips


def _trainer(config: TrainConfig, out: Path, callbacks: Sequence[pl.Callback]) -> pl.Trainer:
    strategy: DDPStrategy | str = "auto"
    if config.processes > 1:
        strategy = DDPStrategy(process_group_backend=None if torch.cuda.is_available() else "gloo")
    return pl.Trainer(
        accelerator="auto" if torch.cuda.is_available() else "cpu",
        devices=config.processes,
        strategy=strategy,
        precision="bf16-mixed" if config.bf16 else "32-true",
        max_epochs=config.epochs,
        check_val_every_n_epoch=config.validate_every,
        gradient_clip_val=config.clip_norm,
        use_distributed_sampler=False,
        num_sanity_val_steps=0,
        enable_progress_bar=False,
        enable_model_summary=False,
        log_every_n_steps=20,
        logger=CSVLogger(out, name="log", version=_next_log(out / "log")),
        callbacks=[
            *callbacks,
            ModelCheckpoint(
                out / "checkpoints", filename="last", enable_version_counter=False, save_on_train_epoch_end=True
            ),
            ModelCheckpoint(
                out / "checkpoints",
                filename="best-{epoch:03d}",
                monitor="dev/eer_source",
                save_top_k=2,
                save_on_train_epoch_end=False,
            ),
        ],
    )


def _next_log(folder: Path) -> str:
    """Each start writes its own table; a resumed run must not wipe out what was measured before."""
    return f"start-{len(list(folder.glob('start-*'))) + 1:02d}"


def _save_record(config: TrainConfig, manifest: Path, out: Path) -> None:
    record = {"config": config.model_dump(), "manifest_sha256": manifest_sha256(manifest)}
    (out / "run.json").write_text(json.dumps(record, indent=2) + "\n")
