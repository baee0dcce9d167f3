from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from engine.audio.capture_block import LiveBlock, Notice
from engine.errors import CaptureError
from engine.history import History, JobState
from engine.live_state import LiveState
from gui.live.page import LivePage

RATE = 16_000


def start(qtbot: Any, desk: Any) -> None:
    qtbot.mouseClick(desk.page.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.page.controller.start_info is not None, timeout=20_000)


def hear(qtbot: Any, desk: Any, seconds: float) -> None:
    qtbot.waitUntil(lambda: desk.page.controller.trace.end_s >= seconds, timeout=20_000)


def test_a_click_starts_and_the_state_and_the_plot_follow_the_voice(qtbot: Any, desk: Any, synth: Any) -> None:
    made = desk(np.concatenate([synth.human_voice(10), synth.ai_voice(15)]))
    page = made.page
    start(qtbot, made)
    assert page.start_button.text() == "Stop"
    assert page.work() == "listening"
    assert not page.picker.combo.isEnabled()
    hear(qtbot, made, 24.5)
    qtbot.waitUntil(lambda: page.state_card.word.text() == "Likely AI", timeout=30_000)
    qtbot.waitUntil(lambda: page.plot_card.plot is not None, timeout=20_000)
    page.plot_card.tick()
    times, values = page.plot_card.plot._smoothed.getData()
    assert values[np.searchsorted(times, 8.0)] < 0.2
    assert values[-2] > 0.8
    changes = [text for text in page.events.texts() if "Likely" in text]
    assert [text.split("  ")[1].split(",")[0] for text in changes] == ["Likely AI", "Likely human"]


def test_stopping_gives_the_verdict_a_job_in_the_history_and_a_report(
    qtbot: Any, desk: Any, synth: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = desk(synth.ai_voice(12))
    page = made.page
    start(qtbot, made)
    hear(qtbot, made, 11.5)
    qtbot.mouseClick(page.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.controller.is_running, timeout=10_000)
    assert page.done.isVisible()
    assert "Likely AI" in page.done.text.text()
    assert "not kept" in page.done.text.text()
    assert page.start_button.text() == "Start listening"
    (job,) = History(page.context.db).jobs()
    assert (job.spec.kind, job.state, job.flagged) == ("live", JobState.FINISHED, 1)
    target = tmp_path / "session.html"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), "HTML (*.html)"))
    qtbot.mouseClick(page.done.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(target.exists, timeout=20_000)
    assert "Live session" in target.read_text(encoding="utf-8")
    with qtbot.waitSignal(page.context.open_job) as asked:
        qtbot.mouseClick(page.done.show_button, Qt.MouseButton.LeftButton)
    assert asked.args == [str(job.id)]


def test_an_alert_is_listed_flashes_and_marks_the_plot(qtbot: Any, desk: Any, synth: Any) -> None:
    made = desk(
        np.concatenate([synth.human_voice(6), synth.ai_voice(12)]),
        live_alerts=True,
        live_alert_s=3.0,
        live_alert_sound=False,
        live_alert_notify=False,
    )
    start(qtbot, made)
    hear(qtbot, made, 17.0)
    assert any("Alert: AI probability" in text for text in made.page.events.texts())
    assert len(made.page.controller.trace.alerts) == 1
    assert made.page.alarm._timer.isActive()
    qtbot.waitUntil(lambda: not made.page.alarm._timer.isActive(), timeout=6_000)
    assert not made.page.state_card._is_lit


def test_alerts_are_off_by_default_and_explained_when_on(qtbot: Any, desk: Any, synth: Any) -> None:
    made = desk(synth.ai_voice(10))
    card = made.page.alerts
    assert not card.on.isChecked()
    start(qtbot, made)
    hear(qtbot, made, 9.5)
    assert not made.page.controller.trace.alerts
    made.page.toggle()
    qtbot.waitUntil(lambda: not made.page.controller.is_running, timeout=10_000)
    card.on.click()
    qtbot.waitUntil(lambda: "5 of 6 scores" in card.words.text(), timeout=10_000)
    assert "about 5 s after an AI voice begins" in card.words.text()
    assert "about 10 of 100 human recordings" in card.words.text()
    assert "an hour of talk" in card.words.text()
    card.seconds.setValue(30.0)
    assert "48 of 60 scores" in card.words.text()
    assert made.page.context.settings.live_alert_s == 30.0


def test_flagged_sound_and_the_whole_session_are_kept_and_it_is_said(
    qtbot: Any, desk: Any, synth: Any, tmp_path: Path
) -> None:
    made = desk(np.concatenate([synth.human_voice(8), synth.ai_voice(12), synth.human_voice(12)]), holds=True)
    page = made.page
    page.keep.flagged.click()
    page.keep.session.click()
    start(qtbot, made)
    assert page.line.keeping.text().startswith("Recording the whole session:")
    assert page.line.sign.isVisible()
    hear(qtbot, made, 31.5)
    qtbot.waitUntil(lambda: made.source.all_taken, timeout=20_000)  # the last tenth of a second is taken too
    page.toggle()
    qtbot.waitUntil(lambda: not page.controller.is_running, timeout=10_000)
    assert page.line.keeping.text().startswith("Recorded:")
    (wav,), (flac,) = (tmp_path / "kept").glob("*.wav"), (tmp_path / "kept").glob("*.flac")
    assert soundfile.info(flac).duration == pytest.approx(32.0)
    assert any(f"Kept: {wav.name}" in text for text in page.events.texts())
    assert "not kept" not in page.done.text.text()


def test_an_input_that_goes_and_comes_back_is_said_and_its_time_counted(qtbot: Any, desk: Any, synth: Any) -> None:
    gap = [LiveBlock(np.zeros(1600, np.float32), 0.1) for _ in range(40)]
    gone = LiveBlock(np.zeros(0, np.float32), warning="gone", notice=Notice.GONE)
    made = desk([*np.split(synth.human_voice(6), 60), gone, *gap])
    page = made.page
    start(qtbot, made)
    qtbot.waitUntil(lambda: page.line.lost.text() == "4.0 s of sound lost", timeout=20_000)
    assert page.state_card.word.text() == "Waiting for the input"
    assert "The input is gone: PulseAudio: Desk Microphone" in page.messages.texts()["gone"]
    made.source.blocks += [LiveBlock(np.zeros(0, np.float32), warning="back", notice=Notice.BACK)]
    made.source.blocks += np.split(synth.human_voice(6), 60)
    qtbot.waitUntil(lambda: page.state_card.word.text() == "Likely human", timeout=20_000)
    assert "gone" not in page.messages.texts()
    assert page.line.lost.text() == "4.0 s of sound lost"
    assert any("is back" in text for text in page.events.texts())


def test_a_sleep_of_the_computer_is_said_and_the_clock_goes_on(qtbot: Any, desk: Any, synth: Any) -> None:
    night = LiveBlock(synth.human_voice(0.1), 0.0, "The computer slept", "", Notice.ASLEEP, skipped_s=3_600.0)
    made = desk([*np.split(synth.human_voice(6), 60), night, *np.split(synth.human_voice(6), 60)])
    page = made.page
    start(qtbot, made)
    hear(qtbot, made, 3_611.0)
    assert "slept" in page.messages.texts()["asleep"]
    assert page.line.lost.text() == "1:00:00 of sound lost"
    qtbot.waitUntil(lambda: page.line.elapsed.text() == "1:00:12", timeout=3_000)


def test_exact_zeros_say_where_to_allow_the_microphone_until_sound_comes(qtbot: Any, desk: Any, synth: Any) -> None:
    made = desk(synth.silence(3))
    page = made.page
    start(qtbot, made)
    qtbot.waitUntil(lambda: "dead" in page.messages.texts(), timeout=10_000)
    assert "muted" in page.messages.texts()["dead"]
    made.source.blocks += np.split(synth.human_voice(2), 20)
    qtbot.waitUntil(lambda: "dead" not in page.messages.texts(), timeout=10_000)


def test_an_overdriven_input_lights_the_lamp_and_is_listed(qtbot: Any, desk: Any, synth: Any) -> None:
    made = desk(np.clip(10 * synth.human_voice(2), -1, 1))
    start(qtbot, made)
    qtbot.waitUntil(lambda: any("clipping" in text for text in made.page.events.texts()), timeout=10_000)
    assert made.page.meter.is_clipping


def test_a_failure_keeps_what_was_heard_and_says_what_to_do(qtbot: Any, desk: Any, synth: Any) -> None:
    made = desk([*np.split(synth.ai_voice(8), 80), CaptureError("The input burst", "Buy another.")])
    start(qtbot, made)
    qtbot.waitUntil(lambda: not made.page.controller.is_running, timeout=10_000)
    assert made.page.messages.texts()["ended"] == "The input burst\nBuy another."
    assert made.page.done.isVisible()
    assert made.page.start_button.isEnabled()


def test_without_any_input_the_page_says_so_and_the_rest_works(qtbot: Any, desk: Any, devices: list[Any]) -> None:
    made = desk(present=False)
    page = made.page
    assert not page.start_button.isEnabled()
    assert "no sound input" in page.messages.texts()["inputs"]
    assert page.state_card.word.text() == "No sound input"
    page.toggle()
    assert not page.controller.is_running
    page.keep.flagged.click()
    assert page.context.settings.live_keep_flagged
    made.plug(*devices)
    page.picker.look()
    qtbot.waitUntil(page.start_button.isEnabled, timeout=30_000)
    assert "inputs" not in page.messages.texts()


def test_a_computer_without_portaudio_has_the_page_all_the_same(
    qtbot: Any, live_context: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)  # what an OSError of its import amounts to
    page = LivePage(live_context)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: "inputs" in page.messages.texts(), timeout=10_000)
    assert "PortAudio is not installed" in page.messages.texts()["inputs"]
    assert "libportaudio2" in page.messages.texts()["inputs"]
    assert not page.start_button.isEnabled()
    assert page.keep.session.isEnabled()
    page.shut_down()


def test_a_full_folder_ends_the_recording_and_not_the_session(
    qtbot: Any, desk: Any, synth: Any, tmp_path: Path
) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "old.wav").write_bytes(bytes(10_000_000))
    made = desk(synth.human_voice(8), live_record_session=True, live_quota_mb=10)
    start(qtbot, made)
    hear(qtbot, made, 7.5)
    assert "full" in made.page.messages.texts()["session_file"]
    assert made.page.line.keeping.text() == "Recording has stopped"
    assert made.page.controller.is_running
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["old.wav"]


def test_the_keyboard_starts_stops_and_moves_the_plot(qtbot: Any, desk: Any, synth: Any) -> None:
    made = desk(synth.human_voice(90), live_plot_s=30)
    page = made.page
    page.activateWindow()
    qtbot.keyClick(page, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.controller.start_info is not None, timeout=20_000)
    hear(qtbot, made, 89.0)
    assert page.plot_card.shown[0] == pytest.approx(60.0, abs=1.5)
    qtbot.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert not page.plot_card.is_following
    assert page.plot_card.back_button.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert page.plot_card.is_following
    before = np.diff(page.plot_card.shown)
    qtbot.keyClick(page, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert np.diff(page.plot_card.shown) == pytest.approx(2 * before)
    qtbot.keyClick(page, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not page.controller.is_running, timeout=10_000)
    named = dict(page.shortcuts())
    assert named["Ctrl+R"] == "Start or stop listening"


def test_every_control_has_a_name_and_takes_the_focus(desk: Any) -> None:
    page = desk().page
    for widget in (page.picker.combo, page.picker.help_button, page.plot_card.span, page.alerts.seconds):
        assert widget.accessibleName()
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus or widget is page.picker.help_button
    assert page.meter.accessibleName()
    assert page.state_card.accessibleName().startswith("Not listening")


def test_a_narrow_page_has_one_column(desk: Any) -> None:
    page = desk().page
    assert page.columns.is_wide
    page.resize(600, 500)
    assert not page.columns.is_wide
    assert page.alerts.isVisible()
    assert not page.columns.side_scroll.isVisible()
    page.resize(1000, 500)
    assert page.columns.is_wide
    assert page.columns.side_scroll.widget() is page.columns.side


def test_closing_while_it_listens_keeps_the_session(qtbot: Any, desk: Any, synth: Any) -> None:
    made = desk(synth.human_voice(6))
    start(qtbot, made)
    hear(qtbot, made, 5.5)
    made.page.shut_down()
    assert made.page.work() == ""
    (job,) = History(made.page.context.db).jobs()
    assert job.state is JobState.FINISHED
    assert next(History(made.page.context.db).results(job.id)).duration_s == pytest.approx(6.0)


def test_the_delay_is_measured(qtbot: Any, desk: Any, synth: Any) -> None:
    made = desk(synth.human_voice(6))
    start(qtbot, made)
    hear(qtbot, made, 5.5)
    delay = made.page.controller.delay_s
    assert delay is not None
    assert 0.2 <= delay < 2.0
    qtbot.waitUntil(lambda: "Measured delay" in made.page.state_card.toolTip(), timeout=3_000)
    assert made.page.controller.trace.at(5.0).state is LiveState.HUMAN
