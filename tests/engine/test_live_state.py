from __future__ import annotations

import math

import pytest

from engine.calibration import Calibration, OperatingPoint
from engine.errors import UsageError
from engine.live_state import LiveState, Smoother, StateTracker
from engine.results import WindowScore

CALIBRATION = Calibration(
    operating_points=(OperatingPoint(name="balanced", threshold=0.0, false_alarm_rate=0.1, miss_rate=0.1),),
    abstain_low=-0.5,
    abstain_high=0.5,
)


def window(number: int, logit: float, *, speech: bool = True, hop_s: float = 0.5) -> WindowScore:
    start = number * hop_s
    return WindowScore(start, start + 3.0, logit, 0.5 if speech else None, 1.0 if speech else 0.0)


def test_the_average_of_a_constant_is_that_constant_from_the_first_value_on() -> None:
    smoother = Smoother()
    assert [smoother.add(2.0, at / 2, 0.5) for at in range(1, 20)] == pytest.approx([2.0] * 19)


def test_after_one_time_constant_a_step_has_been_followed_to_63_percent() -> None:
    smoother = Smoother(6.0)
    for tenth in range(6000):  # long enough that the start no longer weighs
        smoother.add(0.0, tenth / 10, 0.1)
    for tenth in range(6000, 6060):
        smoother.add(1.0, tenth / 10, 0.1)
    assert smoother.value == pytest.approx(1.0 - math.exp(-1.0), abs=0.01)


def test_one_window_alone_never_changes_the_state() -> None:
    tracker = StateTracker(CALIBRATION, 0.5)
    assert tracker.update(window(0, 4.0)) is LiveState.NO_SPEECH
    assert tracker.update(window(1, 4.0)) is LiveState.AI
    assert tracker.candidate_since_s == 0.0


def test_a_single_stray_window_does_not_leave_the_state() -> None:
    tracker = StateTracker(CALIBRATION, 0.5)
    states = [tracker.update(window(n, logit)) for n, logit in enumerate([-4, -4, -4, -4, 4, -4, -4])]
    assert states[1:] == [LiveState.HUMAN] * 6


def test_silence_is_its_own_state_and_not_human() -> None:
    tracker = StateTracker(CALIBRATION, 0.5)
    for n in range(4):
        tracker.update(window(n, 4.0))
    assert tracker.update(window(4, -4.0, speech=False)) is LiveState.AI
    assert tracker.update(window(5, -4.0, speech=False)) is LiveState.NO_SPEECH


def test_the_uncertain_band_is_a_state() -> None:
    tracker = StateTracker(CALIBRATION, 0.5)
    tracker.update(window(0, 0.1))
    assert tracker.update(window(1, 0.1)) is LiveState.UNCERTAIN


def test_one_huge_logit_does_not_outvote_the_windows_before_it() -> None:
    tracker = StateTracker(CALIBRATION, 0.5)
    for n in range(40):
        tracker.update(window(n, -3.0))
    tracker.update(window(40, 500.0))
    assert tracker.update(window(41, 500.0)) is LiveState.HUMAN


def test_a_higher_logit_means_more_ai() -> None:
    high, low = StateTracker(CALIBRATION, 0.5), StateTracker(CALIBRATION, 0.5)
    high.update(window(0, 1.0))
    low.update(window(0, -1.0))
    assert (high.smoothed_probability or 0.0) > 0.5 > (low.smoothed_probability or 1.0)


def test_an_unknown_operating_point_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="operating point"):
        StateTracker(CALIBRATION, 0.5, "strict")
