"""Codecs: length, delay and determinism of every one that a training clip may pass through."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from scipy.fft import irfft, next_fast_len, rfft

from trainer.augment.codec import ALL_CODECS, CODECS, PHONE_CODECS, Codec, CodecRoundTrip

RATE = 16_000
NAMES = [f"{c.name}-{c.sample_rate}-{c.bit_rate}" for c in ALL_CODECS]


def voice(n: int = 2 * RATE) -> npt.NDArray[np.float32]:
    """Speech-like: a gliding harmonic sound in syllables, with a sharp onset to find the delay by."""
    t = np.arange(n) / RATE
    phase = 2 * np.pi * np.cumsum(140 + 30 * np.sin(2 * np.pi * 0.9 * t)) / RATE
    wave = np.asarray(sum(np.sin(k * phase) / k for k in range(1, 24)))
    wave *= np.clip(np.sin(2 * np.pi * 3.5 * t), 0.0, None)
    scaled: npt.NDArray[np.float32] = (0.3 * wave / np.abs(wave).max()).astype(np.float32)
    return scaled


def lag(late: npt.NDArray[np.float32], early: npt.NDArray[np.float32]) -> int:
    """Samples by which one signal comes after the other, from the highest cross-correlation."""
    n = next_fast_len(2 * len(early), real=True)
    correlation = irfft(rfft(late, n) * np.conj(rfft(early, n)), n)
    best = int(np.argmax(correlation))
    return best if best < n // 2 else best - n


def loudness(wave: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """Level every 5 ms."""
    return np.sqrt(np.mean(wave.reshape(-1, 80).astype(np.float64) ** 2, axis=1))


@pytest.mark.parametrize("codec", ALL_CODECS, ids=NAMES)
def test_length_and_timing_are_kept_and_the_result_repeats(codec: Codec) -> None:
    wave = voice()
    first = CodecRoundTrip().apply(wave, codec)
    assert first.shape == wave.shape
    assert first.dtype == np.float32
    assert np.isfinite(first).all()
    if codec.name == "libopencore_amrnb":
        # Its postfilter turns phases: the envelope tells the timing, and speech in 40 ms more or less would show.
        assert np.corrcoef(loudness(first), loudness(wave))[0, 1] > 0.97
    else:
        # At 8 kHz, where Opus works at 8 kbit/s, too, one sample is two here.
        assert abs(lag(first, wave)) <= (2 if codec.bit_rate == 8000 or codec.sample_rate == 8000 else 1)
        assert np.corrcoef(first, wave)[0, 1] > 0.8
    assert not np.array_equal(first, wave)
    assert np.array_equal(first, CodecRoundTrip().apply(wave, codec))


@pytest.mark.parametrize("n", [0, 1, 700, 16_001])
def test_any_length_comes_back(n: int) -> None:
    wave = voice()[:n]
    for codec in (CODECS[0], CODECS[-1]):
        assert len(CodecRoundTrip().apply(wave, codec)) == n


def test_a_phone_codec_cuts_what_a_phone_line_cuts() -> None:
    rng = np.random.default_rng(0)
    wave = (0.1 * rng.standard_normal(RATE)).astype(np.float32)
    decoded = CodecRoundTrip().apply(wave, Codec("pcm_mulaw", "wav", 8_000))
    spectrum = np.abs(np.fft.rfft(decoded)) ** 2
    assert 10 * np.log10(spectrum[5000:].mean() / spectrum[500:3000].mean()) < -30


def test_every_codec_is_drawn_and_the_seed_decides() -> None:
    rng = np.random.default_rng(0)
    drawn = [CodecRoundTrip().sample(rng) for _ in range(600)]
    assert set(drawn) == set(CODECS)
    again = np.random.default_rng(0)
    assert [CodecRoundTrip().sample(again) for _ in range(600)] == drawn


def test_phone_codecs_are_drawn_only_when_asked_for() -> None:
    rng = np.random.default_rng(0)
    wide = CodecRoundTrip(ALL_CODECS)
    assert {wide.sample(rng) for _ in range(900)} == set(ALL_CODECS)
    assert not set(PHONE_CODECS) & set(CODECS)
    assert {codec.sample_rate for codec in PHONE_CODECS} == {8_000}
