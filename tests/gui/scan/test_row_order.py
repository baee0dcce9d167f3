"""What the filter shows and in which order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.results import Verdict
from gui.scan.row_order import Column, Filter, Sorting
from gui.scan.rows import FileRow, RowState

Make = Callable[..., FileRow]


@pytest.fixture
def rows(make_row: Make) -> list[FileRow]:
    return [
        make_row("b/Human.wav", Verdict.HUMAN, 0.2, "ai"),
        make_row("a/robot.wav", Verdict.AI, 0.8, "ai"),
        FileRow(Path("/in/waiting.wav"), state=RowState.WAITING),
        make_row("a/broken.wav", Verdict.ERROR),
        make_row("c/Robot.wav", Verdict.AI, 0.95, "human"),
    ]


def names(rows: list[FileRow]) -> list[str]:
    return [row.name for row in rows]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), ["Human.wav", "robot.wav", "waiting.wav", "broken.wav", "Robot.wav"]),
        (Filter(frozenset({Verdict.AI})), ["robot.wav", "Robot.wav"]),
        (Filter(frozenset({Verdict.AI, Verdict.ERROR})), ["robot.wav", "broken.wav", "Robot.wav"]),
        (Filter(incorrect=True), ["Human.wav", "Robot.wav"]),
        (Filter(search="ROBOT"), ["robot.wav", "Robot.wav"]),
        (Filter(search=" /a/  wav"), ["robot.wav", "broken.wav"]),
        (Filter(frozenset({Verdict.AI}), incorrect=True, search="c/"), ["Robot.wav"]),
        (Filter(search="nothing"), []),
    ],
)
def test_filters(rows: list[FileRow], wanted: Filter, found: list[str]) -> None:
    assert names(wanted.accept(rows)) == found


def test_a_filter_of_spaces_shows_everything() -> None:
    assert Filter(search="  ").is_open
    assert not Filter(incorrect=True).is_open


def test_verdicts_are_sorted_by_urgency_then_by_probability(rows: list[FileRow]) -> None:
    assert names(Sorting(Column.VERDICT).apply(rows)) == [
        "Robot.wav",
        "robot.wav",
        "Human.wav",
        "broken.wav",
        "waiting.wav",
    ]


@pytest.mark.parametrize("column", list(Column))
def test_rows_without_a_value_come_last_in_both_directions(rows: list[FileRow], column: Column) -> None:
    up, down = (Sorting(column, descending=each).apply(rows) for each in (False, True))
    assert set(up) == set(down) == set(rows)
    if column not in (Column.FILE, Column.STATE):
        assert up[-1].result is None or up[-1].truth == "" or up[-1].verdict is Verdict.ERROR
        assert rows[2] in down[-3:]
        assert rows[2] in up[-3:]


def test_the_order_of_arrival_comes_back(rows: list[FileRow]) -> None:
    assert Sorting().apply(Sorting(Column.FILE).apply(rows)) != rows
    assert Sorting().apply(rows) == rows


def test_names_are_sorted_without_regard_to_case(rows: list[FileRow]) -> None:
    assert names(Sorting(Column.FILE).apply(rows))[:2] == ["broken.wav", "Human.wav"]
