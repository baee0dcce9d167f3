"""Where the numbers of the front ends come from: never typed, never from other data."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from trainer.config import TrainConfig
from trainer.datasets.manifest import read_manifest
from trainer.run_stats import front_end_args
from trainer.stats import FrontEndStats, GlobalStats, material_sha256, read_stats, write_stats

ENDS = {"peak_spectrogram": FrontEndStats(-60.5, 15.5), "log_spectrogram": FrontEndStats(-31.5, 21.5)}
CONFIG = TrainConfig(model="duo")


@pytest.fixture
def manifest(voices_manifest: Path, tmp_path: Path) -> Path:
    """The tiny data set in a folder of its own."""
    return Path(shutil.copytree(voices_manifest.parent, tmp_path / "voices")) / voices_manifest.name


@pytest.fixture
def told() -> list[str]:
    return []


def stats_of(manifest: Path, root: Path | None = None) -> GlobalStats:
    return GlobalStats(ENDS, 3, 4, material_sha256(read_manifest(manifest), root or manifest.parent))


def test_statistics_beside_the_manifest_are_taken(manifest: Path, tmp_path: Path, told: list[str]) -> None:
    write_stats(stats_of(manifest), manifest.parent)
    found = front_end_args(CONFIG, manifest, (tmp_path,), on_warning=told.append)
    assert found == {
        "peak_spectrogram": {"mean": -60.5, "std": 15.5},
        "log_spectrogram": {"mean": -31.5, "std": 21.5},
    }
    assert told == []
    assert not (tmp_path / "global_stats.json").exists()


def test_absent_ones_are_measured_on_train_once(manifest: Path, tmp_path: Path, told: list[str]) -> None:
    first = front_end_args(CONFIG, manifest, (tmp_path / "data",), on_warning=told.append)
    kept = read_stats(tmp_path / "data" / "global_stats.json")
    assert (kept.split, kept.clips) == ("train", 12)
    assert first == {name: kept.args(name) for name in ENDS}
    # Of the kept ones it is seen that nobody measures again.
    write_stats(replace(kept, front_ends=ENDS), tmp_path / "data")
    again = front_end_args(CONFIG, manifest, (tmp_path / "data",), on_warning=told.append)
    assert again["log_spectrogram"]["mean"] == -31.5
    assert told == []


def test_those_of_other_data_are_told_and_not_taken(manifest: Path, tmp_path: Path, told: list[str]) -> None:
    write_stats(replace(stats_of(manifest), data_sha256="0" * 64), manifest.parent)
    found = front_end_args(CONFIG, manifest, (tmp_path / "data",), on_warning=told.append)
    assert found["log_spectrogram"]["mean"] != -31.5
    assert len(told) == 1
    assert "other recordings" in told[0]


def test_the_named_folder_may_hold_them(manifest: Path, tmp_path: Path, told: list[str]) -> None:
    """`veravox stats FOLDER` counts its paths from the folder; the manifest of the run lies elsewhere."""
    source = manifest.parent
    write_stats(stats_of(manifest), source)
    elsewhere = tmp_path / "run" / "manifest.csv"
    elsewhere.parent.mkdir()
    rows = [f"{clip.path},{clip.label},{clip.split}" for clip in read_manifest(manifest)]
    elsewhere.write_text("\n".join(["file,label,split", *rows]) + "\n")
    found = front_end_args(CONFIG, elsewhere, (source, tmp_path / "data"), on_warning=told.append)
    assert found["log_spectrogram"]["mean"] == -31.5


@pytest.mark.parametrize("values", [{"data_stats": False}, {"model": "wave-cnn-1s"}])
def test_without_need_nothing_is_measured(
    values: dict[str, Any], manifest: Path, tmp_path: Path, told: list[str]
) -> None:
    config = CONFIG.model_copy(update=values)
    assert front_end_args(config, manifest, (tmp_path / "data",), on_warning=told.append) == {}
    assert not (tmp_path / "data").exists()


def test_weights_to_begin_with_keep_their_numbers(
    manifest: Path, tiny_checkpoint: Path, tmp_path: Path, told: list[str]
) -> None:
    write_stats(stats_of(manifest), manifest.parent)
    config = CONFIG.model_copy(update={"start_from": str(tiny_checkpoint)})
    found = front_end_args(config, manifest, (tmp_path,), on_warning=told.append)
    assert found == {"log_spectrogram": {}}
