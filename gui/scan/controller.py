"""What is checked and when: drops are looked through, join the running job or wait for the next one.

    check(paths) -> Survey (thread) -> asked about many files -> ScanTask (thread) -> rows of the model

Files that join a running job of the same settings become part of it; everything else is a job of its own afterwards.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine.scan_events import (
    FileDone,
    FileProgress,
    FileStarted,
    ScanFinished,
    ScanProgress,
    ScanRequest,
    ScanStarted,
)
from gui.context import AppContext
from gui.scan.results_model import ResultsModel
from gui.scan.rows import FileRow, RowState
from gui.scan.saved_jobs import give_up
from gui.scan.scan_task import Ended, Failed, ScanTask, TaskEvent, request_for
from gui.scan.survey import FilesFound, Survey, SurveyDone, SurveyEvent

ASK_ABOVE = 200
"""More files than these are not checked before somebody has said so."""
JOIN_S = 10.0


@dataclass(slots=True, eq=False)
class Drop:
    """Files and folders that came in one go."""

    survey: Survey
    rows: list[FileRow] = field(default_factory=list)
    new: list[FileRow] = field(default_factory=list)
    summary: SurveyDone | None = None


@dataclass(slots=True, eq=False)
class Batch:
    """One job, or what joins one.

    Attributes:
        may_join: Whether it may become part of a running job.
        job_id: In the history, once it runs.
    """

    request: ScanRequest
    rows: list[FileRow]
    may_join: bool = True
    job_id: int = 0


class ScanController(QObject):
    """Decides what runs and writes what comes back into the model. Main thread only."""

    survey_changed = Signal(object)
    """A `Drop` whose walk has begun, found more, or ended."""
    question = Signal(object)
    """A `Drop` of many files: call `go` or `forget`."""
    started = Signal()
    progressed = Signal(ScanProgress, float)
    """Figures, and the share of all work that is done."""
    row_done = Signal(object)
    failed = Signal(str, str)
    finished = Signal(object)
    """`ScanFinished` of a job; the next one may already begin."""
    ended = Signal(bool)
    """Nothing runs any more; whether it was cancelled."""

    def __init__(self, context: AppContext, model: ResultsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._model = context, model
        self._drops: list[Drop] = []
        self._queue: deque[Batch] = deque()
        self._batch: Batch | None = None
        self._task: ScanTask | None = None
        self._running: set[FileRow] = set()
        self._left_over: list[Batch] = []

    @property
    def is_running(self) -> bool:
        """Whether something is being checked."""
        return self._task is not None

    @property
    def is_paused(self) -> bool:
        """Whether it is paused."""
        return self._task is not None and self._task.is_paused

    @property
    def is_looking(self) -> bool:
        """Whether a folder is being walked."""
        return any(drop.summary is None for drop in self._drops)

    @property
    def can_go_on(self) -> bool:
        """Whether there is a cancelled scan to go on with."""
        return bool(self._left_over)

    def check(self, paths: Sequence[Path]) -> None:
        """Look through files and folders and check what is found; returns at once."""
        drop = Drop(Survey(paths, ASK_ABOVE))
        self._drops.append(drop)
        self._context.bridge.attach(drop.survey.events, lambda event: self._take_survey(drop, event))
        drop.survey.start()
        self.survey_changed.emit(drop)

    def go(self, drop: Drop) -> None:
        """Check what a drop has brought."""
        self._drops.remove(drop)
        if drop.rows:
            request = request_for(drop.survey.paths, self._context.settings, self._context.db)
            self._enqueue(Batch(request, drop.rows))

    def forget(self, drop: Drop) -> None:
        """Do not check it; files that were in the table before stay there."""
        drop.survey.cancel()
        self._context.bridge.detach(drop.survey.events)
        if drop in self._drops:
            self._drops.remove(drop)
        self._settle(drop.rows)
        self._model.remove(row for row in drop.new if row.result is None)

    def rescan(self, rows: Iterable[FileRow], detector: str = "") -> None:
        """Check files again.

        Args:
            rows: Those that are under way are left alone.
            detector: Another one than in the settings; its results may come from the history. Else everything is
                listened to again.
        """
        free = [row for row in rows if not row.is_busy]
        if not free:
            return
        request = request_for([row.path for row in free], self._context.settings, self._context.db, model=detector)
        if not detector:
            request = replace(request, use_cache=False, resume=False)
        self._enqueue(Batch(request, free, may_join=False))

    def take_up(self, request: ScanRequest) -> None:
        """Go on with an interrupted job of the history."""
        self._enqueue(Batch(request, [], may_join=False))

    def go_on(self) -> None:
        """Go on with what was cancelled."""
        left_over, self._left_over = self._left_over, []
        for batch in left_over:
            rows = [row for row in batch.rows if row.state is RowState.STOPPED]
            self._enqueue(Batch(batch.request, rows, may_join=False))

    def pause(self) -> None:
        """Read no more audio for now."""
        if self._task is not None:
            self._task.pause()

    def resume(self) -> None:
        """Go on after `pause`."""
        if self._task is not None:
            self._task.resume()

    def cancel(self) -> None:
        """End soon; what is done is kept, and `go_on` does the rest."""
        waiting, self._queue = list(self._queue), deque()
        self._left_over = waiting
        for batch in waiting:
            self._settle(batch.rows)
        if self._task is not None:
            self._task.cancel()

    def shut_down(self) -> None:
        """Stop all threads and wait for them."""
        for drop in list(self._drops):
            drop.survey.cancel()
            self._context.bridge.detach(drop.survey.events)
            drop.survey.join(JOIN_S)
        self._drops.clear()
        self._queue.clear()
        task, self._task = self._task, None
        if task is not None:
            self._context.bridge.detach(task.events)
            task.cancel()
            task.join(JOIN_S)

    # The walk

    def _take_survey(self, drop: Drop, event: SurveyEvent) -> None:
        if isinstance(event, FilesFound):
            known = [(found, self._model.row_of(found.path)) for found in event.files]
            new = [FileRow(found.path, found.root) for found, row in known if row is None]
            again = [row for _, row in known if row is not None and not row.is_busy]
            self._model.set_state(again, RowState.FOUND)
            self._model.add(new)
            drop.rows += new + again
            drop.new += new
        else:
            drop.summary = event
            self._context.bridge.detach(drop.survey.events)
            if event.files > ASK_ABOVE and drop.rows:
                self.question.emit(drop)
            else:
                self.go(drop)
        self.survey_changed.emit(drop)

    # Jobs

    def _enqueue(self, batch: Batch) -> None:
        self._model.set_state(batch.rows, RowState.WAITING)
        task = self._task
        if task is None or self._batch is None or not self._may_join(batch, self._batch):
            self._queue.append(batch)
            self._start_next()
            return
        host = self._batch

        def joined(is_in: object) -> None:
            if not is_in:
                self._queue.append(batch)
                self._start_next()
            elif self._task is task:
                host.rows += batch.rows
                host.request = replace(host.request, paths=host.request.paths + batch.request.paths)
            else:
                self._settle(batch.rows)

        self._context.tasks.run(self, lambda: task.add(batch.request.paths), joined)

    def _may_join(self, batch: Batch, host: Batch) -> bool:
        if not (batch.may_join and host.may_join) or self._task is None or self._task.is_cancelled:
            return False
        return replace(batch.request, paths=()) == replace(host.request, paths=())

    def _start_next(self) -> None:
        if self._task is not None or not self._queue:
            return
        self._batch = self._queue.popleft()
        self._task = ScanTask(self._batch.request)
        self._context.bridge.attach(self._task.events, self._take_task)
        self._task.start()
        self.started.emit()

    def _take_task(self, event: TaskEvent) -> None:
        match event:
            case ScanStarted():
                self._scan_started(event)
            case FileStarted():
                self._file_started(event)
            case FileProgress():
                self._file_progress(event)
            case FileDone():
                self._file_done(event)
            case ScanProgress():
                self._scan_progress(event)
            case ScanFinished():
                self.finished.emit(event)
            case Failed():
                self.failed.emit(event.text, event.hint)
            case Ended():
                self._task_ended()

    def _scan_started(self, event: ScanStarted) -> None:
        if self._batch is None:
            return
        self._batch.job_id = event.job_id
        wanted = self._batch.request.job_id
        if wanted is not None and wanted != event.job_id:
            # Its detector is another one now, so that a new job does its work: it must not be offered again.
            db = self._context.db
            self._context.tasks.run(self, lambda: give_up(db, wanted), lambda _none: None)

    def _file_started(self, event: FileStarted) -> None:
        row = self._row(event.path)
        self._model.set_state([row], RowState.RUNNING)
        self._running.add(row)

    def _file_progress(self, event: FileProgress) -> None:
        row = self._model.row_of(event.path)
        if row is not None and row.state is RowState.RUNNING and event.expected_s:
            self._model.set_share(row, min(event.done_s / event.expected_s, 1.0))

    def _file_done(self, event: FileDone) -> None:
        row = self._row(event.result.path)
        self._running.discard(row)
        result = replace(event.result, windows=())
        self._model.set_result(row, result, self._batch.job_id if self._batch else 0)
        self.row_done.emit(row)

    def _scan_progress(self, event: ScanProgress) -> None:
        waiting = sum(len(batch.rows) for batch in self._queue)
        files = event.files + waiting
        done = event.files_done + sum(row.share for row in self._running)
        self.progressed.emit(replace(event, files=files), min(1.0, done / max(files, 1)))

    def _task_ended(self) -> None:
        task, batch = self._task, self._batch
        if task is None or batch is None:
            return
        self._context.bridge.detach(task.events)
        self._task = self._batch = None
        self._running.clear()
        left = self._settle(batch.rows)
        if task.is_cancelled and left:
            batch.request = replace(batch.request, job_id=batch.job_id or None, resume=True)
            self._left_over.insert(0, batch)
        self._context.history_changed.emit()
        self._start_next()
        if self._task is None:
            self.ended.emit(task.is_cancelled)

    def _row(self, path: Path) -> FileRow:
        """The row of a file; made where the engine found one that the walk had not."""
        row = self._model.row_of(path)
        if row is None:
            row = FileRow(path, None, RowState.WAITING)
            self._model.add([row])
            if self._batch is not None:
                self._batch.rows.append(row)
        return row

    def _settle(self, rows: Sequence[FileRow]) -> int:
        """Rows that no scan holds any more; gives the number of those that were left over."""
        left = [row for row in rows if row.state is not RowState.DONE]
        self._model.set_state([row for row in left if row.result is not None], RowState.DONE)
        self._model.set_state([row for row in left if row.result is None], RowState.STOPPED)
        return len(left)
