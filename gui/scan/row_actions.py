"""What can be done with selected rows: the entries of the table's menu and their keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from engine.report.words import shown
from gui.context import AppContext
from gui.scan.controller import ScanController
from gui.scan.results_model import ResultsModel
from gui.scan.reveal import open_folder, select_in_file_manager
from gui.scan.rows import FileRow
from gui.scan.table_view import ScanTable
from gui.scan.truths import TruthKeeper

Note = Callable[[str], None]


def row_shortcuts() -> list[tuple[str, str]]:
    """Keys of the table with their words."""
    tr = QCoreApplication.translate
    return [
        ("A", tr("Scan", "Selected files are AI (truth)")),
        ("H", tr("Scan", "Selected files are human (truth)")),
        ("N", tr("Scan", "Truth of selected files is not known")),
        ("F5", tr("Scan", "Check selected files again")),
        ("Ctrl+C", tr("Scan", "Copy the paths of selected files")),
        ("Ctrl+Return", tr("Scan", "Show the file in the file manager")),
        ("Ctrl+Shift+E", tr("Scan", "Export selected files")),
        ("Delete", tr("Scan", "Remove selected files from the list")),
    ]


class RowActions(QObject):
    """Fills the menu; acts on what is selected when it is used."""

    export_wanted = Signal()

    def __init__(
        self,
        context: AppContext,
        model: ResultsModel,
        controller: ScanController,
        table: ScanTable,
        *,
        keeper: TruthKeeper,
        tell: Note,
    ) -> None:
        """Fill the table's menu.

        Args:
            context: Shared by all pages.
            model: Of the table.
            controller: Checks files again.
            table: Whose menu is filled.
            keeper: Keeps truths in the history.
            tell: Shows a sentence to the user.
        """
        super().__init__(table)
        self._context, self._model, self._controller = context, model, controller
        self._table, self._keeper, self._tell = table, keeper, tell
        add = table.add_action
        self.rescan = add(self.tr("Check again"), ["F5"], self._rescan)
        self.detectors = QMenu(self.tr("Check with another detector"), table)
        table.menu.addMenu(self.detectors)
        table.menu.addSeparator()
        self.truth_ai = add(self.tr("Truth: AI"), ["A"], lambda: self.set_truth(table.selected_rows(), "ai"))
        self.truth_human = add(self.tr("Truth: human"), ["H"], lambda: self.set_truth(table.selected_rows(), "human"))
        self.truth_none = add(self.tr("Truth: not known"), ["N"], lambda: self.set_truth(table.selected_rows(), ""))
        table.menu.addSeparator()
        self.reveal = add(self.tr("Show in file manager"), ["Ctrl+Return"], self._reveal)
        self.copy = add(self.tr("Copy path"), ["Ctrl+C"], self._copy)
        self.export = add(self.tr("Export selected files..."), ["Ctrl+Shift+E"], self.export_wanted.emit)
        table.menu.addSeparator()
        self.remove = add(self.tr("Remove from the list"), ["Delete"], self._remove)
        self.renew_detectors()

    def set_truth(self, rows: Iterable[FileRow], truth: str) -> None:
        """Say what files are, here and in the history."""
        chosen = list(rows)
        self._model.set_truth(chosen, truth)
        self._keeper.keep(chosen)

    def renew_detectors(self) -> None:
        """List the detectors anew."""

        def names() -> list[str]:
            from engine.detector import list_detectors

            return [row.name for row in list_detectors() if not row.problem]

        self._context.tasks.run(self, names, self._show_detectors)

    def _show_detectors(self, names: list[str]) -> None:
        self.detectors.clear()
        for name in names:
            action = QAction(name, self.detectors)
            action.triggered.connect(partial(self._rescan_with, name))
            self.detectors.addAction(action)
        self.detectors.setEnabled(bool(names))

    def _rescan(self) -> None:
        self._controller.rescan(self._table.selected_rows())

    def _rescan_with(self, name: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's signal
        self._controller.rescan(self._table.selected_rows(), name)

    def _reveal(self) -> None:
        rows = self._table.selected_rows()
        if not rows:
            return
        path = rows[0].path

        def shown_there(is_selected: object) -> None:
            if not is_selected:
                open_folder(path)

        self._context.tasks.run(self, lambda: select_in_file_manager(path), shown_there)

    def _copy(self) -> None:
        """As text for editors and as files for file managers."""
        rows = self._table.selected_rows()
        if not rows:
            return
        mime = QMimeData()
        mime.setText("\n".join(shown(row.path) for row in rows))
        mime.setUrls([QUrl.fromEncoded(row.path.as_uri().encode()) for row in rows])
        QGuiApplication.clipboard().setMimeData(mime)

    def _remove(self) -> None:
        rows = self._table.selected_rows()
        free = [row for row in rows if not row.is_busy]
        self._model.remove(free)
        if len(free) < len(rows):
            n = len(rows) - len(free)
            one = self.tr("1 file is still being checked. Cancel the scan to remove it.")
            many = self.tr("{n:,} files are still being checked. Cancel the scan to remove them.")
            self._tell(one if n == 1 else many.format(n=n))
