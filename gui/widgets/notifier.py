"""The operating system's notification for what happens while the user looks elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

SHOWN_MS = 10_000


class Notifier(QObject):
    """Holds the tray icon that notifications need, only while one is shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._tray: QSystemTrayIcon | None = None

    def tell(self, title: str, text: str, icon: QIcon) -> bool:
        """Show a notification; False where the window is looked at or the system has no place for it."""
        window = self._window.window()
        if window.isActiveWindow():
            return False
        QApplication.alert(window)
        if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
            return False
        if self._tray is None:
            self._tray = QSystemTrayIcon(icon, self)
            self._tray.messageClicked.connect(self._raise)
            self._tray.activated.connect(lambda _reason: self._raise())
        self._tray.show()
        self._tray.showMessage(title, text, icon, SHOWN_MS)
        return True

    def hide(self) -> None:
        """Take the tray icon away."""
        if self._tray is not None:
            self._tray.hide()

    def _raise(self) -> None:
        window = self._window.window()
        window.showNormal() if window.isMinimized() else window.show()
        window.raise_()
        window.activateWindow()
        self.hide()
