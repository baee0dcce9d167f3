"""Results as a table for spreadsheets; cells that a spreadsheet would run as a formula are defused."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from engine.report.atomic import write_text
from engine.report.record import ReportRecord
from engine.report.words import DIRECTION, VERDICTS, flagged_times, shown
from engine.results import FileResult

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
Cell = str | int | float | None


def defused(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe in front of = + - @ tab and line ends.

    >>> defused("=1+1"), defused("plain")
    ("'=1+1", 'plain')
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _row(result: FileResult, record: ReportRecord) -> dict[str, Cell]:
    point = record.model.point(result.point or record.settings.point)
    source = result.source
    return {
        "name": result.name,
        "verdict": result.verdict.value,
        "in_words": VERDICTS[result.verdict].word,
        "truth": result.truth,
        "incorrect": ("yes" if result.is_incorrect else "no") if result.truth else "",
        "probability_ai_percent": _rounded(None if result.probability_ai is None else 100 * result.probability_ai, 1),
        "score": _rounded(result.score, 3),
        "percent_ai": _rounded(result.percent_ai, 1),
        "percent_human": _rounded(result.percent_human, 1),
        "ai_parts": flagged_times(result),
        "reason": result.reason,
        "duration_s": _rounded(result.duration_s, 1),
        "speech_s": _rounded(result.speech_s, 1),
        "warnings": " ".join(result.warnings),
        "error": result.error,
        "hint": result.hint,
        "decoder": source.decoder,
        "codec": source.codec,
        "bit_rate": source.bit_rate,
        "sample_rate": source.sample_rate or None,
        "channels": source.channels or None,
        "sha256": result.sha256,
        "operating_point": result.point or (point.name if point else ""),
        "measured_false_alarms_percent": _rounded(100 * point.false_alarm_rate, 1) if point else None,
        "measured_misses_percent": _rounded(100 * point.miss_rate, 1) if point else None,
        "how_to_read": DIRECTION,
        "detector": result.model or record.model.name,
        "detector_sha256": result.model_sha256 or record.model.sha256,
        "hop_s": result.hop_s,
        "app_version": record.app_version,
        "created": record.created,
        "command": record.settings.command,
        "path": str(result.path),
    }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def to_csv(record: ReportRecord) -> str:
    """The table as text, one row a file, the first row the column names."""
    out = io.StringIO()
    columns = list(_row(FileResult(Path("x"), next(iter(VERDICTS))), record))
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    for result in record.files:
        cells = _row(result, record).items()
        writer.writerow({k: defused(shown(v)) if isinstance(v, str) else v for k, v in cells})
    return out.getvalue()


def write_csv(record: ReportRecord, path: Path) -> None:
    """Write the table; UTF-8 with a mark at the start, without which Excel misreads names.

    Raises:
        ReportError: The file cannot be written.
    """
    write_text(path, to_csv(record), encoding="utf-8-sig")
