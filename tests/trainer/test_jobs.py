"""Jobs for the window: messages out, errors as words, and the results of the data jobs."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from trainer import jobs
from trainer.config import TrainConfig
from trainer.jobs import JOBS, Desk, work

ROOT = Path(__file__).parents[2]


@pytest.fixture
def voices(tmp_path: Path, synth: Any, write_wav: Any) -> Path:
    for number in range(6):
        maker, rng = type(synth)(seed=50 * number), np.random.default_rng(number)
        for name, wave in (("ai", maker.ai_voice(2.0)), ("human", maker.human_voice(2.0))):
            loudness = np.interp(np.arange(len(wave)) / 16_000, np.arange(8) / 3, rng.uniform(0.1, 1.0, 8))
            write_wav(tmp_path / "d" / name / f"{name}{number}" / "a.wav", (wave * loudness).astype(np.float32))
    return tmp_path / "d"


def run(job: str, **args: Any) -> list[dict[str, Any]]:
    out = io.StringIO()
    work(job, args, Desk(out))
    return [json.loads(line) for line in out.getvalue().splitlines()]


def result(job: str, **args: Any) -> dict[str, Any]:
    last = run(job, **args)[-1]
    assert last["say"] == "result", last
    return dict(last["value"])


def test_every_job_is_a_function() -> None:
    from importlib import import_module

    light = {name: module for name, module in JOBS.items() if module != "trainer.jobs_models"}
    assert all(callable(getattr(import_module(module), name)) for name, module in light.items())


def test_settings_are_described_completely() -> None:
    found = result("describe")
    assert {field["name"] for field in found["fields"]} == set(TrainConfig.model_fields) - {"schema_version"}
    kinds = {field["name"]: field for field in found["fields"]}
    assert kinds["batch"]["ge"] == 2
    assert kinds["schedule"]["choices"] == ["wsd", "cosine", "constant", "step"]
    assert kinds["bf16"]["kind"] == "yes"
    assert kinds["augment"]["kind"] == "table"
    assert "moving average" in kinds["ema"]["words"]
    assert found["presets"]["duo"]["model"] == "duo"


def test_from_a_folder_to_splits(voices: Path) -> None:
    seen = result("look", data=str(voices))
    assert (seen["layout"], seen["clips"], seen["is_listed"]) == ("folder", {"ai": 6, "human": 6}, False)
    (voices / "ai" / "broken.wav").write_bytes(b"no")
    messages = run("prepare", data=str(voices), steps=["probe", "import", "split"], shares=[0.5, 0.5, 0])
    parts = [message["part"] for message in messages if message["say"] == "part"]
    assert parts == ["import", "split", "probe"]
    last = messages[-1]["value"]
    assert set(last["splits"]) == {"train", "dev"}
    assert (last["problems"], last["unsplit"]) == (1, 0)
    again = result(
        "prepare", data=str(voices), steps=["split"], shares=[0.5, 0.25, 0.25], again=True, hold_out=["speaker=human3"]
    )
    assert again["splits"]["test"]["human"] >= 1
    assert (voices / "manifest.csv.bak").is_file()


def test_two_folders_become_one_list(voices: Path, tmp_path: Path) -> None:
    found = result("gather", ai=str(voices / "ai"), human=str(voices / "human"), out=str(tmp_path / "list"))
    assert found["clips"] == {"ai": 6, "human": 6}
    assert found["counts"]["speaker"] == 6
    error = run("gather", ai=str(tmp_path / "no"), human=str(voices / "human"), out=str(tmp_path))[-1]
    assert (error["say"], error["hint"]) == ("error", "Choose the folders that hold the recordings.")


def test_long_recordings_are_seen_before_they_are_cut(tmp_path: Path, synth: Any, write_wav: Any) -> None:
    made = result("make_tree", data=str(tmp_path / "t"))
    assert (made["raw"], made["clips"]) == (0, {"human": 0, "ai": 0})
    write_wav(tmp_path / "t" / "ai_full" / "gen" / "a.wav", synth.ai_voice(4.0))
    write_wav(tmp_path / "t" / "human_full" / "eva" / "a.wav", synth.human_voice(4.0))
    assert result("look", data=str(tmp_path / "t"))["raw"] == 2
    done = result("prepare", data=str(tmp_path / "t"), steps=["convert", "import"], format="wav")
    assert done["is_converted"]
    assert min(done["clips"].values()) >= 1


def test_errors_are_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    error = run("look", data=str(tmp_path / "absent"))[-1]
    assert error["say"] == "error"
    assert "There is no data" in error["text"]

    def fail(error: Exception) -> Any:
        def job(_args: Any, _desk: Any) -> dict[str, Any]:
            raise error

        return job

    from trainer import jobs_data

    for raised, words in (
        (ModuleNotFoundError("no", name="torch"), "The training part (torch) is not installed"),
        (OSError(28, "No space left on device", "/x"), "No space left on device: /x"),
        (MemoryError(), "The memory of this computer is full"),
        (ZeroDivisionError("odd"), "Something went wrong: odd"),
    ):
        monkeypatch.setattr(jobs_data, "look", fail(raised))
        last = run("look", data="x")[-1]
        assert (last["say"], last["text"]) == ("error", words)
    assert last["unexpected"]


def test_progress_is_not_told_too_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "STEP_S", 60.0)
    out = io.StringIO()
    tell = Desk(out).progress("import")
    for done in range(1, 101):
        tell(done, 100)
    assert [json.loads(line)["done"] for line in out.getvalue().splitlines()] == [1, 100]


def test_it_ends_when_nobody_listens_any_more(voices: Path) -> None:
    """The end of standard input stops the work: a window that crashed leaves nothing behind."""
    request = json.dumps({"job": "prepare", "args": {"data": str(voices), "steps": ["import", "stats", "split"]}})
    done = subprocess.run(
        [sys.executable, "-m", "trainer.jobs"],
        input=request + "\n",
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    last = json.loads(done.stdout.splitlines()[-1])
    assert (last["say"], done.returncode) == ("stopped", 1)
