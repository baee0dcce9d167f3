"""File verdicts: direction of the score, operating points, parts of files, segments, and refusals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.calibration import Calibration, OperatingPoint
from engine.errors import ModelError, UsageError
from engine.results import SegmentKind, Verdict, WindowScore
from engine.verdict import FileDecision, decide, decision_lines, file_score, soft_clip

POINTS = (
    OperatingPoint(name="few_false_alarms", threshold=2.0, false_alarm_rate=0.01, miss_rate=0.4),
    OperatingPoint(name="balanced", threshold=0.0, false_alarm_rate=0.1, miss_rate=0.1),
    OperatingPoint(name="miss_little", threshold=-0.3, false_alarm_rate=0.3, miss_rate=0.05),
)
CALIBRATION = Calibration(operating_points=POINTS, abstain_low=-0.5, abstain_high=0.5, window_threshold=2.0)
logits = st.floats(-30, 30, allow_nan=False)


def windows_of(
    values: list[float], hop_s: float = 3.0, share: float | list[float] = 0.9, window_s: float = 3.0
) -> list[WindowScore]:
    shares = [share] * len(values) if isinstance(share, float) else share
    return [
        WindowScore(
            i * hop_s,
            i * hop_s + window_s,
            v,
            float(CALIBRATION.probability(v)) if s * window_s >= 1.0 else None,
            s,
        )
        for i, (v, s) in enumerate(zip(values, shares, strict=True))
    ]


def judge(
    values: list[float], hop_s: float = 3.0, share: float | list[float] = 0.9, point: str | None = None
) -> FileDecision:
    windows = windows_of(values, hop_s, share)
    duration = windows[-1].end_s if windows else 0.0
    return decide(windows, CALIBRATION, point=point, duration_s=duration, hop_s=hop_s)


def test_higher_logits_mean_more_ai() -> None:
    assert judge([3.0] * 4).verdict is Verdict.AI
    assert judge([-3.0] * 4).verdict is Verdict.HUMAN
    assert judge([3.0] * 4).score > judge([2.0] * 4).score > 0 > judge([-2.0] * 4).score


@given(st.lists(logits, min_size=1, max_size=20), st.data())
def test_raising_any_logit_never_lowers_the_score(values: list[float], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(values) - 1))
    by = data.draw(st.floats(0, 20))
    shares = data.draw(st.lists(st.floats(0, 1), min_size=len(values), max_size=len(values)))
    raised = [*values[:at], values[at] + by, *values[at + 1 :]]
    before, after = judge(values, share=shares), judge(raised, share=shares)
    assert after.score >= before.score - 1e-12


@given(st.lists(logits, min_size=1, max_size=30), st.sampled_from([0.25, 1.0, 2.0, 3.0]), st.data())
@settings(max_examples=200)
def test_every_decision_is_consistent(values: list[float], hop_s: float, data: st.DataObject) -> None:
    shares = data.draw(st.lists(st.floats(0, 1), min_size=len(values), max_size=len(values)))
    found = judge(values, hop_s, shares)
    assert abs(found.score) <= 4.0
    assert found.segments[0].start_s == 0.0
    assert found.segments[-1].end_s == pytest.approx((len(values) - 1) * hop_s + 3.0)
    for left, right in zip(found.segments[:-1], found.segments[1:], strict=True):
        assert left.end_s == pytest.approx(right.start_s)
        assert left.kind is not right.kind
    assert found.speech_s <= found.segments[-1].end_s + 1e-6
    if found.verdict is Verdict.NO_SPEECH:
        assert found.percent_ai is None
        assert found.probability_ai is None
    else:
        assert 0 <= found.percent_ai <= 100
        assert found.percent_human == pytest.approx(100 - found.percent_ai)
        assert 0 < found.probability_ai < 1
    if found.verdict.is_flagged:
        assert any(s.kind is SegmentKind.AI for s in found.segments)
    assert found.reason.endswith(".")


def test_single_windows_keep_distinct_scores_far_beyond_the_clip() -> None:
    scores = [judge([v]).score for v in (4.0, 6.0, 9.0, 14.0, 20.0)]
    assert len(set(scores)) == 5
    assert scores == sorted(scores)
    assert scores[-1] < 4.0


def test_one_confident_mistake_does_not_decide_a_file() -> None:
    assert judge([-2.0, -2.0, 40.0, -2.0, -2.0]).verdict is Verdict.HUMAN


def test_windows_weigh_by_their_speech() -> None:
    assert file_score([2.0, -2.0], [3.0, 1.0]) == pytest.approx(0.5 * float(soft_clip(2.0)))
    assert judge([2.0, -2.0], share=[1.0, 0.4]).score > 0 > judge([2.0, -2.0], share=[0.4, 1.0]).score


def test_uncertain_inside_the_band_and_fifty_percent() -> None:
    found = judge([0.1, -0.2])
    assert found.verdict is Verdict.UNCERTAIN
    assert (found.percent_ai, found.percent_human) == (50.0, 50.0)
    assert "Too close to call" in found.reason


@pytest.mark.parametrize(
    ("logit", "point", "verdict"),
    [
        (1.0, None, Verdict.AI),
        (1.0, "few_false_alarms", Verdict.UNCERTAIN),
        (3.0, "few_false_alarms", Verdict.AI),
        (-0.2, None, Verdict.UNCERTAIN),
        (-0.2, "miss_little", Verdict.AI),
        (-0.6, "miss_little", Verdict.HUMAN),
    ],
)
def test_operating_points_move_the_line(logit: float, point: str | None, verdict: Verdict) -> None:
    found = judge([logit], point=point)
    assert found.verdict is verdict
    assert found.point == (point or "balanced")


def test_decision_lines_of_the_points() -> None:
    lines = {p.name: decision_lines(CALIBRATION, p) for p in POINTS}
    assert lines == {"few_false_alarms": (-0.5, 2.0), "balanced": (-0.5, 0.5), "miss_little": (-0.5, -0.3)}


def test_an_unknown_point_is_a_usage_error_that_names_the_known() -> None:
    with pytest.raises(UsageError) as caught:
        judge([0.0], point="strict")
    assert "few_false_alarms" in caught.value.hint


def test_an_ai_part_in_a_human_file_is_found_and_timed() -> None:
    found = judge([-3.0] * 10 + [3.5] * 5 + [-3.0] * 10)
    assert found.verdict is Verdict.CONTAINS_AI
    assert [(s.start_s, s.end_s) for s in found.segments if s.kind is SegmentKind.AI] == [(30.0, 45.0)]
    assert found.percent_ai == pytest.approx(20.0)
    assert found.reason == "Not AI as a whole, but 0:30-0:45 points to AI (5 of 25 windows)."


def test_a_part_is_found_at_a_small_hop_too() -> None:
    values = [-3.0] * 30 + [3.5] * 20 + [-3.0] * 30
    found = judge(values, hop_s=1.0)
    ai = [s for s in found.segments if s.kind is SegmentKind.AI]
    assert found.verdict is Verdict.CONTAINS_AI
    assert len(ai) == 1
    assert (ai[0].start_s, ai[0].end_s) == (31.0, 51.0)


def test_two_strong_windows_are_no_part() -> None:
    assert judge([-3.0] * 5 + [8.0] + [-3.0] * 5 + [8.0] + [-3.0] * 5).verdict is Verdict.HUMAN


def test_a_strict_point_does_not_flag_parts_it_would_not_flag_as_files() -> None:
    values = [-3.0] * 10 + [2.1] * 5 + [-3.0] * 10
    assert judge(values).verdict is Verdict.CONTAINS_AI
    assert judge(values, point="few_false_alarms").verdict is Verdict.HUMAN


@pytest.mark.parametrize("at", [0, 4, 9])
def test_one_stray_window_makes_no_segment(at: int) -> None:
    values = [-2.0] * 10
    values[at] = 5.0
    assert [s.kind for s in judge(values).segments] == [SegmentKind.HUMAN]


def test_silence_is_its_own_segment_and_has_no_probability() -> None:
    found = judge([3.0] * 3 + [9.0] * 4 + [3.0] * 3, share=[0.9] * 3 + [0.0] * 4 + [0.9] * 3)
    assert [s.kind.value for s in found.segments] == ["ai", "no_speech", "ai"]
    assert found.segments[1].mean_probability is None
    assert found.segments[0].mean_probability == pytest.approx(float(CALIBRATION.probability(3.0)))
    assert found.percent_ai == pytest.approx(100.0)
    assert found.speech_s == pytest.approx(6 * 2.7)


def test_overlapping_windows_count_speech_once() -> None:
    assert judge([1.0] * 28, hop_s=1.0, share=1.0).speech_s == pytest.approx(30.0)


def test_no_speech_still_has_a_score() -> None:
    found = judge([2.0, 4.0], share=0.05)
    assert found.verdict is Verdict.NO_SPEECH
    assert found.score == pytest.approx(float(soft_clip([2.0, 4.0]).mean()))
    assert found.probability_ai is None
    assert [s.kind for s in found.segments] == [SegmentKind.NO_SPEECH]


def test_windows_that_are_all_padding_are_no_speech() -> None:
    tail = [WindowScore(0.0, 0.2, 5.0, None, 1.0)]
    found = decide(tail, CALIBRATION, duration_s=0.2)
    assert found.verdict is Verdict.NO_SPEECH
    assert found.speech_s == pytest.approx(0.2)
    assert found.score > 0


def test_scattered_speech_is_not_judged() -> None:
    found = judge([5.0] * 10, share=0.2)
    assert found.verdict is Verdict.NO_SPEECH
    assert "scattered" in found.reason


def test_no_windows_at_all() -> None:
    found = decide([], CALIBRATION, duration_s=0.0)
    assert (found.verdict, found.score, found.segments) == (Verdict.NO_SPEECH, None, ())


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_scores_that_are_no_numbers_are_refused(bad: float) -> None:
    with pytest.raises(ModelError, match="not a number"):
        judge([1.0, bad])


def test_reasons_count_windows_and_name_the_strongest_moment() -> None:
    found = judge([2.0, 2.0, 2.0, -1.0, 3.0, 3.0, 3.0, 2.0, -1.0])
    assert found.reason == "7 of 9 windows point to AI; strongest 0:12-0:21."


def test_little_speech_is_called_weak_evidence() -> None:
    assert judge([-3.0], share=0.5).reason.endswith("Only 1.5 s of speech: weak evidence.")


def test_a_detector_without_measured_points_still_decides() -> None:
    found = decide(windows_of([3.0, 3.0]), Calibration(), duration_s=6.0)
    assert found.verdict is Verdict.AI
    assert found.point == "not measured"


def test_ten_hours_at_a_hop_of_one_second() -> None:
    values = list(np.random.default_rng(0).normal(0, 2, 36_000))
    found = judge(values, hop_s=1.0)
    assert len(found.segments) < len(values) / 4
