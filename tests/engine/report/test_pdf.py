"""The PDF, read back with poppler where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import ReportError
from engine.report.record import ReportRecord

pytest.importorskip("PySide6.QtGui", reason="Qt's system libraries are not installed")


def text_of(path: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    found = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    # Fonts join f and i to one sign; NFKC takes them apart.
    return unicodedata.normalize("NFKC", found.stdout.decode())


def test_pages_have_footers_and_the_text_of_the_record(record: ReportRecord, tmp_path: Path) -> None:
    from engine.report.pdf import write_pdf

    write_pdf(record, tmp_path / "r.pdf")
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    text = text_of(tmp_path / "r.pdf")
    pages = text.count("\f")
    assert pages >= 2
    for number in range(1, pages + 1):
        assert f"page {number} of {pages}" in text
    for wanted in ("3 of 9 files are flagged", "Veravox 0.1.0", "Подкаст", "<script>alert(1)", "about 9 were"):
        assert wanted in text
    assert "\ue000" not in text


def test_hundreds_of_rows_take_seconds(make: Callable[..., ReportRecord]) -> None:
    from engine.report.pdf import to_pdf

    few = make(truth=True).files
    files = [replace(few[i % 9], path=Path(f"/a/{i}.mp3")) for i in range(400)]
    started = time.process_time()
    assert len(to_pdf(make(files))) > 100_000
    assert time.process_time() - started < 15


def test_a_missing_folder_is_a_report_error(record: ReportRecord, tmp_path: Path) -> None:
    from engine.report.pdf import write_pdf

    with pytest.raises(ReportError):
        write_pdf(record, tmp_path / "missing" / "r.pdf")
    assert not (tmp_path / "missing").exists()


def test_qt_is_not_imported_by_the_other_writers() -> None:
    code = "import sys, engine.report.html, engine.report.csv, engine.report.json; print('PySide6' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_none_survives_any_number_of_qt_calls() -> None:
    code = (
        "from engine.qt_none import protect_none\n"
        "protect_none()\n"
        "from PySide6.QtCore import QObject\n"
        "o = QObject()\n"
        "for _ in range(20_000): o.setObjectName('x')\n"
        "print('alive')"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "alive"
