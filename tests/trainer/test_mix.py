"""Weights of branches: the better one counts more, none counts against its own direction."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import TrainingError
from trainer.mix import fit_mix


def clips(n: int) -> tuple[np.ndarray, np.ndarray]:
    labels = (np.arange(n) % 2).astype(np.intp)
    return labels, np.array([f"s{i % 10}" for i in range(n)])


def test_the_sharper_branch_counts_more(rng: np.random.Generator) -> None:
    labels, sources = clips(20_000)
    sign = 2.0 * labels - 1.0
    logits = np.stack([0.4 * sign + rng.standard_normal(20_000), 0.8 * sign + rng.standard_normal(20_000)], axis=1)
    mix = fit_mix(logits, labels, sources)
    assert mix.sum() == pytest.approx(1.0)
    assert mix[1] / mix[0] == pytest.approx(2.0, rel=0.1)  # distance over variance, as for two normal classes


def test_a_branch_that_points_the_wrong_way_counts_nothing(rng: np.random.Generator) -> None:
    labels, sources = clips(2000)
    sign = 2.0 * labels - 1.0
    logits = np.stack([sign + rng.standard_normal(2000), -sign + rng.standard_normal(2000)], axis=1)
    logits[::100] = np.nan
    assert fit_mix(logits, labels, sources) == pytest.approx([1.0, 0.0], abs=1e-6)
    with pytest.raises(TrainingError):
        fit_mix(-np.abs(logits) * sign[:, None], labels, sources)
