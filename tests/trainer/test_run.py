"""A run in its folder: stopped, resumed to the same numbers, refused with other settings; its logs and choices."""

from __future__ import annotations

import json
import logging
import threading
from pathlib import Path
from typing import Any

import pytest

from engine.errors import CancelledError, TrainingError
from trainer.config import TrainConfig
from trainer.curves import read_history
from trainer.logs_progress import ProgressEvent, read_progress
from trainer.run_record import read_record

torch = pytest.importorskip("torch", reason="torch belongs to the train extra")
pytest.importorskip("lightning", reason="lightning belongs to the train extra")

from trainer.run import RunPaths, train  # noqa: E402 - needs torch
from trainer.trained import load_trained  # noqa: E402

TINY: dict[str, Any] = {
    "model": "seresnet",
    "model_args": {"width": 4},
    "seed": 3,
    "batch": 2,
    "threads": 1,
    "steps_per_epoch": 4,
    "warmup_steps": 1,
    "decay_share": 0.0,
    "ema": 0.5,
    "crop_s": 0.5,
    "codec_variants": 0,
    "validate_every": 1,
    "bf16": False,
    "data_stats": False,
    "log_every": 1,
}


def settings(**values: Any) -> TrainConfig:
    return TrainConfig(**{**TINY, **values})


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Decoded audio, shared by all runs."""
    return tmp_path_factory.mktemp("decoded")


@pytest.fixture(scope="module")
def whole(voices_manifest: Path, data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a run of two epochs without a break."""
    folder = tmp_path_factory.mktemp("whole")
    train(settings(epochs=2), voices_manifest, RunPaths(folder, data))
    return folder


def state(run: Path) -> dict[str, Any]:
    """The newest checkpoint; our own file, so unpickling it is safe."""
    found: dict[str, Any] = torch.load(run / "checkpoints" / "last.ckpt", map_location="cpu", weights_only=False)
    return found


def step_losses(run: Path) -> dict[int, float]:
    return {e.step: e.loss for e in read_progress(run) if e.event == "step" and e.step and e.loss is not None}


def assert_same_numbers(run: Path, other: Path) -> None:
    one, two = state(run), state(other)
    assert one["global_step"] == two["global_step"]
    assert all(torch.equal(value, two["state_dict"][key]) for key, value in one["state_dict"].items())
    assert read_history(run) == read_history(other)


def test_one_seed_gives_the_same_first_twenty_losses(voices_manifest: Path, data: Path, tmp_path: Path) -> None:
    config = settings(epochs=1, steps_per_epoch=20, validate_every=9)
    for name in ("one", "two"):
        train(config, voices_manifest, RunPaths(tmp_path / name, data))
    train(config.model_copy(update={"seed": 4}), voices_manifest, RunPaths(tmp_path / "other", data))
    one, two, other = (step_losses(tmp_path / name) for name in ("one", "two", "other"))
    assert list(one) == list(range(1, 21))
    assert one == two
    assert all(one[step] != other[step] for step in one)


@pytest.mark.parametrize("stop_at", [1, 4, 6])
def test_a_run_stopped_anywhere_goes_on_to_the_same_numbers(
    stop_at: int, whole: Path, voices_manifest: Path, data: Path, tmp_path: Path
) -> None:
    """Step 4 is the last of its epoch, whose own checkpoint is taken; the others lie inside an epoch."""
    cancel = threading.Event()

    def stop(event: ProgressEvent) -> None:
        if event.event == "step" and event.step == stop_at:
            cancel.set()

    with pytest.raises(CancelledError):
        train(settings(epochs=2), voices_manifest, RunPaths(tmp_path, data), on_event=stop, cancel=cancel)
    assert state(tmp_path)["global_step"] == stop_at
    assert read_progress(tmp_path)[-1].event == "stopped"
    train(settings(epochs=2), voices_manifest, RunPaths(tmp_path, data))
    assert_same_numbers(tmp_path, whole)
    assert step_losses(tmp_path) == step_losses(whole)


def test_a_stop_file_ends_the_preparation_too(voices_manifest: Path, tmp_path: Path) -> None:
    paths = RunPaths(tmp_path / "run", tmp_path / "data")

    def stop(event: ProgressEvent) -> None:
        if event.event == "prepare":
            (paths.out / "STOP").touch()

    with pytest.raises(CancelledError):
        train(settings(epochs=1), voices_manifest, paths, on_event=stop)
    assert not paths.last.is_file()
    assert [event.event for event in read_progress(paths.out)][-1] == "stopped"


def test_events_tell_the_whole_story(whole: Path) -> None:
    events = read_progress(whole)
    kinds = [event.event for event in events if event.event != "prepare"]
    assert kinds == ["start", *["step"] * 4, "validating", "epoch", *["step"] * 4, "validating", "epoch", "finished"]
    last_step = [event for event in events if event.event == "step"][-1]
    assert (last_step.epoch, last_step.epochs, last_step.step, last_step.steps) == (1, 2, 8, 8)
    assert last_step.eta_s == 0.0
    assert last_step.lr == pytest.approx(TrainConfig().lr)
    epoch = [event for event in events if event.event == "epoch"][-1]
    assert {"eer_source", "eer_clip", "auc", "loss", "accuracy"} <= set(epoch.figures)
    row = read_history(whole)[1]
    assert (epoch.loss, epoch.accuracy) == pytest.approx((row.loss, row.accuracy))
    best = min(read_history(whole), key=lambda each: (each.eer_source or 0.0, each.epoch))
    assert (epoch.best, epoch.best_epoch) == pytest.approx((best.eer_source, best.epoch))


def test_a_run_leaves_tables_text_logs_curves_and_tensorboard(whole: Path) -> None:
    rows = read_history(whole)
    assert [row.epoch for row in rows] == [0, 1]
    assert None not in [rows[0].lr, rows[0].strength, rows[0].dev_loss, rows[0].auc]
    text = (whole / "logs" / "regular_validation1.txt").read_text()
    assert text.count("\nValidation ") == 2
    assert "Validation 1: Average loss: " in text
    wrong = (whole / "logs" / "regular_validation1_incorrect.txt").read_text().splitlines()
    assert all(Path(line).is_file() for line in wrong)
    assert (whole / "curves.png").stat().st_size > 10_000
    assert "<svg" in (whole / "curves.svg").read_text()
    assert list((whole / "tensorboard" / "start-01").glob("events.*"))


def test_the_record_tells_every_start(voices_manifest: Path, data: Path, tmp_path: Path) -> None:
    for epochs in (1, 2):
        train(settings(epochs=epochs), voices_manifest, RunPaths(tmp_path, data))
    record = json.loads((tmp_path / "run.json").read_text())
    assert record["config"]["epochs"] == 2
    assert [(each["start"], each["resumes"]) for each in record["starts"]] == [(1, False), (2, True)]
    assert record["starts"][0]["time"].endswith("Z")
    assert record["version"]
    assert len(record["manifest_sha256"]) == 64


def test_other_settings_are_refused_and_named(whole: Path, voices_manifest: Path, data: Path) -> None:
    before = state(whole)["global_step"]
    with pytest.raises(TrainingError, match="batch is 2, not 4; lr is") as caught:
        train(settings(epochs=2, batch=4, lr=1e-4), voices_manifest, RunPaths(whole, data))
    assert "--out" in caught.value.hint
    assert state(whole)["global_step"] == before


def test_a_run_from_before_these_settings_goes_on(voices_manifest: Path, data: Path, tmp_path: Path) -> None:
    """Its run.json knows neither front ends nor starts, and not the newer settings."""
    train(settings(epochs=1), voices_manifest, RunPaths(tmp_path, data))
    record = json.loads((tmp_path / "run.json").read_text())
    for key in ("optimizer", "schedule", "balance", "monitor", "patience", "keep_best", "data_stats", "log_every"):
        record["config"].pop(key)
    old = {"config": record["config"], "manifest_sha256": record["manifest_sha256"]}
    (tmp_path / "run.json").write_text(json.dumps(old))
    config = TrainConfig(**{k: v for k, v in TINY.items() if k not in ("data_stats", "log_every")}, epochs=2)
    train(config, voices_manifest, RunPaths(tmp_path, data))
    assert state(tmp_path)["global_step"] == 8
    found = read_record(tmp_path)
    assert found is not None
    assert found.front_ends == {}  # the numbers it was trained with, although the data's own would be measured now
    assert load_trained(tmp_path).front_end_args("log_spectrogram") == {}


def test_a_run_takes_the_statistics_of_its_data_and_keeps_them(
    voices_manifest: Path, data: Path, tmp_path: Path
) -> None:
    paths = RunPaths(tmp_path, data)
    train(settings(epochs=1, data_stats=True), voices_manifest, paths)
    args = load_trained(tmp_path).front_end_args("log_spectrogram")
    measured = json.loads((data / "global_stats.json").read_text())
    assert measured["split"] == "train"
    assert args == measured["front_ends"]["log_spectrogram"]
    (data / "global_stats.json").write_text("{}")  # on resuming nobody looks at it
    train(settings(epochs=2, data_stats=True), voices_manifest, paths)
    (data / "global_stats.json").unlink()
    assert load_trained(tmp_path).front_end_args("log_spectrogram") == args


def test_a_changed_manifest_is_told_and_the_run_goes_on(
    voices_manifest: Path, data: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    manifest = voices_manifest.with_name("changed.csv")
    manifest.write_text(voices_manifest.read_text())
    train(settings(epochs=1), manifest, RunPaths(tmp_path, data))
    manifest.write_text(voices_manifest.read_text() + "\n")
    with caplog.at_level(logging.WARNING, "trainer.run"):
        train(settings(epochs=2), manifest, RunPaths(tmp_path, data))
    manifest.unlink()
    assert "has changed" in caplog.text
    assert state(tmp_path)["global_step"] == 8


def test_early_stopping_counts_epochs_and_says_why(voices_manifest: Path, data: Path, tmp_path: Path) -> None:
    """With a rate of nearly zero nothing improves after the first validation."""
    config = settings(epochs=30, patience=2, steps_per_epoch=1, lr=1e-9, monitor="auc", keep_best=1)
    events: list[ProgressEvent] = []
    train(config, voices_manifest, RunPaths(tmp_path, data), on_event=events.append)
    assert state(tmp_path)["global_step"] == 3
    assert events[-1].event == "finished"
    assert "auc has not improved for 2 epochs" in events[-1].message
    assert len(list((tmp_path / "checkpoints").glob("best-*.ckpt"))) == 1
    assert load_trained(tmp_path, "best").epoch == 1


def test_the_best_by_auc_is_the_highest(voices_manifest: Path, data: Path, tmp_path: Path) -> None:
    config = settings(epochs=3, monitor="auc", keep_best=3, lr=3e-3)
    train(config, voices_manifest, RunPaths(tmp_path, data))
    rows = read_history(tmp_path)
    highest = max(row.auc or 0.0 for row in rows)
    found = load_trained(tmp_path, "best").epoch - 1
    assert rows[found].auc == highest


def test_float16_needs_a_gpu(voices_manifest: Path, data: Path, tmp_path: Path) -> None:
    if torch.cuda.is_available():
        pytest.skip("there is a GPU")
    with pytest.raises(TrainingError, match="GPU"):
        train(settings(epochs=1, fp16=True), voices_manifest, RunPaths(tmp_path, data))
    assert read_progress(tmp_path)[-1].event == "failed"


@pytest.mark.parametrize(
    "values", [{"optimizer": "adam"}, {"schedule": "cosine"}, {"schedule": "step"}, {"clip_norm": 0.0}, {"bf16": True}]
)
def test_every_choice_trains(values: dict[str, Any], voices_manifest: Path, data: Path, tmp_path: Path) -> None:
    config = settings(epochs=1, steps_per_epoch=2, validate_every=9, **values)
    train(config, voices_manifest, RunPaths(tmp_path, data))
    after = state(tmp_path)
    assert after["global_step"] == 2
    assert all(torch.isfinite(value).all() for value in after["state_dict"].values())
    assert len(after["optimizer_states"][0]["param_groups"]) == (1 if values == {"optimizer": "adam"} else 2)
