"""The corruption grid: measured in the sound, the same today and tomorrow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from trainer.corruption import CLEAN, COLUMNS, GRID, MATCHED, PINK, GridRequest, build_grid, clip_key, corrupt
from trainer.datasets.manifest import Clip
from trainer.shards import Shards


def level(wave: Any) -> float:
    return float(np.sqrt(np.mean(np.square(wave, dtype=np.float64))))


def band(wave: Any, low: float, high: float) -> float:
    power = np.abs(np.fft.rfft(wave)) ** 2
    frequencies = np.fft.rfftfreq(len(wave), 1 / 16_000)
    return float(power[(frequencies >= low) & (frequencies < high)].sum())


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_keeps_the_length_and_depends_on_the_name_alone(column: str, synth: Any) -> None:
    wave = synth.ai_voice(1.5)
    first = corrupt(column, wave, "a.wav", [synth.noise(3.0)])
    again = corrupt(column, wave, "a.wav", [synth.noise(3.0)])
    assert first.shape == wave.shape
    assert np.array_equal(first, again)
    assert np.abs(first).max() <= 1.0
    assert np.array_equal(first, wave) == (column == CLEAN)


def test_noise_lies_where_the_column_says(synth: Any) -> None:
    wave = 0.1 * synth.human_voice(3.0)
    for column, snr_db in (("noise_10db", 10.0), (MATCHED, 15.0)):
        added = corrupt(column, wave, "b", [synth.noise(5.0)]) - wave
        assert 20 * np.log10(level(wave) / level(added)) == pytest.approx(snr_db, abs=0.1)


def test_the_matched_noise_is_the_same_under_every_clip(synth: Any) -> None:
    added = [corrupt(MATCHED, w, k) - w for w, k in ((0.1 * synth.tone(2.0), "x"), (0.1 * synth.ai_voice(2.0), "y"))]
    assert np.corrcoef(added[0], added[1])[0, 1] > 0.999
    assert np.corrcoef(added[0], PINK[: len(added[0])])[0, 1] > 0.999


def test_other_names_meet_other_noise(synth: Any) -> None:
    noises = [type(synth)(seed=i).noise(3.0) for i in range(8)]
    wave = 0.1 * synth.tone(1.0)
    added = [corrupt("noise_10db", wave, f"{i}", noises) - wave for i in range(4)]
    assert abs(np.corrcoef(added)[np.triu_indices(4, 1)]).min() < 0.1


def test_the_phone_has_no_treble_and_no_bass(synth: Any) -> None:
    noise = synth.noise(3.0)
    heard = corrupt("phone_8k", noise, "n")
    assert band(heard, 4200, 8000) < 1e-3 * band(noise, 4200, 8000)
    assert band(heard, 0, 150) < 0.05 * band(noise, 0, 150)
    assert band(heard, 500, 3000) == pytest.approx(band(noise, 500, 3000), rel=0.2)


def test_the_room_rings_on_for_half_a_second(synth: Any) -> None:
    click = synth.silence(1.0)
    click[1000] = 0.5
    heard = corrupt("room", click, "c")
    energy = np.cumsum(heard[::-1].astype(np.float64) ** 2)[::-1][1100:]
    decay = 10 * np.log10(energy / energy[0])
    slope = np.polyfit(np.arange(800, 4000) / 16_000, decay[800:4000], 1)[0]
    assert -60.0 / slope == pytest.approx(0.5, rel=0.15)


def test_a_breath_of_audio_is_left_alone() -> None:
    wave = np.ones(20, np.float32) * 0.1
    assert all(np.array_equal(corrupt(column, wave, "s"), wave) for column in COLUMNS)


@pytest.fixture
def request_of_two(synth: Any) -> GridRequest:
    waves = [np.round(synth.ai_voice(1.0) * 32767).astype(np.int16), np.round(synth.tone(0.5) * 32767).astype(np.int16)]
    lengths = np.array([len(w) for w in waves])
    shards = Shards(np.array([0, lengths[0]]), lengths, (np.concatenate(waves),))
    clips = [Clip(Path("a.wav"), "ai"), Clip(Path("b.wav"), "human", extra={"id": "b1"})]
    return GridRequest(clips, shards, [synth.noise(1.0)], (*GRID, MATCHED))


def test_the_grid_is_built_once_and_found_again(request_of_two: GridRequest, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    grid = build_grid(request_of_two, tmp_path, on_progress=lambda i, n: seen.append((i, n)))
    assert seen[-1] == (2, 2)
    assert len(grid.variants) == len(COLUMNS)
    wave = request_of_two.shards.samples(1).astype(np.float32) / np.float32(32768.0)
    expected = corrupt("room", wave, clip_key(request_of_two.clips[1]))
    assert grid.samples(1, COLUMNS.index("room")) / 32768.0 == pytest.approx(expected, abs=1e-4)
    written = (tmp_path / "room.npy").stat().st_mtime_ns
    build_grid(request_of_two, tmp_path, on_progress=lambda i, n: seen.append((i, n)))
    assert len(seen) == 2
    assert (tmp_path / "room.npy").stat().st_mtime_ns == written


def test_another_noise_makes_another_grid(request_of_two: GridRequest, synth: Any) -> None:
    other = GridRequest(request_of_two.clips, request_of_two.shards, [synth.tone(1.0)], request_of_two.columns)
    assert other.fingerprint != request_of_two.fingerprint
