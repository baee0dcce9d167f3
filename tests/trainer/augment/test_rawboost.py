"""RawBoost: depth of the notches, height of the harmonics, size of the impulses, level of the noise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from scipy.signal import welch

from trainer.augment.base import rms
from trainer.augment.rawboost import Notches, RawBoost, RawBoostParams, impulsive

RATE = 16_000
OUT_OF_THE_WAY = Notches((7950.0,), (60.0,), (11,))
PLAIN = RawBoostParams(1, (OUT_OF_THE_WAY,), (0.0,), 0.0, 2.0, OUT_OF_THE_WAY, 20.0, 3)


def noise(n: int = 4 * RATE) -> npt.NDArray[np.float32]:
    return (0.1 * np.random.default_rng(0).standard_normal(n)).astype(np.float32)


def level_db(wave: npt.NDArray[np.float32], hz: float) -> float:
    """Power density at a frequency, dB."""
    frequencies, density = welch(wave, RATE, nperseg=1024)
    return float(10 * np.log10(density[np.argmin(np.abs(frequencies - hz))]))


def test_a_notch_is_deep_at_its_centre_and_nothing_beside_it() -> None:
    params = replace(PLAIN, filters=(Notches((2000.0,), (900.0,), (99,)),))
    wave = noise()
    result = RawBoost().apply(wave, params)
    fall = {hz: level_db(result, hz) - level_db(wave, hz) for hz in (500.0, 2000.0, 5000.0)}
    assert fall[2000.0] < -25
    assert fall[500.0] == pytest.approx(fall[5000.0], abs=0.5)
    assert fall[500.0] == pytest.approx(10 * np.log10(8000 / (8000 - 900)), abs=0.5)  # the level is brought back


def test_short_notches_are_shallow() -> None:
    deep, shallow = (
        RawBoost().apply(noise(), replace(PLAIN, filters=(Notches((2000.0,), (300.0,), (taps,)),))) for taps in (99, 11)
    )
    assert level_db(shallow, 2000) > level_db(deep, 2000) + 3


def test_powers_of_a_tone_make_harmonics_of_the_known_height() -> None:
    tone = np.sin(2 * np.pi * 500 * np.arange(RATE) / RATE).astype(np.float32)
    params = replace(PLAIN, filters=(OUT_OF_THE_WAY,) * 3, gains_db=(0.0, -10.0, -10.0))
    spectrum = np.abs(np.fft.rfft(RawBoost().apply(tone, params)))
    gain = 10 ** (-10 / 20)
    first = 1 + 0.75 * gain  # sin^3 = 3/4 sin - 1/4 sin of three times
    assert spectrum[1000] / spectrum[500] == pytest.approx(0.5 * gain / first, rel=0.05)
    assert spectrum[1500] / spectrum[500] == pytest.approx(0.25 * gain / first, rel=0.05)
    assert spectrum[0] / RATE < 1e-4


def test_impulses_hit_their_share_and_follow_the_signal() -> None:
    wave = noise()
    wave[:RATE] = 0.0
    result = impulsive(wave, replace(PLAIN, impulse_share=0.08), np.random.default_rng(1))
    changed = result != wave
    assert changed[RATE:].mean() == pytest.approx(0.08, abs=0.005)
    assert not changed[:RATE].any()
    assert (np.abs(result - wave) <= 2.0 * np.abs(wave) + 1e-7).all()


@pytest.mark.parametrize("snr_db", [10.0, 25.0, 40.0])
def test_the_coloured_noise_has_its_distance_from_the_voice(snr_db: float) -> None:
    wave = noise()
    colour = Notches((4000.0,), (1000.0,), (99,))
    result = RawBoost().stationary(wave, replace(PLAIN, colour=colour, snr_db=snr_db), np.random.default_rng(2))
    added = result - wave
    assert 20 * np.log10(rms(wave) / rms(added)) == pytest.approx(snr_db, abs=0.1)
    assert level_db(added, 4000) < level_db(added, 1500) - 15


@pytest.mark.parametrize("algorithm", [1, 2, 3, 4, 5])
def test_level_and_timing_are_kept_and_the_result_repeats(algorithm: int) -> None:
    boost = RawBoost()
    for seed in range(4):
        params = replace(boost.sample(np.random.default_rng(seed)), algorithm=algorithm)
        wave = noise(RATE)
        result = boost.apply(wave, params)
        assert result.shape == wave.shape
        assert result.dtype == np.float32
        assert rms(result) == pytest.approx(rms(wave), rel=1e-4)
        lags = np.correlate(result[1000:-1000], wave[950:-950], "valid")
        assert abs(int(np.abs(lags).argmax()) - 50) <= 3
        assert np.array_equal(result, boost.apply(wave, params))


def test_algorithm_five_is_the_first_two_and_four_all() -> None:
    boost, wave = RawBoost(), np.zeros(RATE, np.float32)
    wave[100] = 0.5  # beside the click only the stationary noise can be heard
    drawn = replace(boost.sample(np.random.default_rng(0)), snr_db=10.0)
    quiet = [np.abs(boost.apply(wave, replace(drawn, algorithm=a))[8000:]).max() for a in (4, 5)]
    assert quiet[0] > 1e-3
    assert quiet[1] < 1e-4


def test_silence_stays_silence() -> None:
    silence = np.zeros(RATE, np.float32)
    assert np.array_equal(RawBoost().apply(silence, PLAIN), silence)


def test_draws_stay_in_the_papers_ranges() -> None:
    drawn = [RawBoost().sample(np.random.default_rng(seed)) for seed in range(100)]
    assert {p.algorithm for p in drawn} == {4, 5}
    assert all(len(p.filters) == len(p.gains_db) == 5 and p.gains_db[0] == 0.0 for p in drawn)
    assert all(-20 <= g <= -5 for p in drawn for g in p.gains_db[1:])
    assert all(20 <= c <= 8000 for p in drawn for f in p.filters for c in f.centres_hz)
    assert all(100 <= w <= 1000 for p in drawn for f in p.filters for w in f.widths_hz)
    assert all(10 <= t <= 100 and t % 2 for p in drawn for f in p.filters for t in f.taps)
    assert all(10 <= p.snr_db <= 40 and 0 <= p.impulse_share <= 0.1 for p in drawn)
