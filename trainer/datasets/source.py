"""What ``--data`` names: a manifest, a folder that holds one, or a folder with one subfolder a class."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.discover import discover
from engine.errors import ManifestError
from engine.labels import label_of
from trainer.datasets.manifest import LABELS, Clip, manifest_sha256, read_manifest

MANIFEST = "manifest.csv"
DEV_SHARE = 0.2
HINT = "Name a manifest CSV, a folder that holds manifest.csv, or a folder with subfolders such as ai and human."


@dataclass(frozen=True, slots=True)
class DataSource:
    """Labelled recordings.

    Attributes:
        name: Of the manifest's folder, or of the folder; for cards and tables.
        clips: All rows, noise among them.
        sha256: Fingerprint of the manifest, or of the folder's file names and labels.
    """

    name: str
    clips: tuple[Clip, ...]
    sha256: str

    def voices(self, split: str) -> list[Clip]:
        """Human and AI clips of a split; all of them where the data has no splits.

        Raises:
            ManifestError: There is no such split, or one class is missing in it.
        """
        voices = [clip for clip in self.clips if clip.label in LABELS]
        splits = {clip.split for clip in voices} - {""}
        chosen = [clip for clip in voices if not splits or split in (clip.split, "all")]
        if {clip.label for clip in chosen} != set(LABELS):
            there = ", ".join(sorted(splits)) or "none"
            raise ManifestError(
                f"The split {split!r} of {self.name} does not hold both human and ai clips",
                f"Name another one with --split; the data has: {there}.",
            )
        return chosen

    def with_labels(self, labels: Sequence[str]) -> list[Clip]:
        """Clips with one of these labels, in the manifest's order."""
        return [clip for clip in self.clips if clip.label in labels]


def open_data(path: Path) -> DataSource:
    """Read what ``--data`` names.

    Raises:
        ManifestError: It is none of the three things, or cannot be read.
    """
    manifest = _manifest_in(path)
    if manifest is not None:
        return DataSource(manifest.resolve().parent.name, tuple(read_manifest(manifest)), manifest_sha256(manifest))
    clips = two_class_folder(path)
    listing = "\n".join(f"{clip.label} {clip.path.relative_to(path.resolve())}" for clip in clips)
    return DataSource(path.resolve().name, tuple(clips), hashlib.sha256(listing.encode()).hexdigest())


def training_manifest(path: Path, out: Path) -> Path:
    """The manifest to train on; for a folder of two classes one is written into the run's folder.

    Args:
        path: What ``--data`` names.
        out: Folder of the run.

    Raises:
        ManifestError: See `open_data`.
    """
    found = _manifest_in(path)
    if found is not None:
        return found
    clips = two_class_folder(path)
    written = out / MANIFEST
    out.mkdir(parents=True, exist_ok=True)
    with written.open("w", newline="", encoding="utf-8") as handle:
        table = csv.writer(handle, lineterminator="\n")
        table.writerow(["file", "label", "split", "source"])
        table.writerows([str(clip.path), clip.label, clip.split, clip.source] for clip in clips)
    return written


def two_class_folder(folder: Path) -> list[Clip]:
    """Audio files below folders whose names tell the class.

    The group that must not be split is the folder a file lies in below its class, or the file itself where it lies
    there directly. A fifth of the groups becomes ``dev``, by a hash of the name: the same on every machine.

    Raises:
        ManifestError: Not a folder, or one class is missing.
    """
    if not folder.is_dir():
        raise ManifestError(f"There is no data at {folder}", HINT)
    root = folder.resolve()
    clips = []
    for found in discover([root], recursive=True):
        parents = found.path.relative_to(root).parts[:-1] if found.path.is_relative_to(root) else ()
        at, label = next(((i, label_of(p)) for i, p in enumerate(parents) if label_of(p)), (0, ""))
        if not label or found.error:
            continue
        group = "/".join(parents[at + 1 :]) or found.path.stem
        clips.append(Clip(found.path, label, split=_split_of(group), source=group))
    if {clip.label for clip in clips} != set(LABELS):
        raise ManifestError(f"{folder} does not hold audio of both classes", HINT)
    return clips


def _manifest_in(path: Path) -> Path | None:
    if path.is_dir():
        return path / MANIFEST if (path / MANIFEST).is_file() else None
    if not path.exists():
        raise ManifestError(f"There is no data at {path}", HINT)
    return path


def _split_of(group: str) -> str:
    draw = int.from_bytes(hashlib.sha256(group.encode()).digest()[:4], "big") / 2**32
    return "dev" if draw < DEV_SHARE else "train"
