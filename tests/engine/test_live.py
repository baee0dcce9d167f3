from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from engine.audio.capture_block import LiveBlock
from engine.detector import Detector
from engine.errors import CaptureError, ReportError
from engine.live import LiveSession
from engine.live_alert import AlertRule
from engine.live_events import (
    LiveAlert,
    LiveChange,
    LiveEvent,
    LiveFlagged,
    LiveLevel,
    LiveLost,
    LiveScore,
    LiveWarning,
)
from engine.live_quota import Quota
from engine.live_recorder import FlaggedRecorder
from engine.live_session_file import SessionFile
from engine.live_sources import FileSource
from engine.live_state import LiveState
from engine.results import Verdict
from engine.scoring import StreamScorer

RATE = 16_000


class ListSource:
    """Blocks from a list; an exception in the list is raised."""

    def __init__(self, blocks: list[Any]) -> None:
        self.blocks = list(blocks)

    def read(self) -> LiveBlock | None:
        if not self.blocks:
            return None
        block = self.blocks.pop(0)
        if isinstance(block, Exception):
            raise block
        return block if isinstance(block, LiveBlock) else LiveBlock(block)


def cut(wave: np.ndarray, size: int = 1600) -> list[np.ndarray]:
    return [wave[first : first + size] for first in range(0, len(wave), size)]


@pytest.fixture
def make_session(tiny_checkpoint: Path, energy_speech: Any) -> Any:
    detector = Detector.load(tiny_checkpoint, "cpu", threads=1)

    def make(source: Any, hop_s: float = 0.5, **options: Any) -> LiveSession:
        scorer = StreamScorer(detector, energy_speech, hop_s)
        return LiveSession(source, scorer, detector.meta.calibration, hop_s=hop_s, **options)

    return make


def run(session: LiveSession) -> tuple[Any, list[LiveEvent]]:
    events: list[LiveEvent] = []
    return session.run(events.append), events


def of_kind(events: list[LiveEvent], kind: type) -> list[Any]:
    return [event for event in events if isinstance(event, kind)]


@pytest.mark.parametrize("hop_s", [0.5, 3.0])
def test_a_file_played_through_the_live_path_scores_like_a_scan(
    make_session: Any,
    tiny_checkpoint: Path,
    energy_speech: Any,
    synth: Any,
    write_wav: Any,
    tmp_path: Path,
    hop_s: float,
) -> None:
    wave = np.concatenate((synth.human_voice(6), synth.ai_voice(5.3)))
    path = write_wav(tmp_path / "call.wav", wave)
    with FileSource(path) as source:
        summary, events = run(make_session(source, hop_s))
    whole = StreamScorer(Detector.load(tiny_checkpoint, "cpu", threads=1), energy_speech, hop_s)
    samples = soundfile.read(path, dtype="float32")[0]
    expected = whole.push(samples) + whole.flush()
    assert [w.start_s for w in summary.windows] == [w.start_s for w in expected]
    assert [w.logit for w in summary.windows] == pytest.approx([w.logit for w in expected], abs=1e-5)
    assert [event.window for event in of_kind(events, LiveScore)] == list(summary.windows)
    assert summary.duration_s == pytest.approx(11.3)


def test_states_change_with_the_voice_and_the_flagged_stretch_is_told(make_session: Any, synth: Any) -> None:
    wave = np.concatenate((synth.silence(4), synth.human_voice(10), synth.ai_voice(20), synth.silence(5)))
    wave[:RATE] += 1e-5
    summary, events = run(make_session(ListSource(cut(wave))))
    assert [change.after for change in of_kind(events, LiveChange)] == [
        LiveState.HUMAN,
        LiveState.UNCERTAIN,
        LiveState.AI,
        LiveState.NO_SPEECH,
    ]
    (flagged,) = summary.flagged
    assert 14 <= flagged.start_s <= 20
    assert 33 <= flagged.end_s <= 37
    assert summary.decision.verdict.is_flagged


def test_seconds_ends_the_session_to_the_sample(make_session: Any, synth: Any) -> None:
    source = ListSource(cut(synth.ai_voice(10), 7000))
    summary, _ = run(make_session(source, seconds=4.2))
    assert summary.duration_s == pytest.approx(4.2)
    assert source.blocks


def test_stopping_keeps_what_was_heard_and_judges_the_rest(make_session: Any, synth: Any) -> None:
    source = ListSource(cut(synth.ai_voice(10)))
    session = make_session(source)

    def stop_at_four(event: LiveEvent) -> None:
        if event.time_s >= 4.0:
            session.stop()

    summary = session.run(stop_at_four)
    assert summary.duration_s == pytest.approx(4.0, abs=0.11)
    assert summary.windows[-1].end_s == pytest.approx(summary.duration_s)
    assert summary.decision.verdict is Verdict.AI


def test_lost_time_is_counted_and_told_but_not_taken_for_a_mute_microphone(make_session: Any, synth: Any) -> None:
    gap = LiveBlock(np.zeros(3 * RATE, np.float32), 3.0, "Sound was lost", "Close other programs.")
    summary, events = run(make_session(ListSource([*cut(synth.human_voice(3)), gap, *cut(synth.human_voice(3))])))
    assert summary.lost_s == pytest.approx(3.0)
    assert summary.duration_s == pytest.approx(9.0)
    assert [event.text for event in of_kind(events, LiveWarning)] == ["Sound was lost"]


def test_a_mute_microphone_is_told_once_with_a_permission_hint(make_session: Any, synth: Any) -> None:
    summary, events = run(make_session(ListSource(cut(synth.silence(6)))))
    (warning,) = of_kind(events, LiveWarning)
    assert "digital silence" in warning.text
    assert "allows this program" in warning.hint
    assert summary.decision.verdict is Verdict.NO_SPEECH


def test_clipping_is_told_at_most_every_ten_seconds(make_session: Any, synth: Any) -> None:
    loud = np.clip(8 * synth.ai_voice(15), -1, 1)
    _, events = run(make_session(ListSource(cut(loud))))
    assert len([e for e in of_kind(events, LiveWarning) if "overdriven" in e.text]) == 2
    assert any(e.is_clipped for e in of_kind(events, LiveLevel))


def test_a_source_that_fails_still_closes_the_flagged_recording(make_session: Any, synth: Any, tmp_path: Path) -> None:
    blocks = [*cut(synth.ai_voice(8)), CaptureError("The input has been gone for 120 s")]
    session = make_session(ListSource(blocks), recorder=FlaggedRecorder(tmp_path))
    with pytest.raises(CaptureError):
        run(session)
    (recording,) = tmp_path.glob("*.wav")
    assert soundfile.info(recording).duration > 7.0


def test_flagged_sound_is_kept_with_five_seconds_before_it(make_session: Any, synth: Any, tmp_path: Path) -> None:
    wave = np.concatenate((synth.human_voice(12), synth.ai_voice(20), synth.human_voice(20)))
    summary, _ = run(make_session(ListSource(cut(wave)), recorder=FlaggedRecorder(tmp_path / "kept")))
    (flagged,) = summary.flagged
    assert flagged.recording is not None
    kept, rate = soundfile.read(flagged.recording, dtype="float32")
    assert rate == RATE
    first = round((flagged.start_s - 5.0) * RATE)
    np.testing.assert_allclose(kept, wave[first : first + len(kept)], atol=1e-4)
    assert first / RATE + len(kept) / RATE >= flagged.end_s
    with (tmp_path / "kept" / "events.csv").open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["file"] == flagged.recording.name
    assert float(row["start_s"]) == pytest.approx(flagged.start_s, abs=0.01)
    assert float(row["max_probability_ai"]) > 0.5


def test_a_second_session_adds_to_the_list_and_overwrites_nothing(
    make_session: Any, synth: Any, tmp_path: Path
) -> None:
    for _ in range(2):
        run(make_session(ListSource(cut(synth.ai_voice(6))), recorder=FlaggedRecorder(tmp_path)))
    assert len(list(tmp_path.glob("*.wav"))) == 2
    assert len((tmp_path / "events.csv").read_text().splitlines()) == 3


def test_a_recording_that_cannot_go_on_is_told_and_listening_goes_on(
    make_session: Any, synth: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = FlaggedRecorder(tmp_path)

    def full(_start_s: float) -> None:
        raise ReportError("Recording stopped: no space left on device")

    monkeypatch.setattr(recorder, "begin", full)
    summary, events = run(make_session(ListSource(cut(synth.ai_voice(8))), recorder=recorder))
    assert ["Recording stopped" in event.text for event in of_kind(events, LiveWarning)] == [True]
    assert summary.duration_s == pytest.approx(8.0)


def test_a_folder_that_cannot_be_made_is_a_readable_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ReportError, match="Cannot write"):
        FlaggedRecorder(tmp_path / "file" / "kept")


def test_realtime_waits_as_long_as_the_file_lasts(synth: Any, write_wav: Any, tmp_path: Path) -> None:
    slept: list[float] = []
    path = write_wav(tmp_path / "two.wav", synth.tone(2.0))
    now = 0.0

    def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds
        slept.append(seconds)

    with FileSource(path, realtime=True, clock=lambda: now, sleep=sleep) as source:
        heard = sum(len(block.samples) for block in iter(source.read, None))
    assert heard == 2 * RATE
    assert sum(slept) == pytest.approx(2.0)


def test_a_night_of_sleep_is_skipped_counted_and_told(make_session: Any, synth: Any, tmp_path: Path) -> None:
    night = LiveBlock(synth.human_voice(0.1), 0.0, "The computer slept", "", skipped_s=3_000.0)
    file = SessionFile(tmp_path / "session.flac")
    blocks = [*cut(synth.ai_voice(8)), night, *cut(synth.human_voice(8))]
    summary, events = run(make_session(ListSource(blocks), session_file=file))
    assert summary.lost_s == pytest.approx(3_000.0)
    assert summary.lost == ((pytest.approx(8.0), pytest.approx(3_008.0)),)
    assert [(e.start_s, e.end_s) for e in of_kind(events, LiveLost)] == [(8.0, 3_008.0)]
    assert summary.duration_s == pytest.approx(3_016.1)
    assert not [w for w in summary.windows if w.start_s < 3_008.0 - 1e-6 and w.end_s > 8.0 + 1e-6]
    assert [c.after for c in of_kind(events, LiveChange)] == [LiveState.AI, LiveState.NO_SPEECH, LiveState.HUMAN]
    assert summary.flagged[0].end_s <= 8.0
    assert soundfile.info(file.path).duration == pytest.approx(3_016.1)


def test_neighbouring_losses_are_one_stretch(make_session: Any, synth: Any) -> None:
    gaps = [LiveBlock(np.zeros(1600, np.float32), 0.1) for _ in range(30)]
    summary, _ = run(make_session(ListSource([*cut(synth.human_voice(3)), *gaps, *cut(synth.human_voice(3))])))
    assert summary.lost == ((pytest.approx(3.0), pytest.approx(6.0)),)


def test_the_alert_rule_is_followed(make_session: Any, synth: Any) -> None:
    wave = np.concatenate((synth.human_voice(6), synth.ai_voice(12)))
    summary, events = run(make_session(ListSource(cut(wave)), alert=AlertRule(5, 6, 1.0, 0.5)))
    (alert,) = of_kind(events, LiveAlert)
    assert 9.0 <= alert.time_s <= 12.5
    assert summary.alerts == 1
    assert not of_kind(run(make_session(ListSource(cut(wave))))[1], LiveAlert)


def test_the_end_of_a_flagged_stretch_is_told_with_its_recording(make_session: Any, synth: Any, tmp_path: Path) -> None:
    summary, events = run(make_session(ListSource(cut(synth.ai_voice(8))), recorder=FlaggedRecorder(tmp_path)))
    assert [event.flagged for event in of_kind(events, LiveFlagged)] == list(summary.flagged)
    assert summary.flagged[0].recording is not None


def test_scores_say_when_their_sound_was_heard(make_session: Any, synth: Any) -> None:
    blocks = [LiveBlock(wave, heard_at=50.0 + n / 10) for n, wave in enumerate(cut(synth.ai_voice(5)), 1)]
    _, events = run(make_session(ListSource(blocks)))
    for event in of_kind(events, LiveScore)[:-1]:
        assert event.heard_at == pytest.approx(50.0 + event.window.end_s, abs=0.01)


def test_the_summary_may_be_had_while_the_session_runs(make_session: Any, synth: Any) -> None:
    session = make_session(ListSource(cut(synth.ai_voice(8))))
    lengths: list[float] = []

    def look(event: LiveEvent) -> None:
        if isinstance(event, LiveScore):
            lengths.append(session.summary().duration_s)
            assert len(session.summary().windows) == len(lengths)

    session.run(look)
    assert lengths[0] == pytest.approx(3.0, abs=0.1)
    assert session.summary().decision.verdict is Verdict.AI


def test_a_full_quota_stops_keeping_and_lists_what_was_begun(make_session: Any, synth: Any, tmp_path: Path) -> None:
    recorder = FlaggedRecorder(tmp_path, quota=Quota(tmp_path, 0.3))
    summary, events = run(make_session(ListSource(cut(synth.ai_voice(20))), recorder=recorder))
    (warning,) = of_kind(events, LiveWarning)
    assert "full" in warning.text
    assert summary.duration_s == pytest.approx(20.0)
    (recording,) = tmp_path.glob("*.wav")
    assert soundfile.info(recording).duration > 5
    assert len((tmp_path / "events.csv").read_text().splitlines()) == 2


def test_the_pre_roll_can_be_chosen(make_session: Any, synth: Any, tmp_path: Path) -> None:
    wave = np.concatenate((synth.human_voice(30), synth.ai_voice(12)))
    recorder = FlaggedRecorder(tmp_path, pre_roll_s=20.0)
    summary, _ = run(make_session(ListSource(cut(wave)), recorder=recorder))
    (flagged,) = summary.flagged
    assert flagged.recording is not None
    assert soundfile.info(flagged.recording).duration == pytest.approx(42.0 - flagged.start_s + 20.0, abs=0.2)
