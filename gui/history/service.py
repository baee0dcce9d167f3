"""What the History place asks the history; every function is for a thread and opens its own connection."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from engine.history import History, JobRow, JobState
from engine.history_compare import Comparison, compare
from engine.history_search import FileHit, forget_jobs, jobs_before, search_files, size_bytes
from engine.job_lock import JobLock
from gui.scan.rows import FileRow
from gui.scan.saved_jobs import row_of_result


@dataclass(frozen=True, slots=True)
class JobEntry:
    """A job as the table shows it.

    Attributes:
        is_running: A living process works on it.
    """

    job: JobRow
    is_running: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """All jobs, newest first, and what they take on the disk."""

    entries: tuple[JobEntry, ...]
    size_bytes: int


def overview(db: Path) -> Overview:
    """Everything the page shows at first; a history that is not there yet is empty and is not made.

    Raises:
        HistoryError: The history cannot be read.
    """
    if not db.exists():
        return Overview((), 0)
    with _history(db) as history:
        entries = tuple(JobEntry(job, _is_running(db, job)) for job in history.jobs())
        return Overview(entries, size_bytes(history))


def find_files(db: Path, text: str) -> list[FileHit]:
    """Files of all jobs whose path holds all words.

    Raises:
        HistoryError: The history cannot be read.
    """
    if not db.exists():
        return []
    with _history(db) as history:
        return search_files(history, text)


def old_jobs(db: Path, days: int) -> list[int]:
    """Jobs that were last written to more than that many days ago.

    Raises:
        HistoryError: The history cannot be read.
    """
    with _history(db) as history:
        return jobs_before(history, datetime.now(UTC) - timedelta(days=days))


def forget(db: Path, job_ids: Sequence[int]) -> int:
    """Delete jobs; gives how many.

    Raises:
        HistoryError: One of them is running, or the history cannot be written.
    """
    with _history(db) as history:
        return forget_jobs(history, job_ids)


def compare_jobs(db: Path, before: int, after: int) -> Comparison:
    """What changed from one job to the other.

    Raises:
        HistoryError: The history cannot be read.
    """
    with _history(db) as history:
        return compare(history.results(before, windows=False), history.results(after, windows=False))


def job_rows(db: Path, job_id: int) -> list[FileRow]:
    """A job's files as the table of Scan has them, for its export.

    Raises:
        HistoryError: The history cannot be read.
    """
    with _history(db) as history:
        roots = [Path(text) for text in history.job(job_id).spec.paths]
        return [row_of_result(result, job_id, roots) for result in history.results(job_id, windows=False)]


@contextmanager
def _history(db: Path) -> Iterator[History]:
    with closing(History(db)) as history:
        yield history


def _is_running(db: Path, job: JobRow) -> bool:
    """Only a job that is called running may be held by a process."""
    if job.state is not JobState.RUNNING:
        return False
    lock = JobLock(db, job.id)
    if not lock.acquire():
        return True
    lock.release()
    return False
