"""Mean and deviation that a run's front ends get: its own on resuming, else the data's, measured where absent."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.checkpoint import read
from engine.errors import ManifestError
from engine.models.registry import architecture
from trainer.config import TrainConfig
from trainer.datasets.manifest import Clip, read_manifest
from trainer.parallel import OnProgress
from trainer.stats import (
    FRONT_ENDS,
    JSON_FILE,
    GlobalStats,
    material_sha256,
    measure_stats,
    read_stats,
    stats_for,
    write_stats,
)

OnWarning = Callable[[str], None]
FrontEndArgs = Mapping[str, Mapping[str, Any]]
"""Arguments of each front end by its name; one that is absent takes its built-in numbers."""


def front_end_args(
    config: TrainConfig,
    manifest: Path,
    folders: tuple[Path, ...],
    *,
    on_warning: OnWarning,
    on_progress: OnProgress | None = None,
    cancel: threading.Event | None = None,
) -> FrontEndArgs:
    """Arguments of the front ends of a new run.

    Weights that training begins with were made with certain numbers and keep them. Otherwise the statistics of
    exactly this data are taken from beside the manifest or from ``folders``; where there are none, the train split
    is measured. Statistics of other data are never taken.

    Args:
        config: The run.
        manifest: Its data.
        folders: Further places of global_stats.json; what is measured is written into the last one.
        on_warning: Told which statistics are not used, and why.
        on_progress: Told how far measuring is.
        cancel: Set it to stop.

    Raises:
        CancelledError: ``cancel`` was set.
        ManifestError: The data cannot be measured.
    """
    if config.start_from:
        return {each.name: each.args for each in read(Path(config.start_from)).meta.front_ends}
    names = [name for name in architecture(config.model).front_ends if name in FRONT_ENDS]
    if not names or not config.data_stats:
        return {}
    clips = read_manifest(manifest)
    stats = _beside(manifest, clips, on_warning) or _found_in(folders, manifest, clips, on_warning)
    if stats is None:
        train = [clip for clip in clips if clip.split == "train"]
        measured = measure_stats(train, on_progress=on_progress, cancel=cancel)
        stats = replace(measured, data_sha256=material_sha256(clips, manifest.parent), split="train")
        write_stats(stats, folders[-1])
    return {name: stats.args(name) for name in names}


def _beside(manifest: Path, clips: list[Clip], on_warning: OnWarning) -> GlobalStats | None:
    try:
        return stats_for(manifest, clips)
    except ManifestError as error:
        on_warning(f"{error}; it is not used")
        return None


def _found_in(
    folders: tuple[Path, ...], manifest: Path, clips: list[Clip], on_warning: OnWarning
) -> GlobalStats | None:
    """Statistics in other folders; a folder given as data has its own, with paths relative to itself."""
    for folder in folders:
        if not (folder / JSON_FILE).is_file():
            continue
        stats = read_stats(folder / JSON_FILE)
        if stats.data_sha256 in (material_sha256(clips, manifest.parent), material_sha256(clips, folder)):
            return stats
        if folder != folders[-1]:
            on_warning(f"{folder / JSON_FILE} was measured on other recordings; it is not used")
    return None
