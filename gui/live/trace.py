"""What the plot shows, in preallocated arrays: memory stays the same however long the session lasts. Knows no Qt."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.live_events import LiveAlert, LiveLost, LiveScore
from engine.live_state import LiveState

CAPACITY = 1 << 18
"""Scores that are kept for the plot: 36 hours at two a second. The history keeps all."""
MOST_MARKS = 1_000
LONGEST_HOPS = 2.5
"""A longer pause between scores is a gap in the curves."""

Floats = npt.NDArray[np.float32]
Times = npt.NDArray[np.float64]
Codes = npt.NDArray[np.uint8]

STATES = tuple(LiveState)
LOST = len(STATES)
NOTHING = LOST + 1
"""Codes of a piece of the strip: a state by its place in `STATES`, lost sound, or no score at all."""


@dataclass(frozen=True, slots=True)
class TraceView:
    """A part of the session, thinned to what a screen can show.

    Attributes:
        time_s: End of each window.
        smoothed: Probability of the running average; NaN without speech.
        raw: Probability of the single window; NaN without speech.
    """

    time_s: Times
    smoothed: Floats
    raw: Floats


@dataclass(frozen=True, slots=True)
class Strip:
    """Speech and state in equal pieces of time.

    Attributes:
        start_s: Start of the first piece.
        step_s: Length of a piece.
        speech: Share of speech, 0..1.
        states: See `LOST`.
    """

    start_s: float
    step_s: float
    speech: Floats
    states: Codes


@dataclass(frozen=True, slots=True)
class TracePoint:
    """One score, for the words under the mouse; probabilities are None without speech."""

    time_s: float
    smoothed: float | None
    raw: float | None
    speech_share: float
    state: LiveState


class LiveTrace:
    """Grows by one score at a time; the oldest fall out when it is full."""

    def __init__(self, hop_s: float = 0.5, capacity: int = CAPACITY) -> None:
        """Reserve everything that will ever be needed.

        Args:
            hop_s: Seconds between scores.
            capacity: Scores that are kept at least.
        """
        self.hop_s = hop_s
        self._capacity = capacity
        # Twice the room: the kept half moves to the front once in a while, and every view is one piece of memory.
        self._time = np.empty(2 * capacity, np.float64)
        self._smoothed = np.empty(2 * capacity, np.float32)
        self._raw = np.empty(2 * capacity, np.float32)
        self._speech = np.empty(2 * capacity, np.float32)
        self._state = np.empty(2 * capacity, np.uint8)
        self._begin = self._end = 0
        self._lost: deque[tuple[float, float]] = deque(maxlen=MOST_MARKS)
        self._alerts: deque[float] = deque(maxlen=MOST_MARKS)

    def __len__(self) -> int:
        return self._end - self._begin

    @property
    def end_s(self) -> float:
        """Time of the newest score, 0 before the first."""
        return float(self._time[self._end - 1]) if len(self) else 0.0

    @property
    def start_s(self) -> float:
        """Time of the oldest score that is kept."""
        return float(self._time[self._begin]) if len(self) else 0.0

    @property
    def alerts(self) -> list[float]:
        """Times of the alerts."""
        return list(self._alerts)

    def add(self, score: LiveScore) -> None:
        """Take one more score in."""
        if len(self) and score.time_s - self.end_s > LONGEST_HOPS * self.hop_s:
            self._put(self.end_s + self.hop_s, np.nan, np.nan, 0.0, NOTHING)  # breaks the curves
        smoothed = raw = float("nan")
        if score.probability is not None and score.smoothed is not None:
            smoothed, raw = score.smoothed, score.probability
        self._put(score.time_s, smoothed, raw, score.speech_share, STATES.index(score.state))

    def _put(self, time_s: float, smoothed: float, raw: float, speech: float, state: int) -> None:
        if self._end == len(self._time):
            self._make_room()
        at = self._end
        self._time[at], self._smoothed[at], self._raw[at] = time_s, smoothed, raw
        self._speech[at], self._state[at] = speech, state
        self._end += 1
        self._begin = max(self._begin, self._end - self._capacity)

    def add_lost(self, lost: LiveLost) -> None:
        """Sound of this time is missing; a stretch that grows replaces itself."""
        if self._lost and self._lost[-1][0] == lost.start_s:
            self._lost.pop()
        self._lost.append((lost.start_s, lost.end_s))

    def add_alert(self, alert: LiveAlert) -> None:
        """An alert was raised."""
        self._alerts.append(alert.time_s)

    def view(self, start_s: float, end_s: float, most: int = 1_500) -> TraceView:
        """The curves of a part of the session.

        Args:
            start_s: Left edge.
            end_s: Right edge.
            most: Points; more are thinned to the lowest and highest of each piece, so that no peak is lost.
        """
        first, last = self._range(start_s, end_s)
        time_s, smoothed, raw = self._time[first:last], self._smoothed[first:last], self._raw[first:last]
        if last - first > most:
            starts = np.arange(0, last - first, -(-2 * (last - first) // most))
            time_s = np.repeat(time_s[starts], 2)
            smoothed, raw = _low_and_high(smoothed, starts), _low_and_high(raw, starts)
        return TraceView(time_s.copy(), smoothed.copy(), raw.copy())

    def strip(self, start_s: float, end_s: float, most: int = 800) -> Strip:
        """Speech and state of a part of the session.

        Args:
            start_s: Left edge.
            end_s: Right edge.
            most: Pieces.
        """
        first, last = self._range(start_s, end_s)
        if last <= first:
            return Strip(start_s, self.hop_s, np.zeros(0, np.float32), np.zeros(0, np.uint8))
        begin, end = float(self._time[first]) - self.hop_s, float(self._time[last - 1])
        step = max(self.hop_s, (end - begin) / most)
        count = max(1, round((end - begin) / step))
        speech, states = np.zeros(count, np.float32), np.full(count, NOTHING, np.uint8)
        places = np.clip(((self._time[first:last] - begin) / step - 0.5).astype(np.int64), 0, count - 1)
        np.maximum.at(speech, places, self._speech[first:last])
        states[places] = self._state[first:last]
        for lost_start, lost_end in self._lost:
            if lost_end > begin and lost_start < end:
                a, b = int((lost_start - begin) / step), int(np.ceil((lost_end - begin) / step))
                states[max(0, a) : max(0, b)] = LOST
        return Strip(begin, step, speech, states)

    def at(self, time_s: float) -> TracePoint | None:
        """The score that answers for a moment; None where there is none."""
        if not len(self):
            return None
        index = int(np.searchsorted(self._time[self._begin : self._end], time_s)) + self._begin
        if index >= self._end:
            index = self._end - 1
        if abs(float(self._time[index]) - time_s) > 2 * self.hop_s:
            return None
        if self._state[index] == NOTHING:
            return None
        smoothed, raw = float(self._smoothed[index]), float(self._raw[index])
        return TracePoint(
            float(self._time[index]),
            None if np.isnan(smoothed) else smoothed,
            None if np.isnan(raw) else raw,
            float(self._speech[index]),
            STATES[int(self._state[index])],
        )

    def _range(self, start_s: float, end_s: float) -> tuple[int, int]:
        """Indices of the part, with one point more on either side so that curves reach the edges."""
        times = self._time[self._begin : self._end]
        first = max(0, int(np.searchsorted(times, start_s)) - 1)
        last = min(len(times), int(np.searchsorted(times, end_s, side="right")) + 1)
        return first + self._begin, last + self._begin

    def _make_room(self) -> None:
        kept = self._end - self._begin
        for column in (self._time, self._smoothed, self._raw, self._speech, self._state):
            column[:kept] = column[self._begin : self._end].copy()
        self._begin, self._end = 0, kept


def _low_and_high(values: Floats, starts: npt.NDArray[np.int64]) -> Floats:
    """Lowest and highest of each piece, one after the other; a piece without any number stays without."""
    found: Floats = np.stack([np.fmin.reduceat(values, starts), np.fmax.reduceat(values, starts)], axis=1).ravel()
    return found
