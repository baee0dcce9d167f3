from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from engine.live_events import LiveAlert
from gui.live import alarm as alarm_module
from gui.live.alarm import RATE, Alarm, alert_tone
from gui.live.state_card import StateCard

ALERT = LiveAlert(20.0, 15.0, 0.93)


class FakeOutput:
    """What sounddevice's output stream does, without sound."""

    played: list[Any] = []  # noqa: RUF012

    def __init__(self, **_arguments: Any) -> None:
        pass

    def __enter__(self) -> FakeOutput:
        return self

    def __exit__(self, *_details: object) -> None:
        pass

    def write(self, samples: Any) -> None:
        FakeOutput.played.append(samples)


@pytest.fixture
def alarm(qtbot: Any, context: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    FakeOutput.played.clear()
    monkeypatch.setitem(sys.modules, "sounddevice", SimpleNamespace(OutputStream=FakeOutput))
    card = StateCard(context.theme)
    qtbot.addWidget(card)
    made = Alarm(context, card)
    made.told = []
    made.card = card
    monkeypatch.setattr(made._notifier, "tell", lambda *words: made.told.append(words[:2]))
    return made


def test_every_way_can_be_chosen_alone(qtbot: Any, context: Any, alarm: Any) -> None:
    context.change(live_alert_sound=True, live_alert_notify=False, live_alert_flash=False)
    alarm.raise_alert(ALERT)
    qtbot.waitUntil(lambda: bool(FakeOutput.played), timeout=3_000)
    assert (alarm.told, alarm._timer.isActive()) == ([], False)
    context.change(live_alert_sound=False, live_alert_notify=True)
    alarm.raise_alert(ALERT)
    assert alarm.told == [("Likely AI speech", "AI probability 93 %, since 0:15")]
    context.change(live_alert_notify=False, live_alert_flash=True)
    alarm.raise_alert(ALERT)
    assert alarm._timer.isActive()
    assert alarm.card._is_lit
    alarm.calm_down()
    assert not alarm.card._is_lit
    assert len(FakeOutput.played) == len(alarm.told) == 1


def test_a_flash_blinks_three_times_and_no_more(alarm: Any) -> None:
    alarm.raise_alert(ALERT)
    seen = [alarm.card._is_lit]
    while alarm._timer.isActive():
        alarm._step()
        seen.append(alarm.card._is_lit)
    assert seen == [True, False, True, False, True, False, False]


def test_the_tone_is_soft_at_its_edges_and_short() -> None:
    tone = alert_tone()
    assert 0.3 < len(tone) / RATE < 0.6
    assert np.abs(tone).max() < 0.3
    assert abs(tone[0]) < 1e-6
    assert np.abs(np.diff(tone)).max() < 0.05


def test_no_output_is_no_error(alarm: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    assert alarm is not None

    def broken(**_arguments: Any) -> Any:
        raise RuntimeError("Error querying device -1")

    monkeypatch.setattr(FakeOutput, "__init__", lambda _self, **arguments: broken(**arguments))
    alarm_module._play()
    assert "cannot be played" in caplog.text
