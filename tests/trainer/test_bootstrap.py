"""Figures over many weightings: the first row must be the plain figure, the others must spread as sources do."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from engine.error_rates import equal_error_rate, roc_auc
from trainer.bootstrap import Ranked, interval, source_draws


def two_classes(rng: np.random.Generator, n: int = 200, *, ties: bool = False) -> tuple[np.ndarray, np.ndarray]:
    is_ai = np.arange(n) % 2 == 1
    scores = rng.standard_normal(n) + 1.5 * is_ai
    return (np.round(scores, 1) if ties else scores), is_ai


@pytest.mark.parametrize("kind", ["smooth", "with ties"])
def test_all_draws_at_once_equal_the_plain_figures(rng: np.random.Generator, kind: str) -> None:
    scores, is_ai = two_classes(rng, ties=kind == "with ties")
    weights = rng.uniform(0.1, 3.0, (5, len(scores)))
    ranked = Ranked.of(scores, is_ai, weights)
    assert ranked.eer() == pytest.approx([equal_error_rate(scores, is_ai, w)[0] for w in weights])
    assert ranked.auc() == pytest.approx([roc_auc(scores, is_ai, w) for w in weights])


def test_rates_at_a_threshold_by_counting() -> None:
    ranked = Ranked.of(np.array([-1.0, 0.0, 0.5, 2.0]), np.array([False, True, False, True]), np.ones((1, 4)))
    assert [float(rate[0]) for rate in ranked.rates(0.0)] == [0.5, 0.0]
    assert [float(rate[0]) for rate in ranked.rates(0.1)] == [0.5, 0.5]


def test_brier_and_calibration_error_of_true_probabilities(rng: np.random.Generator) -> None:
    x = np.concatenate([rng.normal(-1, 1, 20_000), rng.normal(1, 1, 20_000)])
    is_ai = np.arange(40_000) >= 20_000
    true, bold = (Ranked.of(k * x, is_ai, np.ones((1, len(x)))) for k in (2.0, 8.0))  # 2 x is the true ratio
    assert true.ece()[0] < 0.01
    assert bold.ece()[0] > 0.05
    assert true.brier()[0] < bold.brier()[0] < 0.25
    assert Ranked.of(0 * x, is_ai, np.ones((1, len(x)))).brier()[0] == pytest.approx(0.25)


def test_sources_are_drawn_whole(rng: np.random.Generator) -> None:
    draws = source_draws(["a", "a", "b", "c", "b"], 50, rng)
    assert draws.shape == (51, 5)
    assert (draws[0] == 1).all()
    assert (draws[:, 0] == draws[:, 1]).all()
    assert (draws[1:, [0, 2, 3]].sum(axis=1) == 3).all()


def test_intervals_are_wider_when_sources_differ(rng: np.random.Generator) -> None:
    is_ai = np.arange(2000) % 2 == 1
    source = np.arange(2000) // 100
    alone = rng.standard_normal(2000) + 1.5 * is_ai
    moved = alone + rng.standard_normal(20)[source]
    widths = []
    for scores in (alone, moved):
        found = interval(Ranked.of(scores, is_ai, source_draws([str(s) for s in source], 300, rng)).eer())
        assert found.low <= found.value <= found.high
        widths.append(found.high - found.low)
    assert widths[1] > 2 * widths[0]
    assert equal_error_rate(alone, is_ai)[0] == pytest.approx(norm.cdf(-0.75), abs=0.03)


def test_a_draw_without_one_class_is_passed_over() -> None:
    weights = np.array([[1.0, 1.0], [1.0, 0.0]])
    figures = Ranked.of(np.array([0.0, 1.0]), np.array([False, True]), weights).eer()
    assert np.isnan(figures[1])
    assert interval(figures).value == figures[0]
