"""A report in the format that its file name asks for."""

from __future__ import annotations

from pathlib import Path

from engine.errors import UsageError
from engine.report.record import ReportRecord

FORMATS = ("html", "pdf", "csv", "json")


def write_report(record: ReportRecord, target: Path, *, windows: bool = False) -> None:
    """Write HTML, PDF, CSV or JSON.

    Args:
        record: What to tell.
        target: Its suffix decides.
        windows: Every window's score too, in JSON.

    Raises:
        UsageError: No such format.
        ReportError: The file cannot be written.
    """
    suffix = target.suffix.lower().removeprefix(".")
    if suffix == "html":
        from engine.report.html import write_html

        write_html(record, target)
    elif suffix == "pdf":
        from engine.report.pdf import write_pdf

        write_pdf(record, target)
    elif suffix == "csv":
        from engine.report.csv import write_csv

        write_csv(record, target)
    elif suffix == "json":
        from engine.report.json import write_json

        write_json(record, target, windows=windows)
    else:
        raise UsageError(f"There is no report format {suffix!r}", f"Use one of: {', '.join(FORMATS)}.")
