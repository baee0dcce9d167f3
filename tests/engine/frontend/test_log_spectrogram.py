"""The fine-time front end: shape, level independence, no reference to the window's own peak."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from engine.frontend.log_spectrogram import TARGET_RMS, LogSpectrogram, normalise_level

Waves = dict[str, npt.NDArray[np.float32]]
FRONT_END = LogSpectrogram()


def test_a_window_gives_244_rows_and_301_columns(waves: Waves) -> None:
    assert FRONT_END.shape == (244, 301)
    for wave in waves.values():
        made = FRONT_END(np.stack([wave, wave]))
        assert made.shape == (2, 1, 244, 301)
        assert made.dtype == np.float32
        assert np.isfinite(made).all()


@pytest.mark.parametrize("gain_db", [-40.0, -12.0, 6.0])
def test_loudness_says_nothing(waves: Waves, gain_db: float) -> None:
    speech = waves["speech"]
    louder = speech * np.float32(10 ** (gain_db / 20))
    assert np.abs(FRONT_END(louder[None]) - FRONT_END(speech[None])).max() < 2e-3


def test_every_window_has_the_same_rms_and_silence_is_not_blown_up(waves: Waves) -> None:
    levelled = normalise_level(np.stack([waves["speech"], 0.01 * waves["tone"]]))
    assert np.sqrt(np.mean(levelled**2, axis=1)) == pytest.approx(TARGET_RMS, rel=1e-4)
    assert not normalise_level(waves["silence"][None]).any()
    hiss = np.random.default_rng(0).standard_normal((1, 48_000)).astype(np.float32) * np.float32(1e-7)
    assert np.sqrt(np.mean(normalise_level(hiss) ** 2)) == pytest.approx(1e-4, rel=0.01)


def test_silence_is_the_floor_everywhere(waves: Waves) -> None:
    floor = (-80.0 - FRONT_END.mean) / FRONT_END.std
    assert np.abs(FRONT_END(waves["silence"][None]) - floor).max() < 1e-5


def test_values_are_decibels_standardised(waves: Waves) -> None:
    made = FRONT_END(waves["tone"][None])[0, 0, :, 150]
    amplitude = TARGET_RMS * np.sqrt(2)
    # 440 Hz lies between rows; the row of the peak holds at most the whole amplitude, at least 70 % of it.
    loudest = float(made.max()) * FRONT_END.std + FRONT_END.mean
    whole = 20 * np.log10(amplitude * 512 / 4)
    assert whole - 3.0 < loudest <= whole + 0.01
    assert int(made.argmax()) == 14


def test_a_click_moves_no_other_moment(waves: Waves) -> None:
    speech = waves["speech"]
    with_click = speech.copy()
    with_click[24_000] += 0.3
    change = np.abs(FRONT_END(with_click[None]) - FRONT_END(speech[None]))[0, 0]
    assert change[:, 149:152].max() > 0.1
    # What is left is the common gain, the same everywhere.
    assert change[:100, :140].max() < 0.01


def test_a_window_does_not_depend_on_its_batch(waves: Waves) -> None:
    together = FRONT_END(np.stack(list(waves.values())))
    for row, wave in zip(together, waves.values(), strict=True):
        assert np.array_equal(row, FRONT_END(wave[None])[0])
