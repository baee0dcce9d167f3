"""The numbers behind a timeline."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from engine.calibration import Calibration, OperatingPoint
from engine.results import FileResult, Segment, SegmentKind, Verdict, WindowScore
from gui.scan.timeline_data import (
    band_of,
    clock_ticks,
    curve_of,
    flagged_starts,
    length_of,
    moment,
    neighbour,
    segment_at,
    strongest_moments,
    value_at,
)

CALIBRATION = Calibration(
    operating_points=(OperatingPoint(name="balanced", threshold=0.0, false_alarm_rate=0.1, miss_rate=0.1),),
    abstain_low=-1.0,
    abstain_high=1.0,
    window_threshold=3.0,
)


def window(start_s: float, probability: float | None, length_s: float = 3.0) -> WindowScore:
    logit = 0.0 if probability is None else math.log(probability / (1 - probability))
    return WindowScore(start_s, start_s + length_s, logit, probability, 0.0 if probability is None else 1.0)


def result(*windows: WindowScore, verdict: Verdict = Verdict.AI, segments: tuple[Segment, ...] = ()) -> FileResult:
    return FileResult(Path("/in/a.wav"), verdict, duration_s=12.0, windows=windows, segments=segments)


def test_the_curve_goes_through_the_middles_and_stops_in_silence() -> None:
    curve = curve_of(result(window(0, 0.2), window(3, 0.4), window(6, None), window(9, 0.9)))
    there = ~np.isnan(curve.values)
    assert curve.times[there].tolist() == [0.0, 1.5, 4.5, 6.0, 9.0, 10.5, 12.0]
    assert curve.values[there].tolist() == [0.2, 0.2, 0.4, 0.4, 0.9, 0.9, 0.9]
    gap = curve.times[~there]
    assert 6.0 in gap


def test_without_windows_the_parts_stand_in() -> None:
    parts = (Segment(0, 6, SegmentKind.HUMAN, 0.1), Segment(6, 9, SegmentKind.NO_SPEECH, None))
    curve = curve_of(result(segments=(*parts, Segment(9, 12, SegmentKind.AI, 0.9))))
    there = ~np.isnan(curve.values)
    assert curve.times[there].tolist() == [0, 6, 9, 12]
    assert curve.values[there].tolist() == [0.1, 0.1, 0.9, 0.9]


def test_a_file_without_speech_has_no_curve() -> None:
    curve = curve_of(result(window(0, None)))
    assert len(curve.times) == 0
    assert len(curve.thinned(0, 12, 100).times) == 0


def test_thinning_keeps_every_peak_and_every_gap() -> None:
    rng = np.random.default_rng(0)
    windows = [window(3.0 * i, float(p)) for i, p in enumerate(rng.uniform(0.2, 0.4, 20_000))]
    windows[7_777] = window(3.0 * 7_777, 0.99)
    windows[12_000:12_400] = [window(3.0 * i, None) for i in range(12_000, 12_400)]
    thin = curve_of(result(*windows)).thinned(0.0, 60_000.0, 500)
    assert len(thin.times) <= 510
    assert np.nanmax(thin.reach) == 0.99
    assert thin.reach_times[int(np.nanargmax(thin.reach))] == pytest.approx(3.0 * 7_777, abs=130)
    silent = np.isnan(thin.values)
    assert thin.times[silent].min() == pytest.approx(36_100, abs=200)
    assert np.nanmean(thin.values) == pytest.approx(0.3, abs=0.01)


def test_a_short_stretch_is_drawn_as_it_is() -> None:
    curve = curve_of(result(*[window(3.0 * i, 0.3) for i in range(1000)]))
    thin = curve.thinned(30.0, 60.0, 500)
    assert len(thin.reach) == 0
    assert thin.times.min() <= 30.0
    assert thin.times.max() >= 60.0
    assert len(thin.times) < 30


def test_the_band_is_that_of_the_decision() -> None:
    whole = band_of(CALIBRATION, result(verdict=Verdict.AI))
    part = band_of(CALIBRATION, result(verdict=Verdict.CONTAINS_AI))
    assert whole.low == part.low == pytest.approx(1 / (1 + math.exp(4 * math.atanh(0.25))))
    assert whole.middle == pytest.approx(0.5)
    assert whole.high == pytest.approx(1 - whole.low)
    assert part.high == pytest.approx(1 / (1 + math.exp(-3.0)))  # a part needs more than a whole file
    assert part.point == "balanced"


def test_flagged_moments_are_reached_in_both_directions() -> None:
    parts = [(0, 9, SegmentKind.HUMAN), (9, 18, SegmentKind.AI), (18, 27, SegmentKind.HUMAN), (27, 36, SegmentKind.AI)]
    starts = flagged_starts(result(segments=tuple(Segment(a, b, kind, 0.5) for a, b, kind in parts)))
    assert starts == [9, 27]
    assert neighbour(starts, 0.0, 1) == 9
    assert neighbour(starts, 9.0, 1) == 27
    assert neighbour(starts, 27.1, 1) is None
    assert neighbour(starts, 27.0, -1) == 9
    assert neighbour(starts, 30.0, -1) == 27
    assert neighbour(starts, 9.0, -1) is None
    assert neighbour([], 5.0, 1) is None


def test_a_moment_has_the_value_of_the_window_around_it() -> None:
    overlapping = result(window(0, 0.1), window(1, 0.2), window(2, 0.3), window(6, None))
    assert value_at(overlapping, 0.2) == 0.1
    assert value_at(overlapping, 2.4) == 0.2
    assert value_at(overlapping, 4.9) == 0.3
    assert value_at(overlapping, 5.5) is None
    assert value_at(overlapping, 7.0) is None


def test_of_overlapping_moments_the_strongest_is_listed() -> None:
    values = [0.1, 0.5, 0.9, 0.8, 0.3, 0.2, 0.7]
    found = strongest_moments([window(float(i), p) for i, p in enumerate(values)])
    assert [each.start_s for each in found] == [2.0, 6.0]
    assert strongest_moments([window(0, None)]) == []
    many = [window(3.0 * i, 0.5 + i / 10_000) for i in range(1000)]
    assert [each.start_s for each in strongest_moments(many, most=3)] == [2997.0, 2994.0, 2991.0]


def test_parts_are_found_by_time() -> None:
    parts = (Segment(0, 5, SegmentKind.HUMAN, 0.1), Segment(6, 9, SegmentKind.AI, 0.9))
    assert segment_at(parts, 4.9) is parts[0]
    assert segment_at(parts, 5.5) is None
    assert segment_at(parts, 8.0) is parts[1]
    assert segment_at((), 1.0) is None


def test_the_length_is_never_zero_and_holds_everything() -> None:
    assert length_of(FileResult(Path("a"), Verdict.NO_SPEECH)) == 0.1
    assert length_of(result(window(11, 0.5))) == 14.0


@pytest.mark.parametrize(("start_s", "end_s", "step"), [(0, 36_000, 7200), (0, 300, 60), (10, 13, 0.5)])
def test_ticks_are_round_and_few(start_s: float, end_s: float, step: float) -> None:
    found, ticks = clock_ticks(start_s, end_s, 6)
    assert found == step
    assert 1 <= len(ticks) <= 7
    assert all(start_s <= each <= end_s for each in ticks)


def test_moments_carry_over() -> None:
    assert moment(59.96) == "1:00.0"
    assert moment(3_600, 0) == "1:00:00"
