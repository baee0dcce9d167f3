"""Measure a detector on labelled recordings, by the very path of a scan, clean and through the corruption grid."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from engine.audio.speech import SpeechDetector
from engine.calibration import Calibration
from engine.detector import Detector
from engine.errors import TrainingError
from engine.scoring import SpeechShares, WindowDetector
from trainer.augment.base import Wave
from trainer.bootstrap import DRAWS
from trainer.corruption import CLEAN, COLUMNS, GRID, GridRequest, build_grid
from trainer.datasets.manifest import Clip
from trainer.datasets.source import DataSource
from trainer.measure import ColumnFigures, measure_column
from trainer.shards import Shards, build_shards, open_shards, to_wave
from trainer.window_table import WindowTable, decide_clips, score_shards

OnStep = Callable[[str, int, int], None]
"""Called with (what is being done, clips done, clips in all)."""
MEAN_OF = ("auc", "eer", "eer_clip", "eer_unseen", "balanced_accuracy", "brier", "ece")


@dataclass(frozen=True, slots=True)
class Material:
    """Recordings ready to be scored.

    Attributes:
        clips: In the order of the shards.
        columns: Names of the shards' variants.
        unreadable: File names with the reason.
    """

    clips: tuple[Clip, ...]
    shards: Shards
    columns: tuple[str, ...]
    unreadable: tuple[tuple[str, str], ...]
    data_name: str
    data_sha256: str
    split: str

    @property
    def fingerprint(self) -> str:
        """Names the recordings and their corruptions; kept scores hang on it."""
        parts = (self.data_sha256, self.split, *self.columns, *self.shards.lengths.tolist())
        return sha256(json.dumps(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was measured.

    Attributes:
        columns: Clean first, then the grid.
        grid_mean: Means over the columns of the corruption grid; empty where it was not run.
    """

    detector: str
    sha256: str
    data_name: str
    data_sha256: str
    split: str
    columns: tuple[ColumnFigures, ...]
    grid_mean: dict[str, float]
    unreadable: tuple[tuple[str, str], ...]

    @property
    def clean(self) -> ColumnFigures:
        """The column of the recordings as they are."""
        return self.columns[0]

    def as_metrics(self) -> dict[str, dict[str, float]]:
        """The figures a checkpoint carries: by column, with the interval of the main one."""
        found: dict[str, dict[str, float]] = {}
        for column in self.columns:
            figures = {name: each.value for name, each in column.figures.items()}
            main = column.figures["eer"]
            found[f"{self.split} {column.column}"] = figures | {"eer_low": main.low, "eer_high": main.high}
        if self.grid_mean:
            found[f"{self.split} grid mean"] = self.grid_mean
        return found


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where and with how much of the computer an evaluation works.

    Attributes:
        cache: Folder of decoded and corrupted audio.
        workers: Processes and threads for decoding and corrupting.
        threads: Threads inside one call of the network; None for one a core.
        on_step: Told about progress.
    """

    cache: Path
    workers: int = 2
    threads: int | None = None
    on_step: OnStep | None = None

    def tell(self, what: str, done: int, total: int) -> None:
        """Pass progress on."""
        if self.on_step is not None:
            self.on_step(what, done, total)


def prepare(data: DataSource, split: str, place: Workplace, *, columns: Sequence[str] = COLUMNS) -> Material:
    """Decode a split and build the corruption grid, or find both in the cache.

    Args:
        data: The recordings.
        split: Which of them; all where the data has no splits.
        place: Cache and workers.
        columns: Evaluation columns, `CLEAN` first.

    Raises:
        ManifestError: A class is missing.
        TrainingError: An unknown column, or nothing can be read.
    """
    unknown = set(columns) - set(COLUMNS)
    if unknown:
        raise TrainingError(f"No evaluation column {sorted(unknown)[0]!r}", f"There are {', '.join(COLUMNS)}.")
    clips = data.voices(split)
    folder = _folder(place.cache, split, clips)
    shards, failed = _decoded(clips, folder, place)
    corruptions = [name for name in columns if name != CLEAN]
    if corruptions:
        request = GridRequest(clips, shards, recorded_noises(data, place), COLUMNS[1:])
        grid_folder = folder.with_name(folder.name + "-grid")
        grid = build_grid(
            request, grid_folder, workers=place.workers, on_progress=lambda i, n: place.tell("corrupting", i, n)
        )
        variants = tuple(grid.variants[COLUMNS.index(name)] for name in (CLEAN, *corruptions))
        shards = Shards(grid.starts, grid.lengths, variants)
    names = (CLEAN, *corruptions)
    return Material(tuple(clips), shards, names, failed, data.name, data.sha256, split)


def recorded_noises(data: DataSource, place: Workplace) -> list[Wave]:
    """The data's noise recordings, decoded; none where it has none."""
    clips = data.with_labels(("noise", "rir"))
    if not clips:
        return []
    shards, _ = _decoded(clips, _folder(place.cache, "noise", clips), place)
    return [to_wave(shards.samples(i)) for i, clip in enumerate(clips) if clip.label == "noise" and shards.lengths[i]]


def _folder(cache: Path, name: str, clips: Sequence[Clip]) -> Path:
    """The plain folder where it is free or holds these clips; never write over what another data set decoded."""
    plain = cache / name
    if not (plain / "index.json").is_file() or _index(plain).get("paths") == _paths(clips):
        return plain
    return cache / f"{name}-{sha256(json.dumps(_paths(clips)).encode()).hexdigest()[:8]}"


def _decoded(clips: Sequence[Clip], folder: Path, place: Workplace) -> tuple[Shards, tuple[tuple[str, str], ...]]:
    """Decoded audio, and what could not be read; codec variants that a training run made beside it do not matter."""
    if _index(folder).get("paths") != _paths(clips):
        build_shards(
            clips, folder, variants=0, workers=place.workers, on_progress=lambda i, n: place.tell("decoding", i, n)
        )
    failed = tuple((clips[i].path.name, str(reason)) for i, reason in _index(folder)["failed"])
    return open_shards(folder), failed


def _index(folder: Path) -> dict[str, Any]:
    """What `build_shards` wrote about a folder; empty where it has not finished there."""
    path = folder / "index.json"
    return dict(json.loads(path.read_text())) if path.is_file() else {}


def _paths(clips: Sequence[Clip]) -> list[str]:
    return [str(clip.path) for clip in clips]


def score_columns(
    detector: WindowDetector, speech: SpeechShares, material: Material, place: Workplace
) -> dict[str, WindowTable]:
    """Window scores of every column."""
    tables = {}
    total = len(material.clips) * len(material.columns)
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        place.tell("scoring", done, total)

    for variant, column in enumerate(material.columns):
        tables[column] = score_shards(detector, speech, material.shards, variant, on_clip=count)
    return tables


def measure_tables(
    tables: Mapping[str, WindowTable], material: Material, calibration: Calibration, *, draws: int = DRAWS
) -> tuple[ColumnFigures, ...]:
    """Figures of every column from its window scores."""
    n = len(material.clips)
    return tuple(
        measure_column(name, material.clips, decide_clips(table, calibration, n), calibration, draws=draws)
        for name, table in tables.items()
    )


def grid_mean(columns: Sequence[ColumnFigures]) -> dict[str, float]:
    """Means over the columns of the corruption grid."""
    inside = [column.figures for column in columns if column.column in GRID]
    names = [name for name in MEAN_OF if inside and all(name in figures for figures in inside)]
    return {name: float(np.mean([figures[name].value for figures in inside])) for name in names}


def summarise(
    tables: Mapping[str, WindowTable],
    material: Material,
    calibration: Calibration,
    detector: tuple[str, str],
    *,
    draws: int = DRAWS,
) -> Evaluation:
    """Put the figures of a detector together.

    Args:
        tables: Window scores by column.
        material: What was scored.
        calibration: Of the detector.
        detector: Its name and sha256.
        draws: Bootstrap draws.
    """
    columns = measure_tables(tables, material, calibration, draws=draws)
    origin = (material.data_name, material.data_sha256, material.split)
    return Evaluation(*detector, *origin, columns, grid_mean(columns), material.unreadable)


def evaluate(
    detector: Detector,
    material: Material,
    place: Workplace,
    *,
    speech: SpeechShares | None = None,
    draws: int = DRAWS,
) -> Evaluation:
    """Measure a detector.

    Args:
        detector: A loaded one.
        material: From `prepare`.
        place: Told about progress.
        speech: Another speech detector than the one that comes with the program.
        draws: Bootstrap draws.
    """
    tables = score_columns(detector, speech or SpeechDetector.load(), material, place)
    return summarise(tables, material, detector.meta.calibration, (detector.name, detector.sha256), draws=draws)
