"""One table model for all lists of this place: rows are records, columns say how to show and how to sort them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from engine.results import Verdict
from gui.theme import Theme
from gui.words import verdict_word

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

TITLE_PAD = 28
"""Beside a title: its margins and the arrow of the sorting."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """How one column is made of a record.

    Attributes:
        title: In the header.
        text: What the cell shows.
        key: What it is sorted by; the text when None.
        tip: Tooltip; the text when None.
        verdict: Gives the verdict whose icon and colour the cell has; None for plain cells.
        is_number: Right-aligned.
        width: At the start, in pixels.
        stretches: Takes the room that the others leave.
    """

    title: str
    text: Callable[[Row], str]
    key: Callable[[Row], Any] | None = None
    tip: Callable[[Row], str] | None = None
    verdict: Callable[[Row], Verdict | None] | None = None
    is_number: bool = False
    width: int = 120
    stretches: bool = False


class RecordModel(QAbstractTableModel, Generic[Row]):
    """Records in a table; sorting keeps equal rows in their order."""

    def __init__(self, columns: Sequence[Column[Row]], theme: Theme) -> None:
        super().__init__()
        self.columns = columns
        self.rows: list[Row] = []
        self._theme = theme
        self._order: tuple[int, Qt.SortOrder] | None = None

    def show(self, rows: Sequence[Row]) -> None:
        """Replace all rows; the chosen order stays."""
        self.beginResetModel()
        self.rows = list(rows)
        if self._order is not None:
            self._sort(*self._order)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802
        """Records."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802
        """Columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        """Titles."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if self.columns[section].is_number else LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return (column.tip or column.text)(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column.is_number else LEFT
        verdict = column.verdict(row) if column.verdict is not None else None
        if verdict is not None and role == Qt.ItemDataRole.DecorationRole:
            return self._theme.verdict_icon(verdict)
        if verdict is not None and role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.verdict_colour(verdict)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [(self.rows[index.row()], index.column()) for index in before]
        self._order = (column, order)
        self._sort(column, order)
        places = {id(row): number for number, row in enumerate(self.rows)}
        self.changePersistentIndexList(before, [self.index(places[id(row)], c) for row, c in kept])
        self.layoutChanged.emit()

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        if 0 <= column < len(self.columns):
            how = self.columns[column]
            self.rows.sort(key=how.key or how.text, reverse=order == Qt.SortOrder.DescendingOrder)


class RecordTable(QTableView):
    """A table of records that is read and not edited."""

    def __init__(self, model: RecordModel[Any], name: str, *, several: bool = True) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 14)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(48)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        for number, column in enumerate(model.columns):
            needed = header.fontMetrics().horizontalAdvance(column.title) + TITLE_PAD  # some languages have long words
            self.setColumnWidth(number, max(column.width, needed))
            if column.stretches:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    def chosen(self) -> list[Any]:
        """Records of the selected rows, from top to bottom."""
        model = self.model()
        if not isinstance(model, RecordModel):
            return []
        return [model.rows[index.row()] for index in sorted(self.selectionModel().selectedRows())]


def verdict_and_word(verdict: Verdict | None) -> str:
    """The word of a verdict, empty for none."""
    return "" if verdict is None else verdict_word(verdict)


def in_percent(probability: float | None) -> str:
    """A probability for people."""
    return "" if probability is None else f"{100 * probability:.0f} %"
