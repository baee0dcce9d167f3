"""Questions to the whole history: files of all jobs by name, its size on disk, and what may be forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engine.errors import HistoryError
from engine.history import History
from engine.history_codec import text_to_path
from engine.job_lock import JobLock
from engine.results import Verdict

MOST_HITS = 2_000
FILES_BESIDE = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class FileHit:
    """One file in one job.

    Attributes:
        kind: Of the job: ``scan`` or ``live``.
        created: Of the job; UTC, ISO 8601.
        model: Detector name.
    """

    job_id: int
    kind: str
    created: str
    model: str
    path: Path
    verdict: Verdict
    probability_ai: float | None
    duration_s: float
    truth: str


def search_files(history: History, text: str, limit: int = MOST_HITS) -> list[FileHit]:
    """Files ever scanned whose path holds all words of a text, the newest first.

    The comparison is made here and not by SQLite, which knows upper and lower case of plain English letters only.

    Args:
        history: Where to look.
        text: Words in any order; upper and lower case are the same.
        limit: Most hits.

    Raises:
        HistoryError: The database cannot be used.
    """
    words = text.casefold().split()
    if not words:
        return []
    found: list[int] = []
    for result_id, path in history.run("SELECT id, path FROM results ORDER BY id DESC"):
        name = str(text_to_path(path)).casefold()
        if all(word in name for word in words):
            found.append(result_id)
            if len(found) == limit:
                break
    return [hit for each in found for hit in _hit(history, each)]


def size_bytes(history: History) -> int:
    """Of the database with the files that SQLite keeps beside it."""
    paths = (history.path.with_name(history.path.name + suffix) for suffix in FILES_BESIDE)
    return sum(path.stat().st_size for path in paths if path.exists())


def jobs_before(history: History, moment: datetime) -> list[int]:
    """Jobs that were last written to before a moment.

    Args:
        history: Where to look.
        moment: With a time zone.

    Raises:
        HistoryError: The database cannot be used.
    """
    rows = history.run("SELECT id, updated FROM jobs")
    return [int(job_id) for job_id, updated in rows if datetime.fromisoformat(updated) < moment]


def forget_jobs(history: History, job_ids: Iterable[int]) -> int:
    """Delete jobs with their results and give the room back to the disk; gives how many.

    Raises:
        HistoryError: A living process works on one of them; the others before it are gone. Or the database cannot
            be used.
    """
    deleted = 0
    for job_id in job_ids:
        lock = JobLock(history.path, job_id)
        if not lock.acquire():
            raise HistoryError(f"Job {job_id} is running", "Let it end or cancel it, then delete it.")
        try:
            history.delete_job(job_id)
        finally:
            lock.release()
        deleted += 1
    if deleted:
        history.run("VACUUM")
        history.run("PRAGMA wal_checkpoint(TRUNCATE)")
    return deleted


def _hit(history: History, result_id: int) -> list[FileHit]:
    query = (
        "SELECT jobs.id, jobs.kind, jobs.created, jobs.model, path, verdict, "
        "json_extract(fields, '$.probability_ai'), json_extract(fields, '$.duration_s'), truth "
        "FROM results JOIN jobs ON jobs.id = results.job_id WHERE results.id = ?"
    )
    return [
        FileHit(job_id, kind, created, model, text_to_path(path), Verdict(verdict), probability, duration_s, truth)
        for job_id, kind, created, model, path, verdict, probability, duration_s, truth in history.run(
            query, (result_id,)
        )
    ]
