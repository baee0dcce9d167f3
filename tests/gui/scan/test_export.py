"""Reports from the table: the files that were asked for, with the truth that is known now."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.errors import ReportError, UsageError
from engine.history import FileStamp, History, JobSpec
from engine.results import Verdict, WindowScore
from gui.context import AppContext
from gui.scan.export import FORMATS, SELECTED, ExportDialog, ExportOrder, make_report, write_report
from gui.scan.rows import FileRow

Make = Callable[..., FileRow]


@pytest.fixture
def order(tmp_path: Path, make_row: Make) -> ExportOrder:
    db = tmp_path / "h.db"
    history = History(db)
    job = history.start_job(JobSpec("scan", "f", (), "tiny", "s", 3.0))
    rows = (
        make_row("anna.wav", Verdict.HUMAN, truth="ai"),
        make_row("robot.wav", Verdict.AI, truth="ai"),
        make_row("broken.wav", Verdict.ERROR),
    )
    for row in rows:
        assert row.result is not None
        full = replace(row.result, windows=(WindowScore(0.0, 3.0, 2.0, 0.9, 1.0),))
        history.save_result(job, full, FileStamp(1, 1))
        row.job_id = job
    return ExportOrder(rows, "all", "json", tmp_path / "out", db, "cpu")


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_is_written(order: ExportOrder, kind: str, tmp_path: Path) -> None:
    target = write_report(replace(order, format=kind, target=tmp_path / f"out.{kind}"))
    data = target.read_bytes()
    assert len(data) > 200
    assert data.startswith(b"%PDF") if kind == "pdf" else b"robot.wav" in data


@pytest.mark.parametrize(
    ("files", "names"),
    [
        ("all", ["anna.wav", "robot.wav", "broken.wav"]),
        ("flagged", ["robot.wav"]),
        ("incorrect", ["anna.wav"]),
        (SELECTED, ["anna.wav", "robot.wav", "broken.wav"]),
    ],
)
def test_the_chosen_files_are_listed_and_the_totals_are_those_of_all(
    order: ExportOrder, files: str, names: list[str]
) -> None:
    record = make_report(replace(order, files=files))
    assert [each.name for each in record.files] == names
    assert record.scanned == 3
    assert record.metrics is not None
    assert record.metrics.n_files == 2


def test_windows_are_loaded_where_they_are_drawn_or_asked_for(order: ExportOrder) -> None:
    in_html = {each.name: len(each.windows) for each in make_report(replace(order, format="html")).files}
    assert in_html == {"anna.wav": 0, "robot.wav": 1, "broken.wav": 0}
    assert not any(each.windows for each in make_report(order).files)
    target = write_report(replace(order, windows=True))
    assert all(each["windows"] for each in json.loads(target.read_text(encoding="utf-8")))


def test_two_detectors_are_both_named(order: ExportOrder, make_row: Make) -> None:
    row = make_row("c.wav")
    assert row.result is not None
    row.result = replace(row.result, model="other", model_sha256="o")
    first = order.rows[0]
    assert first.result is not None
    first.result = replace(first.result, model_sha256="t")
    record = make_report(replace(order, rows=(*order.rows, row)))
    assert ("detectors", "other, tiny") in record.settings.others


def test_errors_say_what_to_do(order: ExportOrder, tmp_path: Path, make_row: Make) -> None:
    with pytest.raises(ReportError):
        write_report(replace(order, target=tmp_path / "nowhere" / "out.json"))
    with pytest.raises(UsageError, match="incorrect"):
        write_report(replace(order, rows=(make_row("a.wav"),), files="incorrect"))


def test_the_dialog_offers_only_what_has_files(context: AppContext, qtbot: Any) -> None:
    context.store.update(report_format="pdf")
    counts = {"all": 3, "flagged": 1, "incorrect": 0, SELECTED: 0}
    dialog = ExportDialog(context, counts, "incorrect")
    qtbot.addWidget(dialog)
    assert dialog.files == "all"
    assert dialog.chosen_format == "pdf"
    assert not dialog.choices["incorrect"].isEnabled()
    assert "(1)" in dialog.choices["flagged"].text()
    other = ExportDialog(context, counts, "flagged")
    qtbot.addWidget(other)
    assert other.files == "flagged"
