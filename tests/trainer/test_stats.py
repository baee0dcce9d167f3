"""Statistics of a data set: pooled, exact, and refused where the data has changed."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.audio.decode import decode_all
from engine.errors import CancelledError, ManifestError
from engine.frontend.base import make_front_end
from trainer.datasets.manifest import Clip, read_manifest
from trainer.stats import (
    FRONT_ENDS,
    JSON_FILE,
    TEXT_FILE,
    Moments,
    material_sha256,
    measure_stats,
    read_stats,
    stats_for,
    write_stats,
)


@given(st.lists(st.lists(st.floats(-100, 100), min_size=1, max_size=20), min_size=1, max_size=8))
def test_merged_moments_are_those_of_all_values_together(parts: list[list[float]]) -> None:
    merged = Moments()
    for part in parts:
        merged = merged.merged(Moments.of(np.array(part)))
    together = np.concatenate([np.array(part) for part in parts])
    assert merged.count == len(together)
    assert merged.mean == pytest.approx(together.mean(), abs=1e-9)
    assert merged.std == pytest.approx(together.std(), abs=1e-6)


def test_a_large_offset_costs_no_digits() -> None:
    values = np.random.default_rng(0).standard_normal(10_000) + 1e6
    assert Moments.of(values[:5000]).merged(Moments.of(values[5000:])).std == pytest.approx(values.std(), rel=1e-9)


@pytest.fixture
def clips(tmp_path: Path, synth: Any, write_wav: Any) -> list[Clip]:
    """Clips that differ much in themselves and from one another."""
    waves = [synth.ai_voice(6.0), synth.noise(3.0, 0.3), synth.human_voice(4.0)]
    paths = [write_wav(tmp_path / f"{i}.wav", wave) for i, wave in enumerate(waves)]
    return [Clip(path, label) for path, label in zip(paths, ("ai", "human", "human"), strict=True)]


def test_the_numbers_are_pooled_over_all_values(clips: list[Clip]) -> None:
    stats = measure_stats(clips, workers=1)
    assert (stats.clips, stats.windows) == (3, 5)
    for name in FRONT_ENDS:
        end = make_front_end(name, {"mean": 0.0, "std": 1.0})
        waves = [decode_all(clip.path) for clip in clips]
        pieces = [wave[i : i + 48_000] for wave in waves for i in range(0, len(wave), 48_000)]
        per_window = [end(np.resize(piece, 48_000)[None]) for piece in pieces]
        together = np.concatenate([each.ravel() for each in per_window]).astype(np.float64)
        assert stats.front_ends[name].mean == pytest.approx(together.mean(), abs=1e-2)
        assert stats.front_ends[name].std == pytest.approx(together.std(), abs=1e-2)
        assert stats.front_ends[name].std > np.mean([each.std() for each in per_window]) + 0.5  # the seed's mistake


def test_with_these_numbers_the_spectrograms_are_standardised(clips: list[Clip]) -> None:
    stats = measure_stats(clips[:2], workers=1)
    for name in FRONT_ENDS:
        end = make_front_end(name, stats.args(name))
        waves = [decode_all(clip.path) for clip in clips[:2]]
        values = end(np.concatenate([wave.reshape(-1, 48_000) for wave in waves]))
        assert values.mean() == pytest.approx(0.0, abs=2e-3)
        assert values.std() == pytest.approx(1.0, abs=2e-3)
    assert stats.args("another") == {}


def test_noise_rows_are_left_out_and_unreadable_ones_told(clips: list[Clip], tmp_path: Path) -> None:
    (tmp_path / "broken.wav").write_text("no sound")
    more = [*clips, Clip(tmp_path / "broken.wav", "ai"), replace(clips[1], label="noise")]
    stats = measure_stats(more, workers=2)
    assert stats.clips == 3
    assert len(stats.unreadable) == 1
    assert stats.front_ends == measure_stats(clips, workers=1).front_ends


def test_files_are_written_and_read_back(clips: list[Clip], tmp_path: Path) -> None:
    stats = replace(measure_stats(clips, workers=1), data_sha256="abc", split="train")
    write_stats(stats, tmp_path / "out")
    assert read_stats(tmp_path / "out" / JSON_FILE) == stats
    text = (tmp_path / "out" / TEXT_FILE).read_text()
    assert f"peak_spectrogram mean: {stats.front_ends['peak_spectrogram'].mean:.4f} dB" in text
    (tmp_path / "out" / JSON_FILE).write_text("{}")
    with pytest.raises(ManifestError, match="cannot be used"):
        read_stats(tmp_path / "out" / JSON_FILE)


def test_statistics_of_other_recordings_are_refused(clips: list[Clip], tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("file,label\n0.wav,ai\n1.wav,human\n")
    rows = read_manifest(manifest)
    assert stats_for(manifest, rows) is None
    stats = replace(measure_stats(clips[:2], workers=1), data_sha256=material_sha256(rows, tmp_path))
    write_stats(stats, tmp_path)
    manifest.write_text("file,label,split\n1.wav,human,train\n0.wav,ai,dev\nx.wav,noise,noise\n")
    assert stats_for(manifest, read_manifest(manifest)) == stats
    manifest.write_text("file,label\n0.wav,ai\n2.wav,human\n")
    with pytest.raises(ManifestError, match="other recordings"):
        stats_for(manifest, read_manifest(manifest))


def test_nothing_to_measure_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="nothing to measure"):
        measure_stats([Clip(tmp_path / "absent.wav", "ai")])


def test_it_can_be_cancelled(clips: list[Clip]) -> None:
    cancel, seen = threading.Event(), []

    def on_progress(done: int, total: int) -> None:
        seen.append((done, total))
        cancel.set()

    with pytest.raises(CancelledError):
        measure_stats(clips, workers=1, on_progress=on_progress, cancel=cancel)
    assert seen == [(1, 3)]
