"""A scan's place in the history: its identity, what an interrupted run left, and what is stored."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.checkpoint import Checkpoint
from engine.discover import Found, absolute
from engine.history import FileStamp, History, JobSpec, JobState, cache_key
from engine.history_codec import RESULT_FORMAT
from engine.job_lock import JobLock
from engine.results import FileResult
from engine.scan_events import ScanRequest
from engine.version import app_version

SYNC_EVERY_S = 2.0


class JobRecord:
    """One job in the history, held by this process."""

    def __init__(self, history: History, request: ScanRequest, checkpoint: Checkpoint) -> None:
        """Take up an unfinished job of the same identity, or start a new one.

        A job that another living process works on is left alone: this process then starts its own.

        Raises:
            HistoryError: The database cannot be used.
        """
        self._history = history
        self._request = request
        self._key = cache_key(checkpoint.sha256, request.hop_s, request.point)
        self._paths = [str(absolute(path)) for path in request.paths]
        spec = job_spec(request, checkpoint)
        self._synced = time.monotonic()
        self.job_id, self._lock = self._take_up(spec)

    def _take_up(self, spec: JobSpec) -> tuple[int, JobLock]:
        if self._request.resume:
            for job_id in self._candidates(spec):
                lock = JobLock(self._history.path, job_id)
                if lock.acquire():
                    self._history.set_state(job_id, JobState.RUNNING)
                    return job_id, lock
        job_id = self._history.start_job(spec)
        lock = JobLock(self._history.path, job_id)
        lock.acquire()
        return job_id, lock

    def _candidates(self, spec: JobSpec) -> list[int]:
        """Jobs to go on with; a named one only where the same detector would do the rest."""
        named = self._request.job_id
        if named is None:
            return self._history.unfinished_jobs(spec.fingerprint)
        earlier = self._history.job(named).spec
        same = (earlier.model_sha256, earlier.hop_s) == (spec.model_sha256, spec.hop_s)
        return [named] if same else []

    def finished(self, found: Sequence[Found]) -> set[Path]:
        """Of these files, those with a result in this job that have not changed since."""
        stamps = self._history.stamps(self.job_id)
        return {each.path for each in found if stamps.get(each.path) == FileStamp(each.size_bytes, each.mtime_ns)}

    def earlier_results(self, *, windows: bool) -> list[FileResult]:
        """What an interrupted run of this job has finished."""
        return list(self._history.results(self.job_id, windows=windows))

    def cached(self, sha256: str) -> FileResult | None:
        """An earlier result for the same content, detector and settings, where the cache is wanted."""
        return self._history.cached(sha256, self._key) if self._request.use_cache else None

    def save(self, result: FileResult, stamp: FileStamp) -> None:
        """Store one file's result at once: no kill can take it back, and a power cut only the last seconds'."""
        self._history.save_result(self.job_id, result, stamp, self._key)
        now = time.monotonic()
        if now - self._synced > SYNC_EVERY_S:
            self._history.sync()
            self._synced = now

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Paths joined the running job."""
        self._paths += [str(absolute(path)) for path in paths]
        self._history.set_paths(self.job_id, self._paths)

    def close(self, state: JobState) -> None:
        """Say how the job stands now and let others have it."""
        try:
            self._history.set_state(self.job_id, state)
        finally:
            self._lock.release()
            self._history.close()


def job_spec(request: ScanRequest, checkpoint: Checkpoint) -> JobSpec:
    """What a request is about; its fingerprint covers everything that changes the results."""
    paths = tuple(str(absolute(path)) for path in request.paths)
    settings: dict[str, Any] = {
        "model": request.model or checkpoint.meta.name,
        "hop_s": request.hop_s,
        "device": request.device,
        "recursive": request.recursive,
        "labels": request.labels,
        "point": request.point,
    }
    identity = [
        "scan",
        sorted(set(paths)),
        checkpoint.sha256,
        request.hop_s,
        request.recursive,
        request.point,
        RESULT_FORMAT,
    ]
    fingerprint = hashlib.sha256(json.dumps(identity).encode()).hexdigest()
    return JobSpec(
        "scan",
        fingerprint,
        paths,
        checkpoint.meta.name,
        checkpoint.sha256,
        request.hop_s,
        settings,
        app_version(),
    )
