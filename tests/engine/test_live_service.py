from __future__ import annotations

import queue
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from engine.audio.capture_block import LiveBlock, Notice
from engine.audio.devices import InputDevice
from engine.errors import CaptureError
from engine.history import History, JobState
from engine.live_events import LiveAlert, LiveScore, LiveWarning
from engine.live_history import SAVE_EVERY_S, LiveJob
from engine.live_service import LiveEnded, LiveRequest, LiveService, LiveStarted
from engine.results import Verdict

MOMENT = datetime(2026, 11, 22, 14, 3, 5, tzinfo=UTC)
DEVICE = InputDevice("Desk Microphone", "ALSA", 3, 1, 44_100)


@dataclass
class FakeInput:
    """A microphone that plays a list; an exception in it is raised."""

    blocks: list[Any]
    device: InputDevice = DEVICE
    input_rate: int = 44_100
    latency_s: float = 0.05

    def read(self) -> LiveBlock | None:
        block = self.blocks.pop(0) if self.blocks else None
        if isinstance(block, Exception):
            raise block
        return block if block is None or isinstance(block, LiveBlock) else LiveBlock(block, heard_at=1.0)


def cut(wave: np.ndarray) -> list[Any]:
    return [wave[first : first + 1600] for first in range(0, len(wave), 1600)]


@pytest.fixture
def listen(tiny_checkpoint: Path, energy_speech: Any, tmp_path: Path) -> Any:
    def run(blocks: list[Any], **options: Any) -> list[Any]:
        @contextmanager
        def open_source(_name: str | None) -> Iterator[FakeInput]:
            yield FakeInput(blocks)

        events: Any = queue.SimpleQueue()
        request = LiveRequest(
            **({"folder": tmp_path / "kept", "model": str(tiny_checkpoint), "db": tmp_path / "h.db"} | options)
        )
        service = LiveService(request, events, open_source=open_source, speech=energy_speech, now=lambda: MOMENT)
        service.start()
        assert service.join(60)
        told = []
        while not events.empty():
            told.append(events.get())
        return told

    return run


def test_a_session_begins_scores_and_ends_in_the_history(listen: Any, synth: Any, tmp_path: Path) -> None:
    events = listen(cut(synth.ai_voice(12)), alert_s=3.0)
    started, ended = events[0], events[-1]
    assert isinstance(started, LiveStarted)
    assert started.input_name == "ALSA: Desk Microphone"
    assert started.human_below < started.ai_from
    assert any(isinstance(event, LiveAlert) for event in events)
    assert isinstance(ended, LiveEnded)
    assert not ended.error
    history = History(tmp_path / "h.db")
    job = history.job(ended.job_id or 0)
    assert (job.spec.kind, job.state, job.files, job.flagged) == ("live", JobState.FINISHED, 1, 1)
    assert job.spec.settings["input"] == "ALSA: Desk Microphone"
    assert job.spec.settings["alerts"] == 1
    (result,) = history.results(job.id)
    assert result == ended.result
    assert result.verdict is Verdict.AI
    assert result.name == "Live session 2026-11-22 14.03.05.flac"
    assert "not kept" in result.warnings[0]
    assert [w.start_s for w in result.windows] == [e.window.start_s for e in events if isinstance(e, LiveScore)]
    assert not (tmp_path / "kept").exists()
    assert not list(tmp_path.glob("*.lock"))


def test_a_recorded_session_is_a_file_with_its_fingerprint(listen: Any, synth: Any, tmp_path: Path) -> None:
    ended = listen(cut(synth.human_voice(6)), record_session=True, keep_flagged=True)[-1]
    path = tmp_path / "kept" / "Live session 2026-11-22 14.03.05.flac"
    assert soundfile.info(path).duration == pytest.approx(6.0)
    assert ended.result.path == path
    assert len(ended.result.sha256) == 64
    assert ended.result.warnings == ()


def test_what_was_heard_before_a_failure_is_kept(listen: Any, synth: Any, tmp_path: Path) -> None:
    ended = listen([*cut(synth.ai_voice(8)), CaptureError("The input burst", "Buy another.")])[-1]
    assert (ended.error, ended.hint) == ("The input burst", "Buy another.")
    assert ended.summary.duration_s == pytest.approx(8.0)
    assert History(tmp_path / "h.db").job(ended.job_id).state is JobState.FINISHED


def test_lost_seconds_stand_in_the_result(listen: Any, synth: Any) -> None:
    gap = LiveBlock(np.zeros(32_000, np.float32), 2.0, "Sound was lost", "", Notice.OVERRUN)
    ended = listen([*cut(synth.human_voice(4)), gap, *cut(synth.human_voice(4))])[-1]
    assert any("2.0 s of sound were lost (0:04-0:06)" in warning for warning in ended.result.warnings)


def test_an_input_that_is_not_there_ends_it_with_what_to_do(tiny_checkpoint: Path, tmp_path: Path) -> None:
    events: Any = queue.SimpleQueue()

    def refuse(_name: str | None) -> Any:
        raise CaptureError("This computer has no sound input", "Connect a microphone.")

    service = LiveService(LiveRequest(tmp_path, model=str(tiny_checkpoint)), events, open_source=refuse)
    service.start()
    assert service.join(60)
    ended = events.get()
    assert ended.summary is None
    assert ended.hint == "Connect a microphone."


def test_an_unknown_detector_ends_it_with_what_to_do(listen: Any) -> None:
    (ended,) = listen([], model="nobody")
    assert "no detector" in ended.error


def test_a_folder_that_cannot_be_used_is_told_and_listening_goes_on(listen: Any, synth: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    folder = tmp_path / "file" / "x"
    events = listen(cut(synth.human_voice(4)), folder=folder, record_session=True, keep_flagged=True)
    warnings = [event for event in events if isinstance(event, LiveWarning)]
    assert [warning.notice for warning in warnings] == [Notice.SESSION_FILE, Notice.RECORDING]
    assert events[-1].summary.duration_s == pytest.approx(4.0)
    assert "not kept" in events[-1].result.warnings[0]


def test_a_broken_history_is_told_and_listening_goes_on(listen: Any, synth: Any, tmp_path: Path) -> None:
    (tmp_path / "bad.db").write_bytes(b"this is no database at all" * 100)
    events = listen(cut(synth.human_voice(4)), db=tmp_path / "bad.db")
    assert [event.notice for event in events if isinstance(event, LiveWarning)] == [Notice.HISTORY]
    assert events[-1].job_id is None
    assert events[-1].summary.duration_s == pytest.approx(4.0)


def test_a_session_is_stored_every_minute_so_that_a_crash_loses_little(
    listen: Any, synth: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved: list[float] = []
    real = LiveJob._save

    def watch(job: LiveJob, summary: Any, **options: Any) -> Any:
        saved.append(summary.duration_s)
        return real(job, summary, **options)

    ticks = iter(np.arange(0.0, 1e6, 1.0).tolist())
    monkeypatch.setattr(LiveJob, "_save", watch)
    monkeypatch.setattr(LiveJob.__init__, "__kwdefaults__", {"now": lambda: next(ticks)})
    listen(cut(synth.human_voice(12)))
    assert len(saved) >= 2
    assert SAVE_EVERY_S == 60.0
    assert len(list(History(tmp_path / "h.db").results(1))) == 1


def test_stopping_before_the_start_ends_at_once(tiny_checkpoint: Path, energy_speech: Any, tmp_path: Path) -> None:
    events: Any = queue.SimpleQueue()
    service = LiveService(LiveRequest(tmp_path, model=str(tiny_checkpoint)), events, speech=energy_speech)
    assert service.join(0.1)
    service.stop()
    service.start()
    assert service.join(30)
    assert events.get() == LiveEnded(None)
