"""Jobs of the history: which were interrupted, what goes on with them, and old rows without a rescan."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.history import FileStamp, History, JobSpec, JobState
from engine.job_lock import JobLock
from engine.results import Verdict
from gui.scan.rows import FileRow, RowState
from gui.scan.saved_jobs import (
    CHUNK,
    JobFound,
    JobLoaded,
    JobLoader,
    LoadEvent,
    RowsLoaded,
    give_up,
    interrupted_jobs,
    request_of_job,
)
from gui.settings.model import Settings

ASKED = {"model": "tiny", "device": "cpu", "recursive": False, "labels": None, "point": "balanced"}


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "h.db")


def start(history: History, kind: str = "scan") -> int:
    return history.start_job(JobSpec(kind, "f", ("/in", "/more/a.wav"), "tiny", "s", 1.5, ASKED))


def test_only_running_scans_without_a_process_were_interrupted(history: History) -> None:
    interrupted, held, cancelled = start(history), start(history), start(history)
    start(history, "live")
    history.set_state(cancelled, JobState.CANCELLED)
    lock = JobLock(history.path, held)
    assert lock.acquire()
    assert [job.id for job in interrupted_jobs(history.path)] == [interrupted]
    lock.release()
    assert [job.id for job in interrupted_jobs(history.path)] == [held, interrupted]
    give_up(history.path, held)
    assert [job.id for job in interrupted_jobs(history.path)] == [interrupted]


def test_no_history_means_nothing_was_interrupted_and_none_is_made(tmp_path: Path) -> None:
    assert interrupted_jobs(tmp_path / "none.db") == []
    assert not (tmp_path / "none.db").exists()


def test_the_request_is_as_it_was_asked_then(history: History) -> None:
    job = history.job(start(history))
    request = request_of_job(job, Settings(hop_s=3.0, detector="other", workers=1), history.path)
    assert request.paths == (Path("/in"), Path("/more/a.wav"))
    assert (request.model, request.hop_s, request.device, request.point) == ("tiny", 1.5, "cpu", "balanced")
    assert (request.recursive, request.job_id, request.db, request.workers) == (False, job.id, history.path, 1)


def loaded(loader: JobLoader) -> list[LoadEvent]:
    loader.start()
    loader.join(30)
    events = []
    while not loader.events.empty():
        events.append(loader.events.get())
    return events


def test_rows_of_an_old_job_come_in_pieces(history: History, make_row: Callable[..., FileRow]) -> None:
    job_id = start(history)
    for number in range(CHUNK + 3):
        result = make_row(f"{number}.wav", Verdict.AI, truth="human").result
        assert result is not None
        history.save_result(job_id, result, FileStamp(1, 1))
    events = loaded(JobLoader(history.path, job_id))
    assert isinstance(events[0], JobFound)
    assert events[-1] == JobLoaded()
    pieces = [list(event.rows) for event in events if isinstance(event, RowsLoaded)]
    assert [len(piece) for piece in pieces] == [CHUNK, 3]
    row = pieces[0][0]
    assert (row.name, row.state, row.job_id, row.verdict) == ("0.wav", RowState.DONE, job_id, Verdict.AI)
    assert row.root == Path("/in")
    assert row.flagged_s == 6.0


def test_a_job_that_is_not_there_is_said(history: History) -> None:
    (event,) = loaded(JobLoader(history.path, 77))
    assert isinstance(event, JobLoaded)
    assert "no job 77" in event.text
    assert event.hint
