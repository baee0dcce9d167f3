"""Where the window was and how large; kept apart from the settings, which people may edit and share."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow


def state_file(settings_path: Path) -> Path:
    """Beside the settings file."""
    return settings_path.with_name("window.ini")


class WindowState:
    """Geometry and the last place."""

    def __init__(self, path: Path) -> None:
        self._values = QSettings(str(path), QSettings.Format.IniFormat)

    def restore(self, window: QMainWindow) -> str:
        """Put the window where it was; gives the last place, empty at the first start."""
        geometry = self._values.value("window/geometry")
        if isinstance(geometry, QByteArray):
            window.restoreGeometry(geometry)
        return str(self._values.value("window/place", ""))

    def save(self, window: QMainWindow, place: str) -> None:
        """Remember."""
        self._values.setValue("window/geometry", window.saveGeometry())
        self._values.setValue("window/place", place)
        self._values.sync()
