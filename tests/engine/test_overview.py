"""Peaks and spectrogram of whole files: what is drawn is what was heard, at any length and however it is cut."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine import overview, overview_tables
from engine.errors import AudioOpenError, CancelledError
from engine.overview import Overview, OverviewBuilder, OverviewCache, make_overview, read_close_up
from engine.overview_tables import FLOOR_DB, STEP_DB

RATE = 16_000


def built(wave: np.ndarray, *cuts: int) -> Overview:
    builder = OverviewBuilder(RATE)
    for piece in np.split(wave, cuts):
        builder.push(piece)
    return builder.snapshot()


def same(one: Overview, other: Overview) -> bool:
    return (
        one.duration_s == other.duration_s
        and all(
            np.array_equal(a.low, b.low) and np.array_equal(a.high, b.high)
            for a, b in zip(one.levels, other.levels, strict=True)
        )
        and np.array_equal(one.spectrogram.cells, other.spectrogram.cells)
    )


@pytest.mark.parametrize("cuts", [(1,), (31, 32, 33), (160, 161, 415, 416, 417), (8_000, 8_001, 30_000)])
def test_the_same_overview_comes_out_however_the_audio_is_cut(synth: Any, cuts: tuple[int, ...]) -> None:
    wave = synth.noise(2.013)
    assert same(built(wave, *cuts), built(wave))


@pytest.mark.parametrize("cuts", [(1,), (999, 1_000), (16_000, 30_001)])
def test_also_where_cells_had_to_be_merged(synth: Any, cuts: tuple[int, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview_tables, "MAX_BUCKETS", 256)
    monkeypatch.setattr(overview_tables, "MAX_COLUMNS", 64)
    wave = synth.noise(3.0)
    one, other = built(wave, *cuts), built(wave)
    assert one.levels[0].bucket_s > 0.002
    assert same(one, other)


def test_no_peak_is_lost_at_any_level(synth: Any) -> None:
    wave = 0.1 * synth.noise(30.0)
    wave[123_456], wave[234_567] = 0.9, -0.8
    made = built(wave)
    assert len(made.levels) > 2
    assert made.loudest == pytest.approx(0.9, abs=1e-4)
    for level in made.levels:
        assert level.high.max() / 32767 == pytest.approx(0.9, abs=1e-4)
        assert level.low.min() / 32767 == pytest.approx(-0.8, abs=1e-4)
        assert int(level.high.argmax() * level.bucket_s * RATE) <= 123_456
        assert (level.high.argmax() + 1) * level.bucket_s * RATE > 123_456


def test_a_tone_lies_in_its_row_with_its_level(synth: Any) -> None:
    cells = built(synth.tone(2.0, hz=1000.0)).spectrogram
    row = int(cells.cells.mean(axis=0).argmax())
    assert (row + 1) * cells.row_hz == pytest.approx(1000.0, abs=1e-6)
    level_db = FLOOR_DB + STEP_DB * cells.cells[20:-20, row].mean()
    assert level_db == pytest.approx(20 * np.log10(0.25), abs=0.5)


def test_memory_stays_bounded_and_time_stays_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview_tables, "MAX_BUCKETS", 1 << 10)
    monkeypatch.setattr(overview_tables, "MAX_COLUMNS", 1 << 8)
    builder = OverviewBuilder(RATE)
    loud = np.full(RATE, 0.5, np.float32)
    for second in range(100):
        builder.push(loud if second in (40, 90) else 0.01 * loud)
    made = builder.snapshot()
    assert len(made.levels[0].low) <= 1 << 10
    assert len(made.spectrogram.cells) <= (1 << 8) + 4
    times, _, high = made.envelope(0, 100, 400)
    assert times[high > 0.4].min() == pytest.approx(40.0, abs=0.3)
    assert times[high > 0.4].max() == pytest.approx(91.0, abs=0.3)
    heights = made.spectrogram.cells.astype(int).sum(axis=1)
    assert np.flatnonzero(heights > heights.mean())[0] * made.spectrogram.column_s == pytest.approx(40.0, abs=0.7)


def test_an_envelope_has_about_the_wanted_number_of_points(synth: Any) -> None:
    made = built(synth.noise(60.0))
    for start_s, end_s in ((0.0, 60.0), (10.0, 20.0), (59.0, 61.0)):
        times, low, high = made.envelope(start_s, end_s, 500)
        assert 200 <= len(times) <= 8 * 500 + 10
        assert len(low) == len(high) == len(times)
        assert times[0] >= start_s - 0.2
        assert times[-1] <= end_s + 0.2


def test_an_empty_stream_has_an_empty_overview() -> None:
    made = OverviewBuilder(RATE).snapshot()
    assert made.duration_s == 0
    assert made.loudest == 0
    assert len(made.envelope(0.0, 1.0, 100)[0]) == 0


def test_a_file_is_read_once_with_progress_and_partial_pictures(
    synth: Any, write_wav: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "PARTIAL_EVERY_S", 0.0)
    path = write_wav(tmp_path / "long.wav", synth.noise(21.0))
    told: list[tuple[int, int]] = []
    partial: list[Overview] = []
    made = make_overview(path, on_progress=lambda *pair: told.append(pair), on_partial=partial.append)
    assert made.is_complete
    assert made.duration_s == pytest.approx(21.0)
    assert told[0] == (5, 21)
    assert [each.is_complete for each in partial] == [False] * len(told)
    assert [round(each.duration_s) for each in partial] == sorted(done for done, _ in told)


def test_reading_stops_when_asked(synth: Any, write_wav: Any, tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", synth.noise(12.0))
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(CancelledError):
        make_overview(path, cancel=cancel)
    with pytest.raises(CancelledError):
        read_close_up(path, 1.0, 3.0, cancel=cancel)


def test_a_missing_file_is_a_typed_error(tmp_path: Path) -> None:
    with pytest.raises(AudioOpenError):
        make_overview(tmp_path / "gone.wav")


def test_a_close_up_shows_the_asked_stretch_at_full_resolution(synth: Any, write_wav: Any, tmp_path: Path) -> None:
    wave = 0.1 * synth.noise(20.0)
    wave[12 * RATE] = 0.9
    made = read_close_up(write_wav(tmp_path / "a.wav", wave), 10.0, 14.0)
    assert (made.start_s, made.end_s) == (10.0, pytest.approx(14.0))
    times, _, high = made.envelope(10.0, 14.0, 10_000)
    assert times[high.argmax()] == pytest.approx(12.0, abs=0.002)
    assert made.spectrogram.row_hz == pytest.approx(31.25)


def test_the_cache_keeps_the_last_ones_and_forgets_changed_files(synth: Any, write_wav: Any, tmp_path: Path) -> None:
    cache = OverviewCache(most=2)
    paths = [write_wav(tmp_path / f"{name}.wav", synth.noise(0.5)) for name in "abc"]
    for path in paths[:2]:
        cache.put(path, make_overview(path))
    assert cache.get(paths[0]) is not None  # now the other one has not been used for longest
    cache.put(paths[2], make_overview(paths[2]))
    assert cache.get(paths[1]) is None
    assert cache.get(paths[0]) is not None
    os.utime(paths[0], ns=(1, 1))
    assert cache.get(paths[0]) is None
    assert cache.get(tmp_path / "gone.wav") is None
