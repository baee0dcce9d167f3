"""Which recordings detectors are compared on: a manifest, or any folder or file, with or without the truth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.discover import Found, discover
from engine.errors import ManifestError, UsageError
from engine.labels import Labels, label_of
from trainer.datasets.manifest import LABELS, Clip, read_manifest
from trainer.datasets.manifest_layout import FILE

NO_LABELS = "none"
HINT = "Name a manifest CSV, a recording, or a folder with recordings in it."


@dataclass(frozen=True, slots=True)
class ComparedSet:
    """Recordings to compare on.

    Attributes:
        name: Of the folder; for titles.
        clips: With an empty label where the truth is not known.
        problems: Error and hint of places that could not be looked into, by path.
    """

    name: str
    clips: tuple[Clip, ...]
    problems: dict[Path, tuple[str, str]]


def files_to_compare(data: Path, labels: str | None = None, split: str = "dev") -> ComparedSet:
    """Find the recordings.

    Args:
        data: Manifest CSV, folder that holds ``manifest.csv``, any other folder, or one recording.
        labels: As `engine.labels.Labels.load` takes them, or ``none``. None: the manifest's labels; in a folder the
            names of the folders inside it, where they tell.
        split: Of a manifest; all of it where it has no splits, or with ``all``.

    Raises:
        ManifestError: There is nothing to compare on, or the manifest cannot be read.
        UsageError: The labels cannot be read.
    """
    if not data.exists():
        raise ManifestError(f"There is no data at {data}", HINT)
    manifest = data if data.is_file() and data.suffix.lower() == ".csv" else data / FILE
    if labels is None and manifest.is_file():
        clips = _of_manifest(manifest, split)
        return ComparedSet(manifest.resolve().parent.name, tuple(clips), {})
    found = list(discover([data], recursive=True))
    if not found:
        raise ManifestError(f"There are no recordings in {data}", HINT)
    truth = _truth(labels)
    clips = [_clip(each, truth) for each in found]
    return ComparedSet(data.resolve().name, tuple(clips), {f.path: (f.error, f.hint) for f in found if f.error})


def _of_manifest(manifest: Path, split: str) -> list[Clip]:
    voices = read_manifest(manifest, labels=LABELS)
    splits = sorted({clip.split for clip in voices} - {""})
    chosen = [clip for clip in voices if not splits or split in (clip.split, "all")]
    if not chosen:
        there = ", ".join((*splits, "all")) if splits else "none"
        raise ManifestError(
            f"The split {split!r} of {manifest} holds no human or ai clip", f"Name another one with --split: {there}."
        )
    return chosen


Truth = Callable[[Found], str]


def _truth(spec: str | None) -> Truth:
    if spec == NO_LABELS:
        return lambda _: ""
    if spec is None:
        return lambda found: _inner_label(_folders_inside(found))
    if spec != "folders" and not Path(spec).is_file():
        raise UsageError(f"There is no labels file {spec}", "Name a CSV file, folders, or none.")
    known = Labels.load(spec)
    return lambda found: known.truth(found.path, found.root)


def _inner_label(folders: Sequence[str]) -> str:
    """The nearest folder with a telling name decides."""
    return next((label for name in reversed(folders) if (label := label_of(name))), "")


def _folders_inside(found: Found) -> tuple[str, ...]:
    inside = found.path.is_relative_to(found.root)
    return found.path.relative_to(found.root).parts[:-1] if inside else ()


def _clip(found: Found, truth: Truth) -> Clip:
    """Files of one folder are taken for one source; the class folders themselves are none."""
    group = "/".join(name for name in _folders_inside(found) if not label_of(name)) or found.path.stem
    return Clip(found.path, truth(found), source=group)
