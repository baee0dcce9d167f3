"""DEEP-VOICE: AUDIO/REAL with eight people's speeches, AUDIO/FAKE with each of them converted to other voices."""

from __future__ import annotations

import re
from pathlib import Path

from trainer.datasets.manifest import Clip
from trainer.datasets.walk import audio_files, child_named, folders

NAME = "deep_voice"
GENERATOR = "RVC"
_CONVERTED = re.compile(r"(?P<source>.+)-to-(?P<voice>.+)", re.IGNORECASE)
_ORIGINAL = re.compile(r"[-_ ]original$", re.IGNORECASE)


def matches(root: Path) -> bool:
    """Whether there is AUDIO with REAL and FAKE in it."""
    return _find(root) is not None


def read(root: Path) -> list[Clip]:
    """All recordings; ``Obama-to-Biden`` is Obama's speech in Biden's voice.

    Its source is therefore the original recording of Obama: words, pauses and room are the same.
    """
    audio = _find(root)
    clips = []
    for word, label in (("real", "human"), ("fake", "ai")):
        folder = child_named(audio, word) if audio else None
        for path in audio_files(folder) if folder else ():
            source, voice = _people(path.stem)
            clips.append(
                Clip(
                    path.resolve(),
                    label,
                    source=f"{source} original",
                    generator=GENERATOR if label == "ai" else "",
                    speaker=voice,
                    kind="vc" if label == "ai" else "bonafide",
                    extra={"corpus": "DEEP-VOICE", "language": "en"},
                )
            )
    return clips


def _find(root: Path) -> Path | None:
    for folder in folders(root):
        if folder.name.casefold() == "audio" and child_named(folder, "real") and child_named(folder, "fake"):
            return folder
    return None


def _people(stem: str) -> tuple[str, str]:
    """Who spoke, and whose voice it is; in lower case, because the file names mix both."""
    name = _ORIGINAL.sub("", stem).casefold()
    if found := _CONVERTED.fullmatch(name):
        return found["source"].strip(), found["voice"].strip()
    return name, name
