"""The record: selections, totals, metrics."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.errors import ReportError, UsageError
from engine.report.atomic import replacing, write_text
from engine.report.metrics import truth_metrics
from engine.report.record import ReportRecord, select
from engine.results import FileResult, Verdict


def test_selections(make: Callable[..., ReportRecord]) -> None:
    files = make(truth=True).files
    assert select(files, "all") == files
    assert {f.verdict for f in select(files, "flagged")} == {Verdict.AI, Verdict.CONTAINS_AI}
    assert [f.name for f in select(files, "errors")] == ["broken.mp3"]
    assert all(f.is_incorrect for f in select(files, "incorrect"))
    assert len(select(files, "incorrect")) == 3


def test_incorrect_needs_the_truth(make: Callable[..., ReportRecord]) -> None:
    with pytest.raises(UsageError) as caught:
        make(only="incorrect")
    assert "--labels" in caught.value.hint


def test_an_unknown_selection_names_the_known(make: Callable[..., ReportRecord]) -> None:
    with pytest.raises(UsageError) as caught:
        make(only="suspicious")
    assert "flagged" in caught.value.hint


def test_totals_are_of_the_whole_scan(make: Callable[..., ReportRecord]) -> None:
    record = make(only="errors")
    assert len(record.files) == 1
    assert record.scanned == sum(record.totals.values()) == 9
    assert record.flagged == 3


def scored(truth: str, score: float, verdict: Verdict) -> FileResult:
    return FileResult(Path(f"{truth}{score}"), verdict, score=score, truth=truth)


def test_metrics_count_only_decided_files() -> None:
    files = [
        scored("ai", 2.0, Verdict.AI),
        scored("ai", -1.0, Verdict.HUMAN),
        scored("human", -2.0, Verdict.HUMAN),
        scored("human", 0.0, Verdict.UNCERTAIN),
        scored("", 3.0, Verdict.AI),
    ]
    found = truth_metrics(files)
    assert found is not None
    assert (found.n_files, found.decided, found.correct) == (4, 3, 2)
    assert found.confusion["human", Verdict.UNCERTAIN] == 1
    assert found.auc == pytest.approx(0.75)
    assert truth_metrics(files[-1:]) is None
    one_class = truth_metrics(files[:2])
    assert one_class is not None
    assert one_class.auc is None


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    write_text(path, "old")

    def break_off() -> None:
        with replacing(path) as temporary:
            temporary.write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(ReportError, match="folder"):
        write_text(tmp_path, "x")
