from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from engine.live_events import LiveAlert, LiveLost, LiveScore
from engine.live_state import LiveState
from engine.results import WindowScore
from gui.live.plot_card import PlotCard
from gui.live.trace import LiveTrace


def trace_of(seconds: float) -> LiveTrace:
    trace = LiveTrace(0.5)
    for n in range(int(2 * seconds) - 5):
        end = 3.0 + n / 2
        probability = 0.9 if end > seconds / 2 else 0.1
        state = LiveState.AI if probability > 0.5 else LiveState.HUMAN
        window = WindowScore(end - 3, end, 0.0, probability, 1.0)
        trace.add(LiveScore(end, probability, probability, state, 1.0, -20.0, window))
    return trace


class Now:
    seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def card(qtbot: Any, context: Any, now: Now) -> Any:
    made = PlotCard(context, now)
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show()
    qtbot.waitUntil(lambda: made.plot is not None, timeout=20_000)
    made.begin(trace_of(100), 0.4, 0.7)
    made.tick()
    return made


def test_the_last_minute_is_shown_and_the_plot_rolls(card: Any, now: Now) -> None:
    assert card.shown == pytest.approx((40.0, 101.2))
    now.seconds = 130.0
    card.tick()
    left, right = card.plot.curves.vb.viewRange()[0]
    assert (left, right) == pytest.approx((70.0, 131.2))
    assert card.plot.curves.vb.viewRange()[1] == pytest.approx([0.0, 1.0])


def test_a_short_session_grows_from_the_left(card: Any, now: Now) -> None:
    now.seconds = 10.0
    card.begin(trace_of(10), 0.4, 0.7)
    assert card.shown[0] == 0.0


def test_the_whole_session_can_be_shown_and_is_remembered(card: Any, context: Any) -> None:
    index = card.span.findData(0)
    card.span.setCurrentIndex(index)
    card.span.activated.emit(index)
    assert card.shown == pytest.approx((0.0, 102.0))
    assert context.settings.live_plot_s == 0
    times, _ = card.plot._smoothed.getData()
    assert times[0] == 3.0


def test_the_wheel_zooms_in_time_only(qtbot: Any, card: Any) -> None:
    before = np.diff(card.shown)[0]
    place = QPointF(300, 150)
    event = QWheelEvent(
        place,
        QPointF(card.plot.mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(card.plot.viewport(), event)
    assert np.diff(card.shown)[0] == pytest.approx(1.25 * before)
    assert card.plot.curves.vb.viewRange()[1] == pytest.approx([0.0, 1.0])
    assert card.span.currentText() == "1:15"
    qtbot.wait(1)


def test_looking_back_holds_still_until_now_is_asked_for(card: Any, now: Now) -> None:
    card.pan(-20.0)
    held = card.shown
    now.seconds = 140.0
    card.tick()
    assert card.shown == held
    assert card.back_button.isVisible()
    card.back_button.click()
    assert card.is_following
    assert not card.back_button.isVisible()


def test_nobody_looks_further_back_than_the_beginning(card: Any) -> None:
    card.pan(-1e6)
    assert card.shown[0] == 0.0


def test_the_mouse_tells_the_moment_in_words(card: Any) -> None:
    card._hover(90.0)
    assert card.hover.text() == "1:30: Likely AI, AI probability 90 % (single window 90 %), speech 100 %"
    card._hover(None)
    assert "running average" in card.hover.text()


def test_data_are_set_only_when_something_changed(card: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Any] = []
    monkeypatch.setattr(card.plot, "show_trace", lambda *arguments: drawn.append(arguments))
    for _ in range(20):
        card.tick()
    assert drawn == []
    card._trace.add_alert(LiveAlert(99.0, 95.0, 0.9))
    card.tick()
    assert len(drawn) == 1


def test_lost_sound_states_and_alerts_are_painted(card: Any) -> None:
    card._trace.add_lost(LiveLost(60.0, 55.0, 60.0))
    card._trace.add_alert(LiveAlert(80.0, 76.0, 0.9))
    card.tick()
    image = card.plot._image.image
    lost = card.plot._palette[4]
    assert (image[1] == lost).all(axis=1).sum() == pytest.approx(10, abs=2)
    assert card.plot._alerts.getData()[0] == [80.0]


def test_pens_are_one_pixel_and_nothing_is_smoothed(card: Any) -> None:
    for curve in (card.plot._raw, card.plot._smoothed):
        assert curve.opts["pen"].width() == 1
        assert curve.opts["antialias"] is False


def test_a_change_of_theme_repaints_the_plot(card: Any, context: Any) -> None:
    before = card.plot._smoothed.opts["pen"].color()
    context.change(theme="dark")
    assert card.plot._smoothed.opts["pen"].color() != before
    context.change(theme="light")


def test_the_band_is_where_the_detector_decides(card: Any) -> None:
    assert card.plot._band.isVisible()
    assert card.plot._band.getRegion() == pytest.approx((0.4, 0.7))


def test_without_a_session_no_band_is_claimed(qtbot: Any, context: Any, now: Now) -> None:
    made = PlotCard(context, now)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.plot is not None, timeout=20_000)
    assert not made.plot._band.isVisible()
    assert made.plot.curves.getAxis("right")._tickLevels == []
