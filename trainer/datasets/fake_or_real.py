"""Fake-or-Real: for-original, for-norm, for-2sec, for-rerec; each training/validation/testing with fake/ and real/."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from trainer.datasets.manifest import Clip
from trainer.datasets.walk import SPLIT_NAMES, audio_files, child_named, folders

NAME = "fake_or_real"
_VERSIONS = ("for-norm", "for-original", "for-2sec", "for-rerec")
"""The best first: the versions hold the same recordings, and taking two of them would be taking each one twice."""
_SPLITS = ("training", "validation", "testing")


def matches(root: Path) -> bool:
    """Whether there is a folder with these splits and classes."""
    return any(True for _ in _found(root))


def read(root: Path) -> list[Clip]:
    """Clips of one version, in the splits they come with.

    Where several versions lie side by side, only the best one is read; name the folder of another one to get it.
    """
    found = sorted(_found(root), key=lambda pair: (_rank(pair[0]), str(pair[1])))
    return _of_version(*found[0]) if found else []


def _found(root: Path) -> Iterator[tuple[str, Path]]:
    for folder in folders(root):
        splits = [child for name in _SPLITS if (child := child_named(folder, name))]
        if len(splits) >= 2 and all(child_named(each, "fake") and child_named(each, "real") for each in splits):
            yield _version(folder), folder


def _version(folder: Path) -> str:
    names = [part.lower() for part in folder.resolve().parts[-3:]]
    return next((version for version in _VERSIONS for name in names if name.startswith(version)), "")


def _rank(version: str) -> int:
    return _VERSIONS.index(version) if version in _VERSIONS else len(_VERSIONS)


def _of_version(version: str, folder: Path) -> list[Clip]:
    clips = []
    for split in _SPLITS:
        inside = child_named(folder, split)
        for word, label in (("fake", "ai"), ("real", "human")):
            classes = child_named(inside, word) if inside else None
            for path in audio_files(classes) if classes else ():
                # file123.wav_16k.wav_norm.wav: the number counts within split and class.
                name = path.name.split(".")[0]
                clips.append(
                    Clip(
                        path.resolve(),
                        label,
                        split=SPLIT_NAMES[split],
                        source=f"{split}/{word}/{name}",
                        kind="bonafide" if label == "human" else "tts",
                        extra={"corpus": f"Fake-or-Real {version}".strip(), "language": "en"},
                    )
                )
    return clips
