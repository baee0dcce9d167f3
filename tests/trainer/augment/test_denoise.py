"""Spectral subtraction: how deep the pauses become, what is left of the words."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from trainer.augment.base import rms
from trainer.augment.denoise import SpectralSubtraction, SubtractionParams

RATE = 16_000
PAUSE = slice(int(0.65 * RATE), int(0.85 * RATE))
WORD = slice(int(0.1 * RATE), int(0.4 * RATE))


def words(floor: float) -> npt.NDArray[np.float32]:
    """Half a second of tone, half a second of floor, twice."""
    tone = 0.3 * np.sin(2 * np.pi * 300 * np.arange(RATE // 2) / RATE)
    wave = np.concatenate([tone, np.zeros_like(tone)] * 2)
    return (wave + floor * np.random.default_rng(1).standard_normal(len(wave))).astype(np.float32)


@pytest.mark.parametrize("floor_db", [-30.0, -20.0, -10.0])
def test_strong_subtraction_lowers_the_pauses_to_its_floor(floor_db: float) -> None:
    wave = words(1e-2)
    result = SpectralSubtraction().apply(wave, SubtractionParams(16.0, floor_db))
    assert 20 * np.log10(rms(result[PAUSE]) / rms(wave[PAUSE])) == pytest.approx(floor_db, abs=1.0)


def test_more_is_taken_out_the_stronger_it_is() -> None:
    wave = words(1e-2)
    left = [rms(SpectralSubtraction().apply(wave, SubtractionParams(f, -40.0))[PAUSE]) for f in (0.5, 1.0, 2.0, 4.0)]
    assert left == sorted(left, reverse=True)
    assert 20 * np.log10(left[0] / left[-1]) > 10


def test_words_are_kept() -> None:
    wave = words(1e-2)
    result = SpectralSubtraction().apply(wave, SubtractionParams(2.0, -30.0))
    clean = words(0.0)
    assert rms(result[WORD]) == pytest.approx(rms(wave[WORD]), rel=0.02)
    assert rms((result - clean)[WORD]) < 0.5 * rms((wave - clean)[WORD])


def test_nothing_subtracted_is_nothing_changed() -> None:
    wave = words(1e-2)
    assert SpectralSubtraction().apply(wave, SubtractionParams(0.0, -30.0)) == pytest.approx(wave, abs=1e-5)


def test_silence_and_short_clips_are_left_alone() -> None:
    subtraction = SpectralSubtraction()
    params = subtraction.sample(np.random.default_rng(0))
    for wave in (np.zeros(RATE, np.float32), np.ones(900, np.float32)):
        assert np.array_equal(subtraction.apply(wave, params), wave)
    assert 1.0 <= params.factor <= 4.0
    assert -30.0 <= params.floor_db <= -8.0
