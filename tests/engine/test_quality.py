"""Warnings about recordings that cannot be judged well, measured on signals with known properties."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine.quality import QualityMeter

RATE = 16_000


def band_limited(cutoff_hz: float, seconds: float = 10.0) -> np.ndarray:
    rng = np.random.default_rng(1)
    spectrum = np.fft.rfft(rng.standard_normal(round(seconds * RATE)))
    frequencies = np.fft.rfftfreq(round(seconds * RATE), 1 / RATE)
    spectrum[frequencies > cutoff_hz] = 0
    wave = np.fft.irfft(spectrum)
    return (0.1 * wave / wave.std()).astype(np.float32)


def measured(wave: np.ndarray, block: int = 80_000) -> QualityMeter:
    meter = QualityMeter(RATE)
    for start in range(0, len(wave), block):
        meter.push(wave[start : start + block])
    return meter


@pytest.mark.parametrize("cutoff_hz", [1500, 2500, 3400, 7000])
def test_the_bandwidth_is_the_cut_off(cutoff_hz: float) -> None:
    assert measured(band_limited(cutoff_hz)).bandwidth_hz() == pytest.approx(cutoff_hz, abs=250)


def test_narrow_recordings_get_a_warning_and_telephone_does_not() -> None:
    assert any("above" in text for text in measured(band_limited(2500)).warnings())
    assert measured(band_limited(3400)).warnings() == []


@pytest.mark.parametrize(("share", "warned"), [(0.0, False), (0.04, False), (0.08, True)])
def test_clipping_counts_from_five_percent(share: float, warned: Any) -> None:
    wave = band_limited(7000)
    wave[: round(share * len(wave))] = 1.0
    assert any("clipped" in text for text in measured(wave).warnings()) == warned


def test_silence_and_nothing_say_nothing(synth: Any) -> None:
    assert measured(synth.silence(5.0)).warnings() == []
    assert QualityMeter(RATE).warnings() == []
    assert measured(synth.noise(0.01)).warnings() == []
