"""What drives the player: where playing begins, what the buttons say, when the timer rests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.audio.playback import PlayState, PlayStatus
from gui.context import AppContext
from gui.scan import player as player_module
from gui.scan.player import PlayerControl
from gui.scan.player_bar import PlayerBar

FILE = Path("/in/a.wav")


class Recorder:
    def __init__(self) -> None:
        self.status = PlayStatus()
        self.calls: list[str] = []

    def probe(self) -> None:
        self.calls.append("probe")

    def play(self, path: Path, start_s: float) -> None:
        self.calls.append(f"play {start_s:g}")
        self.status = PlayStatus(PlayState.OPENING, start_s, path)

    def pause(self) -> None:
        self.calls.append("pause")
        self.status = replace(self.status, state=PlayState.PAUSED)

    def stop(self) -> None:
        self.calls.append("stop")
        self.status = PlayStatus()

    def close(self) -> None:
        self.calls.append("close")


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def control(qtbot: Any, recorder: Recorder) -> Iterator[PlayerControl]:
    del qtbot
    made = PlayerControl(recorder)  # type: ignore[arg-type]
    made.set_file(FILE, 60.0)
    recorder.calls.clear()
    yield made
    made.close()


def test_it_plays_from_where_it_stands_and_from_the_start_after_the_end(
    qtbot: Any, control: PlayerControl, recorder: Recorder
) -> None:
    control.jump_to(20.0)
    control.toggle()
    recorder.status = PlayStatus(PlayState.ENDED, 60.0, FILE)
    qtbot.waitUntil(lambda: control.position_s == 60.0)
    control.toggle()
    assert recorder.calls == ["play 20", "play 0"]


def test_moments_outside_the_file_are_brought_inside(control: PlayerControl, recorder: Recorder) -> None:
    control.play_from(-3.0)
    control.play_from(99.0)
    assert recorder.calls == ["play 0", "play 60"]


def test_another_file_stops_the_first_one(qtbot: Any, control: PlayerControl, recorder: Recorder) -> None:
    control.play_from(5.0)
    with qtbot.waitSignal(control.state_changed) as told:
        control.set_file(Path("/in/b.wav"), 10.0)
    assert told.args == [False]
    assert recorder.calls == ["play 5", "stop", "probe"]
    assert control.position_s == 0.0


def test_without_a_file_nothing_plays(control: PlayerControl, recorder: Recorder) -> None:
    control.set_file(None, 0.0)
    control.play_from(5.0)
    control.toggle()
    assert recorder.calls == []
    assert not control.has_file


def test_the_timer_rests_when_nothing_plays(
    qtbot: Any, control: PlayerControl, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player_module, "IDLE_POLLS", 3)
    control.play_from(5.0)
    qtbot.wait(300)
    assert control._timer.isActive()
    recorder.status = PlayStatus(PlayState.PAUSED, 6.0, FILE)
    qtbot.waitUntil(lambda: not control._timer.isActive())
    assert control.position_s == 6.0


def test_the_bar_says_what_its_buttons_do(qtbot: Any, context: AppContext) -> None:
    bar = PlayerBar(context)
    qtbot.addWidget(bar)
    bar.set_file(75.0, 2)
    assert not bar.play_button.isEnabled()
    bar.set_can_play(can_play=True)
    assert bar.play_button.isEnabled()
    assert bar.next_button.toolTip() == "Next flagged moment (Right)"
    bar.set_playing(playing=True)
    assert bar.play_button.accessibleName() == "Pause (Space)"
    bar.set_position(61.25, "80 % AI")
    assert (bar.clock.text(), bar.words.text()) == ("1:01.2 / 1:15.0", "80 % AI")
    bar.set_problem("No output", "Connect one.")
    assert not bar.play_button.isEnabled()
    assert bar.play_button.toolTip() == "No output"
    bar.set_problem("", "")
    assert bar.play_button.isEnabled()
