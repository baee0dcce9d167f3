"""A live session in the history: there from its first minute on, so that a crash loses no more than the last one.

A session is a job of the kind ``live`` with one result. The result's path is the recording of the session, or the
name that it would have had; ``settings`` of the job hold what a file has not: the input, lost time, flagged stretches.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from engine.audio.identity import content_sha256
from engine.checkpoint import Checkpoint
from engine.clock import clock, spans_in_words
from engine.history import FileStamp, History, JobSpec, JobState
from engine.job_lock import JobLock
from engine.live_events import LiveSummary
from engine.results import FileResult, SourceInfo
from engine.version import app_version

logger = logging.getLogger(__name__)

SAVE_EVERY_S = 60.0
SAVE_SHARE = 0.01
"""Of the time may go into saving: after a day a session's scores take longer to judge and to pack."""
NOT_KEPT = "Live session; its sound was not kept"


@dataclass(frozen=True, slots=True)
class LiveSetup:
    """What a session is about.

    Attributes:
        input_name: Identity of the input.
        input_rate: Its sample rate, Hz.
        checkpoint: Of the detector.
        point: Operating point; empty for the detector's default.
        path: Where the session is recorded, or would be.
        is_recorded: Whether it is.
        started: With a time zone.
    """

    input_name: str
    input_rate: int
    checkpoint: Checkpoint
    hop_s: float
    point: str
    path: Path
    is_recorded: bool
    started: datetime


def session_name(started: datetime) -> str:
    """File name of a session's recording, without its suffix."""
    return f"Live session {started:%Y-%m-%d %H.%M.%S}"


def session_result(setup: LiveSetup, summary: LiveSummary, *, sha256: str = "", size_bytes: int = 0) -> FileResult:
    """The session as if it were a file."""
    decision = summary.decision
    meta = setup.checkpoint.meta
    return FileResult(
        path=setup.path,
        verdict=decision.verdict,
        sha256=sha256,
        size_bytes=size_bytes,
        duration_s=summary.duration_s,
        speech_s=decision.speech_s,
        score=decision.score,
        probability_ai=decision.probability_ai,
        percent_ai=decision.percent_ai,
        percent_human=decision.percent_human,
        segments=decision.segments,
        windows=summary.windows,
        source=SourceInfo(setup.input_name, "", "live sound", None, setup.input_rate, 1),
        model=meta.name,
        model_sha256=setup.checkpoint.sha256,
        hop_s=setup.hop_s,
        seconds_taken=summary.duration_s,
        warnings=tuple(_warnings(setup, summary)),
        reason=decision.reason,
        point=decision.point,
    )


def _warnings(setup: LiveSetup, summary: LiveSummary) -> list[str]:
    warnings = []
    if not setup.is_recorded:
        warnings.append(NOT_KEPT)
    if summary.lost_s >= 0.05:
        warnings.append(f"{lost_in_words(summary)} and count as no speech")
    return warnings


def lost_in_words(summary: LiveSummary) -> str:
    """How much is missing, and where."""
    seconds = summary.lost_s
    length = f"{seconds:.1f} s" if seconds < 60 else f"{clock(seconds)} min"
    return f"{length} of sound were lost ({spans_in_words(summary.lost)})"


class LiveJob:
    """One session's place in the history. All on the session's thread."""

    def __init__(self, history: History, setup: LiveSetup, *, now: Callable[[], float] = time.monotonic) -> None:
        """Add the job.

        Raises:
            HistoryError: The database cannot be used.
        """
        self._history = history
        self._setup = setup
        self._now = now
        self._settings: dict[str, Any] = {
            "input": setup.input_name,
            "started": setup.started.isoformat(timespec="seconds"),
            "hop_s": setup.hop_s,
            "point": setup.point or None,
            "recorded": setup.is_recorded,
        }
        meta = setup.checkpoint.meta
        fingerprint = f"live:{uuid.uuid4().hex}"  # no session is ever run again
        paths, sha256 = (str(setup.path),), setup.checkpoint.sha256
        spec = JobSpec("live", fingerprint, paths, meta.name, sha256, setup.hop_s, self._settings, app_version())
        self.job_id = history.start_job(spec)
        self._lock = JobLock(history.path, self.job_id)
        self._lock.acquire()
        self._next_save = now() + SAVE_EVERY_S

    def save_if_due(self, summary: Callable[[], LiveSummary]) -> bool:
        """Store what is known so far, about once a minute; gives whether it did.

        Raises:
            HistoryError: The database cannot be used.
        """
        begun = self._now()
        if begun < self._next_save:
            return False
        try:
            self._save(summary())
        finally:
            ended = self._now()
            self._next_save = ended + max(SAVE_EVERY_S, (ended - begun) / SAVE_SHARE)
        return True

    def finish(self, summary: LiveSummary) -> FileResult:
        """Store the whole session.

        Raises:
            HistoryError: The database cannot be used.
        """
        try:
            result = self._save(summary, is_final=True)
            self._history.set_state(self.job_id, JobState.FINISHED)
            self._history.sync()
        finally:
            self._lock.release()
            self._history.close()
        return result

    def _save(self, summary: LiveSummary, *, is_final: bool = False) -> FileResult:
        path = self._setup.path
        stamp, sha256 = FileStamp(0, 0), ""
        if self._setup.is_recorded and is_final:
            try:
                stat = path.stat()
                stamp, sha256 = FileStamp(stat.st_size, stat.st_mtime_ns), content_sha256(path)
            except OSError as error:
                logger.warning("The recording %s cannot be read: %s", path, error)
        result = session_result(self._setup, summary, sha256=sha256, size_bytes=stamp.size_bytes)
        self._history.save_result(self.job_id, result, stamp)
        self._settings |= {
            "lost_s": round(summary.lost_s, 3),
            "lost": [[round(start, 3), round(end, 3)] for start, end in summary.lost],
            "alerts": summary.alerts,
            "flagged": [
                [round(f.start_s, 3), round(f.end_s, 3), f.max_probability, str(f.recording or "")]
                for f in summary.flagged
            ],
        }
        self._history.set_settings(self.job_id, self._settings)
        return result
