"""Band limits: dB at the corners, slope, equaliser, and that nothing moves in time."""

from __future__ import annotations

import numpy as np
import pytest

from trainer.augment.band import KNOTS_HZ, BandParams, BandShape

FLAT = (0.0,) * len(KNOTS_HZ)
RATE = 16_000


def gain_db(hz: float, params: BandParams) -> float:
    """Level of a sine after the filter over its level before, edges left out."""
    tone = np.sin(2 * np.pi * hz * np.arange(2 * RATE) / RATE).astype(np.float32)
    middle = slice(RATE // 2, -RATE // 2)
    filtered = BandShape().apply(tone, params)[middle]
    return float(20 * np.log10(np.sqrt(np.mean(filtered**2)) / np.sqrt(np.mean(tone[middle] ** 2))))


@pytest.mark.parametrize("order", [4, 8, 16])
def test_the_low_pass_has_3_db_at_its_corner_and_6_db_an_octave_and_order(order: int) -> None:
    params = BandParams(0.0, 2000.0, order, FLAT)
    assert gain_db(2000.0, params) == pytest.approx(-3.01, abs=0.1)
    assert gain_db(1000.0, params) == pytest.approx(0.0, abs=0.1)
    assert gain_db(3000.0, params) == pytest.approx(-10 * np.log10(1 + 1.5 ** (2 * order)), abs=0.5)


def test_the_high_pass_has_3_db_at_its_corner_and_24_db_an_octave() -> None:
    params = BandParams(300.0, 1e6, 4, FLAT)
    assert gain_db(300.0, params) == pytest.approx(-3.01, abs=0.1)
    assert gain_db(150.0, params) == pytest.approx(-24.1, abs=0.3)
    assert gain_db(1200.0, params) == pytest.approx(0.0, abs=0.1)


def test_the_equaliser_reaches_its_gain_at_every_knot() -> None:
    gains = (3.0, -6.0, 0.0, 6.0, -3.0, 2.0, -1.0)
    params = BandParams(0.0, 1e6, 4, gains)
    assert [gain_db(hz, params) for hz in KNOTS_HZ] == pytest.approx(gains, abs=0.2)


def test_length_and_timing_are_kept() -> None:
    click = np.zeros(4001, np.float32)
    click[2000] = 1.0
    filtered = BandShape().apply(click, BandParams(100.0, 3400.0, 8, FLAT))
    assert len(filtered) == len(click)
    assert int(np.argmax(filtered)) == 2000
    assert filtered[1900:2000] == pytest.approx(filtered[2001:2101][::-1], abs=1e-5)


def test_draws_stay_in_range_and_depend_on_the_seed_alone() -> None:
    shape = BandShape()
    drawn = [shape.sample(np.random.default_rng(seed)) for seed in range(300)]
    limited = [p for p in drawn if p.high_hz < 8000]
    assert len(limited) == pytest.approx(300 * (0.2 + 0.8 * 0.6), abs=40)
    telephone = [p for p in limited if p.high_hz <= 3800 and 200 <= p.low_hz <= 330 and p.gains_db == FLAT]
    assert len(telephone) == pytest.approx(60, abs=25)
    assert all(shape.low_hz <= p.high_hz <= shape.high_hz for p in limited if p not in telephone)
    assert all(p.low_hz == 0.0 or 60.0 <= p.low_hz <= 350.0 for p in drawn)
    assert all(abs(g) <= shape.equaliser_db for p in drawn for g in p.gains_db)
    assert shape.sample(np.random.default_rng(5)) == drawn[5]
