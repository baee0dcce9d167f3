"""The shoebox room: when the first reflection comes, how long the echo lasts, how loud it is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from trainer.augment.base import rms
from trainer.augment.shoebox import SPEED_OF_SOUND, Shoebox, ShoeboxParams

RATE = 16_000
ROOM = ShoeboxParams((6.0, 5.0, 3.0), (0.3, 0.5, 0.5), (0.5, 0.5, 0.5), 0.5, 1)


@pytest.mark.parametrize("rt60_s", [0.2, 0.5, 0.8])
def test_the_echo_falls_by_60_db_in_its_time(rt60_s: float) -> None:
    response = Shoebox().impulse_response(replace(ROOM, rt60_s=rt60_s)).astype(np.float64)
    left = np.cumsum(response[::-1] ** 2)[::-1]  # Schroeder's backward integration
    level = 10 * np.log10(left / left[0])
    start = int(0.1 * rt60_s * RATE)
    stop = int(0.6 * rt60_s * RATE)
    slope = np.polyfit(np.arange(start, stop) / RATE, level[start:stop], 1)[0]
    assert -60 / slope == pytest.approx(rt60_s, rel=0.15)


def test_direct_sound_first_reflections_where_geometry_says() -> None:
    response = Shoebox().impulse_response(ROOM)
    assert int(np.argmax(np.abs(response))) == 0
    assert response[0] == pytest.approx(1.0, abs=1e-6)
    direct_m = 0.2 * 6.0
    floor_m = np.hypot(direct_m, 3.0)  # mirrored in floor and in ceiling, both at half height
    expected = (floor_m - direct_m) / SPEED_OF_SOUND * RATE
    first = int(np.flatnonzero(np.abs(response[1:]) > 0.05)[0]) + 1
    assert first == pytest.approx(expected, abs=1.0)
    decay = 10 ** (-3 * floor_m / SPEED_OF_SOUND / 0.5)
    assert response[first] == pytest.approx(2 * direct_m / floor_m * decay, rel=0.01)


def test_the_tail_goes_on_as_loud_as_the_reflections_stop() -> None:
    shoebox = Shoebox()
    places = [(x, y) for x in (0.2, 0.35, 0.45) for y in (0.2, 0.6, 0.8)]
    rooms = [
        replace(ROOM, mouth=(x, 0.31, 0.57), microphone=(0.72, y, 0.35), seed=i) for i, (x, y) in enumerate(places)
    ]
    edge, half = int(shoebox.early_s * RATE), 160
    responses = [shoebox.impulse_response(room).astype(np.float64) for room in rooms]
    before, after = (
        sum(r[part].var() for r in responses) for part in (slice(edge - half, edge), slice(edge, edge + half))
    )
    fall_db = 60.0 * half / RATE / ROOM.rt60_s
    assert 10 * np.log10(before / after) == pytest.approx(fall_db, abs=1.5)


def test_a_far_microphone_hears_more_room() -> None:
    near, far = (
        Shoebox().impulse_response(replace(ROOM, microphone=(x, 0.5, 0.5))).astype(np.float64) for x in (0.35, 0.85)
    )
    assert 10 * np.log10(np.sum(far[1:] ** 2) / np.sum(near[1:] ** 2)) > 10


def test_level_length_and_timing_are_kept() -> None:
    rng = np.random.default_rng(3)
    click = np.zeros(RATE, np.float32)
    click[4000] = 0.5
    for seed in range(5):
        params = Shoebox().sample(np.random.default_rng(seed))
        wet = Shoebox().apply(click, params)
        assert int(np.flatnonzero(np.abs(wet) > 1e-3 * np.abs(wet).max())[0]) == 4000
        noise = rng.standard_normal(RATE).astype(np.float32)
        result = Shoebox().apply(noise, params)
        assert result.shape == noise.shape
        assert rms(result) == pytest.approx(rms(noise), rel=1e-4)
        assert 3.0 <= params.size_m[0] <= 10.0
        assert 0.1 <= params.rt60_s <= 0.8
