"""The report as one self-contained HTML page: no request to anywhere, every name escaped."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from markupsafe import Markup

from engine.errors import ReportError
from engine.report import view
from engine.report.atomic import replacing
from engine.report.record import ReportRecord
from engine.report.timeline import timeline_svg
from engine.report.words import SEGMENTS, VERDICTS, shown
from engine.resources import resource
from engine.results import FileResult


def environment() -> Environment:
    """Templates of the reports, everything escaped unless it is our own drawing."""
    found = Environment(
        loader=FileSystemLoader(resource("report")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["shown"] = shown
    return found


def _drawing(result: FileResult) -> Markup:
    return Markup(timeline_svg(result))  # noqa: S704 - numbers and our own words only


def context(record: ReportRecord) -> dict[str, object]:
    """What the templates may use."""
    files = list(view.of_record(record))
    names, rows = view.metric_table(record.model)
    return {
        "record": record,
        "created": view.created(record),
        "summary": view.summary(record),
        "extent": view.extent(record),
        "listed": view.listed(record),
        "tiles": view.tiles(record),
        "trust": view.trust(record),
        "dots": view.dots(record),
        "cannot_tell": view.CANNOT_TELL,
        "truth_sentence": view.truth_sentence(record),
        "truth_rows": view.truth_rows(record),
        "verdicts": list(VERDICTS.values()),
        "segments": list(SEGMENTS.values()),
        "files": files,
        "flagged": [f for f in files if f.flagged],
        "has_truth": any(f.truth for f in files),
        "card": record.model,
        "points": view.point_rows(record.model),
        "metric_names": names,
        "metric_rows": rows,
        "settings": view.settings(record),
        "timeline": _drawing,
    }


def write_html(record: ReportRecord, path: Path) -> None:
    """Write the page.

    Raises:
        ReportError: The file cannot be written, or the templates are damaged.
    """
    try:
        pieces = environment().get_template("report.html.j2").generate(**context(record))
        with replacing(path) as temporary, temporary.open("w", encoding="utf-8", errors="replace", newline="\n") as out:
            out.writelines(pieces)
    except (TemplateError, FileNotFoundError) as error:
        raise ReportError(f"The report template is damaged: {error}", "Install the program again.") from error
