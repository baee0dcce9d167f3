"""Voice activity: the bands measured against known signals, the shipped network against real and made-up sounds."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from engine.audio.speech import FRAME_SAMPLES, N_BANDS, N_FFT, WEIGHTS, SpeechDetector, band_edges, log_bands
from engine.errors import CheckpointError
from engine.resources import weights_dir

Wave = npt.NDArray[np.float32]
WINDOW = 48_000
FRAMES = WINDOW // FRAME_SAMPLES


@pytest.fixture(scope="module")
def detector() -> SpeechDetector:
    return SpeechDetector.load()


@pytest.fixture
def speech_windows(speech_wave: Wave) -> Wave:
    n = len(speech_wave) // WINDOW
    return speech_wave[: n * WINDOW].reshape(n, WINDOW)


def test_bands_rise_and_cover_every_bin_but_the_first() -> None:
    edges = band_edges()
    assert edges[0] == 1
    assert np.all(np.diff(edges) >= 1)
    assert len(edges) == N_BANDS
    assert edges[-1] < N_FFT // 2 + 1


@pytest.mark.parametrize("hz", [250.0, 1000.0, 3000.0, 6500.0])
def test_a_tone_is_loudest_in_its_own_band(synth: Any, hz: float) -> None:
    bands = log_bands(synth.tone(3.0, hz)[None])
    expected = np.searchsorted(band_edges(), round(hz / (16_000 / N_FFT)), side="right") - 1
    assert abs(int(bands[0].mean(axis=1).argmax()) - int(expected)) <= 1


def test_a_frame_hears_its_own_512_samples() -> None:
    wave = np.zeros((1, WINDOW), np.float32)
    place = 40
    burst = np.random.default_rng(0).standard_normal(FRAME_SAMPLES)
    wave[0, place * FRAME_SAMPLES : (place + 1) * FRAME_SAMPLES] = burst
    loud = np.flatnonzero(log_bands(wave)[0].mean(axis=0) > 0.5)
    assert loud.tolist() == [2 * place, 2 * place + 1]


def test_level_does_not_matter(synth: Any) -> None:
    wave = synth.human_voice(3.0)[None]
    np.testing.assert_allclose(log_bands(wave * 0.01), log_bands(wave), atol=1e-3)


def test_bands_and_shares_do_not_depend_on_the_batch(
    detector: SpeechDetector, speech_windows: Wave, synth: Any
) -> None:
    batch = np.concatenate([speech_windows, synth.noise(3.0)[None], synth.silence(3.0)[None]])
    alone = [detector.frames(window[None])[0] for window in batch]
    np.testing.assert_array_equal(log_bands(batch), np.concatenate([log_bands(window[None]) for window in batch]))
    np.testing.assert_allclose(detector.frames(batch), alone, atol=1e-6)
    np.testing.assert_array_equal(detector.shares(batch), np.array([detector.shares(w[None])[0] for w in batch]))


def test_speech_is_speech(detector: SpeechDetector, speech_windows: Wave) -> None:
    assert detector.frames(speech_windows).shape == (len(speech_windows), FRAMES)
    assert np.all(detector.shares(speech_windows) > 0.6)


@pytest.mark.parametrize("level", [1.0, 0.1, 0.01])
def test_quiet_speech_has_the_same_share(detector: SpeechDetector, speech_windows: Wave, level: float) -> None:
    np.testing.assert_allclose(
        detector.shares(speech_windows * np.float32(level)), detector.shares(speech_windows), atol=0.02
    )


def test_speech_under_noise_is_still_speech(detector: SpeechDetector, speech_windows: Wave) -> None:
    noise = np.random.default_rng(1).standard_normal(speech_windows.shape).astype(np.float32)
    loudness = np.sqrt(np.mean(np.square(speech_windows), axis=1, keepdims=True))
    shares = detector.shares(speech_windows + noise * loudness * np.float32(10 ** (-10 / 20)))
    assert np.all(shares > 0.5)


@pytest.mark.parametrize("sound", ["noise", "tone", "silence", "faint"])
def test_sounds_without_speech_have_no_share(detector: SpeechDetector, synth: Any, sound: str) -> None:
    windows = {
        "noise": synth.noise(3.0),
        "tone": synth.tone(3.0),
        "silence": synth.silence(3.0),
        "faint": synth.noise(3.0, level=1e-5),
    }[sound]
    assert detector.shares(windows[None])[0] == 0.0


def test_half_a_window_of_speech_is_half_a_share(detector: SpeechDetector, speech_windows: Wave) -> None:
    window = speech_windows[0].copy()
    whole = detector.frames(window[None])[0] >= 0.5
    window[WINDOW // 2 :] = 1e-4 * np.random.default_rng(2).standard_normal(WINDOW // 2)
    expected = whole[: FRAMES // 2].sum() / FRAMES
    assert detector.shares(window[None])[0] == pytest.approx(expected, abs=0.08)


def test_padding_is_not_counted(detector: SpeechDetector, speech_windows: Wave) -> None:
    window = speech_windows[0].copy()
    n_real = 24_000
    window[n_real:] = 0.0
    n_frames = n_real // FRAME_SAMPLES
    flags = detector.frames(window[None])[0] >= 0.5
    share = detector.shares(window[None], np.array([n_real]))[0]
    assert share == pytest.approx(flags[:n_frames].mean(), abs=1e-6)
    assert share > 1.5 * detector.shares(window[None])[0]


def test_a_window_with_almost_nothing_real_is_counted_by_its_first_frame(detector: SpeechDetector, synth: Any) -> None:
    assert detector.shares(synth.silence(3.0)[None], np.array([10])).tolist() == [0.0]


def test_no_windows_give_no_shares(detector: SpeechDetector) -> None:
    nothing = np.zeros((0, WINDOW), np.float32)
    assert detector.frames(nothing).shape == (0, FRAMES)
    assert detector.shares(nothing, np.zeros(0, np.int64)).shape == (0,)


def test_network_is_small_and_fast(detector: SpeechDetector, speech_windows: Wave) -> None:
    assert (weights_dir() / WEIGHTS).stat().st_size < 100_000
    bands = log_bands(speech_windows[:1])
    times = []
    for _ in range(60):
        begun = time.perf_counter()
        detector._session.run(None, {"bands": bands})
        times.append(time.perf_counter() - begun)
    # The fastest of many rounds: whatever else runs on the machine is not the network's cost.
    assert min(times) < 0.3e-3


def test_the_card_tells_the_sha256_of_the_network() -> None:
    digest = hashlib.sha256((weights_dir() / WEIGHTS).read_bytes()).hexdigest()
    assert digest in (weights_dir() / "speech.md").read_text(encoding="utf-8")


def test_missing_damaged_and_foreign_networks_are_refused(tmp_path: Path, tiny_checkpoint: Path) -> None:
    with pytest.raises(CheckpointError, match="missing") as missing:
        SpeechDetector.load(tmp_path / "speech.onnx")
    assert "Install" in missing.value.hint
    damaged = tmp_path / "damaged.onnx"
    damaged.write_bytes((weights_dir() / WEIGHTS).read_bytes()[:5000])
    with pytest.raises(CheckpointError, match="cannot be loaded"):
        SpeechDetector.load(damaged)
    with pytest.raises(CheckpointError, match="no speech detector"):
        SpeechDetector.load(tiny_checkpoint.with_suffix(".onnx"))
