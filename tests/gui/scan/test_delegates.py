"""What is painted can be read: contrast of the pills in both themes, and nothing is drawn for nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor

from engine.results import Verdict
from gui.context import AppContext
from gui.scan.delegates import tinted
from gui.scan.results_model import ResultsModel
from gui.scan.row_order import Column
from gui.scan.rows import FileRow, RowState
from gui.scan.table_view import ScanTable


def luminance(colour: QColor) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture
def table(context: AppContext, make_row: Callable[..., FileRow], qtbot: Any) -> ScanTable:
    model = ResultsModel()
    model.add([make_row(f"{verdict}.wav", verdict) for verdict in Verdict])
    model.add([FileRow(Path("/in/next.wav"), state=RowState.RUNNING, share=0.5)])
    made = ScanTable(model, context.theme)
    made.kept = model
    qtbot.addWidget(made)
    made.resize(1000, 400)
    made.show()
    return made


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_the_words_on_the_pills_have_the_contrast_of_wcag_aa(context: AppContext, choice: str) -> None:
    context.theme.choose(choice)
    colours = context.theme.colours
    for verdict in Verdict:
        pill = tinted(context.theme.verdict_fill(verdict), colours.raised)
        assert contrast(colours.text, pill) >= 4.5
        assert contrast(context.theme.verdict_colour(verdict), pill) >= 3.0  # the icon


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_every_verdict_has_its_colour_in_the_picture(table: ScanTable, context: AppContext, choice: str) -> None:
    context.theme.choose(choice)
    image = table.viewport().grab().toImage()
    for row, verdict in enumerate(Verdict):
        box = table.visualRect(table.model().index(row, Column.VERDICT))
        fill = context.theme.verdict_fill(verdict).rgb()
        seen = {image.pixelColor(x, box.center().y()).rgb() for x in range(box.left(), box.right())}
        pill = tinted(context.theme.verdict_fill(verdict), context.theme.colours.raised).rgb()
        assert pill in seen, verdict
        assert fill in {
            image.pixelColor(x, y).rgb() for x in range(box.left(), box.right()) for y in range(box.top(), box.bottom())
        }
    waiting = table.visualRect(table.model().index(len(Verdict), Column.VERDICT))
    assert len({image.pixelColor(x, waiting.center().y()).rgb() for x in range(waiting.left(), waiting.right())}) == 1


def test_columns_are_given_up_where_there_is_no_room_and_come_back(table: ScanTable, qtbot: Any) -> None:
    hidden = lambda: {column for column in Column if table.isColumnHidden(column)}  # noqa: E731
    assert hidden() == set()
    table.resize(520, 400)
    qtbot.waitUntil(lambda: Column.DETECTOR in hidden())
    assert Column.TRUTH in hidden()
    table.show_truth(known=True)
    assert not hidden() & {Column.VERDICT, Column.FILE, Column.PROBABILITY, Column.TRUTH}
    assert table.columnWidth(Column.FILE) >= 140
    table.resize(1000, 400)
    qtbot.waitUntil(lambda: hidden() == set())


def test_a_hundred_thousand_rows_paint_only_what_is_seen(
    context: AppContext, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = ResultsModel()
    model.add([FileRow(Path(f"/in/{number}.wav")) for number in range(100_000)])
    table = ScanTable(model, context.theme)
    qtbot.addWidget(table)
    table.resize(1000, 400)
    table.show()
    asked: set[int] = set()
    text = ResultsModel.text
    monkeypatch.setattr(ResultsModel, "text", lambda self, row, column: asked.add(row.place) or text(self, row, column))
    table.scrollToBottom()
    table.grab()
    assert 5 <= len(asked) <= 40
    assert 99_999 in asked
    table.selectAll()
    assert len(table.selected_rows()) == 100_000
