"""The history: everything comes back, foreign and damaged files are refused, threads and processes share it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from engine import history_schema
from engine.errors import HistoryError
from engine.history import FileStamp, History, JobSpec, JobState, cache_key
from engine.results import FileResult, Segment, SegmentKind, SourceInfo, Verdict, WindowScore

STAMP = FileStamp(1234, 5678)


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "deep" / "history.db")


def spec(fingerprint: str = "f") -> JobSpec:
    return JobSpec("scan", fingerprint, ("/in",), "tiny", "abc", 3.0, {"device": "auto", "point": None}, "0.1.0")


def result(name: str = "a.wav", verdict: Verdict = Verdict.CONTAINS_AI, sha256: str = "s") -> FileResult:
    return FileResult(
        path=Path("/in") / name,
        verdict=verdict,
        sha256=sha256,
        size_bytes=STAMP.size_bytes,
        duration_s=9.5,
        speech_s=7.25,
        score=1.5,
        probability_ai=0.81,
        percent_ai=33.3,
        percent_human=66.7,
        segments=(Segment(0.0, 3.0, SegmentKind.AI, 0.9), Segment(3.0, 9.5, SegmentKind.NO_SPEECH, None)),
        windows=(
            WindowScore(0.0, 3.0, 2.0, 0.1 + 0.2, 0.99),
            WindowScore(3.0, 6.0, -1.25, None, 0.0),
            WindowScore(6.0, 9.5, 1 / 3, 0.5, 1.0),
        ),
        source=SourceInfo("pyav", "mp4", "aac", 64_000, 44_100, 2),
        model="tiny",
        model_sha256="abc",
        hop_s=3.0,
        seconds_taken=0.5,
        warnings=("The file ends early", "zweite Warnung ü"),
        truth="ai",
        reason="because",
        point="balanced",
    )


def test_a_result_comes_back_exactly(history: History) -> None:
    job = history.start_job(spec())
    history.save_result(job, result(), STAMP)
    assert list(history.results(job)) == [result()]
    assert list(history.results(job, windows=False)) == [replace(result(), windows=())]
    assert history.stamps(job) == {Path("/in/a.wav"): STAMP}


def test_one_file_s_result_comes_with_its_windows(history: History) -> None:
    job = history.start_job(spec())
    history.save_result(job, result(), STAMP)
    assert history.result(job, Path("/in/a.wav")) == result()
    assert history.result(job, Path("/in/other.wav")) is None
    assert history.result(job + 1, Path("/in/a.wav")) is None


def test_the_truth_can_be_set_later(history: History) -> None:
    job, other = history.start_job(spec()), history.start_job(spec())
    for each in (job, other):
        history.save_result(each, result(), STAMP)
        history.save_result(each, result("b.wav"), STAMP)
    history.set_truths(job, {Path("/in/a.wav"): "human", Path("/in/b.wav"): ""})
    assert [each.truth for each in history.results(job)] == ["human", ""]
    assert [each.truth for each in history.results(other)] == ["ai", "ai"]


def test_an_error_row_comes_back(history: History) -> None:
    job = history.start_job(spec())
    broken = FileResult(Path("/in/x.wav"), Verdict.ERROR, size_bytes=1234, error="Cannot decode", hint="Convert it")
    history.save_result(job, broken, STAMP, "key")
    assert list(history.results(job)) == [broken]


def test_names_that_are_no_unicode_survive(history: History) -> None:
    odd = replace(result(), path=Path("/in/caf\udce9 \N{SNOWMAN}.wav"), error="caf\udce9")
    job = history.start_job(spec())
    history.save_result(job, odd, STAMP)
    assert list(history.results(job)) == [odd]
    assert list(history.stamps(job)) == [odd.path]


def test_a_path_has_one_result_in_a_job(history: History) -> None:
    job, other = history.start_job(spec()), history.start_job(spec())
    history.save_result(job, result(), STAMP)
    history.save_result(job, result(verdict=Verdict.HUMAN), STAMP)
    history.save_result(other, result(), STAMP)
    assert [each.verdict for each in history.results(job)] == [Verdict.HUMAN]
    assert len(list(history.results(other))) == 1


def test_many_results_come_in_the_order_they_were_finished(history: History) -> None:
    job = history.start_job(spec())
    names = [f"{(7 * i) % 450}.wav" for i in range(450)]
    for name in names:
        history.save_result(job, replace(result(name), windows=()), STAMP)
    assert [each.path.name for each in history.results(job)] == names


def test_the_cache_asks_for_content_and_key(history: History) -> None:
    job = history.start_job(spec())
    key = cache_key("abc", 3.0, None)
    history.save_result(job, result(), STAMP, key)
    history.save_result(job, result("err.wav", Verdict.ERROR, sha256="bad"), STAMP, key)
    assert history.cached("s", key) == result()
    for sha256, other in (
        ("t", key),
        ("s", cache_key("abd", 3.0, None)),
        ("s", cache_key("abc", 1.0, None)),
        ("s", cache_key("abc", 3.0, "miss_little")),
        ("bad", key),
        ("", key),
        ("s", ""),
    ):
        assert history.cached(sha256, other) is None


def test_jobs_with_their_counts(history: History) -> None:
    first, second = history.start_job(spec()), history.start_job(spec("g"))
    history.save_result(first, result("a.wav", Verdict.AI), STAMP)
    history.save_result(first, result("b.wav", Verdict.ERROR), STAMP)
    history.save_result(first, result("c.wav", Verdict.HUMAN), STAMP)
    history.set_state(first, JobState.FINISHED)
    newest, oldest = history.jobs()
    assert (newest.id, newest.files, newest.state) == (second, 0, JobState.RUNNING)
    assert (oldest.files, oldest.flagged, oldest.errors) == (3, 1, 1)
    assert oldest.spec == spec()
    assert oldest.updated >= oldest.created
    assert history.job(first) == oldest
    with pytest.raises(HistoryError, match="no job 99"):
        history.job(99)
    history.delete_job(first)
    assert [row.id for row in history.jobs()] == [second]
    assert list(history.results(first)) == []


def test_unfinished_jobs_are_those_after_the_last_finished_one(history: History) -> None:
    old, done, cancelled, running = (history.start_job(spec()) for _ in range(4))
    history.start_job(spec("other"))
    history.set_state(done, JobState.FINISHED)
    history.set_state(cancelled, JobState.CANCELLED)
    assert history.unfinished_jobs("f") == [running, cancelled]
    assert old not in history.unfinished_jobs("f")


def test_a_damaged_file_is_refused_with_a_hint(tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    path.write_bytes(b"this is no database" * 100)
    with pytest.raises(HistoryError, match="not a database") as caught:
        History(path)
    assert "--db" in caught.value.hint
    assert path.read_bytes().startswith(b"this is no database")


def test_another_program_s_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(HistoryError, match="another program"):
        History(path)
    assert path.read_bytes() == before


def test_a_folder_or_forbidden_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HistoryError, match="cannot be opened"):
        History(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(HistoryError, match="cannot be opened"):
        History(tmp_path / "file" / "h.db")


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    History(path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(HistoryError, match="newer version"):
        History(path)


def test_a_migration_keeps_the_data_and_a_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "h.db"
    old = History(path)
    job = old.start_job(spec())
    old.save_result(job, result(), STAMP)
    old.close()
    step = "ALTER TABLE jobs ADD COLUMN note TEXT NOT NULL DEFAULT 'none'"
    monkeypatch.setattr(history_schema, "MIGRATIONS", (*history_schema.MIGRATIONS, step))
    new = History(path)
    assert list(new.results(job)) == [result()]
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(history_schema.MIGRATIONS),)
        assert connection.execute("SELECT note FROM jobs").fetchone() == ("none",)
    with sqlite3.connect(tmp_path / "h.db.v1.bak") as backup:
        assert backup.execute("SELECT count(*) FROM results").fetchone() == (1,)
        assert backup.execute("PRAGMA user_version").fetchone() == (1,)


def test_a_failed_migration_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "h.db"
    History(path).start_job(spec())
    wrong = "ALTER TABLE jobs ADD COLUMN note TEXT; ALTER TABLE nothing ADD COLUMN x TEXT"
    monkeypatch.setattr(history_schema, "MIGRATIONS", (*history_schema.MIGRATIONS, wrong))
    with pytest.raises(HistoryError, match="nothing"):
        History(path)
    monkeypatch.undo()
    assert len(History(path).jobs()) == 1


def test_threads_write_at_once(history: History) -> None:
    job = history.start_job(spec())
    failures: list[Exception] = []

    def write(number: int) -> None:
        try:
            for i in range(20):
                history.save_result(job, replace(result(f"{number}-{i}.wav"), windows=()), STAMP)
        except HistoryError as error:
            failures.append(error)
        history.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(history.stamps(job)) == 80


PROCESS = """
import sys
from pathlib import Path
from engine.history import FileStamp, History, JobSpec
from engine.results import FileResult, Verdict
history = History(Path(sys.argv[1]))
job = history.start_job(JobSpec("scan", "f", (), "tiny", "abc", 3.0))
for i in range(60):
    history.save_result(job, FileResult(Path(f"/in/{i}.wav"), Verdict.HUMAN), FileStamp(1, 2))
print(job)
"""


def test_two_processes_create_and_write_one_database_at_once(tmp_path: Path) -> None:
    path = tmp_path / "shared.db"
    command = [sys.executable, "-c", PROCESS, str(path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    outputs = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], outputs
    jobs = {int(out) for out, _ in outputs}
    assert len(jobs) == 3
    assert [row.files for row in History(path).jobs()] == [60, 60, 60]
