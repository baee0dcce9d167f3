"""WaveFake: one folder a vocoder, named after the corpus that was re-synthesised; LJSpeech and JSUT beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from trainer.datasets.manifest import Clip
from trainer.datasets.walk import audio_files, folders

NAME = "wavefake"
_FAKE = re.compile(r"(?P<corpus>ljspeech|jsut|common_voices)_(?P<generator>\w+)", re.IGNORECASE)
_REAL = re.compile(r"ljspeech[-_.]?1\.1|jsut(_ver1\.1)?", re.IGNORECASE)
_SPEAKERS = {"ljspeech": ("LJSpeech", "en"), "jsut": ("JSUT", "ja"), "common_voices": ("LJSpeech", "en")}
_GENERATED = re.compile(r"[-_](gen|generated|fake)$", re.IGNORECASE)


def matches(root: Path) -> bool:
    """Whether there is a folder named after a corpus and a vocoder."""
    return any(True for _ in _fakes(root))


def read(root: Path) -> list[Clip]:
    """All clips; the source is the utterance, so that a recording and its re-syntheses stay together."""
    clips = []
    for folder, corpus, generator in _fakes(root):
        clips += [_clip(path, corpus, generator) for path in audio_files(folder)]
    for folder in folders(root):
        if (found := _REAL.fullmatch(folder.name)) and not any(_REAL.fullmatch(p.name) for p in folder.parents):
            corpus = "jsut" if found[0].lower().startswith("jsut") else "ljspeech"
            clips += [_clip(path, corpus, "") for path in audio_files(folder)]
    return clips


def _fakes(root: Path) -> Iterator[tuple[Path, str, str]]:
    for folder in folders(root):
        found = _FAKE.fullmatch(folder.name)
        if found and not _REAL.fullmatch(folder.name):
            yield folder, found["corpus"].lower(), found["generator"]


def _clip(path: Path, corpus: str, generator: str) -> Clip:
    speaker, language = _SPEAKERS[corpus]
    utterance = _GENERATED.sub("", path.stem)
    from_text = corpus == "common_voices" or "conformer" in generator
    kind = "" if not generator else "tts" if from_text else "vocoder"
    return Clip(
        path.resolve(),
        "ai" if generator else "human",
        source=f"{corpus}/{utterance}",
        generator=f"WaveFake {generator}" if generator else "",
        speaker=speaker,
        kind=kind or "bonafide",
        extra={"corpus": "WaveFake", "language": language},
    )
