"""A file's flagged passages and strongest moments as labels for Audacity: one line each, start, end, text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from engine.report.atomic import write_text
from engine.results import FileResult, WindowScore
from engine.segments import flagged_spans


def labels_of(result: FileResult, moments: Sequence[WindowScore]) -> list[tuple[float, float, str]]:
    """Start, end and text of every label, in the order of time.

    Args:
        result: Gives the flagged passages.
        moments: Windows to name, as the user sees them; their text is the probability.
    """
    passages = [(start, end, "AI passage") for start, end in flagged_spans(result.segments)]
    named = [
        (each.start_s, each.end_s, f"{100 * each.probability_ai:.0f} % AI")
        for each in moments
        if each.probability_ai is not None
    ]
    return sorted([*passages, *named])


def write_labels(labels: Iterable[tuple[float, float, str]], path: Path) -> None:
    """Write a label track for Audacity's "Import > Labels".

    Raises:
        ReportError: The file cannot be written.
    """
    write_text(path, "".join(f"{start:.6f}\t{end:.6f}\t{text}\n" for start, end, text in labels))
