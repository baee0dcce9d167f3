from __future__ import annotations

import numpy as np
import pytest

from engine.audio.level import FLOOR_DBFS, SILENCE_S, LevelMeter

RATE = 16_000


def test_a_full_scale_sine_has_its_textbook_levels() -> None:
    tone = np.sin(2 * np.pi * 1000 * np.arange(RATE) / RATE).astype(np.float32) * 0.5
    level = LevelMeter(RATE).measure(tone)
    assert level.peak_dbfs == pytest.approx(-6.02, abs=0.05)
    assert level.rms_dbfs == pytest.approx(-9.03, abs=0.05)
    assert not level.is_clipped


def test_overdriven_sound_is_called_clipped() -> None:
    tone = np.clip(3 * np.sin(2 * np.pi * 200 * np.arange(RATE) / RATE), -1, 1).astype(np.float32)
    assert LevelMeter(RATE).measure(tone).is_clipped


def test_one_full_scale_sample_is_not_clipping() -> None:
    block = np.zeros(RATE, dtype=np.float32)
    block[5] = 1.0
    assert not LevelMeter(RATE).measure(block).is_clipped


def test_exact_silence_is_told_only_after_two_seconds() -> None:
    meter = LevelMeter(RATE)
    block = np.zeros(RATE // 2, dtype=np.float32)
    dead = [meter.measure(block).is_dead for _ in range(4)]
    assert dead == [False, False, False, True]
    assert SILENCE_S == 2.0


def test_the_faintest_noise_is_not_dead_silence() -> None:
    meter = LevelMeter(RATE)
    block = np.full(RATE, 1e-6, dtype=np.float32)
    assert not any(meter.measure(block).is_dead for _ in range(5))


def test_an_empty_block_has_the_floor_level() -> None:
    assert LevelMeter(RATE).measure(np.zeros(0, dtype=np.float32)).peak_dbfs == FLOOR_DBFS
