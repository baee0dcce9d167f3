"""Metrics against cases whose answer is known in closed form, and against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from engine.error_rates import equal_error_rate, error_curves, roc_auc


def gaussians(distance: float, n: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Two normal classes of standard deviation 1; AI lies higher by the distance."""
    is_ai = np.arange(2 * n) >= n
    scores = np.random.default_rng(seed).standard_normal(2 * n) + distance * is_ai
    return scores, is_ai


@pytest.mark.parametrize("distance", [0.5, 1.0, 2.0, 3.0])
def test_two_gaussians_have_the_eer_and_auc_of_theory(distance: float) -> None:
    scores, is_ai = gaussians(distance, 50_000)
    rate, threshold = equal_error_rate(scores, is_ai)
    assert rate == pytest.approx(norm.cdf(-distance / 2), abs=0.004)
    assert threshold == pytest.approx(distance / 2, abs=0.05)
    assert roc_auc(scores, is_ai) == pytest.approx(norm.cdf(distance / np.sqrt(2)), abs=0.004)


def test_perfect_reversed_and_useless_scores() -> None:
    is_ai = np.array([False] * 5 + [True] * 5)
    rising = np.arange(10.0)
    assert equal_error_rate(rising, is_ai)[0] == 0.0
    assert roc_auc(rising, is_ai) == 1.0
    assert 4.0 < equal_error_rate(rising, is_ai)[1] <= 5.0
    assert equal_error_rate(-rising, is_ai)[0] == 1.0
    assert roc_auc(-rising, is_ai) == 0.0
    assert equal_error_rate(np.zeros(10), is_ai)[0] == pytest.approx(0.5)
    assert roc_auc(np.zeros(10), is_ai) == pytest.approx(0.5)


def test_ties_count_half_as_scikit_learn_counts_them() -> None:
    metrics = pytest.importorskip("sklearn.metrics", reason="scikit-learn belongs to the train extra")
    rng = np.random.default_rng(3)
    for _ in range(5):
        is_ai = rng.random(300) < 0.4
        scores = np.round(rng.standard_normal(300) + is_ai, 1)
        weights = rng.uniform(0.1, 3.0, 300)
        assert roc_auc(scores, is_ai) == pytest.approx(metrics.roc_auc_score(is_ai, scores), abs=1e-12)
        weighted = metrics.roc_auc_score(is_ai, scores, sample_weight=weights)
        assert roc_auc(scores, is_ai, weights) == pytest.approx(weighted, abs=1e-12)


def test_a_weight_of_three_is_the_item_three_times() -> None:
    scores, is_ai = gaussians(1.0, 60, seed=5)
    counts = np.random.default_rng(1).integers(1, 4, len(scores))
    repeated = np.repeat(scores, counts), np.repeat(is_ai, counts)
    assert equal_error_rate(scores, is_ai, counts.astype(float))[0] == pytest.approx(equal_error_rate(*repeated)[0])
    assert roc_auc(scores, is_ai, counts.astype(float)) == pytest.approx(roc_auc(*repeated))


def test_monotone_maps_of_the_score_change_nothing() -> None:
    scores, is_ai = gaussians(1.2, 500)
    assert equal_error_rate(np.tanh(scores / 4), is_ai)[0] == pytest.approx(equal_error_rate(scores, is_ai)[0])
    assert roc_auc(7 * scores - 3, is_ai) == pytest.approx(roc_auc(scores, is_ai))


def test_curves_run_from_calling_all_ai_to_calling_none() -> None:
    scores, is_ai = np.array([1.0, 2.0, 2.0, 3.0]), np.array([False, False, True, True])
    thresholds, miss, alarm = error_curves(scores, is_ai)
    assert thresholds.tolist() == [-np.inf, 2.0, 3.0, np.inf]
    assert miss.tolist() == [0.0, 0.0, 0.5, 1.0]
    assert alarm.tolist() == [1.0, 0.5, 0.0, 0.0]


def test_one_class_alone_is_refused() -> None:
    with pytest.raises(ValueError, match="both classes"):
        equal_error_rate(np.arange(3.0), np.ones(3, bool))
