"""The truth about files, where the user knows it: from a CSV file or from the names of the folders."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine.discover import absolute
from engine.errors import UsageError

AI_WORDS = frozenset(
    {"ai", "fake", "fakes", "spoof", "spoofed", "generated", "synthetic", "synthesized", "deepfake", "deepfakes", "tts"}
)
HUMAN_WORDS = frozenset({"human", "humans", "real", "reals", "bonafide", "genuine", "authentic", "natural"})
HINT = "A labels file is a CSV with the columns path,label; the label is ai or human."


def label_of(word: str) -> str:
    """``ai``, ``human``, or empty for a name that says nothing or both.

    A folder name counts by its words: ``ai_full`` and ``2024-Fake`` are AI, ``real_vs_fake`` is neither.
    """
    words = set(re.split(r"[^a-z]+", word.casefold().replace("bona-fide", "bonafide").replace("bona_fide", "bonafide")))
    is_ai, is_human = bool(words & AI_WORDS), bool(words & HUMAN_WORDS)
    if is_ai == is_human:
        return ""
    return "ai" if is_ai else "human"


@dataclass(frozen=True, slots=True)
class Labels:
    """Looks up the truth about a file.

    Attributes:
        by_folder: Whether the names of parent folders decide.
        by_path: Absolute path to label.
        by_name: File name to label, for lines of the CSV that name no folder.
    """

    by_folder: bool = False
    by_path: Mapping[Path, str] = field(default_factory=dict)
    by_name: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, spec: str | None) -> Labels:
        """Read what ``--labels`` names.

        Args:
            spec: ``folders``, the path of a CSV file, or None for no labels.

        Raises:
            UsageError: The file cannot be read, or a line of it makes no sense.
        """
        if spec is None:
            return cls()
        if spec == "folders":
            return cls(by_folder=True)
        return _read_csv(Path(spec))

    def truth(self, path: Path, root: Path | None = None) -> str:
        """``ai``, ``human``, or empty where the truth is not known.

        Args:
            path: Absolute path of the file.
            root: The named folder it was found in; folders above it say nothing, except the two nearest to the file.
        """
        if self.by_folder:
            return _truth_from_folders(path, root)
        return self.by_path.get(path, "") or self.by_name.get(path.name, "")


def _truth_from_folders(path: Path, root: Path | None) -> str:
    """The nearest parent folder with a telling name decides."""
    for depth, parent in enumerate(path.parents):
        inside = root is not None and parent.is_relative_to(root)
        if depth >= 2 and not inside:
            return ""
        if label := label_of(parent.name):
            return label
    return ""


def _read_csv(path: Path) -> Labels:
    try:
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"Cannot read the labels file {path}: {error}", HINT) from None
    by_path: dict[Path, str] = {}
    by_name: dict[str, str] = {}
    name_column, label_column = 0, 1
    for number, row in enumerate(rows, start=1):
        if not any(cell.strip() for cell in row):
            continue
        header = [cell.strip().casefold() for cell in row]
        if number == 1 and "label" in header:
            label_column = header.index("label")
            name_column = next((header.index(key) for key in ("path", "file", "name") if key in header), 0)
            continue
        if len(row) <= max(name_column, label_column):
            raise UsageError(f"{path.name}, line {number}: two columns are needed", HINT)
        label, name = label_of(row[label_column].strip()), row[name_column].strip()
        if not label:
            raise UsageError(
                f"{path.name}, line {number}: the label {row[label_column]!r} is neither ai nor human", HINT
            )
        _add(by_path, by_name, path.parent, name, label)
    return Labels(by_path=by_path, by_name=by_name)


def _add(by_path: dict[Path, str], by_name: dict[str, str], folder: Path, name: str, label: str) -> None:
    """A relative path counts from the CSV's folder and from the current one."""
    by_path.setdefault(absolute(Path(name)), label)
    by_path[absolute(folder / name)] = label
    if len(Path(name).parts) == 1:
        by_name[name] = label
