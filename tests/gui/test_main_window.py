"""The shell: places, keys, messages, closing, state."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QVBoxLayout, QWidget

from gui.context import AppContext
from gui.main_window import MainWindow
from gui.places import PLACES
from gui.shortcuts import ShortcutSheet
from gui.start_check import check


class Page(QWidget):
    """A page with one button and everything that the shell may ask a page for."""

    running = ""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.requests: list[list[Path]] = []
        self.ended = 0
        self.shown_section = ""
        context.scan_requested.connect(self.requests.append)
        layout = QVBoxLayout(self)
        layout.addWidget(QPushButton("Do it"))

    def work(self) -> str:
        return self.running

    def shut_down(self) -> None:
        self.ended += 1

    def shortcuts(self) -> list[tuple[str, str]]:
        return [("Ctrl+K", f"Key of {type(self).__name__}")]

    def show_section(self, name: str) -> None:
        self.shown_section = name


@pytest.fixture
def plain_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real pages have tests of their own."""
    for place in PLACES:
        page = type(f"{place.key.title()}Page", (Page,), {})
        monkeypatch.setitem(sys.modules, place.module, SimpleNamespace(**{place.page: page}))


@pytest.fixture
def window(qtbot: Any, context: AppContext, plain_pages: None) -> MainWindow:
    del plain_pages
    made = MainWindow(context)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_only_the_first_place_is_made_at_the_start(window: MainWindow) -> None:
    assert list(window.pages) == ["scan"]
    assert window.side_bar.buttons["scan"].isChecked()


@pytest.mark.parametrize(("key", "place"), list(zip("12345", [place.key for place in PLACES], strict=True)))
def test_control_and_a_digit_lead_to_a_place(window: MainWindow, key: str, place: str) -> None:
    QTest.keyClick(window, Qt.Key(ord(key)), Qt.KeyboardModifier.ControlModifier)
    assert window.place == place
    assert window.stack.currentWidget() is window.pages[place]
    assert window.side_bar.buttons[place].isChecked()


def test_a_click_in_the_side_bar_leads_to_a_place(window: MainWindow, qtbot: Any) -> None:
    qtbot.mouseClick(window.side_bar.buttons["history"], Qt.MouseButton.LeftButton)
    assert window.place == "history"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_return_and_space_press_the_button_that_has_the_keyboard(window: MainWindow, key: Qt.Key) -> None:
    pressed: list[str] = []
    button = window.pages["scan"].findChild(QPushButton)
    assert button is not None
    button.clicked.connect(lambda: pressed.append("page"))
    button.setFocus()
    QTest.keyClick(button, key)
    assert pressed == ["page"]
    window.side_bar.buttons["live"].setFocus()
    QTest.keyClick(window.side_bar.buttons["live"], key)
    assert window.place == "live"


def test_every_control_of_the_shell_has_words_for_a_screen_reader(window: MainWindow) -> None:
    names = {key: button.accessibleName() for key, button in window.side_bar.buttons.items()}
    assert names == {"scan": "Scan", "live": "Live", "history": "History", "train": "Train", "settings": "Settings"}
    assert window.status_line.work.accessibleName() == "Ready"


def test_the_sheet_lists_the_keys_of_every_page(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    sheet = next(each for each in QApplication.topLevelWidgets() if isinstance(each, ShortcutSheet))
    words = {label.text() for label in sheet.findChildren(QWidget) if hasattr(label, "text")}
    assert {"Go to Live", "Check a folder", *(f"Key of {place.key.title()}Page" for place in PLACES)} <= words
    sheet.close()


def test_files_from_anywhere_go_to_scan(window: MainWindow, tmp_path: Path) -> None:
    window.go_to("live")
    window.scan([tmp_path])
    assert window.place == "scan"
    assert window.pages["scan"].requests == [[tmp_path]]


def test_files_dropped_in_any_place_go_to_scan(window: MainWindow, tmp_path: Path) -> None:
    window.go_to("history")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "ä b.wav"))])
    action, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPointF(window.rect().center()), action, mime, button, keys)
    window.dragEnterEvent(entering)
    assert entering.isAccepted()
    window.dropEvent(QDropEvent(QPointF(window.rect().center()), action, mime, button, keys))
    assert window.pages["scan"].requests == [[tmp_path / "ä b.wav"]]
    assert window.place == "scan"


def test_a_window_that_opens_elsewhere_still_has_its_scan_page(
    context: AppContext, qtbot: Any, plain_pages: None
) -> None:
    del plain_pages
    first = MainWindow(context)
    qtbot.addWidget(first)
    first.go_to("live")
    first.close()
    second = MainWindow(context)
    qtbot.addWidget(second)
    assert list(second.pages) == ["live"]
    second.after_paint()
    qtbot.waitUntil(lambda: "scan" in second.pages, timeout=10_000)
    assert second.place == "live"


def test_keys_choose_files_and_folders(window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    dialog = SimpleNamespace(
        getOpenFileNames=lambda *_: (["/a.wav"], ""), getExistingDirectory=lambda *_: str(tmp_path)
    )
    monkeypatch.setattr("gui.scan.drop_zone.QFileDialog", dialog)
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(window, Qt.Key.Key_O, control)
    QTest.keyClick(window, Qt.Key.Key_O, control | Qt.KeyboardModifier.ShiftModifier)
    assert window.pages["scan"].requests == [[Path("/a.wav")], [tmp_path]]


def test_what_runs_is_in_the_status_line_until_it_ends(window: MainWindow) -> None:
    window.context.status_changed.emit("live", "listening")
    window.context.status_changed.emit("scan", "3 of 9")
    assert window.status_line.work.text() == "Scan: 3 of 9  ·  Live: listening"
    window.context.status_changed.emit("live", "")
    assert window.status_line.work.text() == "Scan: 3 of 9"


def test_a_problem_is_shown_until_it_is_put_away(window: MainWindow, qtbot: Any) -> None:
    window.context.problem.emit("The disk is full.", "Make room.")
    assert window.messages.texts() == {"": "The disk is full.\nMake room."}
    qtbot.mouseClick(window.messages._messages[""].close_button, Qt.MouseButton.LeftButton)
    assert window.messages.isHidden()


def test_closing_an_idle_window_asks_nothing_and_ends_the_pages(window: MainWindow) -> None:
    window.go_to("train")
    assert window.close()
    assert [page.ended for page in window.pages.values()] == [1, 1]


@pytest.mark.parametrize("answer", ["Go on working", "Close"])
def test_closing_during_work_asks_once(window: MainWindow, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    asked: list[str] = []

    def choose(box: QMessageBox) -> None:
        asked.append(box.informativeText())
        next(button for button in box.buttons() if button.text() == answer).click()

    monkeypatch.setattr(QMessageBox, "exec", choose)
    window.pages["scan"].running = "3 of 9 files"
    assert window.close() is (answer == "Close")
    assert asked == ["Scan: 3 of 9 files\n\nWhat is finished is kept."]
    window.pages["scan"].running = ""


@pytest.mark.usefixtures("plain_pages")
def test_size_and_place_are_remembered(context: AppContext, qtbot: Any, tmp_path: Path) -> None:
    first = MainWindow(context)
    qtbot.addWidget(first)
    first.resize(777, 555)
    first.go_to("history")
    first.close()
    assert (tmp_path / "window.ini").is_file()
    second = MainWindow(context)
    qtbot.addWidget(second)
    assert (second.width(), second.height(), second.place) == (777, 555, "history")


def test_a_page_that_lacks_a_part_says_so_in_its_place(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gui.live.page", None)
    window.go_to("live")
    texts = [label.text() for label in window.pages["live"].findChildren(QWidget) if hasattr(label, "text")]
    assert any(text.startswith("Live cannot be opened.") for text in texts)


def test_a_missing_detector_is_a_message_that_leads_to_the_settings(
    window: MainWindow, qtbot: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("engine.detector.weights_dir", lambda: tmp_path / "empty")
    window.after_paint()
    qtbot.waitUntil(lambda: "detector" in window.messages.texts(), timeout=20_000)
    assert "No detector is installed" in window.messages.texts()["detector"]
    button = next(b for b in window.messages.findChildren(QPushButton) if b.text() == "Open settings")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (window.place, window.pages["settings"].shown_section) == ("settings", "detectors")


def test_the_status_line_names_detector_and_device(window: MainWindow, qtbot: Any, tiny_checkpoint: Path) -> None:
    window.context.change(detector=str(tiny_checkpoint), device="cpu")
    qtbot.waitUntil(lambda: window.status_line.detector.text() != "", timeout=20_000)
    assert window.status_line.detector.text() == "Detector: tiny, balanced"
    assert window.status_line.device.text() == "Device: processor (CPU)"
    assert window.messages.isHidden()


def test_a_broken_history_a_wrong_point_and_a_wrong_device_are_problems(
    context: AppContext, tiny_checkpoint: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is no database, but it is long enough to be taken for a file header" * 40)
    context.store.update(detector=str(tiny_checkpoint), operating_point="never", device="mps")
    report = check(context.settings, broken)
    assert [problem.key for problem in report.problems][:1] == ["point"]
    assert {problem.key for problem in report.problems} >= {"point", "history"}
    assert (report.detector, report.point) == ("tiny", "balanced")
    assert all(problem.hint for problem in report.problems)


@pytest.mark.usefixtures("plain_pages")
def test_a_broken_settings_file_is_a_message(context: AppContext, qtbot: Any) -> None:
    context.store.problem = "The settings file cannot be read."
    made = MainWindow(context)
    qtbot.addWidget(made)
    assert made.messages.texts() == {"settings": "The settings file cannot be read."}
