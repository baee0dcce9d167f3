"""A file's timeline as an inline SVG: probability over time, coloured segments with icons, and a time axis.

Only numbers and our own words go in, so nothing in it needs escaping. Colours come from the page's style sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.clock import clock, span
from engine.report.words import SEGMENTS
from engine.results import FileResult, Segment, SegmentKind, WindowScore

WIDTH, HEIGHT = 1000, 138
LEFT, RIGHT = 40, 992
TOP, BOTTOM = 10, 86
STRIP_TOP, STRIP_HEIGHT = 94, 16
AXIS_Y = 130
MAX_BINS = 250
"""Curves of more windows are drawn as the lowest and highest value of each bin, so that no peak is lost."""
TICKS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)
_PRIORITY = (SegmentKind.AI, SegmentKind.UNCERTAIN, SegmentKind.HUMAN, SegmentKind.NO_SPEECH)


@dataclass(frozen=True, slots=True)
class Axis:
    """Maps seconds to the drawing's units."""

    length_s: float

    def x(self, seconds: float) -> float:
        """Horizontal place of a moment."""
        return LEFT + (RIGHT - LEFT) * min(max(seconds / self.length_s, 0.0), 1.0)

    def ticks(self) -> list[float]:
        """Moments to label: round numbers, at most ten."""
        step = next((t for t in TICKS_S if self.length_s / t <= 10), TICKS_S[-1])
        return [float(t) for t in range(0, int(self.length_s) + 1, step)]


def length_of(result: FileResult) -> float:
    """Seconds that the timeline spans."""
    ends = [result.duration_s, *(s.end_s for s in result.segments[-1:]), *(w.end_s for w in result.windows[-1:])]
    return max(0.1, *ends)


def curve_runs(result: FileResult) -> list[list[tuple[float, float]]]:
    """Probability curve as runs of (seconds, probability); silence interrupts it.

    Where the windows were not kept the segments' means stand in.
    """
    runs: list[list[tuple[float, float]]] = []
    current: list[tuple[float, float]] = []
    previous_end = -1.0
    windows: Sequence[WindowScore | Segment] = result.windows or result.segments
    for piece in windows:
        p = piece.probability_ai if isinstance(piece, WindowScore) else piece.mean_probability
        if p is None or piece.start_s > previous_end + 0.01:
            runs.append(current)
            current = []
        if p is not None:
            points = [(piece.start_s, p)] if not current or isinstance(piece, Segment) else []
            middle = (piece.start_s + piece.end_s) / 2
            current += [*points, (middle, p)]
            previous_end = piece.end_s
            if piece is windows[-1] or isinstance(piece, Segment):
                current.append((piece.end_s, p))
    return [_thinned(run) for run in [*runs, current] if run]


def _thinned(run: list[tuple[float, float]]) -> list[tuple[float, float]]:
    if len(run) <= 2 * MAX_BINS:
        return run
    size = -(-len(run) // MAX_BINS)
    kept: list[tuple[float, float]] = []
    for first in range(0, len(run), size):
        piece = run[first : first + size]
        ends = {min(piece, key=lambda point: point[1]), max(piece, key=lambda point: point[1])}
        kept += sorted(ends)
    return kept


def drawn_segments(result: FileResult, axis: Axis) -> list[tuple[float, float, Segment]]:
    """Segments as (left, width, segment); AI ones are never narrower than can be seen, and drawn last."""
    pieces = []
    for segment in result.segments:
        left, right = axis.x(segment.start_s), axis.x(segment.end_s)
        is_ai = segment.kind is SegmentKind.AI
        if right - left < 0.3 and not is_ai:
            continue
        pieces.append((left, max(right - left, 3.0 if is_ai else 0.3), segment))
    return sorted(pieces, key=lambda piece: -_PRIORITY.index(piece[2].kind))


def _y(probability: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * probability


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def timeline_svg(result: FileResult) -> str:
    """The drawing; text alternatives inside for those who do not see it."""
    axis = Axis(length_of(result))
    parts = [
        (
            f'<svg class="timeline" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            f'aria-label="AI probability from 0:00 to {clock(axis.length_s)}">'
        )
    ]
    segments = drawn_segments(result, axis)
    parts += [
        f'<rect class="band" x="{_number(x)}" y="{TOP}" width="{_number(w)}" height="{BOTTOM - TOP}"/>'
        for x, w, s in segments
        if s.kind is SegmentKind.AI
    ]
    for share in (0, 50, 100):
        y = _number(_y(share / 100))
        parts.append(f'<line class="grid g{share}" x1="{LEFT}" x2="{RIGHT}" y1="{y}" y2="{y}"/>')
        parts.append(f'<text class="label end" x="{LEFT - 6}" y="{_number(_y(share / 100) + 4)}">{share}</text>')
    for run in curve_runs(result):
        points = " ".join(f"{_number(axis.x(t))},{_number(_y(p))}" for t, p in run)
        parts.append(f'<polyline class="curve" points="{points}"/>')
    parts += [_segment(x, w, s) for x, w, s in segments]
    parts += _axis(axis)
    parts.append("</svg>")
    return "".join(parts)


def _segment(x: float, width: float, segment: Segment) -> str:
    look = SEGMENTS[segment.kind]
    mean = "" if segment.mean_probability is None else f", mean {100 * segment.mean_probability:.0f} %"
    rect = (
        f'<rect class="seg {look.style}" x="{_number(x)}" y="{STRIP_TOP}" width="{_number(width)}" '
        f'height="{STRIP_HEIGHT}" rx="2"><title>{span(segment.start_s, segment.end_s)} {look.word}{mean}</title></rect>'
    )
    if width < 16:
        return rect
    return (
        rect + f'<text class="icon {look.style}" x="{_number(x + width / 2)}" y="{STRIP_TOP + 12}">{look.icon}</text>'
    )


def _axis(axis: Axis) -> list[str]:
    parts = []
    for tick in axis.ticks():
        x = axis.x(tick)
        place = "start" if x < LEFT + 10 else "end" if x > RIGHT - 14 else "middle"
        parts.append(f'<line class="tick" x1="{_number(x)}" x2="{_number(x)}" y1="112" y2="116"/>')
        parts.append(f'<text class="label {place}" x="{_number(x)}" y="{AXIS_Y}">{clock(tick)}</text>')
    return parts
