"""The moments that point to AI most: sorted, clicked to be heard, saved as labels for an audio editor."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from engine.errors import VeravoxError
from engine.report.audacity import labels_of, write_labels
from engine.results import FileResult, SegmentKind, Verdict, WindowScore
from gui.context import AppContext
from gui.scan.timeline_data import moment, segment_at, strongest_moments
from gui.words import segment_word

Index = QModelIndex | QPersistentModelIndex
ROWS_SEEN = 2
PAD = 12
_ROOT = QModelIndex()


class Column(IntEnum):
    """Columns, from left to right."""

    TIME = 0
    PROBABILITY = 1
    SPEECH = 2
    PART = 3


class MomentsModel(QAbstractTableModel):
    """Windows of one file."""

    def __init__(self) -> None:
        super().__init__()
        self._result: FileResult | None = None
        self.moments: list[WindowScore] = []
        self._order = (Column.PROBABILITY, Qt.SortOrder.DescendingOrder)

    def set_file(self, result: FileResult | None) -> None:
        """Take the moments of another file."""
        self.beginResetModel()
        self._result = result
        self.moments = strongest_moments(result.windows) if result is not None else []
        self._sort()
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        """Moments."""
        return 0 if parent.isValid() else len(self.moments)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        """Fixed."""
        return 0 if parent.isValid() else len(Column)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Names of the columns."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return [self.tr("Moment"), self.tr("AI probability"), self.tr("Speech"), self.tr("Part")][section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words of a cell."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.TextAlignmentRole):
            return None
        column = Column(index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_number = column in (Column.PROBABILITY, Column.SPEECH)
            side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return self._text(self.moments[index.row()], column)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By one column; equal rows stay in the order of strength."""
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        before = [self.moments[index.row()] for index in kept]
        self._order = (Column(max(0, column)), order)
        self._sort()
        rows = {id(each): row for row, each in enumerate(self.moments)}
        now = [self.index(rows[id(each)], index.column()) for each, index in zip(before, kept, strict=True)]
        self.changePersistentIndexList(kept, now)
        self.layoutChanged.emit()

    def _sort(self) -> None:
        column, order = self._order
        keys = {
            Column.TIME: lambda each: each.start_s,
            Column.PROBABILITY: lambda each: each.logit,
            Column.SPEECH: lambda each: each.speech_share,
            Column.PART: self._part,
        }
        self.moments.sort(key=lambda each: -each.logit)
        self.moments.sort(key=keys[column], reverse=order == Qt.SortOrder.DescendingOrder)

    def _part(self, each: WindowScore) -> str:
        segments = self._result.segments if self._result is not None else ()
        found = segment_at(segments, (each.start_s + each.end_s) / 2)
        return segment_word(found.kind) if found is not None else ""

    def _text(self, each: WindowScore, column: Column) -> str:
        if column is Column.TIME:
            return f"{moment(each.start_s)} - {moment(each.end_s)}"
        if column is Column.PROBABILITY:
            return f"{100 * (each.probability_ai or 0.0):.1f} %"
        return f"{100 * each.speech_share:.0f} %" if column is Column.SPEECH else self._part(each)


class MomentsTable(QTableView):
    """Click or Enter hears a moment; space belongs to the player."""

    chosen = Signal(int)
    toggle_wanted = Signal()

    def __init__(self, model: MomentsModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(self.tr("Moments that point to AI most"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.sortByColumn(Column.PROBABILITY, Qt.SortOrder.DescendingOrder)
        rows, header = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setDefaultSectionSize(self.fontMetrics().height() + 10)
        header.setHighlightSections(False)
        header.setResizeContentsPrecision(0)  # only the visible rows are measured
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(Column.PART, QHeaderView.ResizeMode.Stretch)  # StretchLastSection keeps 100 pixels
        longest = max(self.fontMetrics().horizontalAdvance(segment_word(kind)) for kind in SegmentKind)
        header.setMinimumSectionSize(longest + PAD)  # stretching would also cut words
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Two moments; there is more where there is room, but they do not push each other out of a small window."""
        height = self.horizontalHeader().sizeHint().height() + ROWS_SEEN * self.verticalHeader().defaultSectionSize()
        return QSize(super().sizeHint().width(), height + 2 * self.frameWidth())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter hears the current moment, space plays and pauses."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Space:
            self.toggle_wanted.emit()
        else:
            super().keyPressEvent(event)


class MomentsView(QWidget):
    """The list with its words and buttons."""

    moment_chosen = Signal(object)
    """A `WindowScore` to jump to and hear."""
    explain_wanted = Signal(object)
    """A `WindowScore` to explain."""
    toggle_wanted = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._result: FileResult | None = None
        self.model = MomentsModel()
        self.table = MomentsTable(self.model)
        self.words = QLabel()
        self.words.setProperty("role", "muted")
        self.words.setWordWrap(True)
        self.explain_button = QPushButton(self.tr("Explain"))
        self.explain_button.setToolTip(self.tr("Show which pieces of time and pitch moved the score of this moment"))
        self.save_button = QPushButton(self.tr("Save labels…"))
        self.save_button.setToolTip(self.tr("Save the moments as a label track for Audacity"))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.explain_button)
        buttons.addStretch(1)
        buttons.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.words)
        layout.addWidget(self.table, stretch=1)
        layout.addLayout(buttons)
        self.table.chosen.connect(lambda row: self.moment_chosen.emit(self.model.moments[row]))
        self.table.toggle_wanted.connect(self.toggle_wanted)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._enable())
        self.explain_button.clicked.connect(lambda: self.explain_wanted.emit(self.current()))
        self.save_button.clicked.connect(self._ask_where)

    def show_file(self, result: FileResult | None) -> None:
        """List another file's moments."""
        self._result = result
        self.model.set_file(result)
        self.words.setText(self._words(result, self.model.moments))
        self.table.setVisible(bool(self.model.moments))
        self._enable()

    def current(self) -> WindowScore | None:
        """The selected moment, else the strongest one."""
        index = self.table.currentIndex()
        if index.isValid() and index.row() < len(self.model.moments):
            return self.model.moments[index.row()]
        return max(self.model.moments, key=lambda each: each.logit, default=None)

    def save_labels(self, path: Path) -> bool:
        """Write the label track; what goes wrong is told above the page."""
        if self._result is None:
            return False
        try:
            write_labels(labels_of(self._result, self.model.moments), path)
        except VeravoxError as error:
            self._context.problem.emit(str(error), error.hint)
            return False
        return True

    def _words(self, result: FileResult | None, moments: Sequence[WindowScore]) -> str:
        if result is None:
            return ""
        if moments:
            return self.tr("The moments that point to AI most. Click one to hear it.")
        if result.verdict is Verdict.NO_SPEECH:
            return self.tr("No moment holds enough speech to be judged.")
        return self.tr("The scores of the single moments were not kept. Check the file again to see them.")

    def _enable(self) -> None:
        self.explain_button.setEnabled(bool(self.model.moments))
        self.save_button.setEnabled(bool(self.model.moments))

    def _ask_where(self) -> None:
        if self._result is None:
            return
        proposed = self._result.path.with_suffix(".labels.txt")
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save labels"), str(proposed), self.tr("Audacity labels (*.txt)")
        )
        if name:
            self.save_labels(Path(name))
