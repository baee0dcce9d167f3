"""The Scan place: the drop zone while it is empty, then the workbench with the table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QStackedLayout, QVBoxLayout, QWidget

from engine.history import JobRow
from engine.report.words import shown
from engine.scan_events import ScanFinished, ScanProgress
from gui.context import AppContext
from gui.engine_words import in_words
from gui.scan.controller import Drop, ScanController
from gui.scan.drop_zone import DropZone
from gui.scan.notice import NoticeStack
from gui.scan.paths_in import paths_of_mime
from gui.scan.results_model import ResultsModel
from gui.scan.row_actions import row_shortcuts
from gui.scan.saved_jobs import (
    JobFound,
    JobLoaded,
    JobLoader,
    LoadEvent,
    RowsLoaded,
    give_up,
    interrupted_jobs,
    local_time,
    request_of_job,
)
from gui.scan.survey import SurveyDone
from gui.scan.words import nothing_found, places, question_text, skipped_text
from gui.widgets.fitting import resize_on_screen
from gui.widgets.message_bar import Action
from gui.widgets.notifier import Notifier

if TYPE_CHECKING:
    from gui.scan.workbench import Workbench

LOOK_BACK_MS = 500
"""After the start; until then the window is to be ready for use."""
LONG_WALK_MS = 400
LONG_SCAN_S = 30.0


class ScanPage(QWidget):
    """Takes drops and pasted paths anywhere on it."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.model = ResultsModel()
        self.controller = ScanController(context, self.model, self)
        self.drop_zone = DropZone(context.theme)
        self.notices = NoticeStack(context.theme)
        self.notifier = Notifier(self)
        self.workbench: Workbench | None = None
        self._loader: JobLoader | None = None
        self._words = ""
        self.setAcceptDrops(True)
        body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self.drop_zone)
        above = QVBoxLayout()
        above.setContentsMargins(20, 12, 20, 0)
        above.addWidget(self.notices)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(above)
        layout.addWidget(body, stretch=1)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WindowShortcut)  # also while the side bar has the focus, as at the start
        paste.activated.connect(self.paste)
        self._connect()
        QTimer.singleShot(LOOK_BACK_MS, self, self._look_back)

    # What the window asks

    def work(self) -> str:
        """What runs, in words; empty for nothing."""
        if self.controller.is_running:
            return self._words or self.tr("Files are being checked.")
        if self.controller.is_looking:
            return self.tr("A folder is being looked through.")
        return self.workbench.detail.work() if self.workbench is not None else ""

    def shut_down(self) -> None:
        """Stop everything; what is done stays in the history."""
        self.controller.shut_down()
        if self._loader is not None:
            self._stop_loading(self._loader)
        if self.workbench is not None:
            self.workbench.shut_down()
        self.notifier.hide()

    def shortcuts(self) -> list[tuple[str, str]]:
        """Keys for the sheet on F1."""
        return [
            ("Ctrl+V", self.tr("Check the files and folders on the clipboard")),
            ("Ctrl+F", self.tr("Search")),
            ("Ctrl+P", self.tr("Pause the scan, or go on")),
            ("Ctrl+E", self.tr("Export a report")),
            *row_shortcuts(),
            *(self.workbench.detail.shortcuts() if self.workbench is not None else ()),
        ]

    # What comes in

    def check(self, paths: Sequence[Path]) -> None:
        """Check files and folders; returns at once."""
        self.notices.clear("nothing")
        self.controller.check(list(paths))

    def paste(self) -> None:
        """Check what is on the clipboard."""
        paths = paths_of_mime(QGuiApplication.clipboard().mimeData())
        if paths:
            self.check(paths)
        else:
            text = self.tr("There is no file or path on the clipboard. Copy files, or their full paths one a line.")
            self.notices.tell("nothing", "problem", text)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Accept local files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self.drop_zone.frame.set_active(active=True)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Anywhere on the page is right."""
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """Calm down."""
        self.drop_zone.frame.set_active(active=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Hand the files on and return at once: the file manager waits for it."""
        self.drop_zone.frame.set_active(active=False)
        paths = paths_of_mime(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.check(paths)

    def show_job(self, job: str) -> None:
        """Show a job of the history without checking anything again."""
        if self._loader is not None:
            self._stop_loading(self._loader)
        if not self.controller.is_running:
            self._clear()
        loader = self._loader = JobLoader(self.context.db, int(job))
        self.context.bridge.attach(loader.events, lambda event: self._take_job(loader, event))
        loader.start()

    # Inside

    def _connect(self) -> None:
        self.drop_zone.chosen.connect(self.check)
        self.notices.focus_left.connect(self._take_focus)
        self.context.scan_requested.connect(self.check)
        self.context.open_job.connect(self.show_job)
        controller = self.controller
        controller.survey_changed.connect(self._survey_changed)
        controller.question.connect(self._ask)
        controller.failed.connect(lambda text, hint: self.notices.tell("failed", "problem", f"{text}\n{hint}"))
        controller.started.connect(self._started)
        controller.progressed.connect(self._progressed)
        controller.finished.connect(self._finished)
        controller.ended.connect(self._ended)
        for changed in (self.model.rowsInserted, self.model.modelReset):
            changed.connect(self._show_workbench)

    def _show_workbench(self) -> None:
        """The first file brings it; it stays until the list is empty again."""
        if len(self.model) and self.workbench is None:
            from gui.scan.workbench import Workbench  # here, so that the empty window is there sooner

            self.workbench = Workbench(self.context, self.model, self.controller, self.notices)
            self.workbench.chosen.connect(self.check)
            self.workbench.clear_wanted.connect(self._clear)
            self._stack.addWidget(self.workbench)
        before = self._stack.currentWidget()
        had_focus = before is not None and before.isAncestorOf(self.window().focusWidget() or self)
        self._stack.setCurrentWidget(self.workbench if len(self.model) and self.workbench else self.drop_zone)
        if had_focus and self._stack.currentWidget() is not before:
            self._take_focus()

    def _take_focus(self) -> None:
        """Hold the keyboard where its place is gone: keys do nothing by accident, and Tab goes on from here."""
        self.setFocus()

    def _clear(self) -> None:
        """Empty the list; files that are being checked stay."""
        self.model.remove([row for row in self.model.rows if not row.is_busy])
        if self.workbench is not None and not len(self.model):
            self.workbench.filter_bar.clear()
            self.workbench.skipped.clear()

    def _survey_changed(self, drop: Drop) -> None:
        key = f"walk {id(drop)}"
        if drop.summary is None:
            notice = self.notices.notice(key)
            if notice is not None:
                notice.label.setText(self._walk_text(drop))
            elif not drop.rows:
                QTimer.singleShot(LONG_WALK_MS, self, lambda: self._tell_walk(key, drop))
            return
        self.notices.clear(key)
        if not drop.summary.files:
            self.notices.tell("nothing", "problem", nothing_found(drop.survey.paths, drop.summary))
        elif drop.summary.n_skipped:
            self._tell_skipped(drop.summary)

    def _tell_walk(self, key: str, drop: Drop) -> None:
        if drop.summary is None and not drop.survey.is_cancelled:
            stop = Action(self.tr("Stop"), lambda: self.controller.forget(drop))
            self.notices.tell(key, "news", self._walk_text(drop), [stop])

    def _walk_text(self, drop: Drop) -> str:
        text = self.tr("Looking through {places}: {n:,} audio files so far")
        return text.format(places=places(drop.survey.paths), n=len(drop.rows))

    def _tell_skipped(self, summary: SurveyDone) -> None:
        if self.workbench is not None:
            self.workbench.skipped += summary.skipped
        show = Action(self.tr("Show which"), lambda: self._show_skipped(summary))
        one, many = self.tr("1 audio file found; {skipped}."), self.tr("{n:,} audio files found; {skipped}.")
        text = (one if summary.files == 1 else many).format(n=summary.files, skipped=skipped_text(summary))
        self.notices.tell("skipped", "news", text, [show])

    def _show_skipped(self, summary: SurveyDone) -> None:
        dialog = QDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Skipped files"))
        lines = [f"{shown(each.path)}: {in_words(each.reason)}" for each in summary.skipped]
        if summary.n_skipped > len(lines):
            lines.append(self.tr("and {n:,} more").format(n=summary.n_skipped - len(lines)))
        text = QPlainTextEdit("\n".join(lines))
        text.setReadOnly(True)
        text.setAccessibleName(self.tr("Skipped files"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(dialog.reject)
        layout = QVBoxLayout(dialog)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.addWidget(text)
        layout.addWidget(buttons)
        resize_on_screen(dialog, 640, 400)
        dialog.open()

    def _ask(self, drop: Drop) -> None:
        if drop.summary is None:
            return
        go = Action(
            self.tr("Check {n:,} files").format(n=drop.summary.files),
            lambda: self.controller.go(drop),
        )
        leave = Action(self.tr("Do not check"), lambda: self.controller.forget(drop))
        notice = self.notices.tell(
            f"ask {id(drop)}", "question", question_text(drop.survey.paths, drop.summary), [go, leave]
        )
        notice.buttons[0].setFocus()

    def _started(self) -> None:
        for key in ("failed", "go on"):
            self.notices.clear(key)

    def _progressed(self, progress: ScanProgress, share: float) -> None:
        text = self.tr("Checking files: {done:,} of {all:,} done ({share:.0f} %)")
        self._words = text.format(done=progress.files_done, all=progress.files, share=100 * share)
        self.context.status_changed.emit("scan", self._words)

    def _finished(self, event: ScanFinished) -> None:
        if event.seconds_taken >= LONG_SCAN_S and not event.cancelled and self.context.settings.scan_notify:
            one, many = (
                self.tr("1 file checked, {flagged:,} flagged."),
                self.tr("{files:,} files checked, {flagged:,} flagged."),
            )
            text = one if event.files == 1 else many
            self.notifier.tell(
                self.tr("The scan is done"),
                text.format(files=event.files, flagged=event.flagged),
                self.context.theme.icon("mdi6.waveform", "accent"),
            )

    def _ended(self, was_cancelled: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._words = ""
        self.context.status_changed.emit("scan", "")
        if was_cancelled and self.controller.can_go_on:
            text = self.tr("The scan was cancelled; files that were done are kept.")
            self.notices.tell("go on", "news", text, [Action(self.tr("Go on"), self.controller.go_on)])

    # The history

    def _take_job(self, loader: JobLoader, event: LoadEvent) -> None:
        if loader is not self._loader:
            return
        if isinstance(event, JobFound):
            text = self.tr("Scan of {date} with {detector}, as it was then. Nothing was checked again.")
            created = local_time(event.job.created)
            self.notices.tell("job", "news", text.format(date=created, detector=event.job.spec.model))
        elif isinstance(event, RowsLoaded):
            self.model.add(event.rows)
        elif isinstance(event, JobLoaded):
            self._stop_loading(loader)
            if event.text:
                self.notices.tell("job", "problem", f"{event.text}\n{event.hint}")

    def _stop_loading(self, loader: JobLoader) -> None:
        loader.cancel()
        self.context.bridge.detach(loader.events)
        self._loader = None

    def _look_back(self) -> None:
        """Offer scans that were interrupted; what is wrong with the history is said by those who need it."""
        db = self.context.db
        self.context.tasks.run(self, lambda: interrupted_jobs(db), self._offer, lambda _text, _hint: None)

    def _offer(self, jobs: list[JobRow]) -> None:
        if not jobs or self.controller.is_running:
            return
        job = jobs[0]
        paths = [Path(text) for text in job.spec.paths]
        one = self.tr("The scan of {places} from {date} was interrupted after 1 file.")
        many = self.tr("The scan of {places} from {date} was interrupted after {n:,} files.")
        text = one if job.files == 1 else many
        words = text.format(places=places(paths), date=local_time(job.created), n=job.files)

        def go_on() -> None:
            self.controller.take_up(request_of_job(job, self.context.settings, self.context.db))
            self._offer(jobs[1:])

        def leave() -> None:
            db = self.context.db
            self.context.tasks.run(self, lambda: give_up(db, job.id), lambda _none: self._offer(jobs[1:]))

        actions = [Action(self.tr("Go on with it"), go_on), Action(self.tr("Leave it"), leave)]
        self.notices.tell("interrupted", "question", words, actions)
