"""An evaluation for people (tables) and for machines (JSON)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from engine.version import app_version
from trainer.evaluate import Evaluation
from trainer.measure import GroupFigures
from trainer.model_card import worst
from trainer.words import in_percent, percent

SCHEMA = 1
SHOWN = 8


def to_json(evaluation: Evaluation) -> str:
    """Everything that was measured; rates are 0..1."""
    record: dict[str, Any] = {"schema_version": SCHEMA, "app_version": app_version(), **asdict(evaluation)}
    return json.dumps(record, indent=2) + "\n"


def show(evaluation: Evaluation, console: Console) -> None:
    """Print the tables."""
    for table in _tables(evaluation):
        console.print(table)
    for name, reason in evaluation.unreadable:
        console.print(f"Could not be read: {name} ({reason})", markup=False)


def _tables(evaluation: Evaluation) -> Iterator[Table]:
    clean = evaluation.clean
    title = (
        f"{evaluation.detector} on {evaluation.data_name}, split {evaluation.split}: "
        f"{clean.n_ai} AI and {clean.n_human} human clips"
    )
    yield _columns_table(evaluation, title)
    yield _points_table(evaluation)
    yield _verdicts_table(evaluation)
    yield _groups_table("Generators with the most misses", worst(clean.generators, "ai", SHOWN), "missed")
    yield _groups_table("Human sources with the most false alarms", worst(clean.sources, "human", SHOWN), "flagged")
    yield _groups_table("AI sources with the most misses", worst(clean.sources, "ai", SHOWN), "missed")
    yield _groups_table("Codecs", clean.codecs, "wrong")


def _columns_table(evaluation: Evaluation, title: str) -> Table:
    heads = (
        "recordings",
        "EER (sources alike)",
        "EER by clip",
        "EER unseen",
        "AUC",
        "balanced acc.",
        "Brier",
        "ECE",
    )
    table = _table(title, heads)
    for column in evaluation.columns:
        figures = column.figures
        unseen = percent(figures["eer_unseen"].value) if "eer_unseen" in figures else "-"
        table.add_row(
            column.column,
            in_percent(figures["eer"]),
            percent(figures["eer_clip"].value),
            unseen,
            f"{figures['auc'].value:.3f}",
            percent(figures["balanced_accuracy"].value),
            f"{figures['brier'].value:.3f}",
            f"{figures['ece'].value:.3f}",
        )
    mean = evaluation.grid_mean
    if mean:
        table.add_section()
        unseen = percent(mean["eer_unseen"]) if "eer_unseen" in mean else "-"
        rates = (percent(mean["eer"]), percent(mean["eer_clip"]), unseen, f"{mean['auc']:.3f}")
        rest = (percent(mean["balanced_accuracy"]), f"{mean['brier']:.3f}", f"{mean['ece']:.3f}")
        table.add_row("mean of the five corruptions", *rates, *rest)
    return table


def _points_table(evaluation: Evaluation) -> Table:
    table = _table(
        "At the frozen thresholds: human flagged / AI missed", ("point", *(c.column for c in evaluation.columns))
    )
    for i, point in enumerate(evaluation.clean.points):
        rates = [f"{percent(c.points[i].false_alarm)} / {percent(c.points[i].miss)}" for c in evaluation.columns]
        table.add_row(f"{point.name} ({point.threshold:+.2f})", *rates)
    return table


def _verdicts_table(evaluation: Evaluation) -> Table:
    rows = evaluation.clean.verdicts
    names = list(dict.fromkeys(name for row in rows.values() for name in sorted(row)))
    table = _table("Verdicts on the recordings as they are", ("truth", *names))
    for truth, row in rows.items():
        table.add_row(truth, *(str(row.get(name, 0)) for name in names))
    return table


def _groups_table(title: str, groups: Sequence[GroupFigures], word: str) -> Table:
    table = _table(title, ("name", "clips", word, "AUC", "mean score"))
    for g in groups:
        table.add_row(escape(g.name), str(g.n_clips), f"{g.wrong:.0%}", f"{g.auc:.3f}", f"{g.mean_score:+.2f}")
    return table


def _table(title: str, heads: Sequence[str]) -> Table:
    table = Table(title=title, title_justify="left", header_style="bold")
    for i, head in enumerate(heads):
        table.add_column(head, justify="left" if i == 0 else "right")
    return table
