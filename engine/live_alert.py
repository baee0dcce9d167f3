"""When to call somebody: the last seconds lie above the operating point, but for a few windows; and what that costs."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

from engine.calibration import Calibration, OperatingPoint
from engine.live_events import LiveAlert
from engine.results import WindowScore
from engine.spec import DEFAULT_SPEC
from engine.verdict import decision_lines, probability_of, resolve_point, soft_clip

NEEDED_SHARE = 0.8
"""Of the windows that must lie above: one odd word in a voice must not silence the alarm."""


@dataclass(frozen=True, slots=True)
class AlertRule:
    """N of the last M windows at or above the line.

    Attributes:
        needed: N.
        of: M.
        line: On the clipped calibrated logit of a window.
        hop_s: Seconds between windows.
    """

    needed: int
    of: int
    line: float
    hop_s: float

    @property
    def time_to_alert_s(self) -> float:
        """From the first AI word to the alert, when every window from the first full one on is above the line."""
        return DEFAULT_SPEC.window_s + (self.needed - 1) * self.hop_s


def alert_rule(calibration: Calibration, point: str | None, seconds: float, hop_s: float) -> AlertRule:
    """The rule for "``seconds`` above the operating point".

    Args:
        calibration: Of the detector.
        point: Operating point; the detector's default when None.
        seconds: How long, more than 0.
        hop_s: Seconds between windows.

    Raises:
        UsageError: No such operating point.
    """
    upper = decision_lines(calibration, resolve_point(calibration, point))[1]
    of = max(1, math.ceil(seconds / hop_s - 1e-9))
    return AlertRule(max(1, math.ceil(NEEDED_SHARE * of - 1e-9)), of, upper, hop_s)


def false_alarms_per_hour(point: OperatingPoint, rule: AlertRule) -> float | None:
    """About how many alerts an hour of human speech brings; None where the detector was not measured.

    Every stretch as long as the rule looks back is taken for one recording of the test on which the error rate was
    measured, each by another voice: an order of magnitude, not a promise. With one and the same speaker there will
    be none, or many.
    """
    if not point.measured_on:
        return None
    share = point.human_flagged if point.human_flagged is not None else point.false_alarm_rate
    stretch_s = DEFAULT_SPEC.window_s + (rule.of - 1) * rule.hop_s
    return share * 3600.0 / stretch_s


class AlertWatch:
    """Follows the windows; tells once when the rule begins to hold, and again only after it has ceased to."""

    def __init__(self, rule: AlertRule, calibration: Calibration) -> None:
        self._rule = rule
        self._calibration = calibration
        self._last: deque[tuple[float, float] | None] = deque(maxlen=rule.of)
        self._holds = False

    def update(self, window: WindowScore) -> LiveAlert | None:
        """Take one more window in; gives the alert that it raises."""
        self._last.append(self._above(window))
        above = [each for each in self._last if each is not None]
        before, self._holds = self._holds, len(above) >= self._rule.needed
        if before or not self._holds:
            return None
        mean = sum(score for _, score in above) / len(above)
        return LiveAlert(window.end_s, above[0][0], probability_of(mean))

    def forget(self) -> None:
        """Time is missing: what came before it no longer counts."""
        self._last.clear()
        self._holds = False

    def _above(self, window: WindowScore) -> tuple[float, float] | None:
        if window.probability_ai is None:
            return None
        score = float(soft_clip(self._calibration.llr(window.logit)))
        return (window.start_s, score) if score >= self._rule.line else None
