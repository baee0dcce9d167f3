"""Notifications come only while the user looks elsewhere, and only where the system has a place for them."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from gui.widgets.notifier import Notifier


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda _self: None)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _self, title, text, *_: told.append((title, text)))
    return told


def test_a_window_that_is_looked_at_needs_none(
    qtbot: Any, shown: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    notifier = Notifier(window)
    monkeypatch.setattr(QWidget, "isActiveWindow", lambda _self: True)
    assert not notifier.tell("Done", "5 files", QIcon())
    assert shown == []
    monkeypatch.setattr(QWidget, "isActiveWindow", lambda _self: False)
    assert notifier.tell("Done", "5 files", QIcon())
    assert shown == [("Done", "5 files")]
    notifier.hide()


def test_a_system_without_a_place_for_it_is_no_error(qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    monkeypatch.setattr(QWidget, "isActiveWindow", lambda _self: False)
    window = QWidget()
    qtbot.addWidget(window)
    assert not Notifier(window).tell("Done", "5 files", QIcon())
