"""Which rows are shown and in which order. Plain lists: a proxy model would ask Python twice for every comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from operator import attrgetter, itemgetter
from typing import Any

from engine.report.words import VERDICTS
from engine.results import Verdict
from gui.scan.rows import FileRow


class Column(IntEnum):
    """Columns of the table from left to right."""

    VERDICT = 0
    FILE = 1
    PROBABILITY = 2
    DURATION = 3
    FLAGGED = 4
    DETECTOR = 5
    TRUTH = 6
    STATE = 7


@dataclass(frozen=True, slots=True)
class Filter:
    """What is shown.

    Attributes:
        verdicts: Only these; all files where it is empty, those without a verdict too.
        incorrect: Only files whose verdict contradicts the known truth.
        search: Words that must all occur in the path.
    """

    verdicts: frozenset[Verdict] = frozenset()
    incorrect: bool = False
    search: str = ""

    @property
    def is_open(self) -> bool:
        """Whether everything is shown."""
        return not (self.verdicts or self.incorrect or self.search.strip())

    def accept(self, rows: Iterable[FileRow]) -> list[FileRow]:
        """Those that are shown."""
        words = self.search.casefold().split()
        return [
            row
            for row in rows
            if (not self.verdicts or row.verdict in self.verdicts)
            and (not self.incorrect or row.is_incorrect)
            and all(word in row.search_text for word in words)
        ]


@dataclass(frozen=True, slots=True)
class Sorting:
    """By which column; the order of arrival where it is None."""

    column: Column | None = None
    descending: bool = False

    def apply(self, rows: Sequence[FileRow]) -> list[FileRow]:
        """Sorted; rows without a value come last in both directions."""
        if self.column is None:
            return list(rows)
        key = _KEYS[self.column]
        keyed = [(value, row) for row in rows if (value := key(row)) is not None]
        keyed.sort(key=itemgetter(0), reverse=self.descending)
        if len(keyed) == len(rows):
            return [row for _, row in keyed]
        return [row for _, row in keyed] + [row for row in rows if key(row) is None]


_RANKS = {verdict: rank for rank, verdict in enumerate(VERDICTS)}


def _verdict(row: FileRow) -> Any:
    """Urgent ones first; of the same verdict those with the higher probability."""
    if row.result is None:
        return None
    return _RANKS[row.result.verdict], -(row.result.probability_ai or 0.0)


def _duration(row: FileRow) -> Any:
    return row.result.duration_s if row.result and row.result.verdict is not Verdict.ERROR else None


_KEYS: dict[Column, Callable[[FileRow], Any]] = {
    Column.VERDICT: _verdict,
    Column.FILE: attrgetter("sort_name"),
    Column.PROBABILITY: lambda row: row.result.probability_ai if row.result else None,
    Column.DURATION: _duration,
    Column.FLAGGED: lambda row: row.flagged_s if row.result and row.result.probability_ai is not None else None,
    Column.DETECTOR: lambda row: row.result.model.casefold() if row.result else None,
    Column.TRUTH: lambda row: row.truth or None,
    Column.STATE: lambda row: (row.state, -row.share),
}
