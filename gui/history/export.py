"""A report of an earlier job: the same question and the same writers as in Scan."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from engine.history import JobRow
from gui.context import AppContext
from gui.history.service import job_rows
from gui.scan.export import SELECTED, ExportDialog, ExportOrder, ask_target, write_report
from gui.scan.rows import FileRow

SHOWN_MS = 15_000


class JobExport(QObject):
    """Reads the job, asks, writes."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._window = parent
        self.dialog: ExportDialog | None = None

    def begin(self, job: JobRow) -> None:
        """Ask what of a job shall be exported; then write it beside the window."""
        db = self._context.db
        self._context.tasks.run(self, lambda: job_rows(db, job.id), lambda rows: self._ask(job, rows))

    def _ask(self, job: JobRow, rows: list[FileRow]) -> None:
        counts = {
            "all": len(rows),
            "flagged": sum(row.verdict is not None and row.verdict.is_flagged for row in rows),
            "incorrect": sum(row.is_incorrect for row in rows),
            SELECTED: 0,
        }
        dialog = ExportDialog(self._context, counts, self._context.settings.report_files, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._write(job, rows, dialog.files, dialog.chosen_format))
        dialog.open()
        self.dialog = dialog

    def _write(self, job: JobRow, rows: list[FileRow], files: str, kind: str) -> None:
        target = ask_target(self._context, kind, self._window)
        if target is None:
            return
        order = ExportOrder(
            rows=tuple(rows),
            files=files,
            format=kind,
            target=target,
            db=self._context.db,
            device=str(job.spec.settings.get("device") or ""),
            windows=self._context.settings.report_windows,
        )
        self._context.change(report_folder=str(target.parent))
        self._context.status_changed.emit("history", self.tr("The report is being written."))
        self._context.tasks.run(self, lambda: write_report(order), self._written, self._failed)

    def _written(self, target: Path) -> None:
        self._context.status_changed.emit("history", self.tr("Report: {path}").format(path=target))
        QTimer.singleShot(SHOWN_MS, self, lambda: self._context.status_changed.emit("history", ""))
        if self._context.settings.report_open:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

    def _failed(self, text: str, hint: str) -> None:
        self._context.status_changed.emit("history", "")
        self._context.problem.emit(text, hint)
