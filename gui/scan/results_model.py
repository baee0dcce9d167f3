"""The table's model: every file once, shown through a filter and an order that are kept as plain lists.

Changes of 100,000 rows arrive one by one and cheaply; the order is made anew at most a few times a second.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from engine.report.words import length_in_words, shown, why
from engine.results import FileResult, Verdict
from gui.engine_words import in_words
from gui.scan.detail_words import headline
from gui.scan.row_order import Column, Filter, Sorting
from gui.scan.rows import FileRow, RowState
from gui.words import verdict_word

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
REFRESH_MS = 250
REFRESH_SHARE = 20
"""The pause between two sortings is at least this many times as long as the last one took."""
COLUMNS = tuple(Column)
_NUMBERS = (Column.DURATION, Column.FLAGGED)


class ResultsModel(QAbstractTableModel):
    """One row a file. Main thread only."""

    figures_changed = Signal()
    """Verdicts, truths or the number of files are others than before; sent a few times a second at most."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[Path, FileRow] = {}
        self._shown: list[FileRow] = []
        self._filter, self._sorting = Filter(), Sorting()
        self._verdicts: Counter[Verdict] = Counter()
        self._is_stale = False
        self._took_ms = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._catch_up)

    # What is in it

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def rows(self) -> Iterable[FileRow]:
        """All rows in the order of arrival, hidden ones too."""
        return self._rows.values()

    @property
    def shown(self) -> Sequence[FileRow]:
        """The rows as they are filtered and sorted now."""
        return self._shown

    @property
    def verdicts(self) -> Counter[Verdict]:
        """How many files have which verdict."""
        return self._verdicts

    @property
    def filter(self) -> Filter:
        """What is shown."""
        return self._filter

    @property
    def sorting(self) -> Sorting:
        """The order."""
        return self._sorting

    def row_of(self, path: Path) -> FileRow | None:
        """The row of a file."""
        return self._rows.get(path)

    def count_incorrect(self) -> int:
        """Files whose verdict contradicts the known truth."""
        return sum(row.is_incorrect for row in self._rows.values())

    # Changing it

    def add(self, rows: Sequence[FileRow]) -> None:
        """Append files that are not in the table yet."""
        new = [row for row in rows if row.path not in self._rows]
        self._rows.update((row.path, row) for row in new)
        self._verdicts.update(row.result.verdict for row in new if row.result)
        visible = self._filter.accept(new)
        if visible and self._sorting.column is None:
            self._append(visible)
        self._later()

    def set_result(self, row: FileRow, result: FileResult, job_id: int) -> None:
        """A file is finished."""
        if row.result is not None:
            self._verdicts[row.result.verdict] -= 1
        row.take(result, job_id)
        self._verdicts[result.verdict] += 1
        self._touched(row)
        self._later()

    def set_state(self, rows: Iterable[FileRow], state: RowState) -> None:
        """Files stand elsewhere now."""
        for row in rows:
            row.state, row.share = state, 0.0
            self._touched(row)
        if self._sorting.column is Column.STATE:
            self._later()

    def set_share(self, row: FileRow, share: float) -> None:
        """A file is that far."""
        row.share = share
        self._touched(row, Column.STATE)

    def set_truth(self, rows: Iterable[FileRow], truth: str) -> None:
        """The user knows what files are: ``ai``, ``human``, or empty for not known."""
        for row in rows:
            row.truth = truth
            self._touched(row)
        self._later()

    def remove(self, rows: Iterable[FileRow]) -> None:
        """Take files out of the table."""
        for row in rows:
            if self._rows.pop(row.path, None) is not None and row.result:
                self._verdicts[row.result.verdict] -= 1
        self.refresh()
        self._later()

    def set_filter(self, wanted: Filter) -> None:
        """Show other rows."""
        if wanted != self._filter:
            self._filter = wanted
            self.refresh()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; -1 for the order of arrival."""
        wanted = Column(column) if column >= 0 else None
        self._sorting = Sorting(wanted, order == Qt.SortOrder.DescendingOrder)
        self.refresh()

    def refresh(self) -> None:
        """Filter and sort now."""
        started = time.perf_counter()
        self._show(self._sorting.apply(self._filter.accept(self._rows.values())))
        self._is_stale = False
        self._took_ms = 1000 * (time.perf_counter() - started)

    def _later(self) -> None:
        """What was changed may belong elsewhere; soon, and once for many changes."""
        self._is_stale = True
        if not self._timer.isActive():
            self._timer.start(round(max(REFRESH_MS, REFRESH_SHARE * self._took_ms)))

    def _catch_up(self) -> None:
        if self._is_stale and not (self._filter.is_open and self._sorting.column is None):
            self.refresh()
        self._is_stale = False
        self.figures_changed.emit()

    def _append(self, rows: Sequence[FileRow]) -> None:
        first = len(self._shown)
        self.beginInsertRows(_NO_PARENT, first, first + len(rows) - 1)
        for place, row in enumerate(rows, start=first):
            row.place = place
        self._shown.extend(rows)
        self.endInsertRows()

    def _show(self, rows: list[FileRow]) -> None:
        """Make these the shown rows with the smallest signal that says it."""
        old = self._shown
        if rows == old:
            return
        if len(rows) > len(old) and rows[: len(old)] == old:
            self._append(rows[len(old) :])
        elif len(rows) == len(old) and all(row.place >= 0 for row in rows):
            self._permute(rows)
        else:
            self.beginResetModel()
            self._take(rows)
            self.endResetModel()

    def _permute(self, rows: list[FileRow]) -> None:
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        owners = [self._shown[index.row()] for index in kept]
        self._take(rows)
        moved = [self.createIndex(row.place, index.column()) for row, index in zip(owners, kept, strict=True)]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def _take(self, rows: list[FileRow]) -> None:
        for row in self._shown:
            row.place = -1
        for place, row in enumerate(rows):
            row.place = place
        self._shown = rows

    def _touched(self, row: FileRow, column: Column | None = None) -> None:
        if row.place < 0:
            return
        first, last = (Column.VERDICT, Column.STATE) if column is None else (column, column)
        self.dataChanged.emit(self.createIndex(row.place, first), self.createIndex(row.place, last))

    # What Qt asks

    def rowCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802
        """Rows that are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802
        """See `gui.scan.row_order.Column`."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        """Titles."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Verdict"),
            self.tr("File"),
            self.tr("AI probability"),
            self.tr("Duration"),
            self.tr("Flagged"),
            self.tr("Detector"),
            self.tr("Truth"),
            self.tr("State"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        row, column = self._shown[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _spoken(self, row: FileRow, column: Column) -> str:
        """A cell for screen readers: with its title, and what is told by signs."""
        text = f"{self.headerData(column, Qt.Orientation.Horizontal)}: {self.text(row, column) or self.tr('none')}"
        is_wrong = column is Column.TRUTH and row.is_incorrect
        return f"{text}, {self.tr('the verdict is incorrect')}" if is_wrong else text

    def text(self, row: FileRow, column: Column) -> str:
        """What a cell says in words; empty where there is nothing to say yet."""
        if column is Column.FILE:
            return shown(row.name)
        if column is Column.TRUTH:
            return {"ai": self.tr("AI"), "human": self.tr("human")}.get(row.truth, "")
        if column is Column.STATE:
            return self._state(row)
        return self._of_result(row, row.result, column) if row.result else ""

    def _of_result(self, row: FileRow, result: FileResult, column: Column) -> str:
        if column is Column.VERDICT:
            return verdict_word(result.verdict)
        if column is Column.DETECTOR:
            return result.model
        if column is Column.DURATION:
            return length_in_words(result.duration_s) if result.duration_s else ""
        if result.probability_ai is None:
            return ""
        if column is Column.FLAGGED:
            return length_in_words(row.flagged_s) if row.flagged_s else "0 s"
        return f"{100 * result.probability_ai:.0f} %"

    def _state(self, row: FileRow) -> str:
        if row.state is RowState.DONE:
            return self.tr("Done, known before") if row.result and row.result.cached else self.tr("Done")
        if row.state is RowState.RUNNING:
            return f"{100 * row.share:.0f} %"
        if row.state is RowState.WAITING:
            return self.tr("Waiting")
        return self.tr("Found") if row.state is RowState.FOUND else self.tr("Stopped")

    def _tip(self, row: FileRow, column: Column) -> str:
        if column is Column.FILE:
            return shown(row.path)
        if column is Column.TRUTH and row.is_incorrect:
            return self.tr("The verdict contradicts the truth.")
        if row.result and column in (Column.VERDICT, Column.PROBABILITY, Column.FLAGGED):
            return shown(f"{headline(row.result)}\n{in_words(why(row.result))}")
        return self.text(row, column)
