"""The folder tree of a two-class data set: where recordings are put, and where converted ones and clips come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.errors import ManifestError

LABELS = ("ai", "human")
STAGES = ("full", "converted", "split")
VALIDATION = "validation_set"
README = "README.md"
INIT_HINT = "Make the folders with `veravox prepare init DIR` and put recordings into ai_full and human_full."

_README_TEXT = """\
# A data set of human and AI-generated speech

Put recordings of any format and any length here, and leave them as they are:

| folder | what goes in |
| --- | --- |
| `ai_full/` | speech made by machines: one subfolder a system, for example `ai_full/some-tts-v2/` |
| `human_full/` | recordings of people: one subfolder a speaker, for example `human_full/anna/` |
| `validation_set/ai_full/`, `validation_set/human_full/` | recordings to measure with, never to train with |

The name of a subfolder becomes the generator (ai) or the speaker (human); recordings without a subfolder work too,
but then nobody can keep one speaker out of training, and the measured error is too good.

Then:

    veravox prepare convert DIR      # fills *_converted/ (whole recordings) and *_split/ (clips of 3 s)
    veravox prepare import DIR       # writes manifest.csv
    veravox split DIR/manifest.csv   # train, dev and test without a common source or speaker
    veravox stats DIR                # mean and standard deviation of the spectrograms
    veravox probe DIR                # do the classes differ in more than the voice?

Three rules decide how good the detector becomes:

1. Both classes come from many places: many systems, many speakers, many microphones.
2. What the recordings have in common apart from the voice must not tell the class: length, loudness, noise, silence
   at the beginning, sample rate, file format. `veravox probe` measures it.
3. Nothing in `validation_set/` may come from a speaker, a system or a web site that is also outside of it.

`*_converted/` and `*_split/` are made by the program; delete them and it makes them again. A clip is encoded exactly
once, from the original recording, in the same way for both classes. `prepare_report.csv` lists every recording with
what became of it.
"""


@dataclass(frozen=True, slots=True)
class Branch:
    """One class in one part of the tree.

    Attributes:
        root: The data set's folder.
        part: Empty for training material, `VALIDATION` for the rest.
        label: ``ai`` or ``human``.
    """

    root: Path
    part: str
    label: str

    def folder(self, stage: str) -> Path:
        """Folder of a stage: ``full``, ``converted`` or ``split``."""
        return self.root / self.part / f"{self.label}_{stage}"


def branches(root: Path) -> Iterator[Branch]:
    """The four branches of a tree, whether or not they exist."""
    for part in ("", VALIDATION):
        for label in LABELS:
            yield Branch(root, part, label)


def make_tree(root: Path) -> list[Path]:
    """Make the folders and the README of a data set; what is there already is left alone.

    Returns:
        What was made.

    Raises:
        ManifestError: A file is in the way, or nothing may be written there.
    """
    made = []
    try:
        for branch in branches(root):
            for stage in STAGES:
                folder = branch.folder(stage)
                if not folder.is_dir():
                    folder.mkdir(parents=True)
                    made.append(folder)
        readme = root / README
        if not readme.exists():
            readme.write_text(_README_TEXT, encoding="utf-8")
            made.append(readme)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ManifestError(f"Cannot make {error.filename or root}: {reason}", "Name another folder.") from None
    return made
