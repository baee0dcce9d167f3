"""Calibration on synthetic scores whose right answer is known in closed form."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from engine.calibration import Calibration
from engine.errors import TrainingError
from engine.results import Verdict, WindowScore
from engine.verdict import decide
from trainer.calibrate import (
    MAX_BAND,
    MIN_BAND,
    SHIFT_SPREAD,
    ScoredWindows,
    abstain_band,
    fit_calibration,
    refit_affine,
    remeasured,
)
from trainer.error_curve import ErrorCurve, balance_weights


def gaussian_files(
    n: int = 4000, *, distance: float = 2.0, scale: float = 1.0, offset: float = 0.0, windows: int = 1, seed: int = 0
) -> ScoredWindows:
    """Two normal classes at +-distance/2; the log-likelihood ratio of the unscaled value x is distance * x."""
    rng = np.random.default_rng(seed)
    labels = np.repeat([0, 1], n)
    centres = np.where(labels == 1, distance / 2, -distance / 2)
    x = np.repeat(centres, windows) + rng.standard_normal(2 * n * windows)
    ids = np.repeat(np.arange(2 * n), windows)
    sources = np.char.add("s", (ids % 20 + 100 * np.repeat(labels, windows)).astype(str))
    return ScoredWindows.from_sequences(
        ids, scale * x + offset, np.full(len(ids), 0.9), np.repeat(labels, windows), sources
    )


def test_slope_and_offset_are_found_whatever_the_scale_of_the_detector() -> None:
    plain = fit_calibration(gaussian_files(distance=1.2))
    moved = fit_calibration(gaussian_files(distance=1.2, scale=7.0, offset=30.0))
    assert plain.a == pytest.approx(1.2, rel=0.12)
    assert plain.b == pytest.approx(0.0, abs=0.06)
    assert moved.a == pytest.approx(plain.a / 7.0, rel=0.01)
    assert moved.b == pytest.approx(plain.b - 30.0 * plain.a / 7.0, abs=0.05)


def test_calibrated_scores_are_probabilities() -> None:
    windows = gaussian_files(distance=1.5, scale=3.0, seed=3)
    calibration = fit_calibration(windows)
    p = calibration.probability(windows.logits)
    for low in (0.2, 0.4, 0.6, 0.8):
        inside = (p >= low - 0.1) & (p < low + 0.1)
        assert windows.labels[inside].mean() == pytest.approx(p[inside].mean(), abs=0.04)


def test_operating_points_match_the_closed_form() -> None:
    points = {p.name: p for p in fit_calibration(gaussian_files(20_000, distance=2.0)).operating_points}
    eer = norm.cdf(-1.0)
    assert points["balanced"].false_alarm_rate == pytest.approx(eer, abs=0.01)
    assert points["balanced"].miss_rate == pytest.approx(eer, abs=0.01)
    assert points["few_false_alarms"].false_alarm_rate == pytest.approx(0.01, abs=0.001)
    assert points["few_false_alarms"].miss_rate == pytest.approx(norm.cdf(norm.isf(0.01) - 2.0), abs=0.02)
    assert points["miss_little"].miss_rate == pytest.approx(0.05, abs=0.001)
    assert points["miss_little"].threshold < points["balanced"].threshold < points["few_false_alarms"].threshold


def test_outside_the_band_calls_are_right_nine_times_in_ten() -> None:
    windows = gaussian_files(20_000, distance=2.0)
    calibration = fit_calibration(windows)
    scores = 4 * np.tanh(calibration.llr(windows.logits) / 4)
    called_ai = scores >= calibration.abstain_high
    called_human = scores < calibration.abstain_low
    assert windows.labels[called_ai].mean() == pytest.approx(0.90, abs=0.01)
    assert 1 - windows.labels[called_human].mean() == pytest.approx(0.90, abs=0.01)
    balanced = calibration.point("balanced")
    assert balanced.human_flagged == pytest.approx(called_ai[windows.labels == 0].mean())
    assert balanced.ai_passed == pytest.approx(called_human[windows.labels == 1].mean())
    assert balanced.undecided == pytest.approx(1 - (called_ai | called_human).mean())


def test_a_good_detector_keeps_the_least_band() -> None:
    calibration = fit_calibration(gaussian_files(distance=8.0))
    middle = calibration.point("balanced").threshold
    assert calibration.abstain_high - middle == pytest.approx(MIN_BAND)
    assert middle - calibration.abstain_low == pytest.approx(MIN_BAND)


def test_a_detector_that_knows_nothing_has_the_greatest_band() -> None:
    labels = np.tile([0, 1], 5000)
    scores = np.random.default_rng(2).uniform(-4, 4, 10_000)
    curve = ErrorCurve.of(scores, labels, balance_weights(labels, labels.astype(str)))
    low, high = abstain_band(curve)
    assert high - curve.equal_error_threshold() == pytest.approx(MAX_BAND)
    assert curve.equal_error_threshold() - low == pytest.approx(MAX_BAND)


def test_a_source_with_many_clips_counts_as_much_as_one_with_few() -> None:
    rng = np.random.default_rng(1)
    human = np.concatenate([rng.normal(2.0, 0.1, 900), rng.normal(-2.0, 0.1, 100)])
    ai = rng.normal(3.0, 0.1, 1000)
    sources = ["big"] * 900 + ["small"] * 100 + ["tts"] * 1000
    labels = np.repeat([0, 1], 1000)
    windows = ScoredWindows.from_sequences(np.arange(2000), np.concatenate([human, ai]), np.ones(2000), labels, sources)
    weights = balance_weights(labels, np.asarray(sources))
    assert weights[labels == 0].sum() == pytest.approx(0.5)
    assert weights[:900].sum() == pytest.approx(weights[900:1000].sum())
    curve = ErrorCurve.of(windows.logits, windows.labels, weights)
    assert curve.false_alarm_rate(0.0) == pytest.approx(0.5)


def test_thresholds_are_those_of_the_verdict_itself() -> None:
    windows = gaussian_files(600, distance=2.0, windows=4, seed=5)
    calibration = fit_calibration(windows)
    flagged = np.zeros(2, dtype=int)
    undecided = 0
    for start in range(0, len(windows.logits), 4):
        scores = [
            WindowScore(3.0 * k, 3.0 * k + 3.0, float(v), float(calibration.probability(v)), 0.9)
            for k, v in enumerate(windows.logits[start : start + 4])
        ]
        found = decide(scores, calibration, duration_s=12.0)
        flagged[windows.labels[start]] += found.verdict is Verdict.AI
        undecided += found.verdict in (Verdict.UNCERTAIN, Verdict.CONTAINS_AI)
    balanced = calibration.point("balanced")
    assert flagged[0] / 600 == pytest.approx(balanced.human_flagged, abs=0.01)
    assert undecided / 1200 == pytest.approx(balanced.undecided, abs=0.02)


def test_under_five_percent_of_long_human_recordings_contain_ai_parts() -> None:
    calibration = fit_calibration(gaussian_files(2000, distance=2.5, windows=2))
    rng = np.random.default_rng(9)
    wrong = 0
    for _ in range(200):
        logits = rng.normal(-1.25, 1.0, 100)
        scores = [
            WindowScore(3.0 * k, 3.0 * k + 3.0, float(v), float(calibration.probability(v)), 0.9)
            for k, v in enumerate(logits)
        ]
        wrong += decide(scores, calibration, duration_s=300.0).verdict.is_flagged
    assert wrong / 200 < 0.09  # 5 % plus what 200 draws and 40 training strings leave open
    assert calibration.window_threshold >= calibration.abstain_high


def test_windows_without_speech_do_not_take_part() -> None:
    clean = gaussian_files(500)
    silent = ScoredWindows.from_sequences(
        np.concatenate([clean.file_ids, clean.file_ids]),
        np.concatenate([clean.logits, -50 * np.ones_like(clean.logits)]),
        np.concatenate([clean.speech_shares, np.zeros_like(clean.logits)]),
        np.concatenate([clean.labels, clean.labels]),
        np.concatenate([clean.sources, clean.sources]),
    )
    assert fit_calibration(silent) == fit_calibration(clean)


def test_perfectly_separated_scores_do_not_break_the_fit() -> None:
    calibration = fit_calibration(gaussian_files(200, distance=40.0))
    points = {p.name: p for p in calibration.operating_points}
    assert np.isfinite([calibration.a, calibration.b, calibration.window_threshold]).all()
    assert points["balanced"].false_alarm_rate == points["balanced"].miss_rate == 0.0
    assert Calibration.model_validate_json(calibration.model_dump_json()) == calibration


def test_a_detector_that_points_the_wrong_way_is_refused() -> None:
    windows = gaussian_files(200, scale=-1.0)
    with pytest.raises(TrainingError, match="do not score higher"):
        fit_calibration(windows)


@pytest.mark.parametrize(
    ("logits", "labels", "message"),
    [([0.0, float("nan")], [0, 1], "not a number"), ([0.0, 1.0], [1, 1], "both classes"), ([0.0], [0, 1], "a window")],
)
def test_bad_input_is_refused(logits: list[float], labels: list[int], message: str) -> None:
    with pytest.raises(TrainingError, match=message):
        ScoredWindows.from_sequences(["a", "b"], logits, [1.0, 1.0], labels, ["x", "y"])


def few(windows: ScoredWindows, sources: int) -> ScoredWindows:
    """The same windows from so many sources a class."""
    names = np.char.add(windows.labels.astype(str), (np.arange(len(windows.labels)) % sources).astype(str))
    return ScoredWindows.from_sequences(
        windows.file_ids, windows.logits, windows.speech_shares, windows.labels, names, windows.durations_s
    )


def test_with_many_sources_the_refit_finds_what_a_fit_finds() -> None:
    windows = few(gaussian_files(distance=1.5, scale=2.0, offset=3.0), 4000)
    a, b = refit_affine(windows, Calibration(a=1.2, b=0.4))
    fresh = fit_calibration(windows)
    assert (a, b) == pytest.approx((fresh.a, fresh.b), rel=0.03)


def test_with_few_sources_the_refit_stays_near_the_old_calibration() -> None:
    old = Calibration(a=1.5, b=0.0)
    moved = gaussian_files(200, distance=1.5, offset=4.0)  # all scores lie 6 calibrated logits too high
    found = [refit_affine(few(moved, sources), old) for sources in (1, 3, 200)]
    shifts = [b for _, b in found]
    assert 0.0 > shifts[0] > shifts[1] > shifts[2]
    assert abs(shifts[0]) < 2.5 * SHIFT_SPREAD
    a, b = found[2]
    assert -b / a == pytest.approx(4.0, rel=0.1)


def test_a_refit_of_what_is_right_already_changes_little() -> None:
    a, b = refit_affine(few(gaussian_files(60, distance=1.5), 30), Calibration(a=1.5))
    assert a == pytest.approx(1.5, rel=0.25)
    assert b == pytest.approx(0.0, abs=0.25)


def test_remeasured_keeps_the_thresholds_and_tells_the_rates_of_these_scores() -> None:
    old = fit_calibration(gaussian_files(distance=2.0))
    labels = np.repeat([0, 1], 50)
    scores = np.where(labels == 1, 3.9, -3.9)
    scores[0], scores[99] = 3.9, -3.9  # one false alarm, one miss
    found = remeasured(old, scores, labels, np.arange(100).astype(str), "mine: 100 clips")
    assert [p.threshold for p in found.operating_points] == [p.threshold for p in old.operating_points]
    assert (found.a, found.b, found.abstain_low, found.window_threshold) == (
        old.a,
        old.b,
        old.abstain_low,
        old.window_threshold,
    )
    balanced = found.point("balanced")
    assert (balanced.false_alarm_rate, balanced.miss_rate) == pytest.approx((0.02, 0.02))
    assert (balanced.human_flagged, balanced.ai_passed, balanced.undecided) == pytest.approx((0.02, 0.02, 0.0))
    assert balanced.measured_on == "mine: 100 clips"
