"""The In-the-Wild project's front end: the bands against librosa's, a tone in its band, shape and floor."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from engine.frontend.mel_spectrogram import MelSpectrogram, mel_bands

Waves = dict[str, npt.NDArray[np.float32]]
FRONT_END = MelSpectrogram()


def test_a_window_gives_128_rows_and_80_columns(waves: Waves) -> None:
    assert FRONT_END.shape == (128, 80)
    for wave in waves.values():
        made = FRONT_END(np.stack([wave, wave]))
        assert made.shape == (2, 1, 128, 80)
        assert made.dtype == np.float32
        assert np.isfinite(made).all()


@pytest.mark.parametrize(("n_mels", "n_fft", "rate"), [(128, 2048, 16_000), (40, 512, 16_000), (64, 1024, 8_000)])
def test_the_bands_are_those_of_librosa(n_mels: int, n_fft: int, rate: int) -> None:
    librosa = pytest.importorskip("librosa", reason="librosa belongs to the train extra")
    expected = librosa.filters.mel(sr=rate, n_fft=n_fft, n_mels=n_mels)
    assert np.abs(mel_bands(n_mels, n_fft, rate) - expected).max() < 1e-7


def test_no_band_is_empty() -> None:
    assert (mel_bands(128, 2048, 16_000).sum(axis=1) > 0).all()


@pytest.mark.parametrize("hz", [300.0, 1000.0, 4000.0, 7000.0])
def test_a_tone_stands_in_its_own_band(hz: float) -> None:
    tone = np.sin(2 * np.pi * hz * np.arange(48_000) / 16_000).astype(np.float32)
    bands = mel_bands(128, 2048, 16_000)
    column = FRONT_END(tone[None])[0, 0, :, 40]
    assert abs(int(column.argmax()) - int(bands[:, round(hz * 2048 / 16_000)].argmax())) <= 1


def test_the_peak_is_0_db_and_silence_is_the_floor(waves: Waves) -> None:
    speech = FRONT_END(waves["speech"][None]) * FRONT_END.std + FRONT_END.mean
    assert float(speech.max()) == pytest.approx(0.0, abs=1e-3)
    silence = FRONT_END(waves["silence"][None]) * FRONT_END.std + FRONT_END.mean
    assert np.abs(silence + 80.0).max() < 1e-3


@pytest.mark.parametrize("gain_db", [-40.0, 6.0])
def test_loudness_says_nothing(waves: Waves, gain_db: float) -> None:
    louder = waves["speech"] * np.float32(10 ** (gain_db / 20))
    assert np.abs(FRONT_END(louder[None]) - FRONT_END(waves["speech"][None])).max() < 2e-3


def test_a_window_does_not_depend_on_its_batch(waves: Waves) -> None:
    together = FRONT_END(np.stack(list(waves.values())))
    for row, wave in zip(together, waves.values(), strict=True):
        assert np.array_equal(row, FRONT_END(wave[None])[0])
