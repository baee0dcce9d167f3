"""The list of what happened shows every word."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPixmap

from gui.live.event_list import EventList


def test_long_words_get_as_many_lines_as_they_need_also_beside_the_scroll_bar(qtbot: Any) -> None:
    card = EventList()
    qtbot.addWidget(card)
    card.resize(240, 180)
    card.show()
    sign = QPixmap(16, 16)
    sign.fill(Qt.GlobalColor.red)
    for second in range(12):
        card.tell(second, "The input is overdriven (clipping)", QIcon(sign))
    qtbot.waitUntil(card.list.verticalScrollBar().isVisible, timeout=30_000)
    qtbot.wait(50)
    line = card.list.fontMetrics().height()
    room = card.list.viewport().width() - 16
    width = card.list.fontMetrics().horizontalAdvance("0:00.0  The input is overdriven (clipping)")
    assert width > room  # else this test says nothing
    assert all(card.list.visualItemRect(card.list.item(row)).height() >= 2 * line for row in range(12))
    card.clear()
    assert card.texts() == []
