"""The table of verdicts: its columns, its keys, its menu. What they do is decided by the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui.scan.delegates import (
    NumberDelegate,
    ProbabilityDelegate,
    RowDelegate,
    StateDelegate,
    TextDelegate,
    TruthDelegate,
    VerdictDelegate,
)
from gui.scan.results_model import ResultsModel
from gui.scan.row_order import Column
from gui.scan.rows import FileRow
from gui.theme import Theme

WIDTHS = {
    Column.FILE: 160,
    Column.PROBABILITY: 124,
    Column.DURATION: 76,
    Column.FLAGGED: 76,
    Column.DETECTOR: 88,
    Column.TRUTH: 88,
    Column.STATE: 136,
}
"""For a font whose digits are 7.5 pixels wide; the file's is the least that is left to it."""
GIVEN_UP = (Column.DETECTOR, Column.FLAGGED, Column.STATE, Column.DURATION)
"""Hidden in this order where the table is too narrow for all; the detail beside it says the same."""
DIGIT_WIDTH = 7.5
ROW_PAD = 14
TITLE_PAD = 18


class ScanTable(QTableView):
    """Rows that can be selected, sorted and asked for a menu."""

    current_row = Signal(object)
    """The row to look at, None where there is none."""
    selection_changed = Signal()

    def __init__(self, model: ResultsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._theme = model, theme
        self._delegates: list[RowDelegate] = []
        self._widths: dict[Column, int] = {}
        self._knows_truth = False
        self._remembered: tuple[list[FileRow], FileRow | None, FileRow | None] = ([], None, None)
        self.menu = QMenu(self)
        self.setModel(model)
        self.setAccessibleName(self.tr("Files and their verdicts"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        theme.changed.connect(self._dress)
        self._dress()
        self._set_up_columns()

    def add_action(self, text: str, keys: Sequence[str], run: Callable[[], None]) -> QAction:
        """An entry of the menu; its keys work while the table has the focus."""
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: run())
        self.addAction(action)
        self.menu.addAction(action)
        return action

    def selected_rows(self) -> list[FileRow]:
        """What is selected, from top to bottom."""
        shown = self._model.shown
        places = {
            place
            for part in self.selectionModel().selection().toList()
            for place in range(part.top(), min(part.bottom() + 1, len(shown)))
        }
        return [shown[place] for place in sorted(places)]

    def select_rows(self, rows: Sequence[FileRow]) -> None:
        """Select these and nothing else, neighbours in one go."""
        selection = QItemSelection()
        places = sorted(row.place for row in rows if row.place >= 0)
        first = 0
        for last in range(len(places)):
            if last + 1 == len(places) or places[last + 1] != places[last] + 1:
                top, bottom = self._model.index(places[first], 0), self._model.index(places[last], len(Column) - 1)
                selection.select(top, bottom)
                first = last + 1
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Letters are keys of their own here; the field above searches."""
        del search

    def _set_up_columns(self) -> None:
        kinds: dict[Column, type[RowDelegate]] = {
            Column.VERDICT: VerdictDelegate,
            Column.PROBABILITY: ProbabilityDelegate,
            Column.DURATION: NumberDelegate,
            Column.FLAGGED: NumberDelegate,
            Column.TRUTH: TruthDelegate,
            Column.STATE: StateDelegate,
        }
        for column in Column:
            delegate = kinds.get(column, TextDelegate)(self._theme)
            self._delegates.append(delegate)
            self.setItemDelegateForColumn(column, delegate)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + ROW_PAD)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        # With the table's own one the header would look at every cell whenever all rows are selected: seconds.
        header.setSelectionModel(QItemSelectionModel(self._model, self))
        header.setSectionsMovable(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setMinimumSectionSize(48)
        self.setSortingEnabled(True)
        scale = max(1.0, self.fontMetrics().horizontalAdvance("0000000000") / 10 / DIGIT_WIDTH)
        verdict = self._delegates[0].sizeHint(self._option(), QModelIndex()).width()
        self._widths = {Column.VERDICT: verdict} | {
            column: max(round(width * scale), self._title_width(column)) for column, width in WIDTHS.items()
        }
        for column, width in self._widths.items():
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(Column.FILE, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(self._resized)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Make the columns fit."""
        super().resizeEvent(event)
        self._fit()

    def show_truth(self, *, known: bool) -> None:
        """Where no truth is known its column is the first to go."""
        if known != self._knows_truth:
            self._knows_truth = known
            self._fit()

    def _fit(self) -> None:
        """Give up columns where there is no room for all, rather than hide half of them behind a scroll bar."""
        widths: dict[Column, int] = dict(self._widths)
        least_for_file = widths.pop(Column.FILE)
        room = self.viewport().width() - least_for_file - sum(widths.values())
        order = GIVEN_UP if self._knows_truth else (Column.TRUTH, *GIVEN_UP)
        hidden = set()
        for column in order:
            if room < 0:
                hidden.add(column)
                room += widths[column]
        if room < 0:  # then the number with hardly a bar
            bare = self._title_width(Column.PROBABILITY)
            room += widths[Column.PROBABILITY] - bare
            widths[Column.PROBABILITY] = bare
        if room < -least_for_file // 3:
            hidden.add(Column.TRUTH)
        self.setColumnWidth(Column.PROBABILITY, widths[Column.PROBABILITY])
        for column in widths:
            if self.isColumnHidden(column) != (column in hidden):
                self.setColumnHidden(column, column in hidden)

    def _title_width(self, column: Column) -> int:
        """What a title needs: some languages have long words."""
        title = self._model.headerData(column, Qt.Orientation.Horizontal)
        return self.horizontalHeader().fontMetrics().horizontalAdvance(title) + TITLE_PAD

    def _resized(self, column: int, _before: int, width: int) -> None:
        """What the user makes wider stays so."""
        if width and self.horizontalHeader().isVisible() and QGuiApplication.mouseButtons():
            self._widths[Column(column)] = width

    def _dress(self) -> None:
        colours = self._theme.colours
        border, surface = colours.border.name(), colours.surface.name()
        self.horizontalHeader().setStyleSheet(
            "QHeaderView { border: none; }"
            f"QHeaderView::section {{ background: {surface}; padding: 4px 8px; border: none;"
            f" border-bottom: 1px solid {border}; border-right: 1px solid {border}; }}"
        )
        self.viewport().update()

    def _option(self) -> QStyleOptionViewItem:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        return option

    def _open_menu(self, point: QPoint) -> None:
        if self.selected_rows():
            self.menu.popup(self.viewport().mapToGlobal(point))

    def _tell_current(self, current: QModelIndex) -> None:
        row = self._model.shown[current.row()] if current.isValid() and current.row() < len(self._model.shown) else None
        self.current_row.emit(row)

    def _remember(self) -> None:
        """Before the rows are others: what was selected, current, and at the top."""
        current = self.currentIndex()
        top = self.rowAt(0)
        shown = self._model.shown
        self._remembered = (
            self.selected_rows(),
            shown[current.row()] if current.isValid() else None,
            shown[top] if 0 <= top < len(shown) else None,
        )

    def _restore(self) -> None:
        selected, current, top = self._remembered
        self._remembered = ([], None, None)
        self.select_rows(selected)
        if current is not None and current.place >= 0:
            flags = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self._model.index(current.place, 0), flags)
        elif current is not None:
            self.current_row.emit(None)
        if top is not None and top.place >= 0:
            self.verticalScrollBar().setValue(top.place)
