"""ASVspoof 2019 (LA), 2021 (LA, DF) and 5: audio folders with protocol files that tell speaker, attack and key.

All protocols are lines of words between blanks, the speaker first, the file second, and somewhere the key: bonafide or
spoof. Before the key stands the attack, or "-". Physical access (PA) is left out: replayed human speech is no AI.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from engine.errors import ManifestError
from trainer.datasets.manifest import Clip
from trainer.datasets.walk import audio_files, folders

NAME = "asvspoof"
_PROTOCOL = re.compile(
    r"ASVspoof2019\.LA\.cm\.\w+\.tr[nl]\.txt|ASVspoof5\.\w+(\.track_1)?\.(tsv|txt)|trial_metadata\.txt"
)
_KEYS = {"bonafide": "human", "spoof": "ai"}
_SPLITS = {"train": "train", "dev": "dev", "eval": "test", "progress": "test", "hidden": "test"}
_ID = re.compile(r"(PA|LA|DF)_[TDE]_|[TDE]_\d")


def matches(root: Path) -> bool:
    """Whether there is a protocol file of one of these challenges."""
    return any(True for _ in _protocols(root))


def read(root: Path) -> list[Clip]:
    """One clip a line of all protocols.

    Raises:
        ManifestError: A line is none of the known forms.
    """
    files = {path.stem: path for path in audio_files(root)}
    clips = []
    for protocol in _protocols(root):
        with protocol.open(encoding="utf-8") as handle:
            for number, line in enumerate(handle, start=1):
                words = line.split()
                if words and not (clip := _clip(words, protocol, files)):
                    if number == 1:
                        continue  # a heading
                    raise ManifestError(f"{protocol.name}, line {number} is no line of a protocol: {line.strip()!r}")
                if words and clip and clip.kind != "replay":
                    clips.append(clip)
    return clips


def _protocols(root: Path) -> Iterator[Path]:
    for folder in folders(root, depth=5):
        for path in sorted(folder.glob("*.t*")):
            # The speaker verification part has files of the same name.
            if _PROTOCOL.fullmatch(path.name) and folder.name != "ASV":
                yield path


def _clip(words: list[str], protocol: Path, files: dict[str, Path]) -> Clip | None:
    at = next((i for i, word in enumerate(words) if word in _KEYS), 0)
    if at < 3 or not _ID.match(words[1]):
        return None
    name, label = words[1], _KEYS[words[at]]
    attack = words[at - 1] if label == "ai" and words[at - 1] != "-" else ""
    corpus = _corpus(name, protocol)
    is_2021 = corpus.startswith("ASVspoof 2021")
    return Clip(
        files.get(name, protocol.parent / f"{name}.flac").resolve(),
        label,
        split=_split(words, protocol),
        source=name,
        generator=f"{corpus} {attack}" if attack else "",
        speaker=f"{corpus} {words[0]}" if words[0] != "-" else "",
        kind="replay" if name.startswith("PA_") else "bonafide" if label == "human" else "",
        extra={"corpus": corpus, "language": "en", "orig_codec": words[2] if is_2021 else ""},
    )


def _corpus(name: str, protocol: Path) -> str:
    if protocol.name.startswith("ASVspoof5"):
        return "ASVspoof 5"
    if protocol.name.startswith("ASVspoof2019"):
        return "ASVspoof 2019 LA"
    return f"ASVspoof 2021 {name[:2]}"


def _split(words: list[str], protocol: Path) -> str:
    """By the name of the protocol; 2021 has evaluation data only, in parts that all belong to the test."""
    named = next((part for part in protocol.name.lower().split(".") if part in _SPLITS), "")
    return _SPLITS[named] if named else next((_SPLITS[word] for word in words if word in _SPLITS), "test")
