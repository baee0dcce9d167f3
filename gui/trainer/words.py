"""Words of the Train page: what is being done, figures, and lengths of time."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QCoreApplication

from gui.engine_words import in_words

IN_PERCENT = {
    "eer", "eer_unseen", "balanced_accuracy", "eer_clip", "accuracy", "precision", "npv", "recall", "specificity"
}  # fmt: skip


def _tr(text: str) -> str:
    return QCoreApplication.translate("Train", text)


def in_window_words(hint: str) -> str:
    """Hints name commands; here the steps of the page do the same."""
    translated = in_words(hint)
    if translated != hint:  # translations name the steps themselves
        return translated
    for command, words in (
        ("Run `veravox split` on this data first.", _tr("Split the recordings in step 1.")),
        ("Add data, or split it: `veravox split`.", _tr("Add recordings, or split them in step 1.")),
        ("Make the splits with `veravox split`", _tr("Split the recordings again in step 1")),
        ("Read the run's log; start it again with the same command to resume.", _tr("Start it again to go on.")),
        ("go on without these files with --allow-bad", _tr("you can go on without these files by ticking the box")),
        (
            "Leave these settings as they are to go on, or name another --out for a new run.",
            _tr("Choose another name."),
        ),
        ("Choose another one with --model.", _tr("Choose another detector.")),
        ("or name fewer columns with --group, for example source alone.", _tr("or keep only sources together below.")),
        ("--name", _tr("name")),
        ("--out", _tr("folder")),
    ):
        hint = hint.replace(command, words)
    return hint


def doing(what: str) -> str:
    """What a job is at, in words."""
    known = {
        "": _tr("Starting"),
        "convert": _tr("Cutting recordings into clips"),
        "import": _tr("Reading recordings"),
        "stats": _tr("Measuring spectrograms"),
        "split": _tr("Comparing recordings"),
        "check": _tr("Looking for leaks"),
        "probe": _tr("Looking for shortcuts"),
        "decoding": _tr("Decoding recordings"),
        "corrupting": _tr("Corrupting recordings"),
        "scoring": _tr("Listening to recordings"),
        "compare": _tr("Listening to recordings"),
        "Decoding train": _tr("Decoding recordings for training"),
        "Decoding dev": _tr("Decoding recordings for checks"),
        "Decoding noise": _tr("Decoding noise"),
        "Measuring spectrograms": _tr("Measuring spectrograms"),
        "train": _tr("Training"),
        "validating": _tr("Checking on the dev recordings"),
    }
    return known.get(what, what)


def figure_word(name: str) -> str:
    """Name of a figure."""
    known = {
        "eer": _tr("Equal error rate (EER)"),
        "eer_unseen": _tr("EER, generators not trained on"),
        "auc": _tr("Area under the ROC curve (AUC)"),
        "balanced_accuracy": _tr("Balanced accuracy"),
        "brier": _tr("Brier score"),
        "ece": _tr("Calibration error"),
        "eer_clip": _tr("EER, every clip alike"),
        "accuracy": _tr("Accuracy"),
        "precision": _tr("Precision: flagged ones that are AI"),
        "npv": _tr("Passed ones that are human"),
        "recall": _tr("Recall: AI that is flagged"),
        "specificity": _tr("Human that is passed"),
        "f1": _tr("F1"),
        "mcc": _tr("Matthews correlation"),
        "loss": _tr("Log loss"),
    }
    return known.get(name, name.replace("_", " "))


def figure(name: str, value: float | None) -> str:
    """A figure for people; a dash where it is not defined."""
    if value is None or not math.isfinite(value):
        return "–"
    value += 0.0 if abs(value) > 1e-9 else -value  # no -0.000
    return f"{100 * value:.1f} %" if name in IN_PERCENT else f"{value:.3f}"


def interval(name: str, values: dict[str, Any]) -> str:
    """The 95 % interval of a figure."""
    low, high = figure(name, values.get("low")), figure(name, values.get("high"))
    return _tr("{low} to {high}").format(low=low, high=high)


def share(value: float | None) -> str:
    """A share of 0..1 in whole per cent; a dash where there is none."""
    return "–" if value is None or not math.isfinite(value) else f"{100 * value:.0f} %"


def label_word(label: str) -> str:
    """A class."""
    return {"ai": _tr("AI"), "human": _tr("human"), "both": _tr("both")}.get(label, label)


def split_word(name: str) -> str:
    """A split and what it is for."""
    known = {
        "train": _tr("train (to learn from)"),
        "dev": _tr("dev (to choose and set thresholds)"),
        "test": _tr("test (to measure)"),
        "all": _tr("everything"),
    }
    return known.get(name, name)


def time_words(seconds: float) -> str:
    """About how long."""
    if seconds < 90:
        return _tr("{n} s").format(n=max(1, round(seconds)))
    if seconds < 90 * 60:
        return _tr("{n} min").format(n=round(seconds / 60))
    return _tr("{n} h").format(n=f"{seconds / 3600:.1f}")


def hours_words(hours: float) -> str:
    """Length of recordings."""
    return time_words(3600 * hours)
