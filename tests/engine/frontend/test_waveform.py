"""The waveform as input: one level, nothing else changed."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from engine.frontend.waveform import Waveform

Waves = dict[str, npt.NDArray[np.float32]]
FRONT_END = Waveform()


@pytest.mark.parametrize("name", ["speech", "tone", "clipped"])
def test_the_samples_keep_their_form_and_get_an_rms_of_1(waves: Waves, name: str) -> None:
    made = FRONT_END(waves[name][None])
    assert made.shape == (1, 1, *FRONT_END.shape) == (1, 1, 1, 48_000)
    assert made.dtype == np.float32
    assert np.sqrt(np.mean(made**2)) == pytest.approx(1.0, rel=1e-3)
    gain = made[0, 0, 0] @ waves[name] / (waves[name] @ waves[name])
    assert made[0, 0, 0] == pytest.approx(gain * waves[name], abs=1e-5)


def test_silence_stays_silent(waves: Waves) -> None:
    assert not FRONT_END(waves["silence"][None]).any()


@pytest.mark.parametrize("gain_db", [-40.0, 6.0])
def test_loudness_says_nothing(waves: Waves, gain_db: float) -> None:
    louder = waves["speech"] * np.float32(10 ** (gain_db / 20))
    assert np.abs(FRONT_END(louder[None]) - FRONT_END(waves["speech"][None])).max() < 1e-4


def test_a_shorter_crop_gives_a_shorter_row(waves: Waves) -> None:
    assert Waveform(window_samples=8_000).shape == (1, 8_000)
    assert FRONT_END(waves["speech"][None, :8_000]).shape == (1, 1, 1, 8_000)
