"""Pitch and tempo: each moves by what it should, and only it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from trainer.augment.base import rms
from trainer.augment.pitch_tempo import PitchTempo, PitchTempoParams

RATE = 16_000


def tone(hz: float, seconds: float = 2.0) -> npt.NDArray[np.float32]:
    return (0.3 * np.sin(2 * np.pi * hz * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def pitch_hz(wave: npt.NDArray[np.float32]) -> float:
    """Frequency of the highest peak, to a fraction of a Hz."""
    middle = wave[2000:-2000] * np.hanning(len(wave) - 4000)
    return float(np.abs(np.fft.rfft(middle, 2**18)).argmax() * RATE / 2**18)


@pytest.mark.parametrize("semitones", [-1.5, -0.5, 1.0, 1.5])
@pytest.mark.parametrize("speed", [0.9, 1.0, 1.1])
def test_the_pitch_moves_by_its_semitones_whatever_the_tempo(semitones: float, speed: float) -> None:
    result = PitchTempo().change(tone(220), PitchTempoParams(semitones, speed))
    assert pitch_hz(result) == pytest.approx(220 * 2 ** (semitones / 12), rel=0.004)
    assert len(result) == pytest.approx(2 * RATE / speed, rel=0.002)
    assert rms(result[2000:-2000]) == pytest.approx(rms(tone(220)), rel=0.03)


@pytest.mark.parametrize(("semitones", "speed"), [(0.0, 0.9), (0.0, 1.1), (1.5, 1.05), (-1.5, 0.95)])
def test_events_come_as_much_earlier_as_the_tempo_says(semitones: float, speed: float) -> None:
    wave = tone(180)
    on = (np.arange(len(wave)) // 4000) % 2 == 1  # syllables that begin at 0.25, 0.75, 1.25 s ...
    result = PitchTempo().change(wave * on, PitchTempoParams(semitones, speed))
    loud = np.convolve(np.abs(result), np.ones(640) / 640, "same") > 0.08
    starts = np.flatnonzero(loud[1:] & ~loud[:-1]) / RATE
    assert starts == pytest.approx(np.array([0.25, 0.75, 1.25, 1.75]) / speed, abs=0.02)


def test_nothing_asked_is_nothing_changed() -> None:
    wave = np.random.default_rng(0).standard_normal(RATE).astype(np.float32)
    result = PitchTempo().apply(wave, PitchTempoParams(0.0, 1.0))
    assert result == pytest.approx(wave, abs=1e-5)


@pytest.mark.parametrize("n", [0, 500, 3000, 48_000])
def test_the_length_stays(n: int) -> None:
    for seed in range(3):
        changer = PitchTempo()
        params = changer.sample(np.random.default_rng(seed))
        result = changer.apply(tone(200, 3.0)[:n], params)
        assert result.shape == (n,)
        assert result.dtype == np.float32
        assert -1.5 <= params.semitones <= 1.5
        assert 0.9 <= params.speed <= 1.1


def test_a_short_result_is_repeated_and_never_padded_with_silence() -> None:
    result = PitchTempo().apply(tone(200, 3.0), PitchTempoParams(0.0, 1.1))
    assert rms(result[-4000:]) == pytest.approx(rms(tone(200)), rel=0.1)
