"""The search: every trial once, hopeless ones ended early, and after any break it goes on as if there had been none."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("lightning", reason="lightning belongs to the train extra")
pytest.importorskip("optuna", reason="optuna belongs to the train extra")

import optuna

from engine.errors import CancelledError, TrainingError, UsageError
from engine.job_lock import JobLock
from main import main
from trainer import tune_trial
from trainer.config import TrainConfig, read_config
from trainer.logs_progress import ProgressEvent
from trainer.run import RunPaths
from trainer.tune import TuneRequest, TuneResult, tune
from trainer.tune_space import Choice, Range, Space

ROOT = Path(__file__).resolve().parents[2]
EPOCHS = 6
ROWS = "c.wav,human,train\nd.wav,ai,dev\ne.wav,human,dev\n"
LR = Space({"lr": Range(1e-4, 1e-1, log=True)})
GRID = Space({"lr": Choice((0.1, 0.2, 0.3)), "batch": Choice((8, 16))})


class PowerCutError(Exception):
    """Stands for a killed process."""


class FakeTraining:
    """In place of a training run: the error rate is the rate, falling a little every epoch.

    Attributes:
        epochs_run: (folder, epoch), in order.
        cut_after: Number of epochs after which the power fails.
    """

    def __init__(self) -> None:
        self.epochs_run: list[tuple[str, int]] = []
        self.cut_after: int | None = None
        self.figure: Callable[[TrainConfig, int], float] = lambda config, epoch: config.lr * (1.0 - 0.01 * epoch)
        self.on_epoch: Callable[[], None] = lambda: None

    def __call__(
        self, config: TrainConfig, manifest: Path, paths: RunPaths, *, on_event: Any, cancel: threading.Event
    ) -> None:
        assert manifest.is_file()
        done = paths.out / "checkpoints" / "done"
        done.parent.mkdir(parents=True, exist_ok=True)
        for epoch in range(int(done.read_text()) if done.is_file() else 0, config.epochs):
            if cancel.is_set():
                raise CancelledError
            on_event(ProgressEvent("step"))
            if len(self.epochs_run) == self.cut_after:
                raise PowerCutError
            done.write_text(str(epoch + 1))
            self.epochs_run.append((paths.out.name, epoch))
            self.on_epoch()
            on_event(ProgressEvent("epoch", epoch=epoch, figures={config.monitor: self.figure(config, epoch)}))


@pytest.fixture
def training(monkeypatch: pytest.MonkeyPatch) -> FakeTraining:
    """No network is trained."""
    fake = FakeTraining()
    monkeypatch.setattr(tune_trial, "train", fake)
    return fake


@pytest.fixture
def request_for(tmp_path: Path) -> Callable[..., TuneRequest]:
    """Make a request with the given changes."""
    manifest = tmp_path / "manifest.csv"
    manifest.write_text(f"file,label,split\na.wav,ai,train\n{ROWS}")

    def make(out: str = "search", *, space: Space = LR, **values: Any) -> TuneRequest:
        base = values.pop("base", TrainConfig(model="cnn", epochs=EPOCHS, processes=2, batch=4))
        defaults: dict[str, Any] = {"sampler": "random", "pruner": "none", "trials": 4, "seed": 5}
        return TuneRequest(tmp_path / out, manifest, base, space, tmp_path / "cache", **{**defaults, **values})

    return make


def params(result: TuneResult) -> list[dict[str, Any]]:
    return [row.params for row in result.rows]


@pytest.mark.usefixtures("training")
def test_a_grid_is_tried_once_and_the_best_point_wins(request_for: Any) -> None:
    found = tune(request_for(space=GRID, sampler="grid", trials=100))
    assert sorted((p["lr"], p["batch"]) for p in params(found)) == [
        (lr, batch) for lr in (0.1, 0.2, 0.3) for batch in (8, 16)
    ]
    assert found.best.params["lr"] == 0.1
    assert found.best.value == pytest.approx(0.1 * 0.95)
    assert (found.best.best_epoch, found.best.epochs, found.best.state) == (EPOCHS - 1, EPOCHS, "finished")


@pytest.mark.usefixtures("training")
def test_the_best_settings_and_the_table_are_files(request_for: Any) -> None:
    request = request_for(space=GRID, sampler="grid", trials=4)
    found = tune(request)
    config = read_config(found.best_config)
    assert (config.lr, config.batch) == (found.best.params["lr"], found.best.params["batch"])
    assert (config.model, config.processes, config.validate_every) == ("cnn", 1, 1)
    with found.table.open(newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert [row["trial"] for row in rows] == ["0", "1", "2", "3"]
    assert [float(row["value"]) for row in rows] == pytest.approx([row.value for row in found.rows], abs=1e-6)
    assert {row["state"] for row in rows} == {"finished"}


@pytest.mark.usefixtures("training")
def test_checkpoints_are_kept_of_the_best_trial_only(request_for: Any) -> None:
    request = request_for()
    found = tune(request)
    kept = [path.parent for path in (request.out / "trials").glob("*/checkpoints")]
    assert kept == [found.best_run]


@pytest.mark.parametrize("pruner", ["median", "hyperband"])
def test_hopeless_trials_are_ended_early(request_for: Any, training: FakeTraining, pruner: str) -> None:
    space = Space({"lr": Choice(tuple(0.05 * k for k in range(1, 13)))})
    found = tune(request_for(space=space, sampler="grid", trials=12, pruner=pruner))
    pruned = [row for row in found.rows if row.state == "pruned"]
    assert pruned
    assert all(row.epochs < EPOCHS for row in pruned)
    assert len(training.epochs_run) == sum(row.epochs for row in found.rows) < 12 * EPOCHS
    assert found.best.params["lr"] == pytest.approx(0.05)
    assert found.best.state == "finished"


@pytest.mark.parametrize("sampler", ["random", "tpe", "grid"])
@pytest.mark.parametrize("cut_after", [2, EPOCHS, EPOCHS + 3])
def test_a_killed_search_goes_on_as_if_nothing_had_happened(
    request_for: Any, training: FakeTraining, sampler: str, cut_after: int
) -> None:
    space = GRID if sampler == "grid" else LR
    whole = tune(request_for("whole", space=space, sampler=sampler))
    training.epochs_run.clear()
    training.cut_after = cut_after
    request = request_for("cut", space=space, sampler=sampler)
    with pytest.raises(PowerCutError):
        tune(request)
    training.cut_after = None
    seen: list[int] = []
    found = tune(request, on_trial=lambda row: seen.append(row.index))
    assert params(found) == params(whole)
    assert [row.value for row in found.rows] == [row.value for row in whole.rows]
    assert [row.epochs for row in found.rows] == [EPOCHS] * 4
    assert seen == [0, 1, 2, 3]
    # Nothing was trained twice: the interrupted trial went on in its folder.
    assert len(training.epochs_run) == len(set(training.epochs_run)) == 4 * EPOCHS


def test_an_epoch_that_only_the_runs_own_table_knows_counts(request_for: Any, training: FakeTraining) -> None:
    """The kill came between the checkpoint and the report to the study."""
    training.cut_after = EPOCHS
    with pytest.raises(PowerCutError):
        tune(request_for(trials=2))
    training.cut_after = None
    run = tmp_run(request_for())
    (run / "checkpoints" / "done").write_text("1")
    (run / "log" / "start-01").mkdir(parents=True)
    (run / "log" / "start-01" / "metrics.csv").write_text("epoch,dev/eer_source\n0,0.00001\n")
    found = tune(request_for(trials=2))
    assert (found.rows[1].value, found.rows[1].best_epoch, found.rows[1].epochs) == (0.00001, 0, EPOCHS)


def tmp_run(request: TuneRequest, index: int = 1) -> Path:
    return request.out / "trials" / f"{index:03d}"


def test_a_search_may_be_cut_twice_in_one_trial(request_for: Any, training: FakeTraining) -> None:
    for cut_after in (1, 3):
        training.cut_after = cut_after
        with pytest.raises(PowerCutError):
            tune(request_for())
    training.cut_after = None
    assert [row.epochs for row in tune(request_for()).rows] == [EPOCHS] * 4
    assert len(training.epochs_run) == 4 * EPOCHS


def test_a_finished_search_trains_nothing_and_goes_on_when_given_more(request_for: Any, training: FakeTraining) -> None:
    first = tune(request_for(trials=2))
    training.epochs_run.clear()
    assert params(tune(request_for(trials=2))) == params(first)
    assert training.epochs_run == []
    assert params(tune(request_for(trials=3)))[:2] == params(first)
    assert len(training.epochs_run) == EPOCHS


@pytest.mark.usefixtures("training")
def test_another_search_does_not_mix_with_the_one_in_the_folder(request_for: Any) -> None:
    tune(request_for(trials=1))
    for changed in (request_for(space=GRID), request_for(seed=6), request_for(base=TrainConfig(model="seresnet"))):
        with pytest.raises(TrainingError, match="other settings or other data"):
            tune(changed)
    request = request_for()
    request.manifest.write_text(f"file,label,split\nb.wav,ai,train\n{ROWS}")
    with pytest.raises(TrainingError, match="other settings or other data"):
        tune(request)


def test_what_torch_cannot_do_is_a_failed_trial_and_not_the_end(request_for: Any, training: FakeTraining) -> None:
    def figure(config: TrainConfig, epoch: int) -> float:
        if config.lr == 0.1 and epoch == 2:
            raise RuntimeError("out of memory\nlong details")
        return float("nan") if config.lr == 0.2 else 0.3

    training.figure = figure
    found = tune(request_for(space=GRID, sampler="grid", trials=6))
    notes = {row.params["lr"]: (row.state, row.note) for row in found.rows}
    assert notes[0.1] == ("failed", "out of memory")
    assert notes[0.2][0] == "failed"
    assert "no numbers" in notes[0.2][1]
    assert found.best.params["lr"] == 0.3


def test_a_search_where_nothing_works_ends_soon(request_for: Any, training: FakeTraining) -> None:
    training.figure = lambda *_: float("nan")
    with pytest.raises(TrainingError, match="first 3 trials failed"):
        tune(request_for(trials=50))
    assert len(training.epochs_run) == 3


def test_cancel_ends_it_within_a_step_and_it_goes_on_later(request_for: Any, training: FakeTraining) -> None:
    cancel = threading.Event()
    training.on_epoch = lambda: cancel.set() if len(training.epochs_run) == EPOCHS + 2 else None
    with pytest.raises(CancelledError):
        tune(request_for(), cancel=cancel)
    assert len(training.epochs_run) == EPOCHS + 2
    training.on_epoch = lambda: None
    assert len(tune(request_for()).rows) == 4
    assert len(training.epochs_run) == 4 * EPOCHS


@pytest.mark.usefixtures("training")
def test_progress_is_told_in_epochs_of_all_trials(request_for: Any) -> None:
    told: list[tuple[int, int]] = []
    tune(request_for(trials=2), on_progress=lambda done, total: told.append((done, total)))
    assert [total for _, total in told] == [2 * EPOCHS] * len(told)
    assert sorted({done for done, _ in told}) == list(range(1, 2 * EPOCHS + 1))
    assert [done for done, _ in told] == sorted(done for done, _ in told)


@pytest.mark.usefixtures("training")
def test_a_figure_that_should_grow_is_maximised(request_for: Any) -> None:
    found = tune(request_for(base=TrainConfig(model="cnn", epochs=2, monitor="auc"), space=GRID, sampler="grid"))
    assert found.best.value == max(row.value for row in found.rows)


@pytest.mark.usefixtures("training")
def test_two_searches_do_not_share_a_folder(request_for: Any) -> None:
    request = request_for()
    request.out.mkdir()
    lock = JobLock(request.out / "study.db", 0)
    assert lock.acquire()
    try:
        with pytest.raises(UsageError, match="Another search"):
            tune(request)
    finally:
        lock.release()


@pytest.mark.parametrize("values", [{"sampler": "luck"}, {"pruner": "luck"}, {"trials": 0}])
def test_wrong_requests_are_refused(request_for: Any, values: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        tune(request_for(**values))


SPACE = """
preset = "mel-cnn"
sampler = "random"
pruner = "none"
[fixed]
epochs = 2
steps_per_epoch = 2
warmup_steps = 1
threads = 1
batch = 4
bf16 = false
codec_variants = 0
data_stats = false
[space]
lr = { low = 1e-3, high = 1e-1, log = true }
"""


def test_data_without_splits_leaves_no_search_behind(request_for: Any, training: FakeTraining) -> None:
    request = request_for()
    rows = request.manifest.read_text()
    request.manifest.write_text("file,label\na.wav,ai\nb.wav,human\n")
    with pytest.raises(TrainingError, match="does not hold both"):
        tune(request)
    request.manifest.write_text(rows)
    assert tune(request).best.index >= 0
    assert training.epochs_run


@pytest.fixture
def command(voices_manifest: Path, tmp_path: Path) -> list[str]:
    """A real search, as a user types it."""
    (tmp_path / "space.toml").write_text(SPACE)
    given = ["tune", "--data", str(voices_manifest), "--space", str(tmp_path / "space.toml")]
    return [*given, "--out", str(tmp_path / "search"), "--trials", "3"]


def test_a_real_search_decodes_once_and_its_best_settings_can_be_trained(
    command: list[str], voices_manifest: Path, tmp_path: Path, capsys: Any
) -> None:
    assert main(command) == 0
    out = tmp_path / "search"
    assert "veravox train --config" in capsys.readouterr().out
    decoded = (out / "data" / "train" / "index.json").stat().st_mtime_ns
    assert main([*command[:-1], "4"]) == 0
    assert (out / "data" / "train" / "index.json").stat().st_mtime_ns == decoded
    assert not list((out / "trials").rglob("variant0.npy"))
    given = ["train", "--config", str(out / "best.toml"), "--data", str(voices_manifest), "--cache", str(out / "data")]
    assert main([*given, "--out", str(tmp_path / "run"), "--epochs", "1"]) == 0
    record = json.loads((tmp_path / "run" / "run.json").read_text())["config"]
    assert (record["model"], record["batch"]) == ("mel-cnn", 4)


@pytest.mark.slow
def test_a_search_killed_with_sigkill_goes_on(command: list[str], tmp_path: Path) -> None:
    out = tmp_path / "search"
    with start(command) as process:
        wait_for((out / "trials" / "001" / "checkpoints" / "last.ckpt").is_file, process)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    before = trials(out)
    assert (before[0].state, before[-1].state) == (optuna.trial.TrialState.COMPLETE, optuna.trial.TrialState.RUNNING)
    with start(command) as process:
        _, stderr = process.communicate(timeout=200)
    assert process.returncode == 0, stderr[-2000:]
    after = trials(out)
    assert after[0].datetime_complete == before[0].datetime_complete
    assert after[1].state is optuna.trial.TrialState.FAIL
    assert after[2].params == before[1].params
    assert after[2].user_attrs["index"] == 1
    with (out / "trials.csv").open(newline="") as handle:
        rows = list(csv.DictReader(handle))
    found = [(row["trial"], row["state"], row["epochs"]) for row in rows]
    assert found == [("0", "finished", "2"), ("1", "finished", "2"), ("2", "finished", "2")]


def start(command: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "trainer.cli", *command],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_for(ready: Callable[[], bool], process: subprocess.Popen[str], seconds: float = 200.0) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert process.poll() is None, process.stderr.read()[-2000:] if process.stderr else ""
        assert time.monotonic() < end, "the search did not get that far"
        time.sleep(0.02)


def trials(out: Path) -> list[optuna.trial.FrozenTrial]:
    """From a copy: reading must not disturb the search."""
    copy = shutil.copy(out / "study.db", out / "copy.db")
    return optuna.load_study(study_name="veravox", storage=f"sqlite:///{copy}").trials
