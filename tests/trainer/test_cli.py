"""Training, export, evaluation and a scan with the result, as a user types them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("lightning")

from engine.audio.speech import SpeechDetector
from main import main
from trainer.config import make_config, with_values

SETTINGS = """
model_args = {width = 4}
batch = 4
threads = 1
epochs = 3
steps_per_epoch = 2
warmup_steps = 1
crop_s = 1.0
full_crop_s = 1.0
codec_variants = 0
validate_every = 1
bf16 = false
"""


@pytest.fixture
def anything_is_speech(monkeypatch: pytest.MonkeyPatch, energy_speech: Any) -> None:
    monkeypatch.setattr(SpeechDetector, "load", staticmethod(lambda *_: energy_speech))


def test_train_writes_a_run_that_can_go_on(voices_manifest: Path, tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "run.toml").write_text(SETTINGS)
    out = tmp_path / "run"
    given = ["train", "--model", "seresnet", "--data", str(voices_manifest.parent), "--out", str(out)]
    assert main([*given, "--config", str(tmp_path / "run.toml"), "--epochs", "1"]) == 0
    record = json.loads((out / "run.json").read_text())["config"]
    assert (record["model"], record["epochs"], record["batch"]) == ("seresnet", 1, 4)
    assert (out / "checkpoints" / "last.ckpt").is_file()
    assert "veravox export" in capsys.readouterr().err


@pytest.mark.usefixtures("anything_is_speech")
def test_from_a_run_to_a_verdict(voices_manifest: Path, trained_run: Path, tmp_path: Path, capsys: Any) -> None:
    data, weights, cache = str(voices_manifest), tmp_path / "weights", str(tmp_path / "cache")
    common = ["--data", data, "--cache", cache, "--workers", "1", "--threads", "1", "--draws", "5"]
    made = ["export", "--run", str(trained_run), "--name", "small", "--out", str(weights), "--clean", *common]
    assert main(made) == 0
    assert "ONNX differs" in capsys.readouterr().out
    detector = str(weights / "small.safetensors")
    assert main(["evaluate", "--weights", detector, "--clean", "--json", "-", *common]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["detector"] == "small"
    assert record["columns"][0]["n_ai"] == 4
    clip = voices_manifest.parent / "dev_ai_0.wav"
    scan = ["scan", str(clip), "--model", detector, "--json", "-", "--db", str(tmp_path / "h.db"), "--device", "cpu"]
    assert main(scan) in (0, 1)
    row = json.loads(capsys.readouterr().out)
    assert row["score"] is not None
    assert "small" in json.dumps(row["model"])


@pytest.mark.usefixtures("anything_is_speech")
def test_evaluate_prints_tables_and_writes_json(
    voices_manifest: Path, tiny_checkpoint: Path, tmp_path: Path, capsys: Any
) -> None:
    target = tmp_path / "figures.json"
    given = ["evaluate", "--weights", str(tiny_checkpoint), "--data", str(voices_manifest), "--cache", str(tmp_path)]
    assert main([*given, "--clean", "--json", str(target), "--device", "cpu", "--draws", "5"]) == 0
    assert "clean" in capsys.readouterr().out
    assert json.loads(target.read_text())["columns"][0]["figures"]["auc"]["value"] == 1.0


@pytest.mark.parametrize(
    "given",
    [
        ["evaluate", "--weights", "no-such-detector", "--data", "nowhere"],
        ["export", "--run", "nowhere", "--name", "x", "--data", "nowhere"],
        ["train", "--data", "nowhere", "--out", "OUT"],
    ],
)
def test_wrong_use_is_said_in_a_sentence(given: list[str], tmp_path: Path, capsys: Any) -> None:
    arguments = [str(tmp_path / "run") if each == "OUT" else each for each in given]
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert "Error:" in captured.err
    assert "Hint:" in captured.err
    assert "Traceback" not in captured.err


def test_named_options_win_over_the_file() -> None:
    config = make_config({"model": "cnn", "batch": 8})
    assert with_values(config, {"model": "duo"}).model_dump() == make_config({"model": "duo", "batch": 8}).model_dump()
    assert with_values(None, {"seed": 3}).seed == 3
