"""The runs in a folder: what they are, how far they came, what they were trained on. No Qt, no torch here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TAIL_BYTES = 64_000
"""Of progress.jsonl, from the end: the newest events are all that a list needs."""
PROGRESS_FILE, RECORD_FILE, DATA_FILE = "progress.jsonl", "run.json", "data.json"
PAUSE_FILE = "PAUSE"


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run.

    Attributes:
        data: What it is trained on; empty where nobody noted it.
        device: On what.
        epoch: Epochs done.
        best: The monitored figure at its best.
        state: The last event: ``finished``, ``stopped``, ``failed``, or what it was at when it was killed.
        time: Of that event, seconds since 1970.
        has_weights: Whether there is a checkpoint.
    """

    path: Path
    model: str
    data: str
    device: str
    epoch: int
    epochs: int
    best: float | None
    best_epoch: int | None
    monitor: str
    state: str
    time: float
    has_weights: bool

    @property
    def name(self) -> str:
        """Of the run."""
        return self.path.name

    @property
    def is_finished(self) -> bool:
        """Whether there is nothing left to do."""
        return self.state == "finished"


def list_runs(folder: Path) -> list[RunRow]:
    """All runs in a folder, the newest first; what is no run is left out."""
    try:
        places = [path.parent for path in folder.glob(f"*/{RECORD_FILE}")]
    except OSError:
        return []
    rows = [row for path in places if (row := read_run(path)) is not None]
    return sorted(rows, key=lambda row: -row.time)


def read_run(path: Path) -> RunRow | None:
    """One run; None where its record cannot be read."""
    record, data = _json(path / RECORD_FILE), _json(path / DATA_FILE)
    config = record.get("config")
    if not isinstance(config, dict):
        return None
    events = tail(path)
    last: dict[str, Any] = events[-1] if events else {}
    state = next((e["event"] for e in reversed(events) if e["event"] != "warning"), "")
    epochs = [e for e in events if e["event"] == "epoch"]
    step = next((e["step"] for e in reversed(events) if e.get("step") is not None), 0)
    best: dict[str, Any] = next((e for e in reversed(events) if e.get("best") is not None), {})
    return RunRow(
        path,
        str(config.get("model", "")),
        str(data.get("data", "")),
        str(data.get("device", "auto")),
        int(epochs[-1].get("epoch", -1)) + 1 if epochs else int(step) // max(1, int(config.get("steps_per_epoch", 1))),
        int(config.get("epochs", 0)),
        best.get("best"),
        best.get("best_epoch"),
        str(config.get("monitor", "")),
        state,
        float(last.get("time", 0.0)),
        any((path / "checkpoints").glob("*.ckpt")),
    )


def tail(run: Path, most: int = TAIL_BYTES) -> list[dict[str, Any]]:
    """The newest events of a run."""
    try:
        with (run / PROGRESS_FILE).open("rb") as handle:
            size = handle.seek(0, 2)
            handle.seek(max(0, size - most))
            lines = handle.read().decode("utf-8", errors="replace").splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        try:
            event = json.loads(line)
        except ValueError:  # the first line of the tail, or the torn last one of a killed run
            continue
        if isinstance(event, dict) and "event" in event:
            found.append(event)
    return found


def _json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
