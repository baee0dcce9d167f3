"""The start: a whole process opens the window, and what nobody catches becomes one calm message."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QtMsgType
from PySide6.QtWidgets import QMessageBox, QWidget

from gui.collector import Collector
from gui.crash import CrashNet, _log_qt

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("torch", "onnxruntime", "pyqtgraph", "scipy", "av", "soundfile", "sounddevice", "lightning", "trainer")


@pytest.fixture
def net(qtbot: Any) -> Iterator[CrashNet]:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = CrashNet(parent)
    made._timer.stop()
    yield made
    made.remove()


def dialogs() -> list[QMessageBox]:
    from PySide6.QtWidgets import QApplication

    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QMessageBox) and each.isVisible()]


def test_the_window_opens_before_anything_heavy_is_imported(tmp_path: Path) -> None:
    code = (
        "import sys, gui.app\n"
        "from PySide6.QtWidgets import QApplication\n"
        "def ready():\n"
        f"    print([name for name in {HEAVY!r} if name in sys.modules])\n"
        "    QApplication.instance().quit()\n"
        "sys.exit(gui.app.run([], ready))\n"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert (run.stdout.strip(), run.returncode) == ("[]", 0), run.stderr


def test_what_nobody_caught_is_one_calm_dialog_without_a_traceback(net: CrashNet) -> None:
    for text in ("first", "second"):
        sys.excepthook(ZeroDivisionError, ZeroDivisionError(text), None)
    net.tell()
    net.tell()
    shown = dialogs()
    assert len(shown) == 1
    assert "Something went wrong" in shown[0].text()
    assert "veravox.log" in shown[0].informativeText()
    assert "Traceback" not in shown[0].informativeText()
    assert net.caught == 2
    shown[0].close()


def test_a_thread_that_dies_is_told_on_the_main_thread(net: CrashNet) -> None:
    def die() -> None:
        raise RuntimeError("in a thread")

    thread = threading.Thread(target=die, name="worker")
    thread.start()
    thread.join()
    assert dialogs() == []
    net.tell()
    assert [box for box in dialogs() if "in a thread" in box.informativeText()]
    dialogs()[0].close()


def test_hooks_are_given_back(qtbot: Any) -> None:
    before = (sys.excepthook, threading.excepthook)
    parent = QWidget()
    qtbot.addWidget(parent)
    made = CrashNet(parent)
    assert (sys.excepthook, threading.excepthook) != before
    made.remove()
    assert (sys.excepthook, threading.excepthook) == before


def test_messages_of_qt_go_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    _log_qt(QtMsgType.QtWarningMsg, None, "a warning of Qt")  # type: ignore[arg-type]
    assert ("qt", "WARNING", "a warning of Qt") in [(r.name, r.levelname, r.message) for r in caplog.records]


def test_garbage_is_collected_by_the_timer_only(qapp: object) -> None:
    class Node:
        def __init__(self) -> None:
            self.me = self

    del qapp
    collector = Collector()
    try:
        assert not gc.isenabled()
        collected: list[int] = []
        gc.callbacks.append(lambda phase, _info: collected.append(1) if phase == "stop" else None)
        rubbish = [Node() for _ in range(2000)]
        del rubbish
        assert collected == []
        collector.turn()
        assert collected == [1]
    finally:
        gc.callbacks.pop()
        collector.stop()
    assert gc.isenabled()
