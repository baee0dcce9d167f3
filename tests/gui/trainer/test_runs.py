"""Runs in a folder, from what they wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from gui.trainer.run_words import event_line, monitored, run_state
from gui.trainer.runs import list_runs, read_run, tail

RECORD = {"config": {"model": "cnn", "epochs": 10, "steps_per_epoch": 5, "monitor": "eer_source"}}


def make_run(folder: Path, *events: dict[str, Any], torn: str = "") -> Path:
    (folder / "checkpoints").mkdir(parents=True)
    (folder / "checkpoints" / "last.ckpt").write_bytes(b"")
    (folder / "run.json").write_text(json.dumps(RECORD))
    (folder / "data.json").write_text(json.dumps({"data": "/data/voices", "device": "cpu"}))
    lines = [json.dumps(event) for event in events]
    (folder / "progress.jsonl").write_text("\n".join([*lines, torn]))
    return folder


def step(number: int, kind: str = "step", **values: Any) -> dict[str, Any]:
    return {"event": kind, "time": float(number), "step": number, "steps": 50, "epochs": 10, **values}


def test_unfinished_and_finished(tmp_path: Path) -> None:
    events = [step(5, "epoch", epoch=0, best=0.2, best_epoch=0), step(7), step(8, "stopped")]
    make_run(tmp_path / "a", *events)
    make_run(tmp_path / "b", step(50, "epoch", epoch=9), step(51, "finished", epoch=10))
    (tmp_path / "cache").mkdir()
    newest, older = list_runs(tmp_path)
    assert (newest.name, newest.is_finished, newest.epoch) == ("b", True, 10)
    assert (older.state, older.epoch, older.best, older.data, older.device) == (
        "stopped",
        1,
        0.2,
        "/data/voices",
        "cpu",
    )
    assert run_state(older) == "stopped after 1 of 10 epochs"
    assert run_state(newest) == "finished after 10 epochs"


def test_a_killed_run_has_a_torn_line(tmp_path: Path) -> None:
    run = read_run(make_run(tmp_path / "a", step(12), torn='{"event": "st'))
    assert run is not None
    assert (run.state, run.epoch) == ("step", 2)
    assert run_state(run).startswith("interrupted")


def test_what_is_no_run(tmp_path: Path) -> None:
    assert read_run(tmp_path) is None
    assert list_runs(tmp_path / "absent") == []
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "run.json").write_text("[]")
    assert list_runs(tmp_path) == []


def test_the_tail_of_a_long_log(tmp_path: Path) -> None:
    make_run(tmp_path / "a", *(step(number) for number in range(2000)))
    found = tail(tmp_path / "a", 1000)
    assert found[-1]["step"] == 1999
    assert len(found) < 20


def test_lines_of_the_log() -> None:
    epoch = step(5, "epoch", epoch=0, loss=0.5, figures={"auc": 0.9, "eer_source": 0.125})
    assert event_line(epoch).endswith("Epoch 1 of 10, loss 0.500, AUC 0.900, EER 12.5 %")
    assert event_line(step(3)) == ""
    assert event_line({"event": "failed", "message": "No room"}).endswith("No room")
    assert monitored("auc", 0.91234) == "AUC 0.912"
