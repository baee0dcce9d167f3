"""Spectrogram masks: every clip its own, within the shares, filled with the clip's mean."""

from __future__ import annotations

import pytest

from trainer.augment.masks import SpectrogramMasks

torch = pytest.importorskip("torch", reason="torch belongs to the train extra")


def test_every_clip_of_a_batch_draws_its_own_regions() -> None:
    masks = SpectrogramMasks(p=1.0)
    params = masks.sample(16, torch.Generator().manual_seed(0))
    assert params.shape == (16, 3, 2)
    assert len({tuple(row.flatten().tolist()) for row in params}) == 16


def test_shares_stay_below_their_limits_and_regions_inside() -> None:
    masks = SpectrogramMasks(p=1.0)
    params = masks.sample(2000, torch.Generator().manual_seed(1))
    starts, widths = params[:, :, 0], params[:, :, 1]
    assert float(widths[:, :2].max()) <= masks.band_share
    assert float(widths[:, 2:].max()) <= masks.span_share
    assert float((starts + widths).max()) <= 1.0
    assert float(widths[:, :2].mean()) == pytest.approx(masks.band_share / 2, rel=0.05)


def test_the_chance_is_met_and_zero_masks_nobody() -> None:
    touched = SpectrogramMasks(p=0.6).sample(4000, torch.Generator().manual_seed(2))[:, :, 1].amax(1) > 0
    assert float(touched.float().mean()) == pytest.approx(0.6, abs=0.03)
    assert not SpectrogramMasks(p=0.0).sample(50, torch.Generator().manual_seed(2))[:, :, 1].any()


def test_regions_become_the_mean_of_their_own_clip() -> None:
    spectrograms = torch.randn(2, 1, 40, 20) + torch.tensor([10.0, -10.0])[:, None, None, None]
    params = torch.zeros(2, 3, 2)
    params[0, 0] = torch.tensor([0.25, 0.25])
    params[1, 2] = torch.tensor([0.5, 0.1])
    masked = SpectrogramMasks().apply(spectrograms, params)
    means = spectrograms.mean((1, 2, 3))
    assert torch.allclose(masked[0, 0, 10:20], means[0].expand(10, 20), atol=1e-5)
    assert torch.allclose(masked[1, 0, :, 10:12], means[1].expand(40, 2), atol=1e-5)
    kept = torch.ones(2, 40, 20, dtype=torch.bool)
    kept[0, 10:20] = False
    kept[1, :, 10:12] = False
    assert torch.equal(masked[:, 0][kept], spectrograms[:, 0][kept])


def test_the_same_seed_masks_the_same() -> None:
    masks = SpectrogramMasks()
    first, second = (masks.sample(8, torch.Generator().manual_seed(3)) for _ in range(2))
    assert torch.equal(first, second)
