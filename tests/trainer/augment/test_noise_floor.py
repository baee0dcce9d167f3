"""The noise floor: level and colour of the hiss, depth of the gate."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from scipy.signal import welch

from trainer.augment.base import rms
from trainer.augment.noise_floor import Gate, GateParams, Hiss, HissParams

RATE = 16_000


def words(floor: float) -> npt.NDArray[np.float32]:
    """Half a second of tone, half a second of floor, twice."""
    rng = np.random.default_rng(1)
    t = np.arange(RATE // 2) / RATE
    tone = 0.3 * np.sin(2 * np.pi * 300 * t)
    wave = np.concatenate([tone, np.zeros_like(tone), tone, np.zeros_like(tone)])
    return (wave + floor * rng.standard_normal(len(wave))).astype(np.float32)


@pytest.mark.parametrize("level_dbfs", [-75.0, -50.0, -35.0])
def test_hiss_has_its_level_below_full_scale_whatever_the_voice(level_dbfs: float) -> None:
    params = HissParams(level_dbfs, -3.0, 1)
    for loudness in (0.0, 0.5):
        wave = np.full(48_000, loudness, np.float32)
        added = Hiss().apply(wave, params).astype(np.float64) - wave
        assert 20 * np.log10(rms(added.astype(np.float32))) == pytest.approx(level_dbfs, abs=0.1)


@pytest.mark.parametrize("slope_db", [-6.0, -3.0, 0.0])
def test_hiss_falls_by_its_slope_in_every_octave(slope_db: float) -> None:
    noise = Hiss().noise(10 * RATE, HissParams(-20.0, slope_db, 3))
    frequencies, density = welch(noise, RATE, nperseg=1024)
    kept = (frequencies > 200) & (frequencies < 7000)
    slope = np.polyfit(np.log2(frequencies[kept]), 10 * np.log10(density[kept]), 1)[0]
    assert slope == pytest.approx(slope_db, abs=0.3)


def test_the_same_seed_gives_the_same_hiss() -> None:
    first, second = (Hiss().noise(1000, HissParams(-40.0, -3.0, seed)) for seed in (5, 5))
    assert np.array_equal(first, second)
    assert not np.array_equal(first, Hiss().noise(1000, HissParams(-40.0, -3.0, 6)))


@pytest.mark.parametrize("depth_db", [10.0, 30.0, 60.0])
def test_the_gate_lowers_what_lies_between_the_words_by_its_depth(depth_db: float) -> None:
    wave = words(floor=1e-3)
    gated = Gate().apply(wave, GateParams(20.0, depth_db))
    between = slice(int(0.65 * RATE), int(0.85 * RATE))
    inside = slice(int(0.05 * RATE), int(0.45 * RATE))
    assert 20 * np.log10(rms(wave[between]) / rms(gated[between])) == pytest.approx(depth_db, abs=0.2)
    assert gated[inside] == pytest.approx(wave[inside], abs=1e-6)


def test_words_keep_their_edges() -> None:
    wave = words(floor=0.0)
    gated = Gate().apply(wave, GateParams(20.0, 60.0))
    assert gated == pytest.approx(wave, abs=1e-6)


def test_a_floor_above_the_threshold_is_left_alone() -> None:
    wave = words(floor=0.05)
    assert Gate().apply(wave, GateParams(35.0, 60.0)) == pytest.approx(wave, abs=1e-6)


def test_too_short_for_two_frames_is_left_alone() -> None:
    wave = np.ones(200, np.float32)
    assert np.array_equal(Gate().apply(wave, GateParams(20.0, 30.0)), wave)
