"""Weights of sources, and what a confusion matrix says, against scikit-learn."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from trainer.metrics import Confusion, decision_figures, log_losses, source_weights


def test_every_source_weighs_the_same_within_its_class() -> None:
    is_ai = np.array([True, True, True, False, False, True])
    sources = ["a", "a", "a", "a", "b", "b"]
    weights = source_weights(is_ai, sources)
    assert weights == pytest.approx([1 / 3, 1 / 3, 1 / 3, 1.0, 1.0, 1.0])


def cells(is_ai: np.ndarray, called: np.ndarray) -> list[np.ndarray]:
    masks = (is_ai & called, is_ai & ~called, ~is_ai & called, ~is_ai & ~called)
    return [np.array([float(mask.sum())]) for mask in masks]


@pytest.mark.parametrize("seed", range(4))
def test_figures_are_those_of_scikit_learn(seed: int) -> None:
    metrics = pytest.importorskip("sklearn.metrics", reason="scikit-learn belongs to the train extra")
    rng = np.random.default_rng(seed)
    is_ai = rng.random(120) < 0.35
    scores = rng.standard_normal(120) + 1.2 * is_ai
    called = scores >= 0.4
    found = {name: values[0] for name, values in decision_figures(*cells(is_ai, called)).items()}
    assert found["accuracy"] == pytest.approx(metrics.accuracy_score(is_ai, called))
    assert found["precision"] == pytest.approx(metrics.precision_score(is_ai, called))
    assert found["npv"] == pytest.approx(metrics.precision_score(~is_ai, ~called))
    assert found["recall"] == pytest.approx(metrics.recall_score(is_ai, called))
    assert found["specificity"] == pytest.approx(metrics.recall_score(~is_ai, ~called))
    assert found["f1"] == pytest.approx(metrics.f1_score(is_ai, called))
    assert found["mcc"] == pytest.approx(metrics.matthews_corrcoef(is_ai, called))
    assert log_losses(scores, is_ai).mean() == pytest.approx(metrics.log_loss(is_ai, 1 / (1 + np.exp(-scores))))
    expected = metrics.classification_report(is_ai, called, target_names=["human", "ai"], output_dict=True)
    names = {"human": "human", "ai": "ai", "mean": "macro avg", "weighted mean": "weighted avg"}
    for row in Confusion(*(int(cell[0]) for cell in cells(is_ai, called))).report():
        theirs = expected[names[row.name]]
        ours = (row.precision, row.recall, row.f1, row.support)
        assert ours == pytest.approx((theirs["precision"], theirs["recall"], theirs["f1-score"], theirs["support"]))


def test_what_has_no_case_to_count_is_not_defined() -> None:
    nothing_called = [np.array([v]) for v in (0.0, 3.0, 0.0, 5.0)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = decision_figures(*nothing_called)
    assert np.isnan(found["precision"][0])
    assert (found["mcc"][0], found["recall"][0], found["npv"][0], found["f1"][0]) == (0.0, 0.0, 0.625, 0.0)
    human, ai, mean, _ = Confusion(0, 3, 0, 5).report()
    assert (ai.precision, ai.recall, ai.f1, mean.precision) == (None, 0.0, 0.0, None)
    assert human.precision == 0.625


def test_scores_far_out_have_a_finite_loss() -> None:
    assert log_losses(np.array([-800.0, 800.0]), np.array([True, True])).tolist() == [800.0, 0.0]
