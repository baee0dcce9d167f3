"""From window scores to segments: smoothing, hysteresis and merging, so that one stray window makes no segment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from engine.results import Segment, SegmentKind, WindowScore

STRETCH_S = 9.0
"""Length of the stretch whose median decides: long enough to outvote one stray 3 s window."""
BRIDGE_S = 6.0
"""Silence up to this long does not end a passage of speech."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the kinds begin, on the calibrated (not clipped) window logit.

    Attributes:
        human_below: A stretch below it is human.
        middle: Once begun, an AI stretch lasts while it stays at or above; a human one while it stays below.
        ai_from: A stretch at or above it is AI.
    """

    human_below: float
    middle: float
    ai_from: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring judged windows that span about 9 s.

    Attributes:
        first: Index of its first window among the judged windows.
        count: Windows in it.
        median: Median calibrated logit.
    """

    first: int
    count: int
    median: float


def windows_per_stretch(window_s: float, hop_s: float) -> int:
    """Number of windows that together span 9 s: 3 at a hop of 3 s, 7 at 1 s."""
    return max(1, round((STRETCH_S - window_s) / hop_s) + 1)


def cell_edges(windows: Sequence[WindowScore]) -> Floats:
    """Borders of the pieces of time that each window answers for, so that overlap is not counted twice.

    Overlapping neighbours share the overlap half and half.

    Shape:
        Returns (n, 2): start and end, seconds.
    """
    starts = np.array([w.start_s for w in windows])
    ends = np.array([w.end_s for w in windows])
    cells = np.stack([starts, ends], axis=1)
    overlapping = starts[1:] < ends[:-1]
    middle = (starts[1:] + ends[:-1]) / 2
    cells[1:, 0] = np.where(overlapping, middle, starts[1:])
    cells[:-1, 1] = np.where(overlapping, middle, ends[:-1])
    return cells


def passages(windows: Sequence[WindowScore]) -> list[range]:
    """Runs of judged windows with no long silence between them, as index ranges."""
    if not windows:
        return []
    cuts = [i for i in range(1, len(windows)) if windows[i].start_s - windows[i - 1].end_s > BRIDGE_S]
    borders = [0, *cuts, len(windows)]
    return [range(a, b) for a, b in pairwise(borders)]


def running_medians(values: Floats, count: int) -> Floats:
    """Medians of every ``count`` neighbours.

    Shape:
        (n,) -> (n - count + 1,), empty where n < count.
    """
    if values.size < count:
        return np.empty(0)
    return np.asarray(np.median(np.lib.stride_tricks.sliding_window_view(values, count), axis=1))


def strongest_stretch(windows: Sequence[WindowScore], llr: Floats, count: int) -> Stretch | None:
    """The 9 s of judged speech that point to AI most, None where no passage is that long."""
    best: Stretch | None = None
    for run in passages(windows):
        values = llr[run.start : run.stop]
        medians = running_medians(values, count)
        if medians.size and (best is None or medians.max() > best.median):
            # Of stretches with the same median the one whose every window agrees.
            ties = np.flatnonzero(medians == medians.max())
            lowest = [values[i : i + count].min() for i in ties]
            at = int(ties[int(np.argmax(lowest))])
            best = Stretch(run.start + at, count, float(medians[at]))
    return best


def smooth(windows: Sequence[WindowScore], llr: Floats, count: int) -> Floats:
    """Running median inside each passage.

    At its edges the nearest full stretch counts, so that a stray first or last window is outvoted too.
    """
    smoothed = llr.copy()
    for run in passages(windows):
        medians = running_medians(llr[run.start : run.stop], count)
        if medians.size:
            at = np.clip(np.arange(len(run)) - count // 2, 0, medians.size - 1)
            smoothed[run.start : run.stop] = medians[at]
        else:
            smoothed[run.start : run.stop] = np.median(llr[run.start : run.stop])
    return smoothed


def kinds_of(smoothed: Floats, lines: Lines) -> list[SegmentKind]:
    """Kind of each judged window, with hysteresis: a state begun lasts until the other side of the middle."""
    kinds: list[SegmentKind] = []
    state = SegmentKind.UNCERTAIN
    for value in smoothed:
        if value >= lines.ai_from:
            state = SegmentKind.AI
        elif value < lines.human_below:
            state = SegmentKind.HUMAN
        elif (state is SegmentKind.AI and value < lines.middle) or (
            state is SegmentKind.HUMAN and value >= lines.middle
        ):
            state = SegmentKind.UNCERTAIN
        kinds.append(state)
    return kinds


def drop_short_runs(kinds: list[SegmentKind], shortest: int) -> list[SegmentKind]:
    """Give a run shorter than ``shortest`` between two runs of one kind that kind."""
    result = list(kinds)
    borders = [0, *(i for i in range(1, len(kinds)) if kinds[i] is not kinds[i - 1]), len(kinds)]
    for k in range(1, len(borders) - 2):
        first, last = borders[k], borders[k + 1]
        before, after = result[first - 1], kinds[last]
        if last - first < shortest and before is after:
            result[first:last] = [before] * (last - first)
    return result


def merge(windows: Sequence[WindowScore], kinds: Sequence[SegmentKind]) -> tuple[Segment, ...]:
    """Join neighbouring windows of one kind into segments that follow each other without overlap."""
    cells = cell_edges(windows)
    segments: list[Segment] = []
    first = 0
    for i in range(1, len(windows) + 1):
        ends_here = i == len(windows) or kinds[i] is not kinds[first] or cells[i, 0] > cells[i - 1, 1] + 1e-6
        if not ends_here:
            continue
        judged = [w.probability_ai for w in windows[first:i] if w.probability_ai is not None]
        mean = float(np.mean(judged)) if judged and kinds[first] is not SegmentKind.NO_SPEECH else None
        segments.append(Segment(float(cells[first, 0]), float(cells[i - 1, 1]), kinds[first], mean))
        first = i
    return tuple(segments)


def flagged_spans(segments: Sequence[Segment]) -> list[tuple[float, float]]:
    """Start and end of the AI passages, seconds; short silence inside a passage does not split it."""
    spans: list[tuple[float, float]] = []
    only_silence_since = False
    for segment in segments:
        if segment.kind is SegmentKind.AI:
            if spans and only_silence_since and segment.start_s - spans[-1][1] <= BRIDGE_S:
                spans[-1] = (spans[-1][0], segment.end_s)
            else:
                spans.append((segment.start_s, segment.end_s))
            only_silence_since = True
        elif segment.kind is not SegmentKind.NO_SPEECH:
            only_silence_since = False
    return spans
