from __future__ import annotations

import numpy as np
import pytest

from engine.live_events import LiveAlert, LiveLost, LiveScore
from engine.live_state import LiveState
from engine.results import WindowScore
from gui.live.trace import LOST, MOST_MARKS, NOTHING, STATES, LiveTrace


def score(time_s: float, probability: float | None, state: LiveState = LiveState.HUMAN) -> LiveScore:
    window = WindowScore(time_s - 3.0, time_s, 0.0, probability, 0.8)
    return LiveScore(time_s, probability, 0.5 if probability is None else probability, state, 0.8, -20.0, window)


def filled(count: int, capacity: int = 1000) -> LiveTrace:
    trace = LiveTrace(0.5, capacity)
    for n in range(count):
        trace.add(score(3.0 + n / 2, n / count))
    return trace


def test_scores_come_back_in_the_order_of_time() -> None:
    view = filled(100).view(0.0, 60.0)
    assert len(view.time_s) == 100
    assert view.time_s[0] == 3.0
    np.testing.assert_allclose(view.smoothed, np.arange(100) / 100, atol=1e-6)


def test_a_view_reaches_one_point_over_its_edges() -> None:
    view = filled(100).view(10.0, 20.0)
    assert (view.time_s[0], view.time_s[-1]) == (9.5, 20.5)


def test_memory_stays_the_same_and_the_newest_are_kept() -> None:
    trace = filled(10_000, capacity=500)
    assert len(trace) == 500
    assert trace.end_s == pytest.approx(3.0 + 9_999 / 2)
    view = trace.view(0.0, 1e9, most=10_000)
    assert len(view.time_s) == 500
    assert np.all(np.diff(view.time_s) == 0.5)
    assert trace._time.nbytes == 8 * 1000


def test_thinning_loses_no_peak() -> None:
    trace = LiveTrace(0.5)
    for n in range(20_000):
        trace.add(score(3.0 + n / 2, 0.99 if n == 12_345 else 0.1))
    view = trace.view(0.0, 1e9, most=800)
    assert len(view.time_s) <= 800
    assert view.smoothed.max() == pytest.approx(0.99)
    assert np.all(np.diff(view.time_s) >= 0)


def test_a_moment_without_speech_has_no_probability() -> None:
    trace = LiveTrace()
    trace.add(score(3.0, None, LiveState.NO_SPEECH))
    point = trace.at(3.0)
    assert point is not None
    assert (point.smoothed, point.raw, point.state) == (None, None, LiveState.NO_SPEECH)
    assert np.isnan(trace.view(0, 10).smoothed).all()


def test_a_pause_breaks_the_curve() -> None:
    trace = filled(10)
    trace.add(score(600.0, 0.5))
    view = trace.view(0.0, 1e9)
    assert np.isnan(view.smoothed).sum() == 1
    assert trace.at(300.0) is None
    assert trace.strip(0, 700).states[-1] == STATES.index(LiveState.HUMAN)
    assert NOTHING in trace.strip(0, 700).states


def test_the_strip_shows_states_speech_and_lost_sound() -> None:
    trace = LiveTrace(0.5)
    for n in range(60):
        trace.add(score(3.0 + n / 2, 0.9, LiveState.AI if n >= 40 else LiveState.HUMAN))
    trace.add_lost(LiveLost(13.0, 12.0, 13.0))
    trace.add_lost(LiveLost(14.0, 12.0, 14.0))
    strip = trace.strip(0.0, 60.0)
    assert (strip.start_s, strip.step_s) == (2.5, 0.5)
    assert len(strip.states) == 60
    assert list(strip.states[19:23]) == [LOST] * 4
    assert strip.states[-1] == STATES.index(LiveState.AI)
    assert strip.speech == pytest.approx(np.full(60, 0.8), abs=1e-6)


def test_a_long_session_fits_the_strip() -> None:
    assert len(filled(9_000, capacity=10_000).strip(0.0, 1e9, most=700).states) <= 700


def test_marks_are_bounded() -> None:
    trace = LiveTrace()
    for n in range(3 * MOST_MARKS):
        trace.add_alert(LiveAlert(float(n), 0.0, 0.9))
    assert len(trace.alerts) == MOST_MARKS


def test_an_empty_trace_is_no_error() -> None:
    trace = LiveTrace()
    assert trace.end_s == 0
    assert trace.at(0.0) is None
    assert len(trace.view(0, 60).time_s) == 0
    assert len(trace.strip(0, 60).states) == 0
