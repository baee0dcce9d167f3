"""Level, soft clipping, DC."""

from __future__ import annotations

import numpy as np
import pytest

from trainer.augment.gain import Gain, GainParams


@pytest.mark.parametrize("gain_db", [-12.0, 0.0, 6.0])
def test_gain_is_in_decibels(gain_db: float) -> None:
    wave = np.linspace(-0.2, 0.2, 101, dtype=np.float32)
    louder = Gain().apply(wave, GainParams(gain_db, 0.0, 0.0))
    assert louder == pytest.approx(wave * 10 ** (gain_db / 20), rel=1e-6)


def test_offset_is_added() -> None:
    wave = np.zeros(10, np.float32)
    assert Gain().apply(wave, GainParams(6.0, 0.02, 0.0)) == pytest.approx(np.full(10, 0.02), abs=1e-7)


def test_the_clipper_keeps_the_peak_lifts_the_rest_and_adds_odd_harmonics() -> None:
    sine = (0.5 * np.sin(2 * np.pi * np.arange(1600) / 16)).astype(np.float32)
    clipped = Gain().apply(sine, GainParams(0.0, 0.0, 4.0))
    assert np.abs(clipped).max() == pytest.approx(np.abs(sine).max(), rel=1e-4)
    assert np.mean(clipped**2) > 1.3 * np.mean(sine**2)
    spectrum = np.abs(np.fft.rfft(clipped))
    assert spectrum[300] > 0.05 * spectrum[100]
    assert spectrum[200] < 1e-3 * spectrum[100]


def test_silence_stays_silent_through_the_clipper() -> None:
    assert not Gain().apply(np.zeros(10, np.float32), GainParams(0.0, 0.0, 3.0)).any()


def test_draws_stay_in_range() -> None:
    rng = np.random.default_rng(0)
    drawn = [Gain().sample(rng) for _ in range(300)]
    assert all(-12.0 <= p.gain_db <= 6.0 and abs(p.offset) <= 0.02 and 0.0 <= p.drive <= 4.0 for p in drawn)
    assert 5 < sum(p.drive > 0 for p in drawn) < 70
