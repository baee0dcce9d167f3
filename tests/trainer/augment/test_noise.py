"""Recorded noise under a voice: the signal-to-noise ratio that was asked for."""

from __future__ import annotations

import numpy as np
import pytest

from trainer.augment.base import rms
from trainer.augment.noise import Noise, NoiseParams


@pytest.mark.parametrize("snr_db", [5.0, 12.0, 30.0])
@pytest.mark.parametrize("n_noise", [8_000, 100_000])
def test_snr_is_met_within_a_fifth_of_a_decibel(snr_db: float, n_noise: int) -> None:
    rng = np.random.default_rng(0)
    wave = (0.1 * rng.standard_normal(48_000)).astype(np.float32)
    noise = (0.7 * rng.standard_normal(n_noise)).astype(np.float32)
    noisy = Noise((noise,)).apply(wave, NoiseParams(0, 0.4, snr_db))
    assert 20 * np.log10(rms(wave) / rms(noisy - wave)) == pytest.approx(snr_db, abs=0.2)


def test_the_noise_begins_where_it_was_drawn() -> None:
    ramp = np.linspace(0.5, 1.0, 2_000, dtype=np.float32)
    wave = np.ones(1_000, np.float32)
    added = Noise((ramp,)).apply(wave, NoiseParams(0, 0.5, 0.0)) - wave
    assert added / added[0] == pytest.approx(ramp[500:1500] / ramp[500], rel=1e-4)


def test_a_silent_noise_changes_nothing() -> None:
    wave = np.linspace(-1, 1, 100, dtype=np.float32)
    assert np.array_equal(Noise((np.zeros(500, np.float32),)).apply(wave, NoiseParams(0, 0.0, 5.0)), wave)


def test_draws_cover_all_noises_and_stay_in_range() -> None:
    noise = Noise((np.zeros(1, np.float32),) * 3, snr_db=(5.0, 30.0))
    rng = np.random.default_rng(0)
    drawn = [noise.sample(rng) for _ in range(200)]
    assert {p.index for p in drawn} == {0, 1, 2}
    assert all(5.0 <= p.snr_db <= 30.0 and 0.0 <= p.position < 1.0 for p in drawn)
