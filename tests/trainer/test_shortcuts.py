"""The seven numbers measure what they are named after."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from trainer.shortcuts import NAMES, WORDS, as_row, measure

RATE = 16_000


def test_level_peak_and_offset_of_a_known_sine(synth: Any) -> None:
    found = measure(synth.tone(2.0, 1000.0) + np.float32(0.01))
    assert found.duration_s == pytest.approx(2.0)
    assert found.loudness_dbfs == pytest.approx(20 * np.log10(0.25 / np.sqrt(2)), abs=0.05)
    assert found.peak_dbfs == pytest.approx(20 * np.log10(0.26), abs=0.05)
    assert found.dc_dbfs == pytest.approx(-40.0, abs=0.1)
    assert found.roll_off_hz == pytest.approx(1000.0, abs=100.0)
    assert found.leading_silence_s == 0.0


def test_leading_silence_and_noise_floor(synth: Any) -> None:
    rng = np.random.default_rng(0)
    wave = np.concatenate([synth.silence(0.7), synth.tone(1.3)])
    wave += (10 ** (-60 / 20) * rng.standard_normal(len(wave))).astype(np.float32)
    found = measure(wave)
    assert found.leading_silence_s == pytest.approx(0.7, abs=0.03)
    assert found.noise_floor_dbfs == pytest.approx(-60.0, abs=1.5)


@pytest.mark.parametrize("cutoff", [1000, 3400, 7000])
def test_the_roll_off_follows_the_bandwidth(synth: Any, cutoff: int) -> None:
    spectrum = np.fft.rfft(synth.noise(4.0))
    spectrum[np.fft.rfftfreq(4 * RATE, 1 / RATE) > cutoff] = 0
    found = measure(np.fft.irfft(spectrum).astype(np.float32))
    assert found.roll_off_hz == pytest.approx(0.99 * cutoff, rel=0.06)


def test_digital_silence_has_numbers_too(synth: Any) -> None:
    row = as_row(measure(synth.silence(1.0)))
    assert np.isfinite(row).all()
    with pytest.raises(ValueError, match="shorter"):
        measure(synth.silence(0.01))


def test_every_number_has_words() -> None:
    assert tuple(WORDS) == NAMES
