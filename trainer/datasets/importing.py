"""From a data set on disk to a manifest: find its layout, take a part of it, look at every file."""

from __future__ import annotations

import csv
import hashlib
import math
import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from engine.audio.decode import open_audio
from engine.errors import AudioError, ManifestError
from trainer.datasets.layout import AUTO, detect_layout
from trainer.datasets.manifest import LABELS, Clip
from trainer.datasets.rows import keep_backup, write_rows
from trainer.parallel import OnProgress, check_cancelled, parallel_map


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that is listed or lies there and cannot be used."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Imported:
    """A data set as a manifest.

    Attributes:
        layout: Name of its layout.
        clips: Its rows.
        problems: Files that are not among them.
        manifest: Where it was written.
        problem_list: CSV of the problems; None where there are none.
        backup: Where the manifest that stood there before was kept; None where there was none.
    """

    layout: str
    clips: tuple[Clip, ...]
    problems: tuple[Problem, ...]
    manifest: Path
    problem_list: Path | None
    backup: Path | None = None


def import_data(
    root: Path,
    manifest: Path,
    *,
    layout: str = AUTO,
    subset: float = 1.0,
    workers: int | None = None,
    on_progress: OnProgress | None = None,
    cancel: threading.Event | None = None,
) -> Imported:
    """Write the manifest of a data set; audio is neither copied nor changed.

    Args:
        root: Its folder, or a CSV file.
        manifest: The file to write.
        layout: Name of a layout, or `AUTO`.
        subset: Share of the clips of every class, split and generator to take, 0..1, the same ones every time.
        workers: Files looked at at a time.
        on_progress: Called with (files done, files in all).
        cancel: Set it to stop; nothing is written then.

    Raises:
        ManifestError: The layout is unknown, one class is missing, or no file can be read.
        CancelledError: ``cancel`` was set.
    """
    check_cancelled(cancel)
    if not 0.0 < subset <= 1.0:
        raise ManifestError(f"A subset of {subset:g} makes no sense", "Name a share above 0 and up to 1.")
    found = detect_layout(root, layout)
    listed = take_subset(found.read(root), subset)
    if missing := set(LABELS) - {clip.label for clip in listed}:
        raise ManifestError(f"{root} ({found.name}) has no {' and no '.join(sorted(missing))} clips")
    clips, problems = [], []
    work = parallel_map(_look_at, listed, workers=workers, on_progress=on_progress, cancel=cancel)
    for clip, seen in work:
        if isinstance(seen, Clip):
            clips.append(seen)
        else:
            problems.append(Problem(clip.path, seen))
    if {clip.label for clip in clips} < set(LABELS):
        reason = f"{problems[0].path}: {problems[0].reason}"
        raise ManifestError(f"Of one class no file of {root} can be read; {reason}", "Is the audio unpacked there?")
    backup = keep_backup(manifest)
    write_rows(manifest, clips)
    return Imported(found.name, tuple(clips), tuple(problems), manifest, list_problems(manifest, problems), backup)


def take_subset(clips: Sequence[Clip], share: float) -> list[Clip]:
    """A share of every class, split and generator, chosen by a hash of the names: the same on every machine."""
    if share >= 1.0:
        return list(clips)
    buckets: dict[tuple[str, str, str], list[Clip]] = defaultdict(list)
    for clip in clips:
        buckets[clip.label, clip.split, clip.generator].append(clip)
    kept: set[int] = set()
    for bucket in buckets.values():
        ranked = sorted(bucket, key=lambda clip: hashlib.sha256(f"{clip.source}/{clip.path.name}".encode()).digest())
        kept.update(id(clip) for clip in ranked[: math.ceil(share * len(bucket))])
    return [clip for clip in clips if id(clip) in kept]


def _look_at(clip: Clip) -> Clip | str:
    """The clip with what its file tells; the reason where it cannot be read. What a manifest told already stays."""
    try:
        with clip.path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        with open_audio(clip.path) as stream:
            info, seconds = stream.info, stream.expected_duration_s or 0.0
    except OSError as error:
        return (error.strerror or str(error)).lower()
    except AudioError as error:
        return str(error)
    told = {
        "orig_sr": str(info.sample_rate),
        "codec": info.codec,
        "bit_rate": str(info.bit_rate or ""),
        "sha256": digest,
    }
    extra = {**told, **{key: text for key, text in clip.extra.items() if text}, "sha256": digest}
    return replace(clip, seconds=clip.seconds or round(seconds, 3), extra=extra)


def list_problems(manifest: Path, problems: Sequence[Problem]) -> Path | None:
    """Write the problems beside their manifest, or remove what an earlier call wrote there."""
    path = manifest.with_name(f"{manifest.stem}_problems.csv")
    if not problems:
        path.unlink(missing_ok=True)
        return None
    with path.open("w", newline="", encoding="utf-8", errors="replace") as handle:
        table = csv.writer(handle, lineterminator="\n")
        table.writerow(["file", "reason"])
        table.writerows([problem.path, problem.reason] for problem in problems)
    return path
