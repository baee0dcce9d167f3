"""Runs as processes of their own: killed, paused, stopped by file and signal, gone on with to the same numbers."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.cli_boundary import ExitCode
from trainer.logs_progress import ProgressEvent, from_json, read_progress
from trainer.toml_text import to_toml

torch = pytest.importorskip("torch", reason="torch belongs to the train extra")
pytest.importorskip("lightning", reason="lightning belongs to the train extra")

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
SETTINGS: dict[str, Any] = {
    "model": "seresnet",
    "model_args": {"width": 4},
    "seed": 3,
    "batch": 2,
    "threads": 1,
    "epochs": 2,
    "steps_per_epoch": 40,
    "warmup_steps": 1,
    "ema": 0.5,
    "crop_s": 0.5,
    "full_crop_s": 0.5,
    "codec_variants": 0,
    "validate_every": 1,
    "bf16": False,
    "log_every": 1,
}


@pytest.fixture(scope="module")
def command(voices_manifest: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The training command, but for --out."""
    folder = tmp_path_factory.mktemp("settings")
    (folder / "run.toml").write_text(to_toml(SETTINGS))
    given = ["--data", str(voices_manifest), "--config", str(folder / "run.toml"), "--cache", str(folder / "data")]
    return [sys.executable, "-m", "trainer.cli", "train", *given]


@contextlib.contextmanager
def started(command: list[str], out: Path, *more: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [*command, "--out", str(out), *more],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def run_to_end(command: list[str], out: Path, *more: str) -> list[ProgressEvent]:
    """Run it, and give the events it printed."""
    with started(command, out, "--progress", "-", *more) as process:
        stdout, stderr = process.communicate(timeout=240)
    assert process.returncode == 0, stderr[-2000:]
    events = [from_json(line) for line in stdout.splitlines()]
    assert all(events), stdout
    return [event for event in events if event is not None]


def wait_for(process: subprocess.Popen[str], out: Path, wanted: Callable[[list[ProgressEvent]], bool]) -> None:
    until = time.monotonic() + 200
    while not wanted(read_progress(out)):
        assert process.poll() is None, process.communicate()[1][-2000:]
        assert time.monotonic() < until, "it takes too long"
        time.sleep(0.02)


def reached(step: int) -> Callable[[list[ProgressEvent]], bool]:
    return lambda events: any((event.step or 0) >= step for event in events)


def happened(kind: str) -> Callable[[list[ProgressEvent]], bool]:
    return lambda events: any(event.event == kind for event in events)


def state(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = torch.load(out / "checkpoints" / "last.ckpt", map_location="cpu", weights_only=False)
    return found


def losses(out: Path) -> dict[int, float]:
    return {e.step: e.loss for e in read_progress(out) if e.event == "step" and e.step and e.loss is not None}


@pytest.fixture(scope="module")
def whole(command: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a run without a break; what it printed is what it wrote."""
    out = tmp_path_factory.mktemp("whole")
    printed = run_to_end(command, out)
    assert printed == read_progress(out)
    assert printed[-1].event == "finished"
    return out


def assert_same_end(out: Path, whole: Path) -> None:
    one, other = state(out), state(whole)
    assert one["global_step"] == other["global_step"] == 80
    assert all(torch.equal(value, other["state_dict"][key]) for key, value in one["state_dict"].items())
    assert losses(out) == losses(whole)


def test_a_killed_run_goes_on_to_the_same_numbers(command: list[str], whole: Path, tmp_path: Path) -> None:
    with started(command, tmp_path) as process:
        wait_for(process, tmp_path, reached(50))
        process.kill()
        process.wait(timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert state(tmp_path)["global_step"] == 40
    events = run_to_end(command, tmp_path)
    start = next(event for event in events if event.event == "start")
    assert (start.epoch, start.step) == (1, 40)
    assert_same_end(tmp_path, whole)


def test_a_run_pauses_and_stops_by_file_and_goes_on(command: list[str], whole: Path, tmp_path: Path) -> None:
    with started(command, tmp_path) as process:
        wait_for(process, tmp_path, reached(3))
        (tmp_path / "PAUSE").touch()
        wait_for(process, tmp_path, happened("paused"))
        paused = len(read_progress(tmp_path))
        time.sleep(1.0)
        assert len(read_progress(tmp_path)) == paused
        assert process.poll() is None
        (tmp_path / "PAUSE").unlink()
        wait_for(process, tmp_path, happened("resumed"))
        (tmp_path / "STOP").touch()
        _, stderr = process.communicate(timeout=60)
    assert process.returncode == ExitCode.INTERRUPTED, stderr[-2000:]
    assert "The same command goes on" in stderr
    assert 0 < state(tmp_path)["global_step"] < 80
    assert read_progress(tmp_path)[-1].event == "stopped"
    run_to_end(command, tmp_path)
    assert not (tmp_path / "STOP").exists()
    assert_same_end(tmp_path, whole)


def test_ctrl_c_stops_with_a_checkpoint(command: list[str], tmp_path: Path) -> None:
    with started(command, tmp_path) as process:
        wait_for(process, tmp_path, reached(3))
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=60)
    assert process.returncode == ExitCode.INTERRUPTED, stderr[-2000:]
    assert "Traceback" not in stderr
    assert state(tmp_path)["global_step"] >= 3


def test_processes_under_torchrun_train_one_network(command: list[str], voices_manifest: Path, tmp_path: Path) -> None:
    """All start at once: the first prepares the data, the others wait for it."""
    torchrun = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    given = [*command[1:], "--cache", str(tmp_path / "data")]
    with started([*torchrun, *given], tmp_path / "run") as process:
        _, stderr = process.communicate(timeout=280)
    assert process.returncode == 0, stderr[-3000:]
    assert state(tmp_path / "run")["global_step"] == 80
    record = json.loads((tmp_path / "run" / "run.json").read_text())
    assert record["config"]["processes"] == 2
    assert [each["start"] for each in record["starts"]] == [1]
    assert voices_manifest.is_file()
    steps = [event.step for event in read_progress(tmp_path / "run") if event.event == "step"]
    assert steps == sorted(set(steps))  # one process writes
