"""Widgets break into lines like words."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from gui.widgets.flow_layout import FlowLayout


@pytest.fixture
def box(qtbot: Any) -> QWidget:
    made = QWidget()
    flow = FlowLayout(made, spacing=10)
    for _ in range(4):
        child = QWidget()
        child.setFixedSize(100, 20)
        flow.addWidget(child)
    qtbot.addWidget(made)
    made.show()
    return made


def places(box: QWidget) -> list[tuple[int, int]]:
    layout = box.layout()
    assert layout is not None
    layout.activate()
    widgets = [layout.itemAt(index).widget() for index in range(layout.count())]
    return [(each.x(), each.y()) for each in widgets if each is not None and not each.isHidden()]


def test_everything_stands_in_one_line_where_there_is_room(box: QWidget) -> None:
    box.resize(430, 200)
    assert places(box) == [(0, 0), (110, 0), (220, 0), (330, 0)]
    assert box.layout().sizeHint().width() == 430
    assert box.layout().heightForWidth(430) == 20


def test_what_has_no_room_goes_to_the_next_line(box: QWidget) -> None:
    box.resize(429, 200)
    assert places(box) == [(0, 0), (110, 0), (220, 0), (0, 30)]
    assert box.layout().heightForWidth(220) == 50
    assert box.layout().heightForWidth(50) == 110


def test_hidden_widgets_take_no_room(box: QWidget) -> None:
    box.layout().itemAt(0).widget().hide()
    box.resize(430, 200)
    assert places(box) == [(0, 0), (110, 0), (220, 0)]


def test_lower_widgets_stand_in_the_middle_of_their_line(box: QWidget) -> None:
    box.layout().itemAt(1).widget().setFixedSize(100, 10)
    box.resize(430, 200)
    assert places(box) == [(0, 0), (110, 5), (220, 0), (330, 0)]
    assert box.layout().heightForWidth(430) == 20
