"""Mixup: shares as drawn, the same pairs everywhere, targets mixed like the spectra."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from trainer.augment.mixup import Mixup, MixupParams


def batch(n: int = 8) -> tuple[list[torch.Tensor], torch.Tensor]:
    features = [torch.randn(n, 1, 5, 7), torch.randn(n, 1, 3, 9)]
    return features, (torch.arange(n) % 2).float()


def test_spectra_and_targets_are_mixed_by_the_same_shares() -> None:
    features, targets = batch()
    params = MixupParams(torch.linspace(0.5, 1.0, 8), torch.tensor([1, 2, 3, 4, 5, 6, 7, 0]))
    mixed, soft = Mixup().apply(features, targets, params)
    for before, after in zip(features, mixed, strict=True):
        for i, share in enumerate(params.shares.tolist()):
            expected = share * before[i] + (1 - share) * before[(i + 1) % 8]
            assert torch.allclose(after[i], expected, atol=1e-6)
    assert soft.tolist() == pytest.approx(
        [s * t + (1 - s) * (1 - t) for s, t in zip(params.shares.tolist(), targets.tolist(), strict=True)]
    )


def test_chance_zero_changes_nothing() -> None:
    features, targets = batch()
    mixer = Mixup(p=0.0)
    mixed, soft = mixer.apply(features, targets, mixer.sample(8, np.random.default_rng(0)))
    assert all(torch.equal(a, b) for a, b in zip(features, mixed, strict=True))
    assert torch.equal(soft, targets)


def test_shares_follow_the_beta_distribution_and_the_chance() -> None:
    params = Mixup(p=0.3, alpha=0.2).sample(40_000, np.random.default_rng(1))
    shares = params.shares.numpy()
    assert shares.min() >= 0.5
    assert (shares < 1.0).mean() == pytest.approx(0.3, abs=0.02)
    drawn = np.random.default_rng(2).beta(0.2, 0.2, 40_000)
    folded = np.maximum(drawn, 1 - drawn)
    assert shares[shares < 1].mean() == pytest.approx(folded[folded < 1].mean(), abs=0.01)
    assert sorted(params.partners.tolist()) == list(range(40_000))


def test_the_seed_decides() -> None:
    first, again, other = (Mixup(p=1.0).sample(16, np.random.default_rng(seed)) for seed in (4, 4, 5))
    assert torch.equal(first.shares, again.shares)
    assert torch.equal(first.partners, again.partners)
    assert not torch.equal(first.shares, other.shares)
