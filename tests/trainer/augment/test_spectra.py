"""Spectra that turn back into the waveform they came from."""

from __future__ import annotations

import numpy as np
import pytest

from trainer.augment.spectra import istft, overlap_add, stft


@pytest.mark.parametrize(("n_fft", "hop"), [(512, 128), (512, 256), (1024, 256), (400, 160)])
@pytest.mark.parametrize("n", [1, 700, 16_001])
def test_there_and_back_is_the_same_wave(n: int, n_fft: int, hop: int) -> None:
    wave = np.random.default_rng(0).standard_normal(n).astype(np.float32)
    spectra = stft(wave, n_fft, hop)
    assert spectra.shape == (1 + -(-n // hop), n_fft // 2 + 1)
    assert istft(spectra, n_fft, hop, n) == pytest.approx(wave, abs=1e-5)


def test_a_tone_stands_in_its_bin_at_the_height_of_the_window() -> None:
    tone = np.cos(2 * np.pi * 1000 * np.arange(16_000) / 16_000).astype(np.float32)
    middle = np.abs(stft(tone, 512, 128))[60]
    assert int(middle.argmax()) == 32
    assert middle[32] == pytest.approx(512 / 4, rel=1e-3)  # half the amplitude times the window's sum


@pytest.mark.parametrize(("length", "hop"), [(8, 4), (7, 3), (4, 4), (5, 7)])
def test_overlap_add_is_the_plain_sum(length: int, hop: int) -> None:
    frames = np.random.default_rng(1).standard_normal((6, length)).astype(np.float32)
    plain = np.zeros(length + 5 * hop, np.float32)
    for number, frame in enumerate(frames):
        plain[number * hop : number * hop + length] += frame
    assert overlap_add(frames, hop) == pytest.approx(plain, abs=1e-6)
