"""The tree of `veravox prepare init`, which is also the Ai-SPY projects': ai_split, human_split, validation_set ..."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from trainer.datasets.manifest import Clip
from trainer.datasets.walk import audio_files
from trainer.prepare.convert import REPORT
from trainer.prepare.tree import LABELS, STAGES, VALIDATION, Branch, branches

NAME = "ai_human"
_PIECE = re.compile(r"[-_ ](?:split|part|chunk|segment|clip|piece)?[-_ ]?\d+$", re.IGNORECASE)
"""End of the name of a clip beside its siblings, as the seed project writes them: ``talk_0.mp3``, ``talk_1.mp3``."""


def matches(root: Path) -> bool:
    """Whether both classes have a folder of some stage."""
    return all(any((root / f"{label}_{stage}").is_dir() for stage in STAGES) for label in LABELS)


def read(root: Path) -> list[Clip]:
    """Clips of the furthest stage that both classes have: split, else converted, else full.

    The validation set becomes the split ``dev``; the rest has no split until `veravox split` makes one.
    """
    stage = _stage(root)
    origins = _origins(root)
    return [clip for branch in branches(root) for clip in _of_branch(branch, stage, origins)]


def _stage(root: Path) -> str:
    for stage in reversed(STAGES):
        if all(any(audio_files(root / f"{label}_{stage}")) for label in LABELS):
            return stage
    return STAGES[0]


def _of_branch(branch: Branch, stage: str, origins: dict[str, dict[str, str]]) -> list[Clip]:
    folder = branch.folder(stage)
    clips = []
    for path in audio_files(folder):
        inside = path.relative_to(folder)
        recording = _recording(inside, stage)
        # Clips made by `convert` have a folder for each recording: that one is not the speaker's or generator's.
        owner = inside.parts[0] if len(inside.parts) > 1 and inside.parts[0] != recording else ""
        origin = origins.get((folder / recording).relative_to(branch.root).as_posix(), {})
        extra = {"corpus": branch.root.resolve().name}
        extra |= {key: origin[name] for key, name in _FROM_REPORT.items() if origin.get(name)}
        clips.append(
            Clip(
                path.resolve(),
                branch.label,
                split="dev" if branch.part == VALIDATION else "",
                source=f"{branch.part or 'train'}/{branch.label}/{recording}",
                generator=owner if branch.label == "ai" else "",
                speaker=owner if branch.label == "human" else "",
                kind="" if branch.label == "ai" else "bonafide",
                extra=extra,
            )
        )
    return clips


_FROM_REPORT = {"orig_sr": "orig_sr", "orig_codec": "orig_codec"}


def _recording(inside: Path, stage: str) -> str:
    """Name of the recording a clip was cut from."""
    if stage != "split":
        return inside.with_suffix("").as_posix()
    if inside.stem.isdigit() and len(inside.parts) > 1:
        return inside.parent.as_posix()  # made by `veravox prepare convert`
    return _PIECE.sub("", inside.with_suffix("").as_posix())


def _origins(root: Path) -> dict[str, dict[str, str]]:
    """Rows of the conversion's report by the folder of their clips and by the name of the converted file."""
    path = root / REPORT
    if not path.is_file():
        return {}
    found: dict[str, dict[str, str]] = {}
    with path.open(newline="", encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            # A recording that could not be read has neither clips nor a converted file.
            if row.get("clip_folder"):
                found[row["clip_folder"]] = row
            if row.get("converted"):
                found[Path(row["converted"]).with_suffix("").as_posix()] = row
    return found
