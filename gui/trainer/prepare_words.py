"""What the steps of the preparation are called, and their results in words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

PARTS = ("convert", "import", "stats", "split", "check", "probe")
MOST_LINES = 4


def _tr(text: str) -> str:
    return QCoreApplication.translate("Prepare", text)


def part_word(name: str) -> tuple[str, str]:
    """Name of a step, and what it is good for."""
    return {
        "convert": (_tr("Cut into clips"), _tr("16 kHz mono clips of 3 s, both classes encoded alike")),
        "import": (_tr("List recordings"), _tr("Reads every file once and writes manifest.csv")),
        "stats": (_tr("Measure levels"), _tr("Mean and deviation of the spectrograms, which training uses")),
        "split": (
            _tr("Split"),
            _tr("Train, dev and test without a common source, speaker or generator"),
        ),
        "check": (_tr("Leak check"), _tr("Looks for the same recording in two splits")),
        "probe": (_tr("Shortcut check"), _tr("Can the classes be told apart without listening to the voice?")),
    }[name]


def result_words(name: str, values: dict[str, Any]) -> tuple[str, str]:
    """State (``done``, ``warning`` or ``failed``) and words of a step that is done."""
    known = {
        "convert": _converted,
        "import": _imported,
        "stats": _measured,
        "split": _split,
        "check": _checked,
        "probe": _probed,
    }
    return known[name](values)


def _converted(values: dict[str, Any]) -> tuple[str, str]:
    words = _tr("{n} recordings gave {ai} AI and {human} human clips").format(
        n=values["recordings"], ai=values["ai"], human=values["human"]
    )
    if values["no_speech"]:
        words += _tr("; {n} held no speech").format(n=values["no_speech"])
    if values["unreadable"]:
        words += _tr("; {n} cannot be read").format(n=values["unreadable"])
    return ("warning" if values["unreadable"] else "done"), words


def _imported(values: dict[str, Any]) -> tuple[str, str]:
    words = _tr("{n} recordings, read as {layout}").format(n=f"{values['clips']:,}", layout=values["layout"])
    if not values["n_problems"]:
        return "done", words
    lines = [f"{path}: {reason}" for path, reason in values["problems"][:MOST_LINES]]
    head = _tr("Missing or unreadable files, which are left out: {n}").format(n=values["n_problems"])
    return "warning", "\n".join([words, head, *lines])


def _measured(values: dict[str, Any]) -> tuple[str, str]:
    return "done", _tr("{n} windows of 3 s").format(n=f"{values['windows']:,}")


def _split(values: dict[str, Any]) -> tuple[str, str]:
    words = _tr("{n} groups; nothing in common between splits by {columns}").format(
        n=values["groups"], columns=", ".join(values["columns"])
    )
    left = [
        _tr("Not by {column}: {reason}").format(column=column, reason=reason)
        for column, reason in values["dropped"].items()
    ]
    return "done", "\n".join([words, *left])


def _checked(values: dict[str, Any]) -> tuple[str, str]:
    if not values["n"]:
        return "done", _tr("No recording of {n} is in two splits").format(n=f"{values['clips']:,}")
    head = _tr("{n} leaks between splits: the figures would look better than they are. Split again.")
    return "failed", "\n".join([head.format(n=values["n"]), *values["leaks"][:MOST_LINES]])


def _probed(values: dict[str, Any]) -> tuple[str, str]:
    if "unknown" in values:
        return "warning", _tr("Cannot be told: {reason}").format(reason=values["unknown"])
    if not values["is_suspicious"]:
        words = _tr("No shortcut found: without the voice the classes look alike (AUC {auc}; chance is 0.50)")
        return "done", words.format(auc=f"{values['auc']:.2f}")
    head = _tr(
        "Your classes differ in recording, not only in voice: seven numbers without any voice in them tell them apart "
        "(AUC {auc}; chance is 0.50). A network may learn that instead of the voice. What gives them away:"
    )
    end = _tr("Choose recordings that are alike in this, or train with strong augmentation and measure on other data.")
    return "warning", "\n".join([head.format(auc=f"{values['auc']:.2f}"), *values["sentences"], end])
