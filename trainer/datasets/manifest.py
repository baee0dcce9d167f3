"""The manifest: one row a clip, read from any CSV that has at least a file and a label column."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.errors import ManifestError

LABELS = {"human": 0, "ai": 1}
"""Class index of each label: a higher number means more AI, as everywhere."""

_ALIASES = {
    "file": ("file", "path", "filename", "audio"),
    "label": ("label", "class", "truth"),
}
_LABEL_WORDS = {
    "ai": "ai",
    "fake": "ai",
    "spoof": "ai",
    "generated": "ai",
    "synthetic": "ai",
    "human": "human",
    "real": "human",
    "bonafide": "human",
    "bona-fide": "human",
    "bona fide": "human",
    "genuine": "human",
}


@dataclass(frozen=True, slots=True)
class Clip:
    """One labelled recording of a data set.

    Attributes:
        path: Absolute path of the audio file.
        label: ``human``, ``ai``, or another word (``noise``, ``rir``) for material that is no class.
        split: ``train``, ``dev``, ... as the manifest tells; empty where it does not.
        source: Site, repository or original recording; the group that must not be split.
        generator: Synthesis system of an AI clip; empty for human speech.
        extra: Every other column of the manifest, unchanged.
    """

    path: Path
    label: str
    split: str = ""
    source: str = ""
    generator: str = ""
    speaker: str = ""
    kind: str = ""
    seconds: float = 0.0
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def target(self) -> int:
        """Class index: 0 human, 1 ai.

        Raises:
            ManifestError: The label is neither (noise, for example).
        """
        try:
            return LABELS[self.label]
        except KeyError:
            raise ManifestError(f"{self.path.name} has the label {self.label!r}, which is no class") from None


_OWN = ("split", "source", "generator", "speaker", "kind", "seconds")


def read_manifest(
    path: Path, *, splits: Sequence[str] | None = None, labels: Iterable[str] | None = None
) -> list[Clip]:
    """Read a manifest CSV; file paths are taken relative to the manifest's folder.

    Args:
        path: The CSV file. Needs a ``file`` (or ``path``) and a ``label`` column; all others are optional.
        splits: Keep rows of these splits only.
        labels: Keep rows with these labels only.

    Raises:
        ManifestError: The file is missing or no text, has no such columns, or a label is empty.
    """
    if not path.is_file():
        raise ManifestError(f"No manifest at {path}")
    wanted = None if labels is None else set(labels)
    try:
        clips = list(_clips(path))
    except UnicodeDecodeError:
        raise ManifestError(f"{path.name} is no UTF-8 text", "Save it as CSV in UTF-8.") from None
    except csv.Error as error:
        raise ManifestError(f"{path.name} is no CSV: {error}") from None
    return [
        clip for clip in clips if (splits is None or clip.split in splits) and (wanted is None or clip.label in wanted)
    ]


def _clips(path: Path) -> Iterator[Clip]:
    root = path.resolve().parent
    with path.open(newline="", encoding="utf-8-sig") as handle:
        reader = csv.DictReader(handle)
        columns = _find_columns(reader.fieldnames or (), path)
        for number, row in enumerate(reader, start=2):
            yield _to_clip(row, columns, root, number)


def _find_columns(names: Sequence[str], path: Path) -> dict[str, str]:
    found = {}
    for wanted, aliases in _ALIASES.items():
        name = next((a for a in aliases if a in names), None)
        if name is None:
            raise ManifestError(f"{path.name} has no column {wanted!r}; it has {', '.join(names) or 'none'}")
        found[wanted] = name
    return found


def _to_clip(row: dict[str, str], columns: dict[str, str], root: Path, number: int) -> Clip:
    word = (row[columns["label"]] or "").strip().lower()
    if not word:
        raise ManifestError(f"Line {number} of the manifest has no label")
    try:
        seconds = float(row.get("seconds") or 0.0)
    except ValueError:
        raise ManifestError(f"Line {number} of the manifest: seconds is not a number: {row['seconds']!r}") from None
    extra = {k: v or "" for k, v in row.items() if k is not None and k not in {*_OWN, *columns.values()}}
    own = {k: (row.get(k) or "").strip() for k in _OWN if k != "seconds"}
    return Clip(root / row[columns["file"]], _LABEL_WORDS.get(word, word), seconds=seconds, extra=extra, **own)


def label_word(word: str) -> str:
    """``human`` or ``ai`` for the words that data sets use (bona-fide, spoof ...); other words as they are."""
    cleaned = word.strip().lower()
    return _LABEL_WORDS.get(cleaned, cleaned)


def manifest_sha256(path: Path) -> str:
    """Fingerprint of a manifest file, stored in every checkpoint trained on it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
