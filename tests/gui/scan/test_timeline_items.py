"""Many parts in one item: what is painted where."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.results import Segment, SegmentKind
from gui.context import AppContext
from gui.scan.timeline_data import Curve
from gui.scan.timeline_items import KINDS, runs_of
from gui.scan.timeline_plot import TimelinePlot

NONE, HUMAN, UNCERTAIN, AI = range(4)


def runs(*parts: tuple[float, float, int], width: int = 100) -> list[tuple[int, int, int]]:
    lefts, rights, kinds = zip(*parts, strict=True)
    return runs_of(np.array(lefts), np.array(rights), np.array(kinds, dtype=np.int8), width)


def test_kinds_stand_in_the_order_of_importance() -> None:
    assert [KINDS[code].value for code in (NONE, HUMAN, UNCERTAIN, AI)] == ["no_speech", "human", "uncertain", "ai"]


def test_parts_are_painted_where_they_are() -> None:
    assert runs((0, 40, HUMAN), (40, 60, AI), (70, 100, HUMAN)) == [(0, 40, HUMAN), (40, 60, AI), (70, 100, HUMAN)]


def test_a_part_narrower_than_a_point_is_seen_and_ai_lies_above_all() -> None:
    found = runs((0, 50.2, HUMAN), (50.2, 50.3, AI), (50.3, 100, HUMAN))
    assert found == [(0, 50, HUMAN), (50, 53, AI), (53, 100, HUMAN)]


def test_what_lies_outside_is_cut_off() -> None:
    assert runs((-500, 10, HUMAN), (90, 4_000, UNCERTAIN)) == [(0, 10, HUMAN), (90, 100, UNCERTAIN)]


@given(st.lists(st.tuples(st.floats(-50, 150), st.floats(0, 80), st.integers(0, 3)), min_size=1, max_size=40))
def test_runs_never_overlap_and_never_leave_the_line(parts: list[tuple[float, float, int]]) -> None:
    found = runs(*[(left, left + length, kind) for left, length, kind in parts])
    assert all(a < b for a, b, _ in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert not found or (found[0][0] >= 0 and found[-1][1] <= 100)


def test_a_timeline_shows_its_parts_in_the_colours_of_the_theme(qtbot: Any, context: AppContext) -> None:
    plot = TimelinePlot(context.theme)
    qtbot.addWidget(plot)
    plot.resize(600, 300)
    plot.show()
    parts = (Segment(0, 50, SegmentKind.HUMAN, 0.1), Segment(50, 100, SegmentKind.AI, 0.9))
    plot.set_file(100.0, Curve(np.array([0.0, 100.0]), np.array([0.2, 0.8])), parts, None)
    qtbot.waitExposed(plot)
    picture = plot.grab().toImage()
    box = plot._strip.getViewBox().sceneBoundingRect()

    def colour(share: float) -> tuple[int, int, int]:
        ratio = picture.devicePixelRatio()
        found = picture.pixelColor(round((box.left() + share * box.width()) * ratio), round((box.top() + 3) * ratio))
        return found.red(), found.green(), found.blue()

    for share, kind in ((0.1, SegmentKind.HUMAN), (0.9, SegmentKind.AI)):
        wanted = context.theme.verdict_fill(kind)
        assert colour(share) == pytest.approx((wanted.red(), wanted.green(), wanted.blue()), abs=2)
