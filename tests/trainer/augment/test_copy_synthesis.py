"""Copy synthesis: the voice keeps what a vocoder keeps (envelope, pitch, timing, level) and loses its phases."""

from __future__ import annotations

import sys

import numpy as np
import numpy.typing as npt
import pytest

from engine.errors import MissingExtraError, UsageError
from trainer.augment.base import rms
from trainer.augment.copy_griffin_lim import CopyGriffinLim, GriffinLimParams
from trainer.augment.copy_lpc import CopyLpc, LpcParams, excitation, prediction
from trainer.augment.copy_synthesis import COPIES, check_kinds, with_rumble
from trainer.augment.copy_world import CopyWorld, WorldParams
from trainer.augment.spectra import stft
from trainer.shortcuts import measure

RATE = 16_000
PITCH_HZ = 130.0
Wave = npt.NDArray[np.float32]


def envelope(wave: Wave) -> npt.NDArray[np.float64]:
    """Level every 10 ms."""
    return np.sqrt(np.mean(wave.reshape(-1, 160).astype(np.float64) ** 2, axis=1))


def bands_db(wave: Wave) -> npt.NDArray[np.float64]:
    """Mean power in 16 bands of 500 Hz, dB."""
    power = np.mean(np.abs(stft(wave, 512, 128)).astype(np.float64) ** 2, axis=0)[:256]
    return np.asarray(10 * np.log10(power.reshape(16, 16).mean(1) + 1e-12))


def pitch_hz(wave: Wave) -> float:
    """From the highest autocorrelation of a loud stretch, 60 to 400 Hz."""
    piece = wave[1000:3400].astype(np.float64)
    found = np.correlate(piece, piece, "full")[len(piece) - 1 :]
    return float(RATE / (np.argmax(found[40:267]) + 40))


@pytest.fixture(params=list(COPIES))
def kind(request: pytest.FixtureRequest) -> str:
    if request.param == "world":
        pytest.importorskip("pyworld", reason="pyworld is not installed: it needs a compiler")
    return str(request.param)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_envelope_pitch_timing_and_level_stay_and_the_phases_go(kind: str, seed: int, buzz: Wave) -> None:
    copier = COPIES[kind]
    params = copier.sample(np.random.default_rng(seed))
    copy = copier.apply(buzz, params)
    assert copy.shape == buzz.shape
    assert copy.dtype == np.float32
    assert np.isfinite(copy).all()
    assert rms(copy) == pytest.approx(rms(buzz), rel=1e-3)
    assert np.corrcoef(envelope(copy), envelope(buzz))[0, 1] > 0.9
    assert pitch_hz(copy) == pytest.approx(PITCH_HZ, rel=0.03)
    assert np.abs(bands_db(copy) - bands_db(buzz))[:8].max() < 8.0
    assert abs(np.corrcoef(copy, buzz)[0, 1]) < 0.9
    assert np.array_equal(copy, copier.apply(buzz, params))


def test_any_length_comes_back(kind: str, buzz: Wave) -> None:
    for n in (0, 1, 500, 16_001):
        params = COPIES[kind].sample(np.random.default_rng(n))
        assert COPIES[kind].apply(buzz[:n], params).shape == (n,)


def test_silence_gives_no_nonsense(kind: str) -> None:
    silence = np.zeros(RATE, np.float32)
    copy = COPIES[kind].apply(silence, COPIES[kind].sample(np.random.default_rng(0)))
    assert np.abs(copy).max() < 1e-3


def test_griffin_lim_comes_closer_to_the_magnitudes_with_every_round(buzz: Wave) -> None:
    def distance(rounds: int) -> float:
        params = GriffinLimParams(512, 128, 80, rounds, 0)
        wanted = CopyGriffinLim().magnitudes(buzz, params)
        got = np.abs(stft(CopyGriffinLim().apply(buzz, params), 512, 128))
        scale = float((wanted * got).sum() / np.square(got).sum())
        return float(np.linalg.norm(wanted - scale * got) / np.linalg.norm(wanted))

    first, later, last = distance(1), distance(10), distance(50)
    assert first > later > last
    assert last < 0.35


def test_fewer_mel_bands_keep_less(buzz: Wave) -> None:
    true = np.abs(stft(buzz, 1024, 256))
    errors = [
        np.linalg.norm(CopyGriffinLim().magnitudes(buzz, GriffinLimParams(1024, 256, n, 1, 0)) - true) for n in (20, 80)
    ]
    assert errors[0] > 1.2 * errors[1]


def test_prediction_finds_the_filter_that_made_the_signal() -> None:
    rng = np.random.default_rng(4)
    noise, wave = rng.standard_normal(60_000), np.zeros(60_000)
    for n in range(2, len(wave)):
        wave[n] = 1.5 * wave[n - 1] - 0.8 * wave[n - 2] + 0.3 * noise[n]
    lags = np.array([[np.mean(wave[: len(wave) - k] * wave[k:]) for k in range(3)]])
    filters, levels = prediction(lags)
    assert filters[0] == pytest.approx([1.5, -0.8], abs=0.02)
    assert levels[0] == pytest.approx(0.3, rel=0.02)


@pytest.mark.parametrize("hz", [80.0, 130.0, 250.0, 380.0])
def test_lpc_finds_the_pitch_of_pulses_and_none_in_noise(hz: float) -> None:
    at = np.arange(0, 1.0, 1 / hz)
    frames = np.zeros(RATE)
    frames[(at * RATE).round().astype(int)] = 1.0
    frames = np.convolve(frames, np.hanning(12), "same")[:16_000].reshape(20, 800)
    found = CopyLpc().pitch(frames, 0.4)
    assert np.median(found) == pytest.approx(hz, rel=0.03)
    noise = np.random.default_rng(0).standard_normal((20, 800))
    assert (CopyLpc().pitch(noise, 0.4) == 0.0).mean() > 0.9


def test_the_excitation_has_power_one_and_a_pulse_a_period() -> None:
    params = LpcParams(16, 160, 0.4, 0.0, 0)
    voiced = excitation(np.full(100, 100.0), params, RATE)
    assert np.count_nonzero(voiced > 1.0) == pytest.approx(100, abs=1)
    assert np.mean(voiced**2) == pytest.approx(1.0, rel=0.02)
    assert np.mean(voiced) == pytest.approx(0.0, abs=1e-3)
    noise = excitation(np.zeros(100), params, RATE)
    assert np.mean(noise**2) == pytest.approx(1.0, rel=0.05)


def test_what_lies_below_the_voice_is_the_originals(buzz: Wave) -> None:
    t = np.arange(len(buzz)) / RATE
    hum = (0.02 + 0.01 * np.sin(2 * np.pi * 25 * t)).astype(np.float32)
    other = buzz[::-1].copy()
    result = with_rumble(other, buzz + hum)
    middle = slice(4000, -4000)
    assert result.mean() == pytest.approx((buzz + hum).mean(), abs=1e-4)
    assert (result - other)[middle] == pytest.approx(hum[middle], abs=2e-3)
    assert with_rumble(buzz, buzz) == pytest.approx(buzz, abs=1e-6)
    assert with_rumble(buzz[:0], buzz[:0]).shape == (0,)


@pytest.mark.parametrize("offset", [0.0, 0.01])
def test_a_twin_cannot_be_told_by_what_has_no_voice_in_it(kind: str, offset: float, buzz: Wave) -> None:
    original = buzz + np.float32(offset)
    copy = COPIES[kind].apply(original, COPIES[kind].sample(np.random.default_rng(3)))
    before, after = measure(original), measure(with_rumble(copy, original))
    assert after.loudness_dbfs == pytest.approx(before.loudness_dbfs, abs=1.5)
    assert after.leading_silence_s == pytest.approx(before.leading_silence_s, abs=0.05)
    if offset:
        assert after.dc_dbfs == pytest.approx(before.dc_dbfs, abs=0.5)
    else:
        assert after.dc_dbfs < -60.0


def test_world_keeps_the_formants_in_forty_numbers_and_loses_them_in_four(buzz: Wave) -> None:
    pytest.importorskip("pyworld", reason="pyworld is not installed: it needs a compiler")
    whole, fine, coarse = (CopyWorld().apply(buzz, WorldParams(5.0, size, is_harvest=False)) for size in (0, 40, 4))
    errors = [np.abs(bands_db(copy) - bands_db(buzz)).mean() for copy in (whole, fine, coarse)]
    assert max(errors[:2]) < 1.5
    assert errors[2] > 2.0


def test_without_pyworld_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyworld", None)
    with pytest.raises(MissingExtraError, match="pyworld") as caught:
        check_kinds(["lpc", "world"])
    assert "veravox[world]" in caught.value.hint
    assert check_kinds(["lpc", "griffin-lim", "lpc"]) == ("lpc", "griffin-lim")


def test_an_unknown_kind_is_told_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="grifin") as caught:
        check_kinds(["grifin-lim"])
    assert "griffin-lim" in caught.value.hint
    with pytest.raises(UsageError):
        check_kinds([])
