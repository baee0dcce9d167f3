"""What --data may name, and that a split never tears a group apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.errors import ManifestError
from trainer.datasets.manifest import read_manifest
from trainer.datasets.source import open_data, training_manifest, two_class_folder


@pytest.fixture
def two_classes(tmp_path: Path, write_wav: Any, synth: Any) -> Path:
    wave = synth.tone(0.2)
    for label, generator in (("ai", "alpha"), ("ai", "beta"), ("real", "radio"), ("real", "studio")):
        for number in range(3):
            write_wav(tmp_path / "set" / label / generator / f"{number}.wav", wave)
    write_wav(tmp_path / "set" / "ai" / "loose.wav", wave)
    write_wav(tmp_path / "set" / "elsewhere.wav", wave)
    (tmp_path / "set" / "ai" / "notes.txt").write_text("no audio")
    return tmp_path / "set"


def test_folders_tell_class_and_group(two_classes: Path) -> None:
    clips = two_class_folder(two_classes)
    assert len(clips) == 13
    assert {(c.label, c.source) for c in clips} == {
        ("ai", "alpha"),
        ("ai", "beta"),
        ("ai", "loose"),
        ("human", "radio"),
        ("human", "studio"),
    }


def test_a_group_lies_on_one_side_only(two_classes: Path) -> None:
    sides: dict[str, set[str]] = {}
    for clip in two_class_folder(two_classes):
        sides.setdefault(clip.source, set()).add(clip.split)
    assert all(len(splits) == 1 for splits in sides.values())
    assert {split for splits in sides.values() for split in splits} <= {"train", "dev"}


def test_a_manifest_is_named_by_file_or_by_folder(voices_manifest: Path) -> None:
    by_file, by_folder = open_data(voices_manifest), open_data(voices_manifest.parent)
    assert by_file.sha256 == by_folder.sha256
    assert len(by_file.voices("dev")) == 8
    assert len(by_file.voices("all")) == 20
    assert [c.label for c in by_file.with_labels(("noise",))] == ["noise"]
    assert training_manifest(voices_manifest.parent, Path("unused")) == voices_manifest


def test_a_folder_becomes_a_manifest_for_training(two_classes: Path, tmp_path: Path) -> None:
    written = training_manifest(two_classes, tmp_path / "run")
    assert {(c.path, c.label, c.split) for c in read_manifest(written)} == {
        (c.path, c.label, c.split) for c in two_class_folder(two_classes)
    }
    assert open_data(two_classes).sha256 == open_data(two_classes).sha256


def test_data_without_splits_is_taken_whole(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("file,label\na.wav,ai\nb.wav,human\n")
    assert len(open_data(tmp_path / "m.csv").voices("dev")) == 2


@pytest.mark.parametrize("name", ["nothing", "empty"])
def test_what_is_no_data_is_said(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ManifestError) as caught:
        open_data(tmp_path / name)
    assert "manifest" in caught.value.hint


def test_a_split_without_a_class_is_said(voices_manifest: Path) -> None:
    with pytest.raises(ManifestError, match="noise"):
        open_data(voices_manifest).voices("noise")
