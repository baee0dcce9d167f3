from __future__ import annotations

from typing import Any

import pytest

from engine.audio.level import FLOOR_DBFS
from engine.live_events import LiveLevel
from gui.live.meter import CLIP_LAMP_S, FALL_DB_PER_S, HOLD_S, LevelMeter


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def meter(qtbot: Any, context: Any, clock: Clock) -> LevelMeter:
    made = LevelMeter(context.theme, clock)
    qtbot.addWidget(made)
    return made


def level(peak: float, rms: float, *, clipped: bool = False, dead: bool = False) -> LiveLevel:
    return LiveLevel(0.0, peak, rms, clipped, dead)


def test_the_peak_is_held_and_then_falls(meter: LevelMeter, clock: Clock) -> None:
    meter.show_level(level(-6.0, -20.0))
    meter.show_level(level(-30.0, -40.0))
    clock.now += HOLD_S - 0.1
    meter.tick()
    assert meter.peak_dbfs == -6.0
    clock.now += 0.2
    meter.tick()
    clock.now += 1.0
    meter.tick()
    assert meter.peak_dbfs == pytest.approx(-6.0 - FALL_DB_PER_S * 1.2, abs=0.1)
    clock.now += 60
    meter.tick()
    assert meter.peak_dbfs == FLOOR_DBFS


def test_the_clipping_lamp_stays_on_long_enough_to_be_seen(meter: LevelMeter, clock: Clock) -> None:
    meter.show_level(level(0.0, -3.0))
    assert not meter.is_clipping
    meter.show_level(level(0.0, -3.0, clipped=True))
    meter.show_level(level(-20.0, -30.0))
    clock.now += CLIP_LAMP_S - 0.1
    assert meter.is_clipping
    clock.now += 0.2
    assert not meter.is_clipping


def test_a_louder_level_paints_a_longer_bar(meter: LevelMeter) -> None:
    meter.resize(600, 40)

    def filled() -> int:
        image = meter.grab().toImage()
        colour = meter._theme.colours.human_fill.rgb()
        ratio = image.devicePixelRatio()
        return sum(image.pixel(x, round(6 * ratio)) == colour for x in range(image.width()))

    meter.show_level(level(-45.0, -50.0))
    quiet = filled()
    meter.show_level(level(-15.0, -20.0))
    assert filled() > quiet > 0
    meter.switch_off()
    assert filled() == 0
