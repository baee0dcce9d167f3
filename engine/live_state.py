"""From single windows to a calm live state: smoothing over time, and no change on one window alone."""

from __future__ import annotations

import math
from enum import StrEnum

from engine.calibration import Calibration
from engine.results import WindowScore
from engine.verdict import decision_lines, probability_of, resolve_point, soft_clip

SMOOTHING_S = 6.0
"""Time constant of the exponential average: long enough to ride over one odd word, short enough to alert."""
WINDOWS_TO_CHANGE = 2


class LiveState(StrEnum):
    """What is said about the sound right now."""

    AI = "ai"
    HUMAN = "human"
    UNCERTAIN = "uncertain"
    NO_SPEECH = "no_speech"


class Smoother:
    """Exponential average over time, without a bias towards zero at the start."""

    def __init__(self, time_constant_s: float = SMOOTHING_S) -> None:
        self._time_constant_s = time_constant_s
        self._sum = 0.0
        self._weight = 0.0
        self._last_s: float | None = None

    @property
    def value(self) -> float | None:
        """The average so far, None before the first value."""
        return self._sum / self._weight if self._weight else None

    def add(self, value: float, at_s: float, step_s: float) -> float:
        """Take one more value in.

        Args:
            value: Calibrated logit.
            at_s: Its time, seconds; never goes back.
            step_s: Time the value stands for, seconds; also the elapsed time for the first value.

        Returns:
            The average after it.
        """
        elapsed = step_s if self._last_s is None else max(at_s - self._last_s, 0.0)
        self._last_s = at_s
        keep = math.exp(-elapsed / self._time_constant_s)
        gain = 1.0 - math.exp(-step_s / self._time_constant_s)
        self._sum = keep * self._sum + gain * value
        self._weight = keep * self._weight + gain
        return self._sum / self._weight


class StateTracker:
    """Follows windows; its state changes only when two windows in a row ask for the same new one."""

    def __init__(self, calibration: Calibration, hop_s: float, point: str | None = None) -> None:
        """Take the lines between the states from the detector.

        Args:
            calibration: Thresholds and the uncertain band.
            hop_s: Seconds between windows.
            point: Operating point; the detector's default when None.

        Raises:
            UsageError: No such operating point.
        """
        self._human_below, self._ai_from = decision_lines(calibration, resolve_point(calibration, point))
        self._calibration = calibration
        self._hop_s = hop_s
        self._smoother = Smoother()
        self._candidate = LiveState.NO_SPEECH
        self._candidate_since_s = 0.0
        self._candidate_windows = 0
        self.state = LiveState.NO_SPEECH

    @property
    def smoothed_probability(self) -> float | None:
        """Calibrated AI probability of the smoothed logit, None before anything could be judged."""
        value = self._smoother.value
        return None if value is None else probability_of(value)

    @property
    def candidate_since_s(self) -> float:
        """Start of the first window that asked for the present state."""
        return self._candidate_since_s

    def update(self, window: WindowScore) -> LiveState:
        """Follow one more window and give the state after it."""
        candidate = self._candidate_for(window)
        if candidate is self._candidate:
            self._candidate_windows += 1
        else:
            self._candidate, self._candidate_windows = candidate, 1
            self._candidate_since_s = window.start_s
        if self._candidate_windows >= WINDOWS_TO_CHANGE:
            self.state = candidate
        return self.state

    def forget(self) -> None:
        """Time is missing: begin as at the start."""
        self._smoother = Smoother()
        self._candidate, self._candidate_windows = LiveState.NO_SPEECH, 0
        self.state = LiveState.NO_SPEECH

    def _candidate_for(self, window: WindowScore) -> LiveState:
        if window.probability_ai is None:
            return LiveState.NO_SPEECH
        # Clipped as in the file verdict: no single window may outvote many.
        llr = soft_clip(self._calibration.llr(window.logit))
        smoothed = self._smoother.add(float(llr), window.end_s, self._hop_s)
        if smoothed >= self._ai_from:
            return LiveState.AI
        return LiveState.HUMAN if smoothed < self._human_below else LiveState.UNCERTAIN
