"""Rooms: reverberation time, level and timing."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from trainer.augment.base import rms
from trainer.augment.room import Room, RoomParams

RATE = 16_000


def schroeder_rt60(response: npt.NDArray[np.float32]) -> float:
    """Seconds for 60 dB, from the slope of the backward-integrated energy between -5 and -25 dB (ISO 3382)."""
    tail = response[int(0.003 * RATE) :].astype(np.float64)
    energy = np.cumsum(tail[::-1] ** 2)[::-1]
    level = 10 * np.log10(energy / energy[0] + 1e-12)
    chosen = (level < -5) & (level > -25)
    slope = np.polyfit(np.flatnonzero(chosen) / RATE, level[chosen], 1)[0]
    return float(-60.0 / slope)


@pytest.mark.parametrize("rt60_s", [0.2, 0.4, 0.8])
def test_the_tail_falls_by_60_db_in_rt60(rt60_s: float) -> None:
    found = [schroeder_rt60(Room().impulse_response(RoomParams(-1, rt60_s, 0.0, seed))) for seed in range(8)]
    assert np.mean(found) == pytest.approx(rt60_s, rel=0.1)


@pytest.mark.parametrize("direct_db", [-3.0, 6.0, 12.0])
def test_the_direct_sound_stands_so_far_above_the_tail(direct_db: float) -> None:
    response = Room().impulse_response(RoomParams(-1, 0.5, direct_db, 1))
    tail_energy = float(np.sum(response[1:].astype(np.float64) ** 2))
    assert -10 * np.log10(tail_energy) == pytest.approx(direct_db, abs=0.1)
    assert not response[1 : int(0.003 * RATE)].any()


def test_level_length_and_timing_are_kept() -> None:
    rng = np.random.default_rng(0)
    wave = np.zeros(RATE, np.float32)
    wave[4000:4400] = rng.standard_normal(400)
    wet = Room().apply(wave, RoomParams(-1, 0.3, 6.0, 2))
    assert len(wet) == len(wave)
    assert rms(wet) == pytest.approx(rms(wave), rel=1e-3)
    assert np.abs(wet[:3990]).max() < 1e-4
    lag = int(np.argmax(np.correlate(wet, wave, mode="full"))) - (len(wave) - 1)
    assert lag == 0


def test_a_measured_response_begins_at_its_direct_sound() -> None:
    measured = np.zeros(1000, np.float32)
    measured[300], measured[500] = -0.8, 0.4
    room = Room((measured,), measured_p=1.0)
    params = room.sample(np.random.default_rng(0))
    assert params.response == 0
    response = room.impulse_response(params)
    assert (response[0], response[200], len(response)) == (np.float32(-0.8), np.float32(0.4), 700)


def test_silence_stays_silent_and_finite() -> None:
    wet = Room().apply(np.zeros(RATE, np.float32), RoomParams(-1, 0.3, 6.0, 2))
    assert not wet.any()
