"""What the user knows about files: by hand, by folder names, by a CSV file; kept in the history beside the results."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from engine.history import History
from engine.labels import Labels
from gui.context import AppContext
from gui.scan.rows import FileRow

KEEP_MS = 400
"""Writing waits for more of the same: files of a scan get their truth one by one."""
Truths = Mapping[int, Mapping[Path, str]]


def labelled(rows: Sequence[FileRow], source: str) -> dict[FileRow, str]:
    """Which truth a source tells about which rows; rows it says nothing about are left out. For a thread.

    Args:
        rows: Rows of the table.
        source: ``folders``, or the path of a CSV file.

    Raises:
        UsageError: The CSV file cannot be read, or makes no sense.
    """
    labels = Labels.load(source)
    found = {row: labels.truth(row.path, row.root) for row in rows}
    return {row: truth for row, truth in found.items() if truth}


class TruthKeeper(QObject):
    """Writes truths into the history, many at once and in a thread."""

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._waiting: dict[int, dict[Path, str]] = defaultdict(dict)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self._write)

    def keep(self, rows: Iterable[FileRow]) -> None:
        """Remember the truth of rows that have a result in the history; others are kept when they have one."""
        for row in rows:
            if row.job_id:
                self._waiting[row.job_id][row.path] = row.truth
        if self._waiting:
            self._timer.start()

    def shut_down(self) -> None:
        """Write what waits, now."""
        self._timer.stop()
        if self._waiting:
            _store(self._context.db, self._take())

    def _write(self) -> None:
        db, truths = self._context.db, self._take()
        self._context.tasks.run(self, lambda: _store(db, truths), lambda _none: None)

    def _take(self) -> Truths:
        truths, self._waiting = self._waiting, defaultdict(dict)
        return truths


def _store(db: Path, truths: Truths) -> None:
    history = History(db)
    with closing(history):
        for job_id, by_path in truths.items():
            history.set_truths(job_id, by_path)
