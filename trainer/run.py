"""A training run in a folder: decode, fit, checkpoint each epoch, resume where it stopped."""

from __future__ import annotations

import logging
import threading
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import lightning.pytorch as pl
import torch
from lightning.pytorch.callbacks import Callback

from engine.checkpoint import load_tensors, read
from engine.errors import CancelledError, TrainingError
from trainer.augment.codec import ALL_CODECS, CODECS
from trainer.config import TrainConfig
from trainer.curves import read_history
from trainer.datasets.manifest import Clip, manifest_sha256, read_manifest
from trainer.logs_progress import OnEvent, ProgressEvent, ProgressLog
from trainer.noises import noise_chain, noise_clips
from trainer.pretrained import check_pretrained, load_whisper
from trainer.run_logs import RunLogs, next_start
from trainer.run_ranks import Ranks, find_ranks
from trainer.run_record import RunRecord, check_same_run, read_record
from trainer.run_stats import FrontEndArgs, front_end_args
from trainer.run_trainer import check_precision, checkpoints, early_stopping, make_trainer, why_early
from trainer.run_watch import RunControl, RunWatch
from trainer.sampling import CropSet
from trainer.shards import Shards, build_shards, open_shards
from trainer.teachers import Teachers
from trainer.training import DetectorData, DetectorTask

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RunPaths:
    """Where a run keeps its things.

    Attributes:
        out: Folder of the run.
        data: Decoded audio; may be shared by runs on the same data.
        source: Folder that was named as data, where its statistics may lie; the manifest's own where None.
    """

    out: Path
    data: Path
    source: Path | None = None

    @property
    def last(self) -> Path:
        """The newest checkpoint."""
        return self.out / "checkpoints" / "last.ckpt"


def train(
    config: TrainConfig,
    manifest: Path,
    paths: RunPaths,
    *,
    on_event: OnEvent | None = None,
    cancel: threading.Event | None = None,
    callbacks: Sequence[Callback] = (),
) -> Path:
    """Train, or go on where a run in this folder stopped.

    Args:
        config: The run.
        manifest: CSV with splits ``train`` and ``dev``; ``noise`` and ``rir`` rows feed augmentation.
        paths: Output folder and folder for decoded audio.
        on_event: Told what happens, in the process that leads.
        cancel: Set it to stop; a file named STOP in the output folder does the same.
        callbacks: Further ones for Lightning's Trainer, called before the run's own.

    Returns:
        The newest checkpoint.

    Raises:
        CancelledError: It was stopped; the same call goes on to the same numbers.
        TrainingError: A split is empty, a class is missing in it, or the folder holds a run with other settings.
        ManifestError: The manifest cannot be read.
    """
    config, ranks = find_ranks(config)
    paths.out.mkdir(parents=True, exist_ok=True)
    progress = ProgressLog(paths.out, on_event) if ranks.leads else ProgressLog(None)
    control = RunControl(paths.out, cancel)
    try:
        return _Run(config, manifest, paths, ranks, progress, control, callbacks).train()
    except CancelledError:
        progress(ProgressEvent("stopped", message="Stopped. The same command goes on."))
        raise
    except BaseException as error:
        progress(ProgressEvent("failed", message=str(error) or type(error).__name__))
        raise


@dataclass(frozen=True, slots=True)
class _Run:
    """One start of a run."""

    config: TrainConfig
    manifest: Path
    paths: RunPaths
    ranks: Ranks
    progress: ProgressLog
    control: RunControl
    callbacks: Sequence[Callback] = ()

    def train(self) -> Path:
        config, paths = self.config, self.paths
        check_precision(config)
        for each in config.teachers:
            read(Path(each))  # what is no detector is told before hours of decoding
        if config.pretrained and not paths.last.is_file():
            check_pretrained(config)
        clips = {split: both_classes(self.manifest, split) for split in ("train", "dev")}
        noise_clips(self.manifest, config.noise_dir)  # a missing folder is told before hours of decoding
        saved = read_record(paths.out)
        if saved is not None and paths.last.is_file():
            check_same_run(saved.config, config, paths.out)
        if self.ranks.leads:
            self.control.clear()
        pl.seed_everything(config.seed, workers=True, verbose=False)
        torch.set_num_threads(config.threads or max(1, torch.get_num_threads() // self.ranks.local_world))
        start = next_start(paths.out)
        self.ranks.in_turn(lambda: self._prepare(clips, saved, start))
        record = read_record(paths.out)
        if record is None:
            raise TrainingError(
                f"This process does not find the run in {paths.out}", "Name an --out that all machines share."
            )
        return self._fit(clips, record.front_ends, start)

    def _prepare(self, clips: Mapping[str, Sequence[Clip]], saved: RunRecord | None, start: int) -> None:
        """Write the record and decode; for the processes after the first everything is there."""
        resumes = self.paths.last.is_file()
        if self.ranks.leads:
            sha256 = manifest_sha256(self.manifest)
            if saved is not None and resumes:
                if saved.manifest_sha256 != sha256:
                    self._warn("The manifest has changed since this run began; it goes on with the new one")
                ends = saved.front_ends
            else:
                ends = self._front_ends()
            starts = saved.starts if saved is not None else ()
            RunRecord(self.config, sha256, ends, starts=starts).started(start, resumes=resumes).save(self.paths.out)
        for split, recordings in (*clips.items(), ("noise", noise_clips(self.manifest, self.config.noise_dir))):
            variants = self.config.codec_variants if split == "train" else 0
            on_progress = self.control.while_preparing(self.progress.preparing(f"Decoding {split}"))
            folder = self.paths.data / split
            if not recordings:
                continue
            codecs = ALL_CODECS if self.config.phone_codecs and variants else CODECS
            found = build_shards(recordings, folder, variants=variants, codecs=codecs, on_progress=on_progress)
            if found:
                names = ", ".join(f"{clip.path} ({reason})" for clip, reason in found[:3])
                self._warn(f"{len(found)} clips of {split} cannot be read and are not used: {names}")

    def _warn(self, text: str) -> None:
        log.warning("%s", text)
        self.progress(ProgressEvent("warning", message=text))

    def _front_ends(self) -> FrontEndArgs:
        source = () if self.paths.source is None else (self.paths.source,)
        on_progress = self.control.while_preparing(self.progress.preparing("Measuring spectrograms"))
        folders = (*source, self.paths.data)
        return front_end_args(
            self.config,
            self.manifest,
            folders,
            on_warning=self._warn,
            on_progress=on_progress,
            cancel=self.control.cancel,
        )

    def _fit(self, clips: Mapping[str, Sequence[Clip]], ends: FrontEndArgs, start: int) -> Path:
        config, paths = self.config, self.paths
        shards: dict[str, Shards] = {split: open_shards(paths.data / split) for split in clips}
        chain = noise_chain(noise_clips(self.manifest, config.noise_dir), paths.data, config.augment)
        crops = CropSet(
            clips["train"],
            shards["train"],
            chain,
            config.seed,
            halves=config.balance == "sampler",
            copy_share=config.copy_share,
            even_sources=config.even_sources,
            pair_twins=config.pair_twins,
        )
        teachers = Teachers([Path(each) for each in config.teachers]) if config.teachers else None
        task = DetectorTask(config, clips["dev"], ends, _class_weights(config, crops), teachers)
        resumes = paths.last.is_file()
        if config.pretrained and not resumes:
            load_whisper(task.net, config.pretrained)
            task.average.module.load_state_dict(task.net.state_dict())
        if config.start_from and not resumes:
            _load_weights(task, Path(config.start_from))
        rows = read_history(paths.out)
        stopping = early_stopping(config)
        watch = RunWatch(config, rows, self.progress, self.control, paths.last)
        logs = RunLogs(paths.out, start, rows, f"{paths.out.resolve().name}: {config.model}")
        callbacks = [*self.callbacks, *checkpoints(config, paths.out), *stopping, logs, watch]
        trainer = make_trainer(config, self.ranks, callbacks, paths.out, start)
        data = DetectorData(config, crops, shards["dev"])
        with warnings.catch_warnings():
            # Inside an epoch the sampler goes on where it was; Lightning cannot know.
            warnings.filterwarnings("ignore", ".*your dataloader is\n? ?not resumable")
            try:
                trainer.fit(task, datamodule=data, ckpt_path=paths.last if resumes else None, weights_only=False)
            except SystemExit:  # Lightning's answer to Ctrl-C
                raise KeyboardInterrupt from None
        self.progress(watch.finished(trainer, why_early(config, stopping)))
        return paths.last


def _class_weights(config: TrainConfig, crops: CropSet) -> tuple[float, float]:
    """Weights with which both classes count the same in the loss, and which leave its mean as it is."""
    if config.balance != "weights":
        return 1.0, 1.0
    return 0.5 / (1.0 - crops.ai_share), 0.5 / crops.ai_share


def _load_weights(task: DetectorTask, path: Path) -> None:
    checkpoint = read(path)
    if checkpoint.meta.architecture != task.config.model:
        raise TrainingError(
            f"{path.name} is a {checkpoint.meta.architecture}, not a {task.config.model}", "Choose another start_from."
        )
    state = {key: torch.from_numpy(value) for key, value in load_tensors(checkpoint).items()}
    task.net.load_state_dict(state)
    task.average.module.load_state_dict(state)


def both_classes(manifest: Path, split: str) -> list[Clip]:
    """Human and AI clips of a split.

    Raises:
        TrainingError: One class is missing in it.
        ManifestError: The manifest cannot be read.
    """
    clips = read_manifest(manifest, splits=[split], labels=("human", "ai"))
    if {c.label for c in clips} != {"human", "ai"}:
        raise TrainingError(
            f"The split {split!r} does not hold both human and ai clips", "Run `veravox split` on this data first."
        )
    return clips
