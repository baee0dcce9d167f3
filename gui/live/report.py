"""The report of one session."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.report.card import card_of
from engine.report.record import Settings as ReportSettings
from engine.report.record import make_record
from engine.report.write import FORMATS, write_report
from engine.results import FileResult
from engine.version import app_version
from gui.context import AppContext


def write_session_report(result: FileResult, target: Path) -> Path:
    """Write it; for a thread.

    Raises:
        ReportError: It cannot be written.
        UsageError: The suffix names no format.
    """
    settings = ReportSettings(hop_s=result.hop_s, point=result.point, others=(("input", result.source.decoder),))
    record = make_record(
        [result], card_of(result.model, result.model_sha256), app_version=app_version(), settings=settings
    )
    write_report(record, target, windows=True)
    return target


def ask_target(context: AppContext, result: FileResult, parent: QWidget) -> Path | None:
    """Ask where it goes; None when the user changed their mind."""
    folder = Path(context.settings.report_folder or Path.home())
    first = context.settings.report_format
    filters = {kind: f"{kind.upper()} (*.{kind})" for kind in (first, *(each for each in FORMATS if each != first))}
    start = folder / f"{result.path.stem}.{first}"
    name, chosen = QFileDialog.getSaveFileName(
        parent,
        QCoreApplication.translate("LiveReport", "Export a report of the session"),
        str(start),
        ";;".join(filters.values()),
    )
    if not name:
        return None
    target = Path(name)
    kind = next((kind for kind, words in filters.items() if words == chosen), first)
    return target if target.suffix.lower().removeprefix(".") in FORMATS else target.with_name(f"{target.name}.{kind}")
