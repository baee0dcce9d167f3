"""Looking through the folders of a data set."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from engine.audio.sniff import KNOWN_EXTENSIONS

MAX_DEPTH = 3
"""Archives are often unpacked into a folder of their own name, and that into another one."""

SPLIT_NAMES = {
    "train": "train",
    "training": "train",
    "dev": "dev",
    "val": "dev",
    "valid": "dev",
    "validation": "dev",
    "validation_set": "dev",
    "test": "test",
    "testing": "test",
    "eval": "test",
    "evaluation": "test",
}
"""Split of a folder by its name in lower case."""


def audio_files(folder: Path) -> Iterator[Path]:
    """Files with an audio name below a folder, sorted; hidden ones left out.

    By name and not by content: half a million files are not opened to see that they are what their list says.
    """
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "__MACOSX")) for part in path.relative_to(folder).parts)
        if not hidden and path.suffix.lower() in KNOWN_EXTENSIONS and path.is_file():
            yield path


def folders(root: Path, depth: int = MAX_DEPTH) -> Iterator[Path]:
    """The folder itself and those below it, nearest first."""
    level = [root] if root.is_dir() else []
    for _ in range(depth + 1):
        yield from level
        level = [child for folder in level for child in _children(folder)]


def _children(folder: Path) -> list[Path]:
    try:
        return sorted(child for child in folder.iterdir() if child.is_dir() and not child.name.startswith("."))
    except OSError:
        return []


def child_named(folder: Path, *names: str) -> Path | None:
    """A subfolder with one of these names, in any case."""
    return next((child for child in _children(folder) if child.name.casefold() in names), None)
