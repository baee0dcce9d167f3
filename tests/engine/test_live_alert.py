from __future__ import annotations

import pytest

from engine.calibration import Calibration, OperatingPoint
from engine.live_alert import AlertRule, AlertWatch, alert_rule, false_alarms_per_hour
from engine.live_events import LiveAlert
from engine.results import WindowScore

POINT = OperatingPoint(
    name="balanced", threshold=0.0, false_alarm_rate=0.2, miss_rate=0.2, human_flagged=0.06, measured_on="dev"
)
CALIBRATION = Calibration(operating_points=(POINT,), abstain_low=-0.5, abstain_high=1.0)


def alerts(watch: AlertWatch, logits: list[float | None], hop_s: float = 0.5) -> list[LiveAlert]:
    windows = (
        WindowScore(n * hop_s, n * hop_s + 3.0, logit or 0.0, None if logit is None else 0.5, 1.0)
        for n, logit in enumerate(logits)
    )
    return [alert for alert in map(watch.update, windows) if alert is not None]


def test_three_seconds_are_five_of_six_half_second_windows_over_the_band() -> None:
    rule = alert_rule(CALIBRATION, None, 3.0, 0.5)
    assert (rule.needed, rule.of) == (5, 6)
    assert rule.line == 1.0
    assert rule.time_to_alert_s == pytest.approx(5.0)


def test_less_than_a_hop_is_one_window() -> None:
    rule = alert_rule(CALIBRATION, None, 0.5, 3.0)
    assert (rule.needed, rule.of) == (1, 1)


def test_one_dip_does_not_silence_the_alarm_and_two_do() -> None:
    rule = alert_rule(CALIBRATION, None, 3.0, 0.5)
    (alert,) = alerts(AlertWatch(rule, CALIBRATION), [-3, 3, 3, -3, 3, 3, 3, 3, 3, 3])
    assert alert.start_s == 0.5
    assert alert.time_s == 3.0 + 6 * 0.5
    assert alert.probability > 0.8
    assert not alerts(AlertWatch(rule, CALIBRATION), [3, 3, -3, 3, -3, 3] * 5)


def test_it_is_told_once_and_again_only_after_a_pause() -> None:
    rule = alert_rule(CALIBRATION, None, 3.0, 0.5)
    assert len(alerts(AlertWatch(rule, CALIBRATION), [3.0] * 50)) == 1
    assert len(alerts(AlertWatch(rule, CALIBRATION), [3.0] * 20 + [-3.0] * 6 + [3.0] * 20)) == 2


def test_windows_without_speech_count_as_not_above() -> None:
    rule = alert_rule(CALIBRATION, None, 3.0, 0.5)
    assert not alerts(AlertWatch(rule, CALIBRATION), [3, 3, None, 3, 3, None] * 4)


def test_missing_time_starts_the_count_anew() -> None:
    watch = AlertWatch(AlertRule(2, 2, 1.0, 0.5), CALIBRATION)
    assert not alerts(watch, [3.0])
    watch.forget()
    assert not alerts(watch, [3.0])
    assert alerts(watch, [3.0])


def test_false_alarms_fall_with_a_longer_rule_and_are_unknown_without_a_measurement() -> None:
    short, long = alert_rule(CALIBRATION, None, 3.0, 0.5), alert_rule(CALIBRATION, None, 30.0, 0.5)
    assert false_alarms_per_hour(POINT, short) == pytest.approx(0.06 * 3600 / 5.5)
    assert (false_alarms_per_hour(POINT, long) or 0) < 8
    assert false_alarms_per_hour(POINT.model_copy(update={"measured_on": ""}), short) is None
    banded = POINT.model_copy(update={"human_flagged": None})
    assert false_alarms_per_hour(banded, short) == pytest.approx(0.2 * 3600 / 5.5)
