"""Any pair of folders whose names tell the class: ai and human, fake and real, spoof and bonafide ..."""

from __future__ import annotations

from pathlib import Path

from engine.labels import label_of
from trainer.datasets.manifest import LABELS, Clip
from trainer.datasets.walk import SPLIT_NAMES, audio_files, folders

NAME = "folder"


def matches(root: Path) -> bool:
    """Whether folders of both classes are there."""
    return {label_of(folder.name) for folder in folders(root) if folder != root} >= set(LABELS)


def read(root: Path) -> list[Clip]:
    """All files below a folder that tells the class; train, dev or test where a folder is called that.

    A folder below the class names what belongs together: generator of an AI clip, speaker or source of a human one.
    """
    clips = []
    resolved = root.resolve()
    for path in audio_files(resolved):
        parents = path.relative_to(resolved).parts[:-1]
        at, label = next(((i, found) for i, name in enumerate(parents) if (found := label_of(name))), (0, ""))
        if not label:
            continue
        below = [name for name in parents[at + 1 :] if name.lower() not in SPLIT_NAMES]
        split = next((SPLIT_NAMES[name.lower()] for name in parents if name.lower() in SPLIT_NAMES), "")
        owner = below[0] if below else ""
        clips.append(
            Clip(
                path,
                label,
                split=split,
                source="/".join(below) if label == "human" and below else "/".join([*below, path.stem]),
                generator=owner if label == "ai" else "",
                speaker=owner if label == "human" else "",
                kind="bonafide" if label == "human" else "",
                extra={"corpus": resolved.name},
            )
        )
    return clips
