"""Any CSV with a file and a label column, or a folder that holds one called manifest.csv."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from trainer.datasets.manifest import Clip, read_manifest
from trainer.prepare.convert import REPORT

NAME = "manifest"
FILE = "manifest.csv"


def matches(root: Path) -> bool:
    """Whether it is a CSV file, or a folder with a manifest.

    A tree that `convert` filled is read anew each time: its manifest does not know the recordings added since.
    """
    if root.is_file():
        return root.suffix.lower() == ".csv"
    return (root / FILE).is_file() and not (root / REPORT).is_file()


def read(root: Path) -> list[Clip]:
    """Its rows, all columns kept.

    Raises:
        ManifestError: It cannot be read.
    """
    clips = read_manifest(root if root.is_file() else root / FILE)
    return [replace(clip, path=clip.path.resolve(), source=clip.source or clip.path.stem) for clip in clips]
