"""The last nets: what nobody caught goes to the log, and the user gets one calm message instead of a traceback."""

from __future__ import annotations

import logging
import queue
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QMessageBox, QWidget

from engine.cli_boundary import log_path

logger = logging.getLogger(__name__)
qt_logger = logging.getLogger("qt")

CHECK_EVERY_MS = 500
QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashNet(QObject):
    """Takes over `sys.excepthook` and `threading.excepthook`; shows one dialog a session."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._window = parent
        self._waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._has_told = False
        self.caught = 0
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._in_main_thread
        threading.excepthook = self._in_thread
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.tell)
        self._timer.start(CHECK_EVERY_MS)

    def remove(self) -> None:
        """Give the hooks back."""
        self._timer.stop()
        sys.excepthook, threading.excepthook = self._before

    def tell(self) -> None:
        """Show the first thing that happened; everything is in the log."""
        try:
            what = self._waiting.get_nowait()
        except queue.Empty:
            return
        if self._has_told:
            return
        self._has_told = True
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Veravox"))
        box.setText(self.tr("Something went wrong inside Veravox. Your files and finished results are safe."))
        box.setInformativeText(
            self.tr("You can go on. If something looks odd, close the window and open it again.")
            + "\n\n"
            + self.tr("Please report it with the log file:")
            + f"\n{log_path()}\n\n{what}"
        )
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _in_main_thread(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, trace)
            return
        self._catch("main", error)

    def _in_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None and not isinstance(arguments.exc_value, SystemExit):
            name = arguments.thread.name if arguments.thread is not None else "?"
            self._catch(name, arguments.exc_value)

    def _catch(self, thread: str, error: BaseException) -> None:
        self.caught += 1
        logger.critical("Not caught in thread %s", thread, exc_info=error)
        lines = str(error).splitlines()
        self._waiting.put(f"{type(error).__name__}: {lines[0] if lines else ''}")


def log_qt_messages() -> None:
    """Qt's own warnings go to the log and not to a terminal that a window has not."""
    qInstallMessageHandler(_log_qt)


def _log_qt(kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
    qt_logger.log(QT_LEVELS.get(kind, logging.WARNING), "%s", text)
