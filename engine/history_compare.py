"""Two jobs beside each other: which files changed their verdict, with another detector or after another edit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from engine.results import FileResult, contradicts


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file in two jobs.

    Attributes:
        path: In the second job, or in the first where it is only there.
        before: None where the first job has not got the file.
        after: None where the second has not.
    """

    path: Path
    before: FileResult | None
    after: FileResult | None

    @property
    def is_in_both(self) -> bool:
        """Whether there is something to compare."""
        return self.before is not None and self.after is not None

    @property
    def has_changed(self) -> bool:
        """Whether the verdict is another one."""
        return self.before is not None and self.after is not None and self.before.verdict is not self.after.verdict

    @property
    def shift(self) -> float | None:
        """Change of the AI probability, -1 to 1; None where one of them is missing."""
        if self.before is None or self.after is None:
            return None
        if self.before.probability_ai is None or self.after.probability_ai is None:
            return None
        return self.after.probability_ai - self.before.probability_ai


@dataclass(frozen=True, slots=True)
class Comparison:
    """All files of two jobs.

    Attributes:
        changes: Those with another verdict first, then by how far the probability moved.
        incorrect_before: Files in both whose truth is known and that the first job got wrong.
        known: Files in both whose truth is known.
    """

    changes: tuple[FileChange, ...]
    in_both: int
    changed: int
    only_before: int
    only_after: int
    known: int
    incorrect_before: int
    incorrect_after: int


def compare(before: Iterable[FileResult], after: Iterable[FileResult]) -> Comparison:
    """Match the files of two jobs: by path, and those that were moved or renamed by content.

    A truth that only one of the jobs knows counts for both.
    """
    first = {result.path: result for result in before}
    by_content = {result.sha256: result for result in first.values() if result.sha256}
    changes: list[FileChange] = []
    used: set[Path] = set()
    second = list(after)
    paths = {result.path for result in second}
    for result in second:
        match = first.get(result.path)
        if match is None:
            moved = by_content.get(result.sha256)
            match = moved if moved is not None and moved.path not in paths and moved.path not in used else None
        if match is not None:
            used.add(match.path)
        changes.append(FileChange(result.path, match, result))
    changes += [FileChange(path, result, None) for path, result in first.items() if path not in used]
    return _summed_up(sorted(changes, key=_order))


def _order(change: FileChange) -> tuple[int, float, str]:
    rank = 0 if change.has_changed else 1 if change.is_in_both else 2
    return rank, -abs(change.shift or 0.0), str(change.path)


def _summed_up(changes: list[FileChange]) -> Comparison:
    pairs = [(each.before, each.after) for each in changes if each.before is not None and each.after is not None]
    known = [(one, other, other.truth or one.truth) for one, other in pairs if one.truth or other.truth]
    return Comparison(
        changes=tuple(changes),
        in_both=len(pairs),
        changed=sum(each.has_changed for each in changes),
        only_before=sum(each.after is None for each in changes),
        only_after=sum(each.before is None for each in changes),
        known=len(known),
        incorrect_before=sum(contradicts(one.verdict, truth) for one, _, truth in known),
        incorrect_after=sum(contradicts(other.verdict, truth) for _, other, truth in known),
    )
