"""What a training run is doing, as JSON lines: for the window, for scripts, for reading afterwards. No torch here.

``progress.jsonl`` in the run's folder gets one line an event; a run that is started again appends to it. Two files
in that folder speak to the run: while ``PAUSE`` exists it waits, and when ``STOP`` appears it writes a checkpoint and
ends. Files work the same on every system, also from another machine that shares the folder.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

PROGRESS_FILE = "progress.jsonl"
PAUSE_FILE, STOP_FILE = "PAUSE", "STOP"
KINDS = (
    "prepare",
    "warning",
    "start",
    "step",
    "validating",
    "epoch",
    "paused",
    "resumed",
    "stopped",
    "finished",
    "failed",
)


@dataclass(frozen=True, slots=True)
class ProgressEvent:
    """One thing that happened in a run.

    Attributes:
        event: One of `KINDS`.
        time: Seconds since 1970.
        epoch: Number of the epoch, from 0, as in metrics.csv and the names of checkpoints.
        epochs: Epochs in all.
        step: Steps done.
        steps: Steps in all.
        loss: Mean training loss since the last ``step`` event, or of the epoch.
        accuracy: Share of training crops on the right side, 0..1, over the same steps.
        lr: Learning rate.
        strength: Augmentation strength, 0..1.
        eta_s: Seconds left, from the speed of this start.
        best_epoch: Epoch with the best monitored figure so far.
        best: That figure.
        figures: Dev figures by name (``eer_source``, ``auc``, ...), of an ``epoch`` that was validated.
        what: What is being prepared.
        done: Of ``total``, in ``prepare``.
        total: See ``done``.
        message: Words for people: a warning, why a run failed.
    """

    event: str
    time: float = 0.0
    epoch: int | None = None
    epochs: int | None = None
    step: int | None = None
    steps: int | None = None
    loss: float | None = None
    accuracy: float | None = None
    lr: float | None = None
    strength: float | None = None
    eta_s: float | None = None
    best_epoch: int | None = None
    best: float | None = None
    figures: Mapping[str, float] = field(default_factory=dict)
    what: str = ""
    done: int | None = None
    total: int | None = None
    message: str = ""

    def to_json(self) -> str:
        """One line; what is not known is left out, and so are numbers that JSON does not have."""
        values = {key: _plain(value) for key, value in asdict(self).items()}
        return json.dumps({key: value for key, value in values.items() if value not in (None, "", {})})


OnEvent = Callable[[ProgressEvent], None]

_FIELDS = frozenset(each.name for each in fields(ProgressEvent))


def from_json(line: str) -> ProgressEvent | None:
    """Read one line; None for one that is none of ours, such as the torn last line of a killed run."""
    try:
        values = json.loads(line)
    except ValueError:
        return None
    if not isinstance(values, dict) or values.get("event") not in KINDS:
        return None
    return ProgressEvent(**{key: value for key, value in values.items() if key in _FIELDS})


def read_progress(run: Path) -> list[ProgressEvent]:
    """All events of a run so far, over all its starts; empty where there are none."""
    try:
        text = (run / PROGRESS_FILE).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return []
    return [event for line in text.splitlines() if (event := from_json(line)) is not None]


class ProgressLog:
    """Writes events into the run's folder and hands them on.

    Args:
        folder: Of the run; None to write nothing.
        on_event: Called with every event.
    """

    def __init__(self, folder: Path | None, on_event: OnEvent | None = None) -> None:
        self.path = None if folder is None else folder / PROGRESS_FILE
        self.on_event = on_event
        if self.path is not None and _is_torn(self.path):
            with self.path.open("a", encoding="utf-8") as handle:
                handle.write("\n")

    def __call__(self, event: ProgressEvent) -> None:
        """Note one event, with the time where it has none."""
        if not event.time:
            event = ProgressEvent(**{**_shallow(event), "time": round(time.time(), 3)})
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as handle:
                handle.write(event.to_json() + "\n")
        if self.on_event is not None:
            self.on_event(event)

    def preparing(self, what: str) -> Callable[[int, int], None]:
        """A progress callback for a step before training; at most two events a second."""
        last = 0.0

        def on_progress(done: int, total: int) -> None:
            nonlocal last
            if done == total or time.monotonic() - last >= 0.5:
                last = time.monotonic()
                self(ProgressEvent("prepare", what=what, done=done, total=total))

        return on_progress


def _is_torn(path: Path) -> bool:
    """Whether a killed run left half a line at the end."""
    if not path.is_file() or not path.stat().st_size:
        return False
    with path.open("rb") as handle:
        handle.seek(-1, 2)
        return handle.read(1) != b"\n"


def _shallow(event: ProgressEvent) -> dict[str, Any]:
    return {name: getattr(event, name) for name in _FIELDS}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: plain for key, each in value.items() if (plain := _plain(each)) is not None}
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
