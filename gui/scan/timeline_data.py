"""What a timeline shows, as plain numbers: the curve, the decision band, the parts, and where to jump to."""

from __future__ import annotations

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
_NO_PLACES = np.empty(0, dtype=np.int64)
GAP_S = 0.01
"""Windows further apart are no neighbours."""
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
        # bins of equal time: a long silence is many empty bins, however few points it has
        edges = np.linspace(times[0], times[-1], most + 1)[:-1]
        starts = np.searchsorted(times, edges)
        there = ~np.isnan(values)
        is_empty = np.diff(np.append(starts, len(times))) == 0
        counts = np.where(is_empty, 0.0, np.add.reduceat(there.astype(np.float64), starts))
        sums = np.add.reduceat(np.where(there, values, 0.0), starts)
        means = np.divide(sums, counts, out=np.full(most, np.nan), where=counts > 0)
        low, high = (np.where(counts > 0, each.reduceat(values, starts), np.nan) for each in (np.fmin, np.fmax))
        return Thinned(edges, means, np.repeat(edges, 2), np.stack([low, high], axis=1).ravel())


def curve_of(result: FileResult) -> Curve:
    """The curve of a file; where its windows were not kept the parts' means stand in."""
    if result.windows:
        rows = [(each.start_s, each.end_s, each.probability_ai) for each in result.windows]
    else:
        rows = [(each.start_s, each.end_s, each.mean_probability) for each in result.segments]
    table = np.array(rows, dtype=np.float64).reshape(-1, 3)
    table = table[~np.isnan(table[:, 2])]
    starts, ends, values = table.T
    if not result.windows:
        # a part has one value from its start to its end
        borders = np.flatnonzero(starts[1:] > ends[:-1] + GAP_S) + 1
        return _with_gaps(np.stack([starts, ends], axis=1).ravel(), np.repeat(values, 2), 2 * borders)
    # a window speaks for its middle; the first and the last one of a run also for the run's ends
    begins = np.flatnonzero(np.concatenate([[True], starts[1:] > ends[:-1] + GAP_S])) if len(starts) else _NO_PLACES
    lasts = np.append(begins[1:] - 1, len(starts) - 1) if len(starts) else _NO_PLACES
    times = np.concatenate([(starts + ends) / 2, starts[begins], ends[lasts]])
    order = np.argsort(np.concatenate([np.arange(len(starts)), begins - 0.1, lasts + 0.1]), kind="stable")
    run_lengths = lasts - begins + 3
    return _with_gaps(
        times[order], np.concatenate([values, values[begins], values[lasts]])[order], np.cumsum(run_lengths)[:-1]
    )


def _with_gaps(times: Floats, values: Floats, borders: npt.NDArray[np.int64]) -> Curve:
    """A value that is not a number before each border, and at the end."""
    if not len(times):
        return Curve(_NOTHING, _NOTHING)
    places = np.append(borders, len(times))
    return Curve(np.insert(times, places, times[places - 1]), np.insert(values, places, np.nan))


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
    judged = [each for each in windows if each.probability_ai is not None]
    kept: list[WindowScore] = []
    is_free = np.ones(len(judged), dtype=bool)
    starts = np.array([each.start_s for each in judged])
    ends = np.array([each.end_s for each in judged])
    logits = np.array([each.logit for each in judged])
    for place in np.argsort(-logits, kind="stable").tolist():
        if not is_free[place]:
            continue
        kept.append(judged[place])
        if len(kept) == most:
            break
        # the windows that share a moment with this one
        first = int(np.searchsorted(ends, starts[place] + 1e-6))
        last = int(np.searchsorted(starts, ends[place] - 1e-6))
        is_free[first:last] = False
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
