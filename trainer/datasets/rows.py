"""Manifest files as rows: write clips so that `read_manifest` gives the same ones again."""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from pathlib import Path

from trainer.datasets.manifest import Clip

COLUMNS = (
    "file",
    "label",
    "split",
    "kind",
    "generator",
    "speaker",
    "source",
    "site",
    "corpus",
    "language",
    "orig_sr",
    "codec",
    "bit_rate",
    "seconds",
    "sha256",
)
"""What every manifest of ours has; more columns follow where the data has them."""


def value(clip: Clip, column: str) -> str:
    """A cell of a clip's row, as text."""
    own = {
        "label": clip.label,
        "split": clip.split,
        "kind": clip.kind,
        "generator": clip.generator,
        "speaker": clip.speaker,
        "source": clip.source,
        "seconds": f"{clip.seconds:.3f}".rstrip("0").rstrip(".") if clip.seconds else "",
    }
    return own[column] if column in own else clip.extra.get(column, "")


def write_rows(path: Path, clips: Sequence[Clip]) -> None:
    """Write a manifest, at once or not at all; files below its folder are named relative to it."""
    root = path.resolve().parent
    root.mkdir(parents=True, exist_ok=True)
    more = dict.fromkeys(name for clip in clips for name in clip.extra if name not in COLUMNS)
    columns = [*COLUMNS[1:], *more]
    temporary = path.with_name(f"{path.name}.tmp")
    with temporary.open("w", newline="", encoding="utf-8") as handle:
        table = csv.writer(handle, lineterminator="\n")
        table.writerow(["file", *columns])
        for clip in clips:
            table.writerow([_named(clip.path, root), *(value(clip, column) for column in columns)])
    temporary.replace(path)


def keep_backup(path: Path) -> Path | None:
    """Copy a manifest that is about to be replaced to a file named .bak beside it; None where there is none."""
    if not path.is_file():
        return None
    backup = path.with_name(f"{path.name}.bak")
    backup.write_bytes(path.read_bytes())
    return backup


def _named(path: Path, root: Path) -> str:
    plain = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links out of the folder
    return plain.relative_to(root).as_posix() if plain.is_relative_to(root) else str(plain)
