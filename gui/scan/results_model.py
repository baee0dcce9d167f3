"""The verdicts as a table model: words first, then the number, then the why."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QGuiApplication

from engine.report.words import VERDICTS, headline, why
from engine.results import FileResult, Verdict

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()

COLOURS = {
    Verdict.AI: ("#b42318", "#ff8a7a"),
    Verdict.CONTAINS_AI: ("#b42318", "#ff8a7a"),
    Verdict.HUMAN: ("#05603a", "#6ce9a6"),
    Verdict.UNCERTAIN: ("#93370d", "#fec84b"),
    Verdict.NO_SPEECH: ("#475467", "#a4acb9"),
    Verdict.ERROR: ("#6927da", "#c3a5ff"),
}
"""Text colour on light and on dark; the icon and the word say the same."""


class ResultsModel(QAbstractTableModel):
    """One row a file."""

    VERDICT, PROBABILITY, FILE, WHY = range(4)

    def __init__(self) -> None:
        super().__init__()
        self._results: list[FileResult] = []

    def add(self, result: FileResult) -> None:
        """Append a finished file."""
        row = len(self._results)
        self.beginInsertRows(QModelIndex(), row, row)
        self._results.append(result)
        self.endInsertRows()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802
        """Files so far."""
        return 0 if parent.isValid() else len(self._results)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802
        """Verdict, probability, file, why."""
        return 0 if parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        """Titles."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return (_tr("Verdict"), _tr("AI probability"), _tr("File"), _tr("Why"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        result, column = self._results[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(result, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(result.path) if column == self.FILE else self._text(result, column)
        if role == Qt.ItemDataRole.ForegroundRole and column == self.VERDICT:
            is_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
            return QColor(COLOURS[result.verdict][is_dark])
        if role == Qt.ItemDataRole.TextAlignmentRole and column == self.PROBABILITY:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _text(self, result: FileResult, column: int) -> str:
        if column == self.VERDICT:
            return f"{VERDICTS[result.verdict].icon}  {headline(result)}"
        if column == self.PROBABILITY:
            return "" if result.probability_ai is None else f"{100 * result.probability_ai:.0f} %"
        return result.name if column == self.FILE else why(result)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ResultsModel", text)
