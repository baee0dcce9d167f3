"""Finding, measuring and forgetting what the history holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.errors import HistoryError
from engine.history import FileStamp, History, JobSpec
from engine.history_search import forget_jobs, jobs_before, search_files, size_bytes
from engine.job_lock import JobLock
from engine.results import FileResult, Verdict, WindowScore


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "history.db")


def add_job(history: History, *names: str, windows: int = 0, model: str = "tiny") -> int:
    job_id = history.start_job(JobSpec("scan", "f", ("/in",), model, "abc", 3.0))
    for name in names:
        scores = tuple(WindowScore(i, i + 3.0, i * 0.37 % 5, i * 0.7311 % 1, 1.0) for i in range(windows))
        result = FileResult(
            Path("/in") / name, Verdict.AI, probability_ai=0.9, duration_s=12.5, truth="ai", windows=scores
        )
        history.save_result(job_id, result, FileStamp(1, 2))
    return job_id


def test_files_of_all_jobs_are_found_by_words_in_any_order_newest_first(history: History) -> None:
    first = add_job(history, "anna interview.wav", "robot.wav")
    second = add_job(history, "Anna/Interview 2.mp3", model="duo")
    hits = search_files(history, "INTERVIEW anna")
    assert [(hit.job_id, hit.path.name, hit.model) for hit in hits] == [
        (second, "Interview 2.mp3", "duo"),
        (first, "anna interview.wav", "tiny"),
    ]
    assert (hits[0].verdict, hits[0].probability_ai, hits[0].duration_s, hits[0].truth) == (Verdict.AI, 0.9, 12.5, "ai")
    assert hits[0].kind == "scan"
    assert datetime.fromisoformat(hits[0].created).tzinfo is not None


@pytest.mark.parametrize(
    ("name", "text"),
    [("ÄRGER.wav", "ärger"), ("100%_sure.wav", "%_"), ("caf\udce9.wav", "caf"), ("Straße.wav", "STRASSE")],
)
def test_names_that_sql_would_not_find_are_found(history: History, name: str, text: str) -> None:
    add_job(history, name, "other.mp3")
    assert [hit.path.name for hit in search_files(history, text)] == [name]


def test_no_words_find_nothing_and_hits_are_limited(history: History) -> None:
    add_job(history, *(f"{number}.wav" for number in range(20)))
    assert search_files(history, "  ") == []
    assert len(search_files(history, "wav", limit=7)) == 7


def test_jobs_are_found_by_age(history: History) -> None:
    job_id = add_job(history, "a.wav")
    now = datetime.now(UTC)
    assert jobs_before(history, now - timedelta(hours=1)) == []
    assert jobs_before(history, now + timedelta(hours=1)) == [job_id]


def test_forgetting_gives_the_room_back(history: History) -> None:
    large = add_job(history, *(f"{number}.wav" for number in range(60)), windows=2_000)
    kept = add_job(history, "kept.wav")
    history.sync()
    before = size_bytes(history)
    assert forget_jobs(history, [large]) == 1
    assert [job.id for job in history.jobs()] == [kept]
    assert [hit.path.name for hit in search_files(history, "wav")] == ["kept.wav"]
    assert size_bytes(history) < before / 4


def test_a_job_that_is_running_is_not_forgotten(history: History) -> None:
    running = add_job(history, "a.wav")
    lock = JobLock(history.path, running)
    assert lock.acquire()
    with pytest.raises(HistoryError, match="is running"):
        forget_jobs(history, [running])
    assert [job.id for job in history.jobs()] == [running]
    lock.release()
    assert forget_jobs(history, [running]) == 1
