"""The right side of the splitter: nothing until a row is looked at, then the detail panel, imported only then."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.history import History
from engine.results import FileResult
from gui.context import AppContext
from gui.scan.rows import FileRow

if TYPE_CHECKING:
    from gui.scan.detail import DetailPanel

SETTLE_MS = 80
"""Whoever walks through the rows with the arrow keys loads only the one where they stop."""
Shown = tuple[FileRow, FileResult]


class DetailSide(QWidget):
    """Loads the scores of the row from the history and hands them to the panel."""

    opened = Signal()
    """The panel was made."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.panel: DetailPanel | None = None
        self._row: FileRow | None = None
        self._shown: Shown | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._load)
        self._layout = QVBoxLayout(self)
        self.set_beside(beside=True)
        self.hide()

    def set_beside(self, *, beside: bool) -> None:
        """Keep away from the table, which is on the left or above."""
        self._layout.setContentsMargins(8 if beside else 0, 0 if beside else 8, 0, 0)

    def show_row(self, row: FileRow | None) -> None:
        """Look at another row, or at none."""
        self._row = row
        self._timer.start()

    def refresh(self) -> None:
        """The row may have another result than before; what is the same is not loaded again."""
        if self._row is not None:
            self._timer.start()

    def work(self) -> str:
        """What runs in the panel, in words."""
        return self.panel.work() if self.panel is not None else ""

    def shortcuts(self) -> list[tuple[str, str]]:
        """Keys of the panel."""
        return self.panel.shortcuts() if self.panel is not None else []

    def shut_down(self) -> None:
        """Let the panel end its threads."""
        self._timer.stop()
        if self.panel is not None:
            self.panel.shut_down()

    def _load(self) -> None:
        row = self._row
        if row is None or row.result is None:
            self._shown = None
            if self.panel is not None:
                self.panel.show_file(None)
            self.setVisible(row is not None and self.panel is not None)
            return
        wanted = (row, row.result)
        if wanted == self._shown:
            if self.panel is not None:
                self.panel.show_truth(row.path, row.truth)
            return
        self._shown = wanted  # without the truth: who listens and then says what it is goes on listening
        db, job_id, result = self._context.db, row.job_id, replace(row.result, truth=row.truth)

        def show(full: FileResult) -> None:
            if self._shown is wanted:
                self._show(replace(full, truth=row.truth))

        self._context.tasks.run(self, lambda: with_windows(db, job_id, result), show)

    def _show(self, result: FileResult) -> None:
        if self.panel is None:
            from gui.scan.detail import DetailPanel

            self.panel = DetailPanel(self._context)
            self.panel.problem.connect(self._context.problem)
            self._layout.addWidget(self.panel)
            self.show()
            self.opened.emit()
        self.show()
        self.panel.show_file(result)


def with_windows(db: Path, job_id: int, result: FileResult) -> FileResult:
    """The result with its scores, as the history keeps them. For a thread."""
    if not job_id:
        return result
    history = History(db)
    with closing(history):
        kept = history.result(job_id, result.path)
    return result if kept is None else replace(result, windows=kept.windows)
