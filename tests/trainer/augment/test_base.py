"""Helpers of the transforms."""

from __future__ import annotations

import numpy as np
import pytest

from trainer.augment.base import repeat_to, rms


def test_rms_of_a_sine_is_its_amplitude_over_root_two() -> None:
    sine = np.sin(2 * np.pi * 100 * np.arange(16_000) / 16_000).astype(np.float32)
    assert rms(sine) == pytest.approx(1 / np.sqrt(2), rel=1e-5)
    assert rms(np.zeros(8, np.float32)) > 0.0


def test_repetition_pads_and_cuts_to_the_length() -> None:
    wave = np.array([1, 2, 3], np.float32)
    assert repeat_to(wave, 7).tolist() == [1, 2, 3, 1, 2, 3, 1]
    assert repeat_to(wave, 2).tolist() == [1, 2]
    assert repeat_to(wave[:0], 2).tolist() == [0, 0]
