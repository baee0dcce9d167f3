"""The STFT against a discrete Fourier transform written out as its definition."""

from __future__ import annotations

import numpy as np
import pytest

from engine.frontend.stft import hann, istft, power_spectrogram, stft


@pytest.mark.parametrize(("n_fft", "hop", "n_samples"), [(64, 16, 400), (32, 8, 131), (128, 50, 1000)])
def test_equals_the_definition_frame_by_frame(n_fft: int, hop: int, n_samples: int) -> None:
    wave = np.random.default_rng(0).standard_normal(n_samples).astype(np.float32)
    found = power_spectrogram(wave[None], n_fft, hop, n_fft // 2 + 1)[0]
    half = n_fft // 2
    padded = np.concatenate([wave[1 : half + 1][::-1], wave, wave[-half - 1 : -1][::-1]]).astype(np.float64)
    n = np.arange(n_fft)
    window = 0.5 - 0.5 * np.cos(2 * np.pi * n / n_fft)
    matrix = np.exp(-2j * np.pi * np.outer(np.arange(half + 1), n) / n_fft)
    expected = np.stack(
        [np.abs(matrix @ (window * padded[i * hop : i * hop + n_fft])) ** 2 for i in range(1 + n_samples // hop)], 1
    )
    assert found.shape == expected.shape
    assert found == pytest.approx(expected, rel=1e-4, abs=1e-4)


def test_a_tone_stands_in_its_own_row() -> None:
    tone = np.sin(2 * np.pi * 1000 * np.arange(16_000) / 16_000).astype(np.float32)
    power = power_spectrogram(tone[None], 512, 160, 257)[0]
    assert (power[:, 5:-5].argmax(0) == 32).all()
    # A Hann window of 512 gathers half the amplitude times half the window in its row.
    assert power[32, 50] == pytest.approx((512 / 4) ** 2, rel=1e-3)


def test_rows_above_the_wanted_ones_are_dropped() -> None:
    wave = np.random.default_rng(1).standard_normal((1, 4000)).astype(np.float32)
    assert np.array_equal(power_spectrogram(wave, 512, 160, 244), power_spectrogram(wave, 512, 160, 257)[:, :244])


def test_the_window_is_periodic() -> None:
    assert hann(8)[0] == 0.0
    assert hann(8)[4] == 1.0
    assert hann(8)[1] == hann(8)[7]


def test_complex_stft_is_that_of_torch_and_comes_back() -> None:
    torch = pytest.importorskip("torch")
    wave = np.random.default_rng(3).standard_normal(48_000).astype(np.float32)
    found = stft(wave, 512, 128)
    window = torch.hann_window(512, dtype=torch.float64)
    tensor = torch.from_numpy(wave).double()
    expected = torch.stft(tensor, 512, 128, window=window, center=True, return_complex=True)
    assert np.abs(found - expected.numpy()).max() < 1e-5
    assert np.abs(istft(found, 128, len(wave)) - wave).max() < 1e-6
    pair = istft(np.stack([found, 2.0 * found]), 128, len(wave))
    assert pair.shape == (2, len(wave))
    assert np.abs(pair[1] - 2.0 * wave).max() < 1e-5
