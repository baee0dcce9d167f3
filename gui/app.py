"""Starts the window."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from gui.collector import Collector
from gui.context import AppContext
from gui.crash import CrashNet, log_qt_messages
from gui.main_window import MainWindow
from gui.settings.store import SettingsStore
from gui.translation import install_translation

SETTLED_MS = 4_000
SWITCH_S = 0.001
"""A thread that scans lets the window's thread go on after so long; Python's own 5 ms add up with several threads."""
TASKS_WAIT_S = 3.0


def run(files: Sequence[Path] = (), on_ready: Callable[[], None] | None = None) -> int:
    """Open the window and give the exit code when it is closed.

    Args:
        files: To check at once ("open with").
        on_ready: Called in the first turn of the event loop after the window is shown.
    """
    sys.setswitchinterval(SWITCH_S)
    app = application()
    log_qt_messages()
    store = SettingsStore()
    install_translation(app, store.value.language)
    context = AppContext(store)
    collector = Collector(app)
    window = MainWindow(context)
    net = CrashNet(window)
    if isinstance(app, Application):
        app.opened.connect(lambda path: window.scan([path]))
    window.show()
    QTimer.singleShot(0, window, lambda: _begin(window, files, on_ready))
    QTimer.singleShot(SETTLED_MS, collector, collector.settle)
    code = app.exec()
    context.tasks.wait(TASKS_WAIT_S)
    collector.stop()
    net.remove()
    return code


def application() -> QApplication:
    """The one application object, with its name and style."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = Application(sys.argv[:1])
    app.setApplicationName("Veravox")
    app.setApplicationDisplayName("Veravox")
    app.setDesktopFileName("veravox")
    app.setStyle("Fusion")  # the one style that takes a palette as it is, on every system
    return app


def _begin(window: MainWindow, files: Sequence[Path], on_ready: Callable[[], None] | None) -> None:
    if on_ready is not None:
        on_ready()
    window.after_paint()
    window.scan(files)


class Application(QApplication):
    """Takes files that macOS hands over by an event, also while the window is open.

    As a method of the application and not as an event filter, which would see every event of every widget.
    """

    opened = Signal(object)

    def event(self, event: QEvent) -> bool:
        """Take file-open events out of the stream."""
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent):
            if event.url().isLocalFile():
                self.opened.emit(Path(event.file()))
            return True
        return super().event(event)
