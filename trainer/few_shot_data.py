"""Somebody's own clips, scored, and dealt into parts of which each can be held out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.errors import TrainingError
from trainer.datasets.manifest import LABELS, Clip
from trainer.few_shot_head import Move
from trainer.window_table import WindowTable

LEAST_CLIPS = 20
LEAST_OF_A_CLASS = 5

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class ClipSet:
    """Judgeable clips with their scored windows.

    Attributes:
        table: Windows of these clips, numbered as in ``clips``.
        rows: What the last layer saw in each window; no columns without a head.
        groups: What stays together, one a clip.
    """

    clips: tuple[Clip, ...]
    table: WindowTable
    rows: Floats
    labels: Ints
    groups: npt.NDArray[np.str_]

    def take(self, chosen: Bools) -> ClipSet:
        """Some of the clips."""
        number = np.cumsum(chosen) - 1
        inside = chosen[self.table.clip]
        old = self.table
        clips = tuple(clip for clip, ok in zip(self.clips, chosen.tolist(), strict=True) if ok)
        table = WindowTable(
            number[old.clip[inside]].astype(np.intp),
            old.start_s[inside],
            old.end_s[inside],
            old.logit[inside],
            old.speech_share[inside],
        )
        return ClipSet(clips, table, self.rows[inside], self.labels[chosen], self.groups[chosen])

    def moved(self, move: Move | None) -> WindowTable:
        """The windows as another head scores them."""
        return self.table if move is None else self.table.with_logits(self.table.logit + move.of(self.rows))

    def mean_rows(self) -> Floats:
        """Mean row of each clip, weighted as its mean logit is.

        Shape:
            result: ``(clips, d)``.
        """
        n = len(self.clips)
        return np.stack([self.table.with_logits(column).clip_means(n) for column in self.rows.T], axis=1)


def check_enough(labels: Ints) -> None:
    """Refuse what is too little to adapt to.

    Raises:
        TrainingError: Fewer than 20 clips, or too few of a class.
    """
    counts = {name: int((labels == target).sum()) for name, target in LABELS.items()}
    told = " and ".join(f"{count} {name}" for name, count in counts.items())
    if len(labels) < LEAST_CLIPS:
        raise TrainingError(
            f"Only {told} clips can be judged; adapting needs {LEAST_CLIPS}",
            "Add clips with at least a second of speech each, some of both classes.",
        )
    if min(counts.values()) < LEAST_OF_A_CLASS:
        raise TrainingError(
            f"{told} clips can be judged; adapting needs {LEAST_OF_A_CLASS} of each class",
            "Add clips of the class that has too few.",
        )


def groups_of(clips: Sequence[Clip]) -> tuple[npt.NDArray[np.str_], str]:
    """What must not be split: sources, or files where a class has but one source."""
    sources = [clip.source or str(clip.path) for clip in clips]
    per_class = [{s for s, clip in zip(sources, clips, strict=True) if clip.label == label} for label in LABELS]
    if min(map(len, per_class)) >= 2:
        return np.array(sources), "source"
    return np.array([str(clip.path) for clip in clips]), "file"


def deal(labels: Ints, groups: npt.NDArray[np.str_], most: int) -> Ints:
    """Deal clips into parts: no group in two of them, both classes in what each part leaves over.

    Args:
        labels: 0 human, 1 AI.
        groups: What stays together.
        most: Parts at most; fewer where a class has fewer groups.

    Shape:
        result: ``(n,)``, the number of the part.

    Raises:
        TrainingError: A class would be missing where a part is left out.
    """
    from sklearn.model_selection import StratifiedGroupKFold

    per_class = [len(np.unique(groups[labels == target])) for target in (0, 1)]
    parts = max(2, min(most, *per_class))
    folds = np.zeros(len(labels), dtype=np.intp)
    splitter = StratifiedGroupKFold(parts, shuffle=True, random_state=0)
    for number, (_, out) in enumerate(splitter.split(np.zeros(len(labels)), labels, groups)):
        folds[out] = number
    if any(len(set(labels[folds != part].tolist())) < 2 for part in np.unique(folds)):
        raise TrainingError(
            "There are too few sources to hold some of them out", "Add clips of both classes from more sources."
        )
    return folds
