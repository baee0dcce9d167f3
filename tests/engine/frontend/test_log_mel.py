"""Whisper's front end: its formula written out with librosa's bands, its frames, its floor."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from engine.frontend.log_mel import LogMel

Waves = dict[str, npt.NDArray[np.float32]]
FRONT_END = LogMel()


def test_a_window_gives_80_rows_and_300_columns(waves: Waves) -> None:
    assert FRONT_END.shape == (80, 300)
    for wave in waves.values():
        made = FRONT_END(np.stack([wave, wave]))
        assert made.shape == (2, 1, 80, 300)
        assert made.dtype == np.float32
        assert np.isfinite(made).all()


def test_the_numbers_are_those_of_whispers_formula(waves: Waves) -> None:
    librosa = pytest.importorskip("librosa", reason="librosa belongs to the train extra")
    wave = waves["speech"].astype(np.float64)
    wave *= 0.1 / np.sqrt(np.mean(wave**2))
    power = np.abs(librosa.stft(wave, n_fft=400, hop_length=160, window="hann", pad_mode="reflect")) ** 2
    mel = librosa.filters.mel(sr=16_000, n_fft=400, n_mels=80) @ power[:, :-1]
    levels = np.log10(np.maximum(mel, 1e-10))
    expected = (np.maximum(levels, levels.max() - 8.0) + 4.0) / 4.0
    found = FRONT_END(waves["speech"][None])[0, 0]
    heard = expected > expected.max() - 50.0 / 40.0
    assert np.abs(found - expected)[heard].max() < 1e-4
    assert np.abs(found - expected).max() < 2e-3


def test_nothing_is_more_than_80_db_below_the_loudest(waves: Waves) -> None:
    for wave in waves.values():
        made = FRONT_END(wave[None])
        assert made.max() - made.min() <= 2.0 + 1e-5


@pytest.mark.parametrize("gain_db", [-40.0, 6.0])
def test_loudness_says_nothing(waves: Waves, gain_db: float) -> None:
    louder = waves["speech"] * np.float32(10 ** (gain_db / 20))
    assert np.abs(FRONT_END(louder[None]) - FRONT_END(waves["speech"][None])).max() < 1e-4


def test_a_window_does_not_depend_on_its_batch(waves: Waves) -> None:
    together = FRONT_END(np.stack(list(waves.values())))
    for row, wave in zip(together, waves.values(), strict=True):
        assert np.array_equal(row, FRONT_END(wave[None])[0])
