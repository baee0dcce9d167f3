"""What a timeline shows, as plain numbers: the curve, the decision band, the parts, and where to jump to."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from engine.calibration import Calibration
from engine.clock import clock
from engine.results import FileResult, Segment, Verdict, WindowScore
from engine.segments import flagged_spans
from engine.verdict import probability_of, resolve_point, window_lines

Floats = npt.NDArray[np.float64]
_NOTHING: Floats = np.empty(0)
JUMP_SLACK_S = 0.3
"""A moment so close to the cursor counts as the one it stands on."""


@dataclass(frozen=True, slots=True)
class Band:
    """Where windows are uncertain, as probabilities 0..1.

    Attributes:
        low: Below it a window points to human speech.
        middle: The operating point.
        high: From it on a window points to AI.
        point: Name of the operating point.
    """

    low: float
    middle: float
    high: float
    point: str


@dataclass(frozen=True, slots=True, eq=False)
class Thinned:
    """A stretch of a curve, ready to be drawn.

    Attributes:
        times: Of the line.
        values: The curve itself, or the means of neighbours where there are more values than points of the screen.
        reach_times: Of the reach, each moment twice; empty where nothing had to be left out.
        reach: Lowest and highest value of those neighbours, one after the other.
    """

    times: Floats
    values: Floats
    reach_times: Floats
    reach: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """AI probability over time; a value that is not a number interrupts the line.

    Shape:
        times, values: ``(n,)``; seconds and 0..1.
    """

    times: Floats
    values: Floats

    def thinned(self, start_s: float, end_s: float, most: int) -> Thinned:
        """The visible stretch in at most about ``2 * most`` points, without losing a peak or a gap."""
        first = max(0, int(np.searchsorted(self.times, start_s)) - 2)
        last = min(len(self.times), int(np.searchsorted(self.times, end_s)) + 2)
        times, values = self.times[first:last], self.values[first:last]
        if len(times) <= 2 * most:
            return Thinned(times, values, _NOTHING, _NOTHING)
        starts = np.arange(0, len(times), -(-len(times) // most))
        # fmin and fmax pass over what is not a number, unless a whole bin is a gap
        low, high = np.fmin.reduceat(values, starts), np.fmax.reduceat(values, starts)
        there = ~np.isnan(values)
        sums = np.add.reduceat(np.where(there, values, 0.0), starts)
        counts = np.add.reduceat(there.astype(np.float64), starts)
        means = np.divide(sums, counts, out=np.full(len(starts), np.nan), where=counts > 0)
        reach = np.stack([low, high], axis=1).ravel()
        return Thinned(times[starts], means, np.repeat(times[starts], 2), reach)


def curve_of(result: FileResult) -> Curve:
    """The curve of a file; where its windows were not kept the parts' means stand in."""
    points: list[tuple[float, float]] = []
    if result.windows:
        for run in _runs([(each.start_s, each.end_s, each.probability_ai) for each in result.windows]):
            # a window speaks for its middle; the first and the last one also for the run's ends
            points += [(run[0][0], run[0][2]), *(((a + b) / 2, p) for a, b, p in run), (run[-1][1], run[-1][2])]
            points.append((run[-1][1], math.nan))
    else:
        for run in _runs([(each.start_s, each.end_s, each.mean_probability) for each in result.segments]):
            points += [point for a, b, p in run for point in ((a, p), (b, p))]
            points.append((run[-1][1], math.nan))
    table = np.array(points, dtype=np.float64).reshape(-1, 2)
    return Curve(table[:, 0], table[:, 1])


def _runs(pieces: Sequence[tuple[float, float, float | None]]) -> list[list[tuple[float, float, float]]]:
    """Neighbouring pieces (start, end, value) without a gap and without a missing value."""
    runs: list[list[tuple[float, float, float]]] = []
    previous_end = -math.inf
    for start_s, end_s, value in pieces:
        if value is None:
            previous_end = -math.inf
            continue
        if start_s > previous_end + 0.01:
            runs.append([])
        runs[-1].append((start_s, end_s, value))
        previous_end = end_s
    return runs


def band_of(calibration: Calibration, result: FileResult) -> Band:
    """The band that decided about a file's windows."""
    point = resolve_point(calibration, result.point or None)
    lines = window_lines(calibration, point, is_ai=result.verdict is Verdict.AI)
    low, middle, high = (probability_of(each) for each in (lines.human_below, lines.middle, lines.ai_from))
    return Band(low, middle, high, point.name)


def length_of(result: FileResult) -> float:
    """Seconds that the timeline spans, never 0."""
    last_part = max((each.end_s for each in result.segments[-1:]), default=0.0)
    last_window = max((each.end_s for each in result.windows[-1:]), default=0.0)
    return max(0.1, result.duration_s, last_part, last_window)


def flagged_starts(result: FileResult) -> list[float]:
    """Where the flagged passages begin, seconds."""
    return [start for start, _ in flagged_spans(result.segments)]


def neighbour(starts: Sequence[float], now_s: float, step: int) -> float | None:
    """The next (step 1) or the previous (step -1) start as seen from a moment; None where there is none."""
    is_next = step > 0
    place = bisect_right(starts, now_s + (JUMP_SLACK_S if is_next else -JUMP_SLACK_S)) - (0 if is_next else 1)
    return starts[place] if 0 <= place < len(starts) else None


def value_at(result: FileResult, seconds: float) -> float | None:
    """AI probability of the window that answers for a moment: the judged one whose middle is nearest."""
    windows = result.windows
    last = bisect_right(windows, seconds, key=lambda each: each.start_s)
    first = last
    while first and windows[first - 1].end_s > seconds:
        first -= 1
    judged = [each for each in windows[first:last] if each.probability_ai is not None]
    if not judged:
        return None
    return min(judged, key=lambda each: abs((each.start_s + each.end_s) / 2 - seconds)).probability_ai


def strongest_moments(windows: Sequence[WindowScore], most: int = 200) -> list[WindowScore]:
    """The windows that point to AI most, the strongest first; of overlapping ones only the strongest.

    Args:
        windows: Of one file, in the order of time.
        most: So many at most.
    """
    judged = sorted((each for each in windows if each.probability_ai is not None), key=lambda each: -each.logit)
    kept: list[WindowScore] = []
    taken: list[float] = []
    longest = max((each.end_s - each.start_s for each in judged), default=0.0)
    for each in judged:
        place = bisect_right(taken, each.start_s)
        before = taken[place - 1] if place else -longest
        after = taken[place] if place < len(taken) else each.end_s
        if each.start_s < before + longest - 1e-6 or after < each.end_s - 1e-6:
            continue
        taken.insert(place, each.start_s)
        kept.append(each)
        if len(kept) == most:
            break
    return kept


def segment_at(segments: Sequence[Segment], seconds: float) -> Segment | None:
    """The part in which a moment lies."""
    place = bisect_right(segments, seconds, key=lambda each: each.start_s) - 1
    return segments[place] if place >= 0 and seconds < segments[place].end_s else None


def clock_ticks(start_s: float, end_s: float, most: int) -> tuple[float, list[float]]:
    """Round moments to label between two others, and the distance between them, seconds."""
    steps = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)
    span_s = max(end_s - start_s, 1e-3)
    step = next((each for each in steps if span_s / each <= most), steps[-1])
    first = int(np.ceil(start_s / step))
    return float(step), [index * step for index in range(first, int(end_s / step) + 1)]


def moment(seconds: float, digits: int = 1) -> str:
    """A moment for people, with tenths.

    >>> moment(12.34), moment(3723.0, 0), moment(0.5, 2)
    ('0:12.3', '1:02:03', '0:00.50')
    """
    scale = 10**digits
    ticks = round(max(0.0, seconds) * scale)
    text = clock(ticks // scale)
    return f"{text}.{ticks % scale:0{digits}d}" if digits else text


def are_in_order(segments: Sequence[Segment]) -> bool:
    """Whether parts follow each other in time, as drawing and searching need it."""
    return all(one.end_s <= other.start_s + 1e-6 for one, other in pairwise(segments))
