"""What the data commands work on: a manifest, or a folder in any layout that is known here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.errors import ManifestError
from trainer.datasets.layout import detect_layout
from trainer.datasets.manifest import Clip, read_manifest
from trainer.datasets.manifest_layout import FILE
from trainer.splits import SplitPlan, split


@dataclass(frozen=True, slots=True)
class Material:
    """Clips and where their manifest is, or would be.

    Attributes:
        clips: All rows.
        manifest: Path of the manifest.
        is_listed: Whether that file exists.
    """

    clips: tuple[Clip, ...]
    manifest: Path
    is_listed: bool

    @property
    def folder(self) -> Path:
        """Where statistics and lists go."""
        return self.manifest.parent

    def of_split(self, name: str) -> list[Clip]:
        """Clips of one split."""
        return [clip for clip in self.clips if clip.split == name]

    def train_and_dev(self) -> tuple[list[Clip], list[Clip]]:
        """Clips to fit to and clips to judge on, of other sources; where there are no splits, they are made here."""
        train, dev = self.of_split("train"), self.of_split("dev")
        if train and dev:
            return train, dev
        done = split(self.clips, SplitPlan((0.7, 0.3, 0.0), ("source",)))
        first, second = ([clip for clip in done.clips if clip.split == name] for name in ("train", "dev"))
        return first, second


def open_material(path: Path) -> Material:
    """Read a manifest, or find the clips of a folder.

    Raises:
        ManifestError: There is nothing, or nothing that is known here.
    """
    if not path.exists():
        raise ManifestError(f"There is no data at {path}", "Check the path.")
    manifest = path if path.is_file() else path / FILE
    if manifest.is_file():
        return Material(tuple(read_manifest(manifest)), manifest, is_listed=True)
    return Material(tuple(detect_layout(path).read(path)), manifest, is_listed=False)
