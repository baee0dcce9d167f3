"""The window: drop recordings, read the verdicts. The other tabs come later."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QMainWindow,
    QProgressBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from engine.scan_events import FileDone, ScanFinished, ScanProgress, ScanStarted
from gui.scan.drop_zone import DropZone
from gui.scan.results_model import ResultsModel
from gui.scan.scan_task import Ended, Failed, ScanTask, TaskEvent, request_for

POLL_MS = 40
TURN_S = 0.05
"""Events are handled for at most this long at a time, so that the window stays quick with thousands of files."""


class MainWindow(QMainWindow):
    """Drop zone, progress and the table of verdicts."""

    def __init__(self, model: str | None = None, db: Path | None = None) -> None:
        """Build the window.

        Args:
            model: Detector; the default one when None.
            db: History; the user's own when None.
        """
        super().__init__()
        self._model_name, self._db = model, db
        self._task: ScanTask | None = None
        self._waiting: list[Path] = []
        self.setWindowTitle("Veravox")
        self.resize(1000, 680)
        self.drop_zone = DropZone()
        self.drop_zone.chosen.connect(self.scan)
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.message.hide()
        self.progress = QProgressBar()
        self.progress.setAccessibleName(self.tr("Progress of the scan"))
        self.progress.hide()
        self.results = ResultsModel()
        self.table = self._make_table()
        note = QLabel(self.tr("A verdict is an estimate, not a proof. Errors happen in both directions."))
        note.setWordWrap(True)
        layout = QVBoxLayout()
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        for widget in (self.drop_zone, self.message, self.progress):
            layout.addWidget(widget)
        layout.addWidget(self.table, stretch=1)
        layout.addWidget(note)
        body = QWidget()
        body.setLayout(layout)
        self.setCentralWidget(body)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._take_events)

    def scan(self, paths: Sequence[Path]) -> None:
        """Check files and folders; while a scan runs they wait for its end."""
        if self._task is not None:
            self._waiting += paths
            return
        self.message.hide()
        self.progress.setRange(0, 0)
        self.progress.show()
        self._task = ScanTask(request_for(paths, self._model_name, self._db))
        self._task.start()
        self._timer.start(POLL_MS)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """End the scan; what is done stays in the history."""
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()
        super().closeEvent(event)

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.results)
        table.setAccessibleName(self.tr("Verdicts"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 14)
        header = table.horizontalHeader()
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in ((ResultsModel.VERDICT, 300), (ResultsModel.PROBABILITY, 110), (ResultsModel.FILE, 230)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            table.setColumnWidth(column, width)
        return table

    def _take_events(self) -> None:
        task = self._task
        end = time.perf_counter() + TURN_S
        while task is not None and not task.events.empty() and time.perf_counter() < end:
            self._handle(task.events.get())

    def _handle(self, event: TaskEvent) -> None:
        if isinstance(event, FileDone):
            self.results.add(event.result)
        elif isinstance(event, ScanStarted):
            self.progress.setRange(0, max(event.files, 1))
            if not event.files:
                self._tell(self.tr("No audio was found there."), self.tr("Choose audio or video files."))
        elif isinstance(event, ScanProgress):
            self.progress.setRange(0, max(event.files, 1))
            self.progress.setValue(event.files_done)
        elif isinstance(event, Failed):
            self._tell(event.text, event.hint)
        elif isinstance(event, ScanFinished):
            self.progress.setValue(self.progress.maximum())
        elif isinstance(event, Ended):
            self._end()

    def _end(self) -> None:
        self._timer.stop()
        self._task = None
        self.progress.hide()
        waiting, self._waiting = self._waiting, []
        if waiting:
            self.scan(waiting)

    def _tell(self, text: str, hint: str) -> None:
        self.message.setText(f"{text}\n{hint}")
        self.message.show()
