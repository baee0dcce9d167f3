from __future__ import annotations

import pytest

from engine.audio.capture_block import Notice
from engine.calibration import OperatingPoint
from engine.live_alert import AlertRule
from engine.live_events import LiveWarning
from gui.live.words import delay_words, lost_words, permission_words, rule_words, system_audio_words, warning_words

POINT = OperatingPoint(
    name="balanced", threshold=0.0, false_alarm_rate=0.2, miss_rate=0.2, human_flagged=0.062, measured_on="dev"
)


def test_the_rule_says_how_fast_and_how_often_wrong() -> None:
    words = rule_words(AlertRule(5, 6, 1.0, 0.5), POINT, "balanced")
    assert "5 of 6 scores in a row (3 s)" in words
    assert "about 5 s after an AI voice begins" in words
    assert "about 6 of 100 human recordings" in words
    assert "about 41 an hour" in words


def test_a_detector_without_measurements_promises_nothing() -> None:
    words = rule_words(AlertRule(1, 1, 1.0, 3.0), POINT.model_copy(update={"measured_on": ""}), "balanced")
    assert "first score above the line" in words
    assert "has not been measured" in words


@pytest.mark.parametrize("notice", list(Notice))
def test_every_warning_has_words(notice: Notice) -> None:
    text, _ = warning_words(LiveWarning(1.0, "As the engine says", "Do this.", notice), "Desk {x} Microphone")
    assert text
    assert "{name}" not in text
    assert ("Desk {x} Microphone" in text) == (notice in (Notice.GONE, Notice.BACK))


def test_each_system_gets_its_own_instructions() -> None:
    assert "BlackHole" in system_audio_words(has_monitor=False, platform="darwin")
    assert "Stereo Mix" in system_audio_words(has_monitor=False, platform="win32")
    linux = system_audio_words(has_monitor=True, platform="linux")
    assert "pulseaudio-utils" in linux
    assert linux.startswith("Choose an input under")
    assert len({permission_words(name) for name in ("darwin", "win32", "linux")}) == 3


def test_lengths_and_delays_are_said_plainly() -> None:
    assert lost_words(2.04) == "2.0 s of sound lost"
    assert lost_words(3_700.0) == "1:01:40 of sound lost"
    assert "0.31 s" in delay_words(0.312, 0.1)
    assert "while listening" in delay_words(None, 0.0)
