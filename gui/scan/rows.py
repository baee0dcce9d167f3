"""One file in the table: what is known about it and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from engine.results import FileResult, Verdict, contradicts
from engine.segments import flagged_spans


class RowState(IntEnum):
    """Where a file stands, in the order of sorting."""

    RUNNING = 0
    WAITING = 1
    FOUND = 2
    """Listed; the user has not said yet that it shall be checked."""
    STOPPED = 3
    """Left over when the scan was cancelled."""
    DONE = 4


@dataclass(slots=True, eq=False)
class FileRow:
    """A row. Only `gui.scan.results_model.ResultsModel` changes it.

    Attributes:
        path: Absolute.
        root: The folder that was chosen, where there is one; folder names below it may tell the truth.
        result: The newest one, without its windows: those of 100,000 files would not fit in memory.
        job_id: Where the history keeps ``result``; 0 where it does not.
        truth: ``ai``, ``human`` or empty.
        share: How much of it is analysed, 0..1.
        place: Row in the table as it is filtered and sorted now; -1 where it is hidden.
        flagged_s: Seconds in AI segments.
        search_text: What the search looks through.
        sort_name: What the file's name is sorted by.
    """

    path: Path
    root: Path | None = None
    state: RowState = RowState.FOUND
    result: FileResult | None = None
    job_id: int = 0
    truth: str = ""
    share: float = 0.0
    place: int = -1
    flagged_s: float = 0.0
    search_text: str = field(default="", init=False)
    sort_name: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self.search_text = str(self.path).casefold()
        self.sort_name = self.path.name.casefold()

    @property
    def name(self) -> str:
        """File name without its folder."""
        return self.path.name

    @property
    def verdict(self) -> Verdict | None:
        """None while there is none."""
        return self.result.verdict if self.result else None

    @property
    def is_busy(self) -> bool:
        """Whether a scan holds it."""
        return self.state in (RowState.WAITING, RowState.RUNNING)

    @property
    def is_incorrect(self) -> bool:
        """Whether the verdict contradicts the known truth."""
        return self.result is not None and contradicts(self.result.verdict, self.truth)

    def take(self, result: FileResult, job_id: int) -> None:
        """A new result; the truth that the user has given stays."""
        self.result, self.job_id = result, job_id
        self.truth = self.truth or result.truth
        self.state, self.share = RowState.DONE, 1.0
        self.flagged_s = sum(end - start for start, end in flagged_spans(result.segments))
