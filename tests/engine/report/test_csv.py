"""The table: formulas defused, names kept, everything needed on every row."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from engine.report.csv import defused, to_csv, write_csv
from engine.report.record import ReportRecord


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_cells_that_a_spreadsheet_would_run_are_defused(start: str) -> None:
    assert defused(f"{start}1") == f"'{start}1"
    assert defused(f"a{start}1") == f"a{start}1"


def test_no_text_cell_begins_like_a_formula(record: ReportRecord) -> None:
    for row in csv.DictReader(io.StringIO(to_csv(record), newline="")):
        for name, cell in row.items():
            assert not cell.startswith(("=", "+", "@", "\t", "\r"))
            assert not cell.startswith("-") or name == "score"
        assert row["detector_sha256"] == record.model.sha256
        assert row["app_version"] == "0.1.0"


def test_file_has_a_mark_for_excel_and_one_row_a_file(record: ReportRecord, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    write_csv(record, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    assert [r["verdict"] for r in rows] == [f.verdict.value for f in record.files]
    assert rows[2]["name"] == "'=cmd|'calc'!A0.wav"
    assert rows[1]["ai_parts"] == "12:30-14:03"
    assert rows[7]["name"] == "caf\ufffd.wav"
    assert (rows[0]["probability_ai_percent"], rows[0]["truth"], rows[0]["incorrect"]) != ("", "", "")
