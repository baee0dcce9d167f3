"""Which data set a folder holds, and its clips as manifest rows; nothing is copied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine.errors import ManifestError
from trainer.datasets import (
    ai_human,
    asvspoof,
    deep_voice,
    fake_or_real,
    folder,
    in_the_wild,
    manifest_layout,
    wavefake,
)
from trainer.datasets.manifest import Clip

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Layout:
    """How one data set lies on disk.

    Attributes:
        name: For ``--layout``.
        matches: Whether a folder (or file) looks like it.
        read: All clips of it, with absolute paths; files that a list names may be absent on disk.
    """

    name: str
    matches: Callable[[Path], bool]
    read: Callable[[Path], list[Clip]]


LAYOUTS: tuple[Layout, ...] = tuple(
    Layout(module.NAME, module.matches, module.read)
    for module in (
        manifest_layout,
        ai_human,
        in_the_wild,
        asvspoof,
        fake_or_real,
        deep_voice,
        wavefake,
        folder,
    )
)
"""In the order in which they are tried: the ones that are easiest to tell first, any pair of folders last."""


def detect_layout(root: Path, name: str = AUTO) -> Layout:
    """Find out how a data set lies on disk.

    Args:
        root: Folder or file.
        name: A layout by name, or `AUTO`.

    Raises:
        ManifestError: There is nothing, no layout of that name, or none that fits.
    """
    if not root.exists():
        raise ManifestError(f"There is no data at {root}", "Check the path.")
    names = ", ".join(layout.name for layout in LAYOUTS)
    for layout in LAYOUTS:
        if layout.name == name or (name == AUTO and layout.matches(root)):
            return layout
    if name != AUTO:
        raise ManifestError(f"There is no layout {name!r}", f"Choose one of {names}.")
    raise ManifestError(
        f"{root} looks like none of the data sets that are known here ({names})",
        "Sort the recordings into the folders ai and human, or write a manifest CSV with the columns file and label.",
    )
