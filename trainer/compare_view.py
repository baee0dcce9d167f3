"""A comparison for people (tables) and for machines (JSON, CSV), and its files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from engine.report.atomic import write_text
from engine.report.csv import defused
from engine.report.words import VERDICTS, shown
from engine.version import app_version
from trainer.bootstrap import Interval
from trainer.compared import Answer, Comparison
from trainer.evaluation_files import make_folder
from trainer.evaluation_view import IN_PERCENT, defined, new_table
from trainer.plots import write_curve_plots
from trainer.words import in_percent

SCHEMA = 1
SHOWN = 12
WORDS = {
    "eer": "EER",
    "eer_unseen": "EER unseen",
    "auc": "AUC",
    "balanced_accuracy": "balanced acc.",
    "brier": "Brier",
    "ece": "ECE",
    "eer_clip": "EER by clip",
    "accuracy": "accuracy",
    "precision": "precision",
    "npv": "NPV",
    "recall": "recall",
    "specificity": "specificity",
    "f1": "F1",
    "mcc": "MCC",
    "loss": "log loss",
}
"""Short words: a column for every detector has to fit beside them."""


def to_json(comparison: Comparison) -> str:
    """Everything; probabilities and rates are 0..1, and what is not defined is null."""
    record: dict[str, Any] = {"schema_version": SCHEMA, "app_version": app_version(), **asdict(comparison)}
    del record["curves"]
    record |= {
        "ensemble": None if comparison.ensemble is None else shown(comparison.ensemble),
        "disputed": comparison.disputed,
        "contradictory": comparison.contradictory,
    }
    for file, entry in zip(comparison.files, record["files"], strict=True):
        entry |= {"path": shown(file.path), "spread": file.spread, "contradictory": file.is_contradictory}
    return json.dumps(defined(record), indent=2, allow_nan=False) + "\n"


def to_csv(comparison: Comparison) -> str:
    """One row a file, those on which the detectors disagree first; cells that a spreadsheet would run are defused."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    columns = [f"{m.name} {what}" for m in comparison.models for what in ("verdict", "probability_ai", "score")]
    heads = ["path", "truth", "disputed", "contradictory", "spread", "wrong", "source", "generator", "seconds"]
    table.writerow([*heads, *(defused(shown(name)) for name in columns), "error", "created"])
    for f in comparison.files:
        cells = [cell for answer in f.answers for cell in _cells(answer)]
        flags = ("yes" if yes else "no" for yes in (f.is_disputed, f.is_contradictory))
        wrong = str(f.wrong) if f.truth else ""
        names = (defused(shown(name)) for name in (f.source, f.generator))
        head = [defused(shown(f.path)), f.truth, *flags, f"{f.spread:.4f}", wrong, *names, f"{f.seconds:.1f}"]
        table.writerow([*head, *cells, defused(shown(f.error)), comparison.created])
    return out.getvalue()


def _cells(answer: Answer) -> list[str]:
    """Verdict, probability and score."""
    numbers = ("" if value is None else f"{value:.4f}" for value in (answer.probability_ai, answer.score))
    return [answer.verdict.value, *numbers]


def write_comparison(comparison: Comparison, folder: Path) -> list[Path]:
    """Write CSV and JSON with the time in their names, and with labels the curves; gives the files.

    Raises:
        ReportError: A file cannot be written.
        MissingExtraError: Matplotlib is not installed; the other files are written by then.
    """
    make_folder(folder)
    name = f"compare-{datetime.fromisoformat(comparison.created):%Y%m%d-%H%M%S}"
    table, record = folder / f"{name}.csv", folder / f"{name}.json"
    write_text(table, to_csv(comparison), encoding="utf-8-sig")
    write_text(record, to_json(comparison))
    written = [table, record]
    if comparison.curves:
        written += write_curve_plots(comparison.curves, folder, shown(comparison.data_name))
    return written


def show(comparison: Comparison, console: Console) -> None:
    """Print the tables."""
    for table in _tables(comparison):
        console.print(table)
    for note in comparison.notes:
        console.print(note, markup=False)
    for file in comparison.files:
        if file.error:
            console.print(f"Could not be read: {shown(file.path)} ({file.error})", markup=False)


def _tables(comparison: Comparison) -> Iterator[Table]:
    yield _counts_table(comparison)
    if comparison.curves:
        yield _figures_table(comparison)
        if len(comparison.models) > 1:
            yield _differences_table(comparison)
    if len(comparison.models) > 1:
        yield _files_table(comparison)


def _counts_table(comparison: Comparison) -> Table:
    verdicts = [v for v in VERDICTS if any(v in model.counts for model in comparison.models)]
    has_truth = bool(comparison.n_ai or comparison.n_human)
    heads = ["detector", *(v.value for v in verdicts), "sure", "mean AI"] + ["wrong"] * has_truth
    table = new_table(f"{escape(shown(comparison.data_name))}: {len(comparison.files)} files", heads)
    for m in comparison.models:
        means = ("-" if value is None else f"{value:.1%}" for value in (m.mean_confidence, m.mean_probability))
        counts = (str(m.counts.get(v, 0)) for v in verdicts)
        table.add_row(escape(m.name), *counts, *means, *([str(m.incorrect)] * has_truth))
    table.caption = "sure: mean probability of the likelier class; mean AI: mean AI probability"
    table.caption_justify = "left"
    return table


def _figures_table(comparison: Comparison) -> Table:
    title = f"On the {comparison.n_ai} AI and {comparison.n_human} human files with their truth"
    table = new_table(title, ("figure", *(escape(m.name) for m in comparison.models)))
    for name, word in WORDS.items():
        found = [m.figures.get(name) for m in comparison.models]
        told = [each for each in found if each is not None]
        if len(told) == len(found):
            table.add_row(word, *(in_percent(f) if name in IN_PERCENT else _with_interval(f) for f in told))
    return table


def _with_interval(figure: Interval) -> str:
    between = " to " if figure.low < 0 else "-"
    return f"{figure.value:.3f} ({figure.low:.3f}{between}{figure.high:.3f})"


def _differences_table(comparison: Comparison) -> Table:
    heads = ("figure", "detectors", "difference", "95 % interval", "")
    table = new_table("Differences on the same files, sources drawn in pairs", heads)
    for d in comparison.differences:
        scale, unit, digits = (100, " points", 1) if d.figure in IN_PERCENT else (1, "", 3)
        gap = d.difference
        value, low, high = (f"{scale * v:+.{digits}f}" for v in (gap.value, gap.low, gap.high))
        word = WORDS[d.figure]
        said = "clear" if d.is_clear else "may be chance"
        table.add_row(word, escape(f"{d.first} - {d.second}"), value + unit, f"{low} to {high}", said)
    return table


def _files_table(comparison: Comparison) -> Table:
    told = [file for file in comparison.files if file.is_disputed][:SHOWN]
    title = f"{comparison.disputed} files with different verdicts, {comparison.contradictory} of them AI against human"
    heads = ("file", *(["truth"] * bool(comparison.n_ai or comparison.n_human)), *(m.name for m in comparison.models))
    table = new_table(title, [escape(head) for head in heads])
    for file in told:
        truth = [file.truth or "-"] * bool(comparison.n_ai or comparison.n_human)
        table.add_row(escape(shown(file.path.name)), *truth, *(_said(answer) for answer in file.answers))
    return table


def _said(answer: Answer) -> str:
    told = "" if answer.probability_ai is None else f" {100 * answer.probability_ai:.0f}"
    return f"{answer.verdict.value}{told}"
