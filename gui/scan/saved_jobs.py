"""Jobs of the history in the Scan place: one shown again without a rescan, and those that were interrupted."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from engine.errors import VeravoxError
from engine.history import History, JobRow, JobState
from engine.job_lock import JobLock
from engine.results import FileResult
from engine.scan_events import ScanRequest
from gui.scan.rows import FileRow, RowState
from gui.scan.scan_task import request_for
from gui.settings.model import Settings

logger = logging.getLogger(__name__)
CHUNK = 250


@dataclass(frozen=True, slots=True)
class JobFound:
    """The job is there; its rows follow."""

    job: JobRow


@dataclass(frozen=True, slots=True)
class RowsLoaded:
    """More rows of the job."""

    rows: Sequence[FileRow]


@dataclass(frozen=True, slots=True)
class JobLoaded:
    """Nothing more will come.

    Attributes:
        text: Why the job cannot be shown; empty where it is.
        hint: What to do about it.
    """

    text: str = ""
    hint: str = ""


LoadEvent = JobFound | RowsLoaded | JobLoaded


class JobLoader:
    """Reads one job's results in a thread; rows come in pieces, so that the first ones are there at once."""

    def __init__(self, db: Path, job_id: int) -> None:
        self.job_id = job_id
        self.events: queue.SimpleQueue[LoadEvent] = queue.SimpleQueue()
        self._db = db
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._run, name="load-job", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def cancel(self) -> None:
        """End soon."""
        self._cancelled.set()

    def join(self, seconds: float) -> None:
        """Wait for the thread."""
        self._thread.join(seconds)

    def _run(self) -> None:
        try:
            self._load()
            self.events.put(JobLoaded())
        except VeravoxError as error:
            self.events.put(JobLoaded(str(error), error.hint))
        except Exception as error:  # the boundary of this thread
            logger.exception("The job could not be shown")
            self.events.put(JobLoaded(f"Something went wrong: {error}", "Please report it with the log file."))

    def _load(self) -> None:
        history = History(self._db)
        with closing(history):
            job = history.job(self.job_id)
            self.events.put(JobFound(job))
            roots = [Path(text) for text in job.spec.paths]
            rows: list[FileRow] = []
            for result in history.results(self.job_id, windows=False):
                if self._cancelled.is_set():
                    return
                rows.append(row_of_result(result, self.job_id, roots))
                if len(rows) >= CHUNK:
                    self.events.put(RowsLoaded(rows))
                    rows = []
            self.events.put(RowsLoaded(rows))


def row_of_result(result: FileResult, job_id: int, roots: Sequence[Path] = ()) -> FileRow:
    """A row for a result that was kept."""
    root = next((root for root in roots if root in result.path.parents), None)
    row = FileRow(result.path, root, RowState.DONE)
    row.take(result, job_id)
    return row


def interrupted_jobs(db: Path) -> list[JobRow]:
    """Scans that no process works on and that nobody has ended, newest first. For a thread.

    Raises:
        HistoryError: The history cannot be read.
    """
    if not db.exists():
        return []
    history = History(db)
    with closing(history):
        jobs = [job for job in history.jobs() if job.spec.kind == "scan" and job.state is JobState.RUNNING]
    return [job for job in jobs if not _is_held(db, job.id)]


def give_up(db: Path, job_id: int) -> None:
    """Never offer this job again; its results stay in the history."""
    history = History(db)
    with closing(history):
        history.set_state(job_id, JobState.CANCELLED)


def request_of_job(job: JobRow, settings: Settings, db: Path) -> ScanRequest:
    """The request that goes on with an interrupted job, as it was asked for then.

    Args:
        job: From the history.
        settings: The user's, for what does not change results.
        db: History file.
    """
    asked = job.spec.settings
    request = request_for([Path(text) for text in job.spec.paths], settings, db)
    return replace(
        request,
        model=asked.get("model"),
        hop_s=job.spec.hop_s,
        device=asked.get("device", settings.device),
        recursive=asked.get("recursive", True),
        labels=asked.get("labels"),
        job_id=job.id,
        point=asked.get("point"),
    )


def local_time(created: str) -> str:
    """A moment of the history for people, in their own time zone."""
    return datetime.fromisoformat(created).astimezone().strftime("%Y-%m-%d %H:%M")


def _is_held(db: Path, job_id: int) -> bool:
    lock = JobLock(db, job_id)
    if not lock.acquire():
        return True
    lock.release()
    return False
