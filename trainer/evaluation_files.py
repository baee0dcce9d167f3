"""Everything about an evaluation in one folder: figures, slices, curves, and the list of incorrect files."""

from __future__ import annotations

from pathlib import Path

from engine.errors import ReportError
from engine.report.atomic import write_text
from trainer.evaluation import Evaluation
from trainer.evaluation_view import slices_csv, to_json
from trainer.incorrect import write_incorrect
from trainer.plots import write_evaluation_plots

METRICS, SLICES = "metrics.json", "slices.csv"


def make_folder(folder: Path) -> None:
    """Make the folder before the work, so that hours of it are not lost.

    Raises:
        ReportError: It cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReportError(f"Cannot write into {folder}: {error.strerror or error}", "Name another folder.") from None


def write_evaluation(evaluation: Evaluation, folder: Path) -> list[Path]:
    """Write everything; gives the files.

    Raises:
        ReportError: A file cannot be written.
        MissingExtraError: Matplotlib is not installed; the other files are written by then.
    """
    make_folder(folder)
    write_text(folder / METRICS, to_json(evaluation))
    write_text(folder / SLICES, slices_csv(evaluation), encoding="utf-8-sig")
    listed = write_incorrect(evaluation, folder)
    return [folder / METRICS, folder / SLICES, *listed, *write_evaluation_plots(evaluation, folder)]
