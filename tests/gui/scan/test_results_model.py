"""The table's model: small signals, few operations, and rows that are found again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from engine.results import Verdict
from gui.scan.results_model import ResultsModel
from gui.scan.row_order import Column, Filter
from gui.scan.rows import FileRow, RowState

Make = Callable[..., FileRow]
MANY = 100_000


@pytest.fixture
def model(qtbot: Any) -> ResultsModel:
    del qtbot
    made = ResultsModel()
    made.tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    return made


@pytest.fixture(scope="module")
def big() -> ResultsModel:
    made = ResultsModel()
    made.add([FileRow(Path(f"/in/{number:06d}.wav"), state=RowState.WAITING) for number in range(MANY)])
    return made


def names(model: ResultsModel) -> list[str]:
    return [model.index(row, Column.FILE).data() for row in range(model.rowCount())]


def test_a_row_is_shown_in_words(model: ResultsModel, make_row: Make) -> None:
    model.add([make_row("robot.wav", Verdict.AI, 0.87, "human"), FileRow(Path("/in/next.wav"))])
    cells = [model.index(0, column).data() for column in Column]
    assert cells == ["Likely AI", "robot.wav", "87 %", "9.0 s", "6.0 s", "tiny", "human", "Done"]
    assert [model.index(1, column).data() for column in Column] == ["", "next.wav", "", "", "", "", "", "Found"]
    spoken = model.index(0, Column.TRUTH).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Truth: human, the verdict is incorrect"
    assert "Likely AI" in model.index(0, Column.VERDICT).data(Qt.ItemDataRole.ToolTipRole)
    assert model.headerData(Column.VERDICT, Qt.Orientation.Horizontal) == "Verdict"


def test_the_same_file_is_added_once(model: ResultsModel) -> None:
    first, second = FileRow(Path("/in/a.wav")), FileRow(Path("/in/a.wav"))
    model.add([first])
    model.add([second])
    assert len(model) == 1
    assert model.row_of(Path("/in/a.wav")) is first


def test_a_filter_follows_the_results(model: ResultsModel, make_row: Make, qtbot: Any) -> None:
    rows = [FileRow(Path(f"/in/{name}.wav"), state=RowState.WAITING) for name in "abc"]
    model.add(rows)
    model.set_filter(Filter(frozenset({Verdict.AI})))
    assert names(model) == []
    done = make_row("b.wav", Verdict.AI).result
    assert done is not None
    with qtbot.waitSignal(model.figures_changed):
        model.set_result(rows[1], done, 7)
    assert names(model) == ["b.wav"]
    assert model.verdicts[Verdict.AI] == 1
    model.set_filter(Filter())
    assert names(model) == ["a.wav", "b.wav", "c.wav"]


def test_sorting_keeps_what_is_selected(model: ResultsModel, make_row: Make) -> None:
    model.add([make_row("a.wav", Verdict.HUMAN, 0.1), make_row("b.wav", Verdict.AI, 0.9), make_row("c.wav")])
    kept = QPersistentModelIndex(model.index(1, Column.FILE))
    model.sort(Column.PROBABILITY, Qt.SortOrder.DescendingOrder)
    assert names(model)[0] == "b.wav"
    assert kept.row() == 0
    assert kept.data() == "b.wav"
    model.sort(-1)
    assert names(model) == ["a.wav", "b.wav", "c.wav"]


def test_removed_rows_are_gone_and_counted_out(model: ResultsModel, make_row: Make) -> None:
    model.add([make_row("a.wav", Verdict.AI), make_row("b.wav", Verdict.AI), make_row("c.wav")])
    model.remove([model.shown[0]])
    assert names(model) == ["b.wav", "c.wav"]
    assert model.verdicts == {Verdict.AI: 1, Verdict.HUMAN: 1}
    assert model.row_of(Path("/in/a.wav")) is None


def test_a_new_result_replaces_the_old_count_and_keeps_the_truth(model: ResultsModel, make_row: Make) -> None:
    row = make_row("a.wav", Verdict.AI, truth="human")
    model.add([row])
    other = make_row("a.wav", Verdict.HUMAN).result
    assert other is not None
    model.set_result(row, other, 9)
    assert (row.truth, row.job_id, row.is_incorrect) == ("human", 9, False)
    assert +model.verdicts == {Verdict.HUMAN: 1}


def test_many_changes_tell_the_figures_once(model: ResultsModel, make_row: Make, qtbot: Any) -> None:
    rows = [make_row(f"{number}.wav") for number in range(20)]
    model.add(rows)
    with qtbot.waitSignal(model.figures_changed):
        pass
    told: list[int] = []
    model.figures_changed.connect(lambda: told.append(1))
    for row in rows:
        model.set_truth([row], "ai")
    with qtbot.waitSignal(model.figures_changed):
        pass
    assert len(told) == 1


def test_100_000_rows_are_filtered_and_sorted_without_asking_for_cells(
    big: ResultsModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(ResultsModel, "data", lambda *_args: asked.append(1))
    looked: list[int] = []
    accept = Filter.accept
    monkeypatch.setattr(Filter, "accept", lambda self, rows: looked.append(1) or accept(self, rows))
    big.set_filter(Filter(search="0999"))
    assert big.rowCount() == sum("0999" in f"{number:06d}" for number in range(MANY))
    big.sort(Column.FILE, Qt.SortOrder.DescendingOrder)
    big.set_filter(Filter())
    assert big.rowCount() == MANY
    assert big.shown[0].name == f"{MANY - 1:06d}.wav"
    big.sort(-1)
    assert not asked
    assert len(looked) == 4  # one pass over the rows for each change, no more


def test_one_result_among_100_000_rows_changes_one_row(big: ResultsModel, make_row: Make) -> None:
    told: list[tuple[int, int]] = []
    big.dataChanged.connect(lambda first, last, *_: told.append((first.row(), last.row())))
    resets: list[int] = []
    big.modelReset.connect(lambda: resets.append(1))
    row = big.shown[50_000]
    result = make_row("x.wav", Verdict.AI).result
    assert result is not None
    big.set_result(row, result, 1)
    big.set_share(big.shown[3], 0.5)
    assert told == [(50_000, 50_000), (3, 3)]
    assert not resets
    assert big.index(3, Column.STATE).data() == "Waiting"
