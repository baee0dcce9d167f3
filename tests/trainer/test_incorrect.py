"""The list of wrong verdicts: the same files in all three forms, every name harmless."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

import pytest

from engine.results import Verdict
from trainer.evaluation import Evaluation, ScoredFile
from trainer.incorrect import as_csv, as_html, as_text, incorrect_rows, write_incorrect


def scored(path: Path, truth: str, verdict: Verdict, probability: float | None, source: str = "radio") -> ScoredFile:
    score = None if probability is None else 8 * (probability - 0.5)
    return ScoredFile(path, truth, verdict, probability, (score,), "Engine" * (truth == "ai"), source, 4.2)


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    odd = tmp_path / "<b>odd & name.wav"
    odd.write_bytes(b"sound")
    files = (
        scored(odd, "ai", Verdict.HUMAN, 0.2),
        scored(Path("gone.wav"), "human", Verdict.AI, 0.99, "=cmd|' /C calc'!A0"),
        scored(Path("part.wav"), "human", Verdict.CONTAINS_AI, 0.4),
        scored(Path("right.wav"), "human", Verdict.HUMAN, 0.1),
        scored(Path("open.wav"), "ai", Verdict.UNCERTAIN, 0.5),
        scored(Path("quiet.wav"), "ai", Verdict.NO_SPEECH, None),
    )
    return Evaluation("tiny", "0" * 64, "my <data>", "1" * 64, "dev", (), {}, (), files)


def test_undecided_files_are_not_incorrect_and_the_surest_mistakes_come_first(evaluation: Evaluation) -> None:
    assert [f.path.name for f in evaluation.incorrect] == ["gone.wav", "<b>odd & name.wav", "part.wav"]


def test_the_text_says_everything_about_a_file(evaluation: Evaluation) -> None:
    lines = as_text(evaluation, incorrect_rows(evaluation)).splitlines()
    assert lines[0] == "tiny on my <data>, split dev: 3 of 4 decided files are incorrect"
    assert lines[1] == "6 files in all; 2 of them were left undecided."
    assert "truth ai, verdict human, AI probability 20 %, Engine, 4.2 s" in lines[4]
    assert hashlib.sha256(b"sound").hexdigest() in lines[4]


def test_the_table_is_harmless_in_a_spreadsheet(evaluation: Evaluation) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(incorrect_rows(evaluation)))))
    assert rows[0]["source"] == "'=cmd|' /C calc'!A0"
    assert (rows[0]["truth"], rows[0]["verdict"], rows[0]["probability_ai"], rows[0]["sha256"]) == (
        "human",
        "ai",
        "0.9900",
        "",
    )
    assert rows[1]["generator"] == "Engine"


def test_the_page_escapes_names_and_asks_nobody(evaluation: Evaluation) -> None:
    page = as_html(evaluation, incorrect_rows(evaluation))
    assert "&lt;b&gt;odd &amp; name.wav" in page
    assert "<b>odd" not in page
    assert "my &lt;data&gt;" in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert page.count("<tbody data-style=") == 3
    assert 'data-sort="0.99"' in page


def test_a_list_without_mistakes_says_so(evaluation: Evaluation, tmp_path: Path) -> None:
    right = Evaluation("tiny", "0" * 64, "d", "1" * 64, "dev", (), {}, (), evaluation.files[3:4])
    text, table, page = write_incorrect(right, tmp_path)
    assert "0 of 1 decided files are incorrect" in text.read_text()
    assert len(table.read_text(encoding="utf-8-sig").splitlines()) == 1
    assert "No file was classified incorrectly" in page.read_text()
