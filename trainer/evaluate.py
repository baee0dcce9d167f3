"""Measure a detector on labelled recordings, by the very path of a scan, clean and through the corruption grid."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from engine.audio.speech import SpeechDetector
from engine.calibration import Calibration
from engine.detector import Detector
from engine.errors import TrainingError
from engine.scoring import SpeechShares, WindowDetector
from engine.spec import DEFAULT_SPEC
from engine.verdict import probability_of
from trainer.augment.base import Wave
from trainer.bootstrap import DRAWS
from trainer.corruption import CLEAN, COLUMNS, GRID, GridRequest, build_grid
from trainer.datasets.manifest import Clip
from trainer.datasets.source import DataSource, open_data
from trainer.evaluation import MEAN_OF, Evaluation, ScoredFile
from trainer.measure import ColumnFigures, measure_column
from trainer.parallel import check_cancelled
from trainer.shards import Shards, build_shards, open_shards, to_wave
from trainer.slices import choose_columns
from trainer.window_table import ClipScores, WindowTable, decide_clips, score_shards

OnStep = Callable[[str, int, int], None]
"""Called with (what is being done, clips done, clips in all)."""


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
class Workplace:
    """Where and with how much of the computer an evaluation works.

    Attributes:
        cache: Folder of decoded and corrupted audio.
        workers: Processes and threads for decoding and corrupting.
        threads: Threads inside one call of the network; None for one a core.
        on_step: Told about progress.
        cancel: Set it to stop within a moment; what is decoded and corrupted completely is kept.
    """

    cache: Path
    workers: int = 2
    threads: int | None = None
    on_step: OnStep | None = None
    cancel: threading.Event | None = None

    def tell(self, what: str, done: int, total: int) -> None:
        """Pass progress on, and leave where somebody asked for it.

        Raises:
            CancelledError: `cancel` is set.
        """
        check_cancelled(self.cancel)
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
    return Material(with_lengths(clips, shards), shards, names, failed, data.name, data.sha256, split)


def with_lengths(clips: Sequence[Clip], shards: Shards) -> tuple[Clip, ...]:
    """Clips with the length that was decoded; manifests leave it out, or round it."""
    seconds = shards.lengths / DEFAULT_SPEC.sample_rate
    return tuple(replace(clip, seconds=float(s) or clip.seconds) for clip, s in zip(clips, seconds, strict=True))


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


def scored_files(clips: Sequence[Clip], decided: Sequence[ClipScores]) -> tuple[ScoredFile, ...]:
    """What was said about each clip; the first column is that of the recordings as they are."""
    files = []
    for i, clip in enumerate(clips):
        scores = tuple(float(each.score[i]) if np.isfinite(each.score[i]) else None for each in decided)
        probability = None if scores[0] is None else probability_of(scores[0])
        said = (decided[0].verdict[i], probability, scores)
        files.append(ScoredFile(clip.path, clip.label, *said, clip.generator, clip.source, clip.seconds))
    return tuple(files)


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
    by: Sequence[str] = (),
) -> Evaluation:
    """Put the figures of a detector together.

    Args:
        tables: Window scores by column.
        material: What was scored.
        calibration: Of the detector.
        detector: Its name and sha256.
        draws: Bootstrap draws.
        by: Columns of the manifest to slice by.

    Raises:
        TrainingError: One class has no clip with a score.
    """
    clips = material.clips
    decided = {name: decide_clips(table, calibration, len(clips)) for name, table in tables.items()}
    try:
        columns = tuple(
            measure_column(name, clips, found, calibration, draws=draws, by=by) for name, found in decided.items()
        )
    except ValueError as error:
        raise TrainingError(f"Nothing to measure: {error}", "Add readable recordings of both classes.") from None
    origin = (material.data_name, material.data_sha256, material.split)
    band = (calibration.abstain_low, calibration.abstain_high)
    files = scored_files(clips, list(decided.values()))
    return Evaluation(*detector, *origin, columns, grid_mean(columns), material.unreadable, files, band)


@dataclass(frozen=True, slots=True)
class EvaluationRequest:
    """What to measure on what.

    Attributes:
        weights: Name or file of a detector; the default one where empty.
        data: Manifest, folder that holds one, or folder of two classes.
        clean: Whether the corruption grid is left out.
        by: Columns of the manifest to slice by; see `evaluate`.
        draws: Bootstrap draws.
    """

    weights: str
    data: Path
    split: str = "dev"
    clean: bool = False
    by: tuple[str, ...] = ()
    device: str = "auto"
    draws: int = DRAWS


def evaluate_data(request: EvaluationRequest, place: Workplace, *, speech: SpeechShares | None = None) -> Evaluation:
    """Measure a detector, from the names of detector and data on; the window and the command line call this.

    Raises:
        ManifestError: The data cannot be used.
        UsageError: No such column to slice by; said before anything is decoded.
        ModelError: The detector cannot be used.
        CancelledError: `Workplace.cancel` was set.
    """
    data = open_data(request.data)
    choose_columns(data.voices(request.split), request.by)
    detector = Detector.load(request.weights or None, request.device, place.threads)
    columns = (CLEAN,) if request.clean else COLUMNS
    material = prepare(data, request.split, place, columns=columns)
    return evaluate(detector, material, place, speech=speech, draws=request.draws, by=request.by)


def evaluate(
    detector: Detector,
    material: Material,
    place: Workplace,
    *,
    speech: SpeechShares | None = None,
    draws: int = DRAWS,
    by: Sequence[str] = (),
) -> Evaluation:
    """Measure a detector.

    Args:
        detector: A loaded one.
        material: From `prepare`.
        place: Told about progress.
        speech: Another speech detector than the one that comes with the program.
        draws: Bootstrap draws.
        by: Columns of the manifest to slice by; those of `trainer.slices.DEFAULT_COLUMNS` that are there where empty.

    Raises:
        UsageError: No such column to slice by.
        CancelledError: `Workplace.cancel` was set.
    """
    columns = choose_columns(material.clips, by)
    tables = score_columns(detector, speech or SpeechDetector.load(), material, place)
    whose = (detector.name, detector.sha256)
    return summarise(tables, material, detector.meta.calibration, whose, draws=draws, by=columns)
