"""Starts the window."""

from __future__ import annotations

import gc
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from gui.main_window import MainWindow

COLLECT_EVERY_MS = 5_000


def run() -> int:
    """Open the window and give the exit code when it is closed."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Veravox")
    app.setApplicationDisplayName("Veravox")
    app.setDesktopFileName("veravox")
    app.setStyle("Fusion")  # follows the system's light or dark scheme everywhere
    collector = _collect_on_this_thread(app)
    window = MainWindow()
    window.show()
    code = app.exec()
    collector.stop()
    return code


def _collect_on_this_thread(app: QApplication) -> QTimer:
    """Python's collector may destroy Qt objects on whichever thread it happens to run; so it runs only here."""
    gc.disable()
    timer = QTimer(app)
    timer.timeout.connect(gc.collect)
    timer.start(COLLECT_EVERY_MS)
    return timer
