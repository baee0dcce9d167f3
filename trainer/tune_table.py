"""What a search found: the table of its trials and the best settings as a file to train with."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from optuna.trial import FrozenTrial, TrialState

from engine.report.atomic import write_text
from trainer.config import TrainConfig
from trainer.toml_text import to_toml

STATES = {TrialState.COMPLETE: "finished", TrialState.PRUNED: "pruned", TrialState.FAIL: "failed"}
COLUMNS = ("trial", "state", "value", "best_epoch", "epochs", "seconds")


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One finished trial.

    Attributes:
        index: 0 for the first; names its folder.
        state: ``finished``, ``pruned`` (ended because others were better by then) or ``failed``.
        value: Best figure of all epochs; NaN where it failed.
        best_epoch: Epoch of that figure, from 0; None where it failed.
        epochs: Epochs judged.
        seconds: From its start to its end, without what a kill has cost.
        params: What was tried.
        note: Why it failed.
    """

    index: int
    state: str
    value: float
    best_epoch: int | None
    epochs: int
    seconds: float
    params: dict[str, Any]
    note: str = ""


def row_of(trial: FrozenTrial, *, higher: bool) -> TrialRow:
    """A trial of the study as a row.

    Args:
        trial: A finished one.
        higher: Whether a higher figure is better.
    """
    values = trial.intermediate_values
    best = (max if higher else min)(values, key=lambda epoch: values[epoch]) if values else None
    seconds = trial.duration.total_seconds() if trial.duration else 0.0
    failed = trial.state is TrialState.FAIL
    return TrialRow(
        int(trial.user_attrs.get("index", trial.number)),
        STATES[trial.state],
        math.nan if best is None or failed else values[best],
        None if failed else best,
        len(values),
        seconds,
        dict(trial.params),
        str(trial.user_attrs.get("note", "")),
    )


def best_row(rows: Sequence[TrialRow], *, higher: bool) -> TrialRow | None:
    """The best finished trial; the first of equals, and a pruned one only where none was finished."""
    for state in ("finished", "pruned"):
        known = [row for row in rows if row.state == state]
        if known:
            return (max if higher else min)(known, key=lambda row: row.value)
    return None


def write_table(path: Path, rows: Sequence[TrialRow]) -> Path:
    """All trials as CSV; figures are shares 0..1."""
    names = list(dict.fromkeys(name for row in rows for name in row.params))
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow([*COLUMNS, *names, "note"])
    for row in rows:
        value = "" if math.isnan(row.value) else f"{row.value:.6f}"
        best = "" if row.best_epoch is None else row.best_epoch
        params = [row.params.get(name, "") for name in names]
        table.writerow([row.index, row.state, value, best, row.epochs, f"{row.seconds:.1f}", *params, row.note])
    write_text(path, text.getvalue())
    return path


def write_best(path: Path, config: TrainConfig, row: TrialRow) -> Path:
    """The settings of the best trial, for `veravox train --config`."""
    params = ", ".join(f"{name} {value}" for name, value in row.params.items())
    comment = (
        f"Trial {row.index} of a search: {config.monitor} {row.value:.4f} on dev in epoch {row.best_epoch}\n{params}"
    )
    write_text(path, to_toml(config.model_dump(), comment))
    return path
