"""The files whose verdict contradicts the truth, as text, CSV and a page that can be sorted and searched."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import TemplateError

from engine.audio.identity import content_sha256
from engine.errors import ReportError
from engine.report.atomic import write_text
from engine.report.csv import defused
from engine.report.html import environment
from engine.report.words import VERDICTS, Look, shown
from engine.version import app_version
from trainer.evaluation import Evaluation, ScoredFile

TEMPLATE = "incorrect.html.j2"
NAME = "incorrect"
HEADS = ("path", "truth", "verdict", "probability_ai", "score", "generator", "source", "seconds", "sha256")


@dataclass(frozen=True, slots=True)
class IncorrectRow:
    """One file of the list.

    Attributes:
        sha256: Of its bytes; empty where it cannot be read any more.
    """

    file: ScoredFile
    sha256: str

    @property
    def look(self) -> Look:
        """Icon and word of the verdict."""
        return VERDICTS[self.file.verdict]

    @property
    def probability(self) -> str:
        """For people."""
        return "–" if self.file.probability_ai is None else f"{100 * self.file.probability_ai:.0f} %"


def incorrect_rows(evaluation: Evaluation) -> list[IncorrectRow]:
    """The list, the surest mistakes first."""
    return [IncorrectRow(each, _sha256(each.path)) for each in evaluation.incorrect]


def write_incorrect(evaluation: Evaluation, folder: Path) -> list[Path]:
    """Write the list in all three forms; gives the files.

    Raises:
        ReportError: A file cannot be written.
    """
    rows = incorrect_rows(evaluation)
    targets = [folder / f"{NAME}.{kind}" for kind in ("txt", "csv", "html")]
    write_text(targets[0], as_text(evaluation, rows))
    write_text(targets[1], as_csv(rows), encoding="utf-8-sig")
    write_text(targets[2], as_html(evaluation, rows))
    return targets


def summary(evaluation: Evaluation) -> str:
    """How many there are, in a sentence.

    Clips that are uncertain, hold no speech or cannot be read are not decided, and therefore not incorrect.
    """
    files = evaluation.files
    right = sum(not each.is_incorrect and (each.verdict.is_flagged or each.verdict == "human") for each in files)
    wrong = len(evaluation.incorrect)
    return f"{wrong} of {right + wrong} decided files are incorrect"


def extent(evaluation: Evaluation) -> str:
    """What the list is a part of, in a sentence."""
    undecided = sum(each.verdict in ("uncertain", "no_speech") for each in evaluation.files)
    return f"{len(evaluation.files)} files in all; {undecided} of them were left undecided."


def as_text(evaluation: Evaluation, rows: Sequence[IncorrectRow]) -> str:
    """One line a file, as the seed project's lists are."""
    head = f"{evaluation.detector} on {evaluation.data_name}, split {evaluation.split}: {summary(evaluation)}"
    lines = [
        f"{shown(row.file.path)}  truth {row.file.truth}, verdict {row.file.verdict.value}, "
        f"AI probability {row.probability}, {shown(row.file.generator or row.file.source)}, "
        f"{row.file.seconds:.1f} s, sha256 {row.sha256}"
        for row in rows
    ]
    return "\n".join([head, extent(evaluation), "", *lines]) + "\n"


def as_csv(rows: Sequence[IncorrectRow]) -> str:
    """One row a file; cells that a spreadsheet would run are defused."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(HEADS)
    for row in rows:
        f = row.file
        score = f.scores[0]
        numbers = ("" if v is None else f"{v:.4f}" for v in (f.probability_ai, score))
        names = (defused(shown(name)) for name in (f.generator, f.source))
        table.writerow(
            [defused(shown(f.path)), f.truth, f.verdict.value, *numbers, *names, f"{f.seconds:.1f}", row.sha256]
        )
    return out.getvalue()


def as_html(evaluation: Evaluation, rows: Sequence[IncorrectRow]) -> str:
    """A page without a request to anywhere, every name escaped.

    Raises:
        ReportError: The template is damaged.
    """
    styles = {row.look.style for row in rows}
    try:
        return (
            environment()
            .get_template(TEMPLATE)
            .render(
                rows=rows,
                verdicts=[look for look in VERDICTS.values() if look.style in styles],
                version=app_version(),
                detector=evaluation.detector,
                sha256=evaluation.sha256,
                data=evaluation.data_name,
                split=evaluation.split,
                summary=summary(evaluation),
                extent=extent(evaluation),
            )
        )
    except (TemplateError, FileNotFoundError) as error:
        raise ReportError(f"The template of the list is damaged: {error}", "Install the program again.") from error


def _sha256(path: Path) -> str:
    try:
        return content_sha256(path)
    except OSError:
        return ""
