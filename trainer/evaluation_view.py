"""An evaluation for people (tables) and for machines (JSON, CSV)."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from engine.report.csv import defused
from engine.report.words import shown
from engine.version import app_version
from trainer.evaluation import Evaluation
from trainer.slices import BOTH, FEW_CLIPS, GroupFigures, worst
from trainer.words import in_percent, percent

SCHEMA = 1
SHOWN = 8
SOURCES_ALIKE = {
    "eer": "equal error rate (EER)",
    "eer_unseen": "EER, unseen generators",
    "auc": "ROC AUC",
    "balanced_accuracy": "balanced accuracy",
    "brier": "Brier score",
    "ece": "calibration error (ECE)",
}
BY_CLIP = {
    "eer_clip": "EER by clip",
    "accuracy": "accuracy",
    "precision": "precision (PPV)",
    "npv": "negative predictive value (NPV)",
    "recall": "recall (sensitivity)",
    "specificity": "specificity",
    "f1": "F1",
    "mcc": "Matthews correlation (MCC)",
    "loss": "log loss",
}
IN_PERCENT = {
    "eer", "eer_unseen", "balanced_accuracy", "eer_clip", "accuracy", "precision", "npv", "recall", "specificity"
}  # fmt: skip
SLICE_HEADS = (
    "recordings",
    "column",
    "value",
    "truth",
    "clips",
    "ai",
    "human",
    "sources",
    "ai_missed",
    "human_flagged",
    "wrong",
    "wrong_low",
    "wrong_high",
    "auc",
    "mean_score",
)


def to_json(evaluation: Evaluation) -> str:
    """Everything that was measured but the single files; rates are 0..1, and what is not defined is null."""
    record: dict[str, Any] = {"schema_version": SCHEMA, "app_version": app_version(), **asdict(evaluation)}
    del record["files"]
    record["incorrect"] = len(evaluation.incorrect)
    for column, entry in zip(evaluation.columns, record["columns"], strict=True):
        entry["classification_report"] = [asdict(row) for row in column.confusion.report()]
    return json.dumps(defined(record), indent=2, allow_nan=False) + "\n"


def defined(value: Any) -> Any:
    """The same data with None for what is not a number: JSON has no word for it."""
    if isinstance(value, dict):
        return {key: defined(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [defined(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def slices_csv(evaluation: Evaluation) -> str:
    """Every value of every sliced column, for the recordings as they are and for each corruption."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(SLICE_HEADS)
    for column in evaluation.columns:
        for name, groups in column.slices.items():
            for g in groups:
                counts = (g.truth, g.n_clips, g.n_ai, g.n_human, g.n_sources)
                rates = (g.miss, g.false_alarm, g.wrong, g.low, g.high, g.auc, g.mean_score)
                cells = ("" if v is None or not math.isfinite(v) else f"{v:.4f}" for v in rates)
                table.writerow([column.column, defused(shown(name)), defused(shown(g.name)), *counts, *cells])
    return out.getvalue()


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
    yield _figures_table(evaluation, title)
    yield _confusion_table(evaluation)
    yield _report_table(evaluation)
    if len(evaluation.columns) > 1:
        yield _columns_table(evaluation, "Through the corruption grid")
    yield _points_table(evaluation)
    yield _verdicts_table(evaluation)
    for title, groups, label, word in (
        ("Generators with the most misses", clean.generators, "ai", "missed"),
        ("Human sources with the most false alarms", clean.sources, "human", "flagged"),
        ("AI sources with the most misses", clean.sources, "ai", "missed"),
    ):
        if found := worst(groups, label, SHOWN):
            yield _groups_table(title, found, word)
    for column, groups in clean.slices.items():
        if column not in ("generator", "source"):
            yield _slice_table(column, groups)


def _figures_table(evaluation: Evaluation, title: str) -> Table:
    """Every figure of the recordings as they are."""
    figures = evaluation.clean.figures
    table = new_table(title, ("figure", "value", "95 % interval over sources"))
    for head, words in (("every source alike", SOURCES_ALIKE), ("every clip alike", BY_CLIP)):
        table.add_section()
        table.add_row(f"[bold]{head}[/bold]")
        for name, word in words.items():
            if name in figures:
                f = figures[name]
                table.add_row(word, _figure(name, f.value), f"{_figure(name, f.low)} to {_figure(name, f.high)}")
    return table


def _figure(name: str, value: float) -> str:
    if not math.isfinite(value):
        return "-"
    return percent(value) if name in IN_PERCENT else f"{value:.3f}"


def _confusion_table(evaluation: Evaluation) -> Table:
    cells = evaluation.clean.confusion
    table = new_table("Confusion matrix at the balanced threshold", ("truth", "called human", "called AI"))
    table.add_row("human", str(cells.human_as_human), str(cells.human_as_ai))
    table.add_row("ai", str(cells.ai_as_human), str(cells.ai_as_ai))
    return table


def _report_table(evaluation: Evaluation) -> Table:
    table = new_table("Classification report at the balanced threshold", ("", "precision", "recall", "F1", "clips"))
    for row in evaluation.clean.confusion.report():
        rates = ("-" if v is None else f"{v:.3f}" for v in (row.precision, row.recall, row.f1))
        table.add_row(row.name, *rates, str(row.support))
    return table


def _slice_table(column: str, groups: Sequence[GroupFigures]) -> Table:
    """The values with the most errors; the others are in the CSV."""
    told = [g for g in groups if g.n_clips >= FEW_CLIPS][:SHOWN]
    title = f"By {escape(column)}" + (f", the {len(told)} worst of {len(groups)}" if len(told) < len(groups) else "")
    table = new_table(title, ("value", "AI / human", "missed", "flagged", "wrong", "AUC"))
    for g in told:
        wide = "" if g.low is None or g.high is None else f" ({100 * g.low:.0f}-{100 * g.high:.0f})"
        rates = ("-" if rate is None else f"{rate:.0%}" for rate in (g.miss, g.false_alarm))
        auc = f"{g.auc:.3f}" + ("" if g.truth == BOTH else "*")
        table.add_row(escape(g.name), f"{g.n_ai} / {g.n_human}", *rates, f"{g.wrong:.0%}{wide}", auc)
    if any(g.truth != BOTH for g in told):
        table.caption = "* one class only: against all clips of the other class"
        table.caption_justify = "left"
    return table


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
    table = new_table(title, heads)
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
    table = new_table(
        "At the frozen thresholds: human flagged / AI missed", ("point", *(c.column for c in evaluation.columns))
    )
    for i, point in enumerate(evaluation.clean.points):
        rates = [f"{percent(c.points[i].false_alarm)} / {percent(c.points[i].miss)}" for c in evaluation.columns]
        table.add_row(f"{point.name} ({point.threshold:+.2f})", *rates)
    return table


def _verdicts_table(evaluation: Evaluation) -> Table:
    rows = evaluation.clean.verdicts
    names = list(dict.fromkeys(name for row in rows.values() for name in sorted(row)))
    table = new_table("Verdicts on the recordings as they are", ("truth", *names))
    for truth, row in rows.items():
        table.add_row(truth, *(str(row.get(name, 0)) for name in names))
    return table


def _groups_table(title: str, groups: Sequence[GroupFigures], word: str) -> Table:
    table = new_table(title, ("name", "clips", word, "AUC", "mean score"))
    for g in groups:
        table.add_row(escape(g.name), str(g.n_clips), f"{g.wrong:.0%}", f"{g.auc:.3f}", f"{g.mean_score:+.2f}")
    return table


def new_table(title: str, heads: Sequence[str]) -> Table:
    """An empty table: the first column is words, the others are numbers."""
    table = Table(title=title, title_justify="left", header_style="bold")
    for i, head in enumerate(heads):
        table.add_column(head, justify="left" if i == 0 else "right")
    return table
