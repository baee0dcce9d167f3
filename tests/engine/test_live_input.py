from __future__ import annotations

import pytest

from engine.audio.capture_block import Notice
from engine.audio.level import Level
from engine.live_input import InputWatch, permission_hint


def notices(watch: InputWatch, level: Level, seconds: float) -> list[Notice]:
    return [w.notice for tenth in range(round(10 * seconds)) for w in watch.warnings(level, tenth / 10)]


def test_an_almost_silent_input_is_told_once_after_ten_seconds_and_again_after_a_word() -> None:
    watch = InputWatch()
    quiet, voice = Level(-60.0, -72.0), Level(-12.0, -24.0)
    assert notices(watch, quiet, 9.9) == []
    assert notices(watch, quiet, 60) == [Notice.QUIET]
    notices(watch, voice, 1)
    assert notices(watch, quiet, 12) == [Notice.QUIET]


def test_silence_is_normal_for_what_the_computer_plays() -> None:
    watch = InputWatch(may_be_silent=True)
    assert notices(watch, Level(is_dead=True), 60) == []
    assert notices(watch, Level(0.0, -3.0, is_clipped=True), 5) == [Notice.CLIPPED]


@pytest.mark.parametrize(("platform", "word"), [("darwin", "System Settings"), ("win32", "desktop apps")])
def test_the_hint_names_the_place_of_the_system(platform: str, word: str) -> None:
    assert word in permission_hint(platform)
    assert "muted" in permission_hint("linux")
