"""run.json: written whole, read again, and strict about what cannot change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.errors import TrainingError
from trainer.config import TrainConfig
from trainer.run_record import FIXED, RunRecord, check_same_run, read_record


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    ends = {"log_spectrogram": {"mean": -33.25, "std": 21.5}}
    record = RunRecord(TrainConfig(model="cnn", seed=5), "ab" * 32, ends).started(1, resumes=False)
    record.save(tmp_path)
    assert read_record(tmp_path) == record
    assert [file.name for file in tmp_path.iterdir()] == ["run.json"]
    again = record.started(2, resumes=True)
    assert [each["start"] for each in again.starts] == [1, 2]


def test_a_folder_without_a_run_has_no_record(tmp_path: Path) -> None:
    assert read_record(tmp_path) is None


def test_a_record_from_before_front_ends_is_read(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(json.dumps({"config": {"model": "cnn"}, "manifest_sha256": "x"}))
    found = read_record(tmp_path)
    assert found is not None
    assert (found.front_ends, list(found.starts), found.config.optimizer) == ({}, [], "adamw")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"config": 3, "manifest_sha256": ""}'])
def test_a_broken_record_is_an_error_with_a_hint(text: str, tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(text)
    with pytest.raises(TrainingError, match=r"run\.json") as caught:
        read_record(tmp_path)
    assert caught.value.hint


def test_what_cannot_change_is_named_with_both_values() -> None:
    saved = TrainConfig(model="cnn", lr=1e-3)
    with pytest.raises(TrainingError) as caught:
        check_same_run(saved, TrainConfig(model="duo", lr=2e-3), Path("runs/mine"))
    assert "model is 'cnn', not 'duo'; lr is 0.001, not 0.002" in str(caught.value).replace("\n", " ")
    assert "runs/mine" in str(caught.value)


def test_what_can_change_may_change() -> None:
    saved = TrainConfig()
    given = TrainConfig(epochs=200, schedule="cosine", validate_every=1, patience=9, bf16=False, threads=2, crop_s=2.0)
    check_same_run(saved, given, Path("run"))
    assert set(FIXED) <= set(TrainConfig.model_fields)
