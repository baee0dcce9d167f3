"""The seed's front end: shape, level independence, the floor 80 dB below the window's peak."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from engine.frontend.peak_spectrogram import PeakSpectrogram

Waves = dict[str, npt.NDArray[np.float32]]
FRONT_END = PeakSpectrogram()


def decibels(made: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The values before they were standardised."""
    return np.asarray(made * FRONT_END.std + FRONT_END.mean, np.float32)


def test_a_window_gives_1025_rows_and_94_columns(waves: Waves) -> None:
    assert FRONT_END.shape == (1025, 94)
    for wave in waves.values():
        made = FRONT_END(np.stack([wave, wave]))
        assert made.shape == (2, 1, 1025, 94)
        assert made.dtype == np.float32
        assert np.isfinite(made).all()


@pytest.mark.parametrize("name", ["speech", "tone", "clipped", "click"])
def test_the_peak_is_0_db_and_the_floor_80_db_below(waves: Waves, name: str) -> None:
    level = decibels(FRONT_END(waves[name][None]))
    assert float(level.max()) == pytest.approx(0.0, abs=1e-3)
    assert float(level.min()) >= -80.001


def test_the_floor_is_reached_by_a_tone_and_is_the_whole_of_silence(waves: Waves) -> None:
    assert float(decibels(FRONT_END(waves["tone"][None])).min()) == pytest.approx(-80.0, abs=1e-3)
    assert np.abs(decibels(FRONT_END(waves["silence"][None])) + 80.0).max() < 1e-3


@pytest.mark.parametrize("gain_db", [-40.0, 6.0])
def test_loudness_says_nothing(waves: Waves, gain_db: float) -> None:
    louder = waves["speech"] * np.float32(10 ** (gain_db / 20))
    assert np.abs(FRONT_END(louder[None]) - FRONT_END(waves["speech"][None])).max() < 2e-3


def test_half_the_amplitude_is_6_db_less() -> None:
    t = np.arange(48_000) / 16_000
    loud, quiet = (np.sin(2 * np.pi * hz * t) for hz in (1000.0, 3000.0))
    level = decibels(FRONT_END((0.4 * loud + 0.2 * quiet).astype(np.float32)[None]))[0, 0, :, 40]
    assert level[128] - level[384] == pytest.approx(6.02, abs=0.05)


def test_a_window_does_not_depend_on_its_batch(waves: Waves) -> None:
    together = FRONT_END(np.stack(list(waves.values())))
    for row, wave in zip(together, waves.values(), strict=True):
        assert np.array_equal(row, FRONT_END(wave[None])[0])
