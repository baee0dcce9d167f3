"""In-the-Wild: a folder of files and meta.csv with the columns file, speaker, label (bona-fide or spoof)."""

from __future__ import annotations

import csv
from pathlib import Path

from trainer.datasets.manifest import Clip, label_word
from trainer.datasets.walk import folders

NAME = "in_the_wild"
META = "meta.csv"
_COLUMNS = {"file", "speaker", "label"}


def matches(root: Path) -> bool:
    """Whether there is such a meta.csv."""
    return _find(root) is not None


def read(root: Path) -> list[Clip]:
    """One clip a line of meta.csv.

    A spoofed clip carries the name of the person it imitates, so that a split by speaker keeps person and imitation
    on one side. Which systems made the spoofs was never told.
    """
    meta = _find(root)
    if meta is None:
        return []
    clips = []
    with meta.open(newline="", encoding="utf-8-sig") as handle:
        for row in csv.DictReader(handle):
            label = label_word(row["label"] or "")
            clips.append(
                Clip(
                    (meta.parent / row["file"]).resolve(),
                    label,
                    source=row["file"],
                    speaker=(row["speaker"] or "").strip(),
                    kind="bonafide" if label == "human" else "",
                    extra={"corpus": "In-the-Wild", "language": "en"},
                )
            )
    return clips


def _find(root: Path) -> Path | None:
    for folder in folders(root):
        path = folder / META
        if path.is_file():
            with path.open(encoding="utf-8-sig", errors="replace") as handle:
                if set(handle.readline().strip().split(",")) >= _COLUMNS:
                    return path
    return None
