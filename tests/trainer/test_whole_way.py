"""The whole way as a user types it: init, convert, import, stats, split, probe, train, evaluate, export, compare,
calibrate, scan, on synthetic voices of which one class is bright and the other dull."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("lightning")

Wave = npt.NDArray[np.float32]
ROOT = Path(__file__).parents[2]
PER_CLASS, SECONDS = 12, 9.0

CONFIG = """
model = "mel-cnn"
batch = 8
epochs = 2
steps_per_epoch = 6
lr = 2e-2
warmup_steps = 1
validate_every = 1
codec_variants = 0
augment_start = 0.0
augment_full = 0.1
bf16 = false
threads = 1
"""


class Veravox:
    """Runs commands in a home of their own; each has to end with the expected exit code."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        names = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
        self._environment = {**os.environ, **dict.fromkeys(names, str(folder)), "OMP_NUM_THREADS": "1"}

    def __call__(self, *words: object, code: int = 0) -> str:
        command = [sys.executable, str(ROOT / "main.py"), *map(str, words)]
        done = subprocess.run(
            command, cwd=self.folder, env=self._environment, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == code, f"{' '.join(map(str, words))}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        return done.stdout


def voices(synth: Any, number: int, seconds: float) -> tuple[Wave, Wave]:
    """A bright and a dull voice with a rhythm of their own: alike recordings would count as one."""
    maker = type(synth)(seed=100 * number)
    rng = np.random.default_rng(number)
    found = []
    for wave in (maker.ai_voice(seconds), maker.human_voice(seconds)):
        loudness = rng.uniform(0.1, 1.0, round(seconds * 3) + 2)
        envelope = np.interp(np.arange(len(wave)) / 16_000, np.arange(len(loudness)) / 3, loudness)
        found.append((wave * envelope).astype(np.float32))
    return found[0], found[1]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_from_recordings_to_verdicts(synth: Any, write_wav: Any, tmp_path: Path) -> None:
    veravox = Veravox(tmp_path)
    data = tmp_path / "data"
    veravox("prepare", "init", data)
    for number in range(PER_CLASS):
        machine, person = voices(synth, number, SECONDS)
        write_wav(data / "ai_full" / f"machine{number}.wav", machine)
        write_wav(data / "human_full" / f"person{number}.wav", person)
    (data / "human_full" / "broken.wav").write_bytes(b"not audio")

    assert "recordings cannot be read" in veravox("prepare", "convert", data, "--allow-bad", "--workers", 2)
    assert "broken.wav" in (data / "prepare_report.csv").read_text(encoding="utf-8")
    assert f"({PER_CLASS * 3} ai, {PER_CLASS * 3} human)" in veravox("prepare", "import", data)
    veravox("stats", data)
    assert (data / "global_stats.json").is_file()
    veravox("split", data, "--shares", "0.5,0.5,0")
    assert "Together: AUC" in veravox("probe", data)  # bright against dull: the probe has to see it, or not, but say so

    config = tmp_path / "run.toml"
    config.write_text(CONFIG, encoding="utf-8")
    run, cache = tmp_path / "run", tmp_path / "cache"
    veravox("train", "--data", data, "--config", config, "--out", run, "--cache", cache)
    place = ("--cache", cache, "--workers", 2, "--threads", 1, "--draws", 20, "--clean")
    weights = tmp_path / "weights"
    veravox("export", "--run", run, "--data", data, "--name", "mine", "--out", weights, "--checkpoint", "last", *place)
    mine = weights / "mine.safetensors"
    assert {path.name for path in weights.iterdir()} >= {"mine.safetensors", "mine.onnx", "mine.md"}

    measured = json.loads(veravox("evaluate", "--weights", mine, "--data", data, "--json", "-", *place))
    assert measured["columns"][0]["n_ai"] > 0
    compared = veravox(
        "compare", "--weights", mine, ROOT / "weights" / "cnn.safetensors", "--data", data / "validation_set", code=2
    )
    assert compared == ""  # an empty folder is said to be one, on standard error
    fresh = tmp_path / "fresh"
    for number in range(12):
        machine, person = voices(synth, 500 + number, 5.0)
        write_wav(fresh / "ai" / f"machine{number}.wav", machine)
        write_wav(fresh / "human" / f"person{number}.wav", person)
    both = (mine, ROOT / "weights" / "seresnet.safetensors")
    found = json.loads(veravox("compare", "--weights", *both, "--data", fresh, "--labels", "folders", "--json", "-"))
    assert {each["name"] for each in found["models"]} >= {"mine", "seresnet"}
    veravox("calibrate", "--weights", mine, "--data", fresh, "--name", "ours", "--out", weights, "--force", *place[:-1])
    scanned = json.loads(
        veravox("scan", fresh, "--model", weights / "ours.safetensors", "--labels", "folders", "--json", "-", code=1)
    )
    right = {("ai", True): 0, ("human", False): 0}
    for each in scanned:
        key = (Path(each["path"]).parent.name, each["score"] > 0)
        right[key] = right.get(key, 0) + 1
    assert len(scanned) == 24
    assert right[("ai", True)] + right[("human", False)] >= 20
