"""The batch pipeline in one process: rows, order, cache, resume, pause, cancel, added files, faults."""

from __future__ import annotations

import logging
import os
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.errors import CheckpointError, DeviceError, HistoryError, UnknownModelError, UsageError
from engine.history import History, JobState
from engine.results import FileResult, Verdict
from engine.scan import ScanJob
from engine.scan_events import (
    Event,
    FileDone,
    FilesAdded,
    FileStarted,
    ScanFinished,
    ScanOutcome,
    ScanProgress,
    ScanRequest,
    ScanStarted,
)

N_FILES = 12


@dataclass
class Bench:
    """A folder of recordings, a detector and a history, and a way to scan it."""

    folder: Path
    request: ScanRequest
    speech: Any

    def scan(self, on_event: Callable[[Event], None] | None = None, **changes: Any) -> ScanOutcome:
        return self.job(on_event or (lambda _event: None), **changes).run()

    def job(self, on_event: Callable[[Event], None], **changes: Any) -> ScanJob:
        return ScanJob(replace(self.request, **changes), on_event, self.speech)


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory, synth: Any, write_wav: Any) -> Path:
    folder = tmp_path_factory.mktemp("recordings")
    for i in range(N_FILES):
        voice = synth.ai_voice if i % 2 else synth.human_voice
        # Every file its own content, else the cache would answer for the later ones.
        write_wav(folder / f"{i:02d}.wav", voice(4.0 + 0.5 * i))
    return folder


@pytest.fixture
def bench(tmp_path: Path, recordings: Path, tiny_checkpoint: Path, energy_speech: Any) -> Bench:
    folder = tmp_path / "in"
    shutil.copytree(recordings, folder)
    request = ScanRequest((folder,), model=str(tiny_checkpoint), db=tmp_path / "h.db", device="cpu")
    return Bench(folder, request, energy_speech)


def names(outcome: ScanOutcome) -> list[str]:
    return [result.name for result in outcome.results]


def verdicts(outcome: ScanOutcome) -> dict[str, Verdict]:
    return {result.name: result.verdict for result in outcome.results}


def without_times(results: tuple[FileResult, ...]) -> list[FileResult]:
    """Comparable: batches may differ, and with them the last bits of a logit."""
    return [
        replace(
            each,
            seconds_taken=0.0,
            cached=False,
            score=None if each.score is None else round(each.score, 4),
            probability_ai=None if each.probability_ai is None else round(each.probability_ai, 4),
            segments=(),
            windows=(),
        )
        for each in results
    ]


def test_every_file_gets_a_row_in_order(bench: Bench) -> None:
    outcome = bench.scan(keep_windows=True)
    assert names(outcome) == [f"{i:02d}.wav" for i in range(N_FILES)]
    for i, result in enumerate(outcome.results):
        assert result.verdict is (Verdict.AI if i % 2 else Verdict.HUMAN)
        assert result.duration_s == pytest.approx(4.0 + 0.5 * i)
        assert len(result.windows) == int(np.ceil(result.duration_s / 3.0))
        assert len(result.sha256) == 64
        assert (result.model, result.cached) == ("tiny", False)
        assert result.source.sample_rate == 16_000
        assert result.reason
    assert outcome.audio_s == pytest.approx(sum(result.duration_s for result in outcome.results))
    assert not outcome.cancelled


def test_the_events_tell_the_story(bench: Bench) -> None:
    events: list[Event] = []
    threads: set[int] = set()

    def note(event: Event) -> None:
        events.append(event)
        threads.add(threading.get_ident())

    outcome = bench.scan(note)
    assert threads == {threading.get_ident()}
    assert events[0] == ScanStarted(outcome.job_id, N_FILES, 0, "tiny", "")
    assert sum(isinstance(event, FileStarted) for event in events) == N_FILES
    done = [event.result.path for event in events if isinstance(event, FileDone)]
    assert sorted(done) == sorted(result.path for result in outcome.results)
    last = next(event for event in reversed(events) if isinstance(event, ScanProgress))
    assert (last.files_done, last.files, last.eta_s) == (N_FILES, N_FILES, 0.0)
    assert last.audio_s == pytest.approx(outcome.audio_s)
    finish = events[-1]
    assert isinstance(finish, ScanFinished)
    assert (finish.files, finish.flagged, finish.errors, finish.cancelled) == (N_FILES, N_FILES // 2, 0, False)


def test_windows_are_left_out_unless_wanted_but_stay_in_the_history(bench: Bench) -> None:
    outcome = bench.scan()
    assert all(result.windows == () for result in outcome.results)
    stored = History(bench.request.db).results(outcome.job_id)
    assert all(result.windows for result in stored)


def test_broken_files_are_rows_and_do_not_disturb_the_others(bench: Bench) -> None:
    (bench.folder / "zero.wav").touch()
    (bench.folder / "text.wav").write_text("hello")
    (bench.folder / "dir.wav").mkdir()
    (bench.folder / "noise.mp3").write_bytes(np.random.default_rng(0).bytes(20_000))
    if hasattr(os, "mkfifo"):
        os.mkfifo(bench.folder / "pipe.wav")
    outcome = bench.scan(paths=(bench.folder, bench.folder / "missing.wav"))
    broken = [result for result in outcome.results if result.verdict is Verdict.ERROR]
    expected = {"zero.wav", "text.wav", "dir.wav", "noise.mp3", "missing.wav"}
    assert {result.name for result in broken} - {"pipe.wav"} == expected
    assert all(result.error and result.hint for result in broken)
    assert len(outcome.results) - len(broken) == N_FILES


def test_silence_is_no_speech_but_has_a_score(bench: Bench, synth: Any, write_wav: Any) -> None:
    path = write_wav(bench.folder.parent / "silence.wav", synth.silence(5.0))
    (result,) = bench.scan(paths=(path,)).results
    assert result.verdict is Verdict.NO_SPEECH
    assert result.score is not None
    assert result.probability_ai is None


def test_a_second_scan_comes_from_the_cache(bench: Bench) -> None:
    first = bench.scan(keep_windows=True)
    second = bench.scan(keep_windows=True)
    assert second.job_id != first.job_id
    assert all(result.cached for result in second.results)
    assert [replace(each, cached=False) for each in second.results] == list(first.results)
    assert second.audio_s == 0


def test_the_cache_knows_content_hop_and_detector(bench: Bench, synth: Any, write_wav: Any) -> None:
    bench.scan()
    write_wav(bench.folder / "03.wav", synth.human_voice(7.7))
    shutil.move(bench.folder / "04.wav", bench.folder / "04-renamed.wav")
    again = {result.name: result for result in bench.scan().results}
    assert [name for name, result in again.items() if not result.cached] == ["03.wav"]
    assert again["03.wav"].verdict is Verdict.HUMAN
    assert again["04-renamed.wav"].path.name == "04-renamed.wav"
    assert not any(result.cached for result in bench.scan(hop_s=1.0).results)
    assert not any(result.cached for result in bench.scan(use_cache=False).results)


def test_errors_are_not_cached(bench: Bench) -> None:
    path = bench.folder / "zero.wav"
    path.touch()
    for _ in range(2):
        (result,) = bench.scan(paths=(path,)).results
        assert result.verdict is Verdict.ERROR
        assert not result.cached


def cancel_after(n: int) -> tuple[list[Event], Callable[[Event], None], list[ScanJob]]:
    events: list[Event] = []
    job: list[ScanJob] = []

    def watch(event: Event) -> None:
        events.append(event)
        if sum(isinstance(each, FileDone) for each in events) == n and not job[0]._flow.is_stopped:
            job[0].cancel()

    return events, watch, job


def test_cancel_keeps_what_is_done_and_a_second_start_does_the_rest(bench: Bench) -> None:
    whole = bench.scan(db=bench.folder.parent / "other.db")
    _, watch, holder = cancel_after(3)
    holder.append(bench.job(watch, use_cache=False))
    partial = holder[0].run()
    assert partial.cancelled
    assert 3 <= len(partial.results) < N_FILES
    assert History(bench.request.db).job(partial.job_id).state is JobState.CANCELLED
    events: list[Event] = []
    rest = bench.scan(events.append, use_cache=False)
    assert rest.job_id == partial.job_id
    assert events[0] == ScanStarted(rest.job_id, N_FILES, len(partial.results), "tiny")
    assert sum(isinstance(event, FileStarted) for event in events) == N_FILES - len(partial.results)
    assert sum(isinstance(event, FileDone) for event in events) == N_FILES
    assert without_times(rest.results) == without_times(whole.results)
    assert History(bench.request.db).job(rest.job_id).state is JobState.FINISHED


def test_a_named_job_goes_on_though_its_paths_have_grown(bench: Bench, synth: Any, write_wav: Any) -> None:
    first = bench.scan()
    history = History(bench.request.db)
    history.set_state(first.job_id, JobState.RUNNING)
    extra = write_wav(bench.folder.parent / "extra" / "late.wav", synth.ai_voice(4))
    outcome = bench.scan(paths=(bench.folder, extra), job_id=first.job_id)
    assert outcome.job_id == first.job_id
    assert len(outcome.results) == len(first.results) + 1
    assert history.job(first.job_id).state is JobState.FINISHED


def test_no_resume_starts_anew(bench: Bench) -> None:
    _, watch, holder = cancel_after(2)
    holder.append(bench.job(watch, use_cache=False))
    partial = holder[0].run()
    outcome = bench.scan(resume=False)
    assert outcome.job_id != partial.job_id
    assert len(outcome.results) == N_FILES
    third = bench.scan()
    assert third.job_id not in (partial.job_id, outcome.job_id)


def test_a_resumed_job_does_changed_files_again_and_keeps_vanished_ones(
    bench: Bench, synth: Any, write_wav: Any
) -> None:
    _, watch, holder = cancel_after(4)
    holder.append(bench.job(watch))
    partial = holder[0].run()
    changed, vanished = partial.results[0].path, partial.results[1].path
    write_wav(changed, synth.noise(9.0))
    vanished.unlink()
    outcome = bench.scan()
    assert outcome.job_id == partial.job_id
    assert len(names(outcome)) == len(set(names(outcome))) == N_FILES
    by_path = {result.path: result for result in outcome.results}
    assert by_path[changed].duration_s == pytest.approx(9.0)
    assert by_path[vanished] == replace(partial.results[1], windows=())


def test_other_settings_are_another_job(bench: Bench) -> None:
    _, watch, holder = cancel_after(2)
    holder.append(bench.job(watch))
    partial = holder[0].run()
    for changes in (
        {"hop_s": 1.5},
        {"point": "miss_little"},
        {"recursive": False},
        {"paths": (bench.folder / "00.wav",)},
    ):
        assert bench.scan(**changes).job_id != partial.job_id


def test_a_job_that_another_one_works_on_is_left_alone(bench: Bench) -> None:
    inner: list[ScanOutcome] = []

    def scan_inside(event: Event) -> None:
        if isinstance(event, ScanStarted) and not inner:
            inner.append(bench.scan())

    outer = bench.scan(scan_inside)
    assert inner[0].job_id != outer.job_id
    assert len(inner[0].results) == len(outer.results) == N_FILES


def test_pause_stops_reading_and_resume_goes_on(bench: Bench) -> None:
    paused_at: list[int] = []
    job: list[ScanJob] = []

    def watch(event: Event) -> None:
        if isinstance(event, FileDone) and not paused_at:
            job[0].pause()
            paused_at.append(0)
            threading.Timer(1.0, job[0].resume).start()
        elif isinstance(event, ScanProgress) and event.paused:
            paused_at.append(event.files_done)

    job.append(bench.job(watch, workers=1))
    started = time.perf_counter()
    outcome = job[0].run()
    assert time.perf_counter() - started > 0.9
    assert len(outcome.results) == N_FILES
    # What was under way when the pause began may still end; then nothing moves.
    assert paused_at[-1] == paused_at[-2] < N_FILES


def test_files_can_be_added_to_a_running_scan(bench: Bench, synth: Any, write_wav: Any) -> None:
    extra = write_wav(bench.folder.parent / "extra" / "more.wav", synth.ai_voice(5.0))
    events: list[Event] = []
    job: list[ScanJob] = []
    accepted: list[bool] = []

    def watch(event: Event) -> None:
        events.append(event)
        if isinstance(event, FileStarted) and not accepted:
            accepted.append(True)
            accepted[0] = job[0].add([extra.parent, bench.folder / "00.wav"])

    job.append(bench.job(watch))
    outcome = job[0].run()
    assert accepted == [True]
    assert names(outcome)[-1] == "more.wav"
    assert len(outcome.results) == N_FILES + 1
    assert FilesAdded(1) in events
    assert not job[0].add([extra])
    assert str(extra.parent) in History(bench.request.db).job(outcome.job_id).spec.paths


def test_truth_comes_from_the_folders(bench: Bench, synth: Any, write_wav: Any) -> None:
    root = bench.folder.parent / "labelled"
    write_wav(root / "human" / "a.wav", synth.ai_voice(6.0))
    write_wav(root / "ai" / "b.wav", synth.ai_voice(7.0))
    write_wav(root / "ai" / "broken.wav", synth.silence(0.0))
    results = {result.name: result for result in bench.scan(paths=(root,), labels="folders").results}
    assert [results[name].truth for name in ("a.wav", "b.wav", "broken.wav")] == ["human", "ai", "ai"]
    assert results["a.wav"].is_incorrect
    assert not results["b.wav"].is_incorrect


def test_recursion_can_be_switched_off(bench: Bench, synth: Any, write_wav: Any) -> None:
    write_wav(bench.folder / "sub" / "deep.wav", synth.tone(3.0))
    assert len(bench.scan(recursive=False).results) == N_FILES
    assert len(bench.scan().results) == N_FILES + 1


def test_the_operating_point_is_used(bench: Bench) -> None:
    assert {result.point for result in bench.scan(point="few_false_alarms").results} == {"few_false_alarms"}
    assert {result.point for result in bench.scan().results} == {"balanced"}


@pytest.mark.parametrize(
    ("changes", "error", "sentence"),
    [
        ({"hop_s": 0.1}, UsageError, "hop"),
        ({"hop_s": 3.5}, UsageError, "hop"),
        ({"point": "perfect"}, UsageError, "perfect"),
        ({"labels": "nowhere.csv"}, UsageError, "nowhere"),
        ({"model": "no-such-detector"}, UnknownModelError, "no-such-detector"),
        ({"device": "tpu"}, DeviceError, "tpu"),
    ],
)
def test_requests_that_make_no_sense_fail_before_anything_is_read(
    bench: Bench, changes: dict[str, Any], error: type[Exception], sentence: str
) -> None:
    events: list[Event] = []
    with pytest.raises(error, match=sentence):
        bench.scan(events.append, **changes)
    assert events == []


def test_a_damaged_history_is_said(bench: Bench) -> None:
    bench.request.db.write_bytes(b"rubbish" * 1000)
    with pytest.raises(HistoryError):
        bench.scan()


def test_a_speech_detector_that_does_not_load_ends_the_scan(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise CheckpointError("The speech detector is missing")

    monkeypatch.setattr("engine.audio.speech.SpeechDetector.load", refuse)
    with pytest.raises(CheckpointError, match="missing"):
        ScanJob(bench.request, lambda _event: None).run()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(("score-", "decode-"))]


class FaultySpeech:
    """Fails on windows whose first sample is exactly 0.5."""

    def __init__(self, healthy: Any) -> None:
        self._healthy = healthy

    def shares(self, windows: np.ndarray, real_samples: Any = None) -> np.ndarray:
        if (windows[:, 0] == 0.5).any():
            raise ZeroDivisionError("a fault of ours")
        return self._healthy.shares(windows, real_samples)


def test_an_unexpected_fault_is_one_file_s_error_and_logged(
    bench: Bench, synth: Any, write_wav: Any, caplog: pytest.LogCaptureFixture
) -> None:
    wave = synth.ai_voice(3.0)
    wave[0] = 0.5
    write_wav(bench.folder / "fault.wav", np.tile(wave, 3))
    bench.speech = FaultySpeech(bench.speech)
    with caplog.at_level(logging.ERROR):
        found = verdicts(bench.scan())
    assert found.pop("fault.wav") is Verdict.ERROR
    assert len(found) == N_FILES
    assert Verdict.ERROR not in found.values()
    assert "ZeroDivisionError" in caplog.text


def test_a_fault_while_reading_is_one_file_s_error(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.audio import decode

    real = decode.open_audio

    def explode(path: Path, *args: Any, **kwargs: Any) -> Any:
        if path.name == "05.wav":
            raise RuntimeError("boom")
        return real(path, *args, **kwargs)

    monkeypatch.setattr(decode, "open_audio", explode)
    outcome = bench.scan()
    errors = [result for result in outcome.results if result.verdict is Verdict.ERROR]
    assert [(each.name, "boom" in each.error, bool(each.hint)) for each in errors] == [("05.wav", True, True)]
    assert len(outcome.results) == N_FILES


def test_ctrl_c_cancels_and_keeps_what_is_done(bench: Bench) -> None:
    done: list[FileResult] = []

    def interrupt(event: Event) -> None:
        if isinstance(event, FileDone):
            done.append(event.result)
            if len(done) == 3:
                raise KeyboardInterrupt

    outcome = bench.scan(interrupt)
    assert outcome.cancelled
    assert 3 <= len(outcome.results) < N_FILES
    assert len(bench.scan().results) == N_FILES
