"""No window is larger than the screen."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QDialog

from gui.widgets.fitting import resize_on_screen


def test_a_window_keeps_to_the_screen(qtbot: Any) -> None:
    window = QDialog()
    qtbot.addWidget(window)
    resize_on_screen(window, 300, 200)
    assert window.size().toTuple() == (300, 200)
    resize_on_screen(window, 300, 100_000)
    assert window.width() == 300
    assert 0.8 * window.screen().availableSize().height() < window.height() < window.screen().availableSize().height()
