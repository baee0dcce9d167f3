from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.errors import UsageError
from engine.report.write import FORMATS
from engine.results import FileResult, Verdict
from gui.live.report import ask_target, write_session_report


@pytest.fixture
def result(tmp_path: Path) -> FileResult:
    return FileResult(tmp_path / "Live session 2026-11-22 14.03.05.flac", Verdict.HUMAN, duration_s=12.0, model="tiny")


@pytest.mark.parametrize("kind", FORMATS)
def test_a_session_is_written_in_every_format(qapp: Any, result: FileResult, tmp_path: Path, kind: str) -> None:
    assert qapp is not None
    target = write_session_report(result, tmp_path / f"report.{kind}")
    assert target.stat().st_size > 100
    if kind != "pdf":
        assert "Live session 2026-11-22" in target.read_text(encoding="utf-8-sig")


def test_an_unknown_format_is_a_usage_error(result: FileResult, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="docx"):
        write_session_report(result, tmp_path / "report.docx")


@pytest.mark.parametrize(
    ("name", "chosen", "expected"),
    [("a.pdf", "HTML (*.html)", "a.pdf"), ("a", "CSV (*.csv)", "a.csv"), ("a 14.03.05", "", "a 14.03.05.html")],
)
def test_the_suffix_follows_the_name_or_the_filter(
    qtbot: Any,
    context: Any,
    result: FileResult,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    chosen: str,
    expected: str,
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(tmp_path / name), chosen))
    assert ask_target(context, result, parent) == tmp_path / expected
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: ("", ""))
    assert ask_target(context, result, parent) is None
