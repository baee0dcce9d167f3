"""Writes what `--json`, `--csv`, `--html` and `--pdf` ask for, after a scan or from the history."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from engine.cli_boundary import say
from engine.cli_output import STDOUT, DataFile, Outputs
from engine.report.atomic import write_text
from engine.report.record import ModelCard, Only, ReportRecord, Settings, make_record
from engine.results import FileResult
from engine.version import app_version


def write_reports(
    outputs: Outputs,
    only: Only,
    results: Sequence[FileResult],
    card: ModelCard,
    settings: Settings,
    *,
    quiet: bool,
    partial: bool = False,
) -> None:
    """Write everything but the JSON lines, and say where.

    Args:
        outputs: What was asked for.
        only: Which files are listed.
        results: Of the whole scan.
        card: Of the detector.
        settings: Enough to run it again.
        quiet: Do not say where.
        partial: The scan was cancelled; one result then does not mean one file.

    Raises:
        ReportError: Something cannot be written.
        UsageError: ``incorrect`` was asked for, but no file has a known truth.
    """
    if not outputs.any_report:
        return
    record = make_record(results, card, app_version=app_version(), settings=settings, only=only)
    if outputs.json is not None:
        _write_data(outputs.json, _json_text(record, windows=outputs.windows, single=len(results) == 1 and not partial))
    if outputs.csv is not None:
        from engine.report.csv import to_csv, write_csv

        if outputs.csv == STDOUT:
            _write_data(STDOUT, to_csv(record))
        else:
            write_csv(record, Path(outputs.csv))
    if outputs.html is not None:
        from engine.report.html import write_html

        write_html(record, outputs.html)
    if outputs.pdf is not None:
        from engine.report.pdf import write_pdf

        write_pdf(record, outputs.pdf)
    for target in (outputs.json, outputs.csv, outputs.html, outputs.pdf):
        if target is not None and str(target) != STDOUT:
            say(f"Written: {target}", quiet=quiet)


def _json_text(record: ReportRecord, *, windows: bool, single: bool) -> str:
    """One object for a scan of one file, a list for several, also where the selection leaves only one of them."""
    from engine.report.json import files_to_text

    return files_to_text(record.files, windows=windows, single=single)


def _write_data(target: str, text: str) -> None:
    if target == STDOUT:
        DataFile(STDOUT).write(text)
    else:
        write_text(Path(target), text)
