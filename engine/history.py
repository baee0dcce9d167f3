"""What was scanned before: jobs and results in one SQLite file, safe against kills and shared by processes.

history = History(path)                      one object a process; every thread gets its own connection
job_id = history.start_job(JobSpec(...))     history.save_result(job_id, result, ...)   committed at once
history.jobs(), history.job(id), history.results(id), history.cached(...), history.set_state(id, state)
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from engine.errors import HistoryError
from engine.history_codec import RESULT_FORMAT, pack_fields, pack_windows, path_to_text, text_to_path, unpack_result
from engine.history_schema import connect, prepare
from engine.results import FileResult, Verdict


class JobState(StrEnum):
    """Where a job stands; a job that is ``running`` without a process was interrupted."""

    RUNNING = "running"
    CANCELLED = "cancelled"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class JobSpec:
    """What a job is about.

    Attributes:
        kind: ``scan`` or ``live``.
        fingerprint: The same for two starts of the same job.
        settings: Enough to run it again; JSON values.
    """

    kind: str
    fingerprint: str
    paths: tuple[str, ...]
    model: str
    model_sha256: str
    hop_s: float
    settings: dict[str, Any] = field(default_factory=dict)
    app_version: str = ""


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job with its counts.

    Attributes:
        created: UTC, ISO 8601.
        updated: When the last result or state was written.
    """

    id: int
    spec: JobSpec
    created: str
    updated: str
    state: JobState
    files: int
    flagged: int
    errors: int


@dataclass(frozen=True, slots=True)
class FileStamp:
    """How an unchanged file is recognised without reading it."""

    size_bytes: int
    mtime_ns: int


def default_db_path() -> Path:
    """The user's own history."""
    from platformdirs import user_data_path

    return user_data_path("veravox", appauthor=False) / "history.db"


def cache_key(model_sha256: str, hop_s: float, point: str | None) -> str:
    """What besides a file's content decides its result."""
    return f"{RESULT_FORMAT}:{model_sha256}:{hop_s:g}:{point or ''}"


class History:
    """The history database; may be used from several threads."""

    def __init__(self, path: Path | None = None) -> None:
        """Open or create it.

        Args:
            path: None for the user's own.

        Raises:
            HistoryError: The file is not ours, damaged, of a newer version, or cannot be written.
        """
        self.path = path or default_db_path()
        prepare(self.path)
        self._local = threading.local()

    def close(self) -> None:
        """Close the calling thread's connection; other threads' go with their threads."""
        connection = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None

    def sync(self) -> None:
        """Force everything committed so far to the disk; call it every few seconds during long work."""
        with self._use() as connection:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def start_job(self, spec: JobSpec) -> int:
        """Add a running job and give its number."""
        now = _now()
        row = (
            spec.kind,
            spec.fingerprint,
            now,
            now,
            JobState.RUNNING.value,
            json.dumps(spec.paths),
            json.dumps(spec.settings),
            spec.model,
            spec.model_sha256,
            spec.hop_s,
            spec.app_version,
        )
        columns = "kind, fingerprint, created, updated, state, paths, settings, model, model_sha256, hop_s, app_version"
        with self._use() as connection:
            cursor = connection.execute(f"INSERT INTO jobs ({columns}) VALUES ({_marks(row)})", row)  # noqa: S608
            return int(cursor.lastrowid or 0)

    def unfinished_jobs(self, fingerprint: str) -> list[int]:
        """Jobs of that fingerprint that were interrupted or are running elsewhere, newest first.

        Those older than a finished one are left alone: that one has already done their work.
        """
        query = (
            "SELECT id FROM jobs WHERE fingerprint = ?1 AND state != ?2 AND id > "
            "(SELECT coalesce(max(id), 0) FROM jobs WHERE fingerprint = ?1 AND state = ?2) ORDER BY id DESC"
        )
        with self._use() as connection:
            rows = connection.execute(query, (fingerprint, JobState.FINISHED.value)).fetchall()
        return [int(row[0]) for row in rows]

    def set_state(self, job_id: int, state: JobState) -> None:
        """Say where a job stands."""
        with self._use() as connection:
            connection.execute("UPDATE jobs SET state = ?, updated = ? WHERE id = ?", (state.value, _now(), job_id))

    def set_paths(self, job_id: int, paths: Sequence[str]) -> None:
        """Paths joined a running job; its fingerprint stays, so that it is found by its first paths."""
        with self._use() as connection:
            connection.execute("UPDATE jobs SET paths = ? WHERE id = ?", (json.dumps(list(paths)), job_id))

    def set_settings(self, job_id: int, settings: Mapping[str, Any]) -> None:
        """What is known about a job only while it runs; JSON values."""
        with self._use() as connection:
            connection.execute("UPDATE jobs SET settings = ? WHERE id = ?", (json.dumps(dict(settings)), job_id))

    def save_result(self, job_id: int, result: FileResult, stamp: FileStamp, key: str = "") -> None:
        """Store one file's result, at once and for good; a second result for the same path replaces the first.

        Args:
            job_id: From `start_job`.
            result: With its windows.
            stamp: Size and time of the file when it was read.
            key: `cache_key` under which the result may be used again; empty where it may not.
        """
        row = (
            job_id,
            path_to_text(result.path),
            result.verdict.value,
            result.sha256,
            stamp.size_bytes,
            stamp.mtime_ns,
            "" if result.verdict is Verdict.ERROR else key,
            result.truth,
            pack_fields(result),
            pack_windows(result.windows),
        )
        columns = "job_id, path, verdict, sha256, size_bytes, mtime_ns, cache_key, truth, fields, windows"
        with self._use() as connection:
            connection.execute(f"INSERT OR REPLACE INTO results ({columns}) VALUES ({_marks(row)})", row)  # noqa: S608

    def stamps(self, job_id: int) -> dict[Path, FileStamp]:
        """The files of a job that have a result."""
        with self._use() as connection:
            rows = connection.execute("SELECT path, size_bytes, mtime_ns FROM results WHERE job_id = ?", (job_id,))
            return {text_to_path(path): FileStamp(size, mtime) for path, size, mtime in rows}

    def results(self, job_id: int, *, windows: bool = True) -> Iterator[FileResult]:
        """A job's results in the order they were finished.

        Args:
            job_id: From `jobs`.
            windows: Whether the windows are unpacked.
        """
        blob = "windows" if windows else "x''"
        query = (
            f"SELECT path, verdict, sha256, size_bytes, truth, fields, {blob} FROM results "  # noqa: S608
            "WHERE job_id = ? AND id > ? ORDER BY id LIMIT 200"
        )
        last = 0
        while True:
            with self._use() as connection:
                rows = connection.execute(query.replace("path,", "id, path,", 1), (job_id, last)).fetchall()
            if not rows:
                return
            last = rows[-1][0]
            yield from (unpack_result(row[1:]) for row in rows)

    def result(self, job_id: int, path: Path) -> FileResult | None:
        """One file's result in a job, with its windows; None where there is none."""
        query = (
            "SELECT path, verdict, sha256, size_bytes, truth, fields, windows FROM results "
            "WHERE job_id = ? AND path = ?"
        )
        with self._use() as connection:
            row = connection.execute(query, (job_id, path_to_text(path))).fetchone()
        return unpack_result(row) if row else None

    def set_truths(self, job_id: int, truths: Mapping[Path, str]) -> None:
        """Say what is known about files of a job: ``ai``, ``human``, or empty for not known."""
        rows = [(truth, job_id, path_to_text(path)) for path, truth in truths.items()]
        with self._use() as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("UPDATE results SET truth = ? WHERE job_id = ? AND path = ?", rows)

    def cached(self, sha256: str, key: str) -> FileResult | None:
        """The newest result for that content under that key; its path is the old one."""
        query = (
            "SELECT path, verdict, sha256, size_bytes, truth, fields, windows FROM results "
            "WHERE sha256 = ? AND cache_key = ? ORDER BY id DESC LIMIT 1"
        )
        if not sha256 or not key:
            return None
        with self._use() as connection:
            row = connection.execute(query, (sha256, key)).fetchone()
        return unpack_result(row) if row else None

    def jobs(self) -> list[JobRow]:
        """All jobs, newest first."""
        return self._jobs("ORDER BY jobs.id DESC", ())

    def job(self, job_id: int) -> JobRow:
        """One job.

        Raises:
            HistoryError: There is none with that number.
        """
        rows = self._jobs("HAVING jobs.id = ?", (job_id,))
        if not rows:
            raise HistoryError(f"There is no job {job_id} in the history", "`veravox history` lists the jobs.")
        return rows[0]

    def run(self, query: str, arguments: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """One SQL statement of `engine.history_search`, and its rows.

        Raises:
            HistoryError: The database cannot be used.
        """
        with self._use() as connection:
            return connection.execute(query, arguments).fetchall()

    def delete_job(self, job_id: int) -> None:
        """Forget a job and its results."""
        with self._use() as connection:
            connection.execute("DELETE FROM jobs WHERE id = ?", (job_id,))

    def _jobs(self, tail: str, arguments: tuple[Any, ...]) -> list[JobRow]:
        query = (
            "SELECT jobs.id, kind, fingerprint, paths, model, jobs.model_sha256, hop_s, settings, app_version, "
            "created, updated, state, count(results.id), "
            "coalesce(sum(results.verdict IN ('ai', 'contains_ai')), 0), "
            "coalesce(sum(results.verdict = 'error'), 0) "
            "FROM jobs LEFT JOIN results ON results.job_id = jobs.id GROUP BY jobs.id "
        )
        with self._use() as connection:
            rows = connection.execute(query + tail, arguments).fetchall()
        return [_job_row(row) for row in rows]

    @contextmanager
    def _use(self) -> Iterator[sqlite3.Connection]:
        """The calling thread's connection; database errors become readable ones."""
        try:
            connection = getattr(self._local, "connection", None)
            if connection is None:
                connection = self._local.connection = connect(self.path)
            yield connection
        except sqlite3.Error as error:
            raise HistoryError(f"The history {self.path} cannot be used: {error}") from None


def _job_row(row: Sequence[Any]) -> JobRow:
    job_id, kind, fingerprint, paths, model, model_sha256, hop_s, settings, app_version = row[:9]
    created, updated, state, files, flagged, errors = row[9:]
    spec = JobSpec(
        kind,
        fingerprint,
        tuple(json.loads(paths)),
        model,
        model_sha256,
        hop_s,
        json.loads(settings),
        app_version,
    )
    return JobRow(job_id, spec, created, updated, JobState(state), files, flagged, errors)


def _marks(row: Sequence[Any]) -> str:
    return ", ".join("?" * len(row))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
