"""What every page shares: settings, history, theme, task runner, and the signals between places."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from engine.errors import UsageError
from gui.bridge import Bridge
from gui.settings.model import Settings
from gui.settings.store import SettingsStore
from gui.tasks import TaskRunner
from gui.theme import Theme


class AppContext(QObject):
    """One object a window, made before the pages and handed to each. Main thread only."""

    detector_changed = Signal(str)
    """Name of the active detector."""
    theme_changed = Signal()
    settings_changed = Signal()
    status_changed = Signal(str, str)
    """(place, words): what runs, shown in the status line; empty words clear it."""
    scan_requested = Signal(list)
    """list[Path] to check, from any place."""
    open_job = Signal(str)
    """Number of a job in the history, to show in Scan without a rescan."""
    problem = Signal(str, str)
    """(text, hint): shown above the page until it is closed."""
    place_requested = Signal(str)
    """Go to ``scan``, ``live``, ``history``, ``train`` or ``settings``."""
    history_changed = Signal()
    """A job was added, finished or deleted."""

    def __init__(self, store: SettingsStore, db: Path | None = None) -> None:
        """Set up what needs no heavy import.

        Args:
            store: The settings.
            db: History file; None for the one of the settings.
        """
        super().__init__()
        self.store = store
        self._db = db
        self.theme = Theme(store.value.theme, self)
        self.theme.changed.connect(self.theme_changed)
        self.bridge = Bridge(self)
        self.tasks = TaskRunner(self.bridge, self.problem.emit, self)

    @property
    def settings(self) -> Settings:
        """The present settings."""
        return self.store.value

    @property
    def db(self) -> Path:
        """The history file."""
        from engine.history import default_db_path

        if self._db is not None:
            return self._db
        return Path(self.settings.db) if self.settings.db else default_db_path()

    def change(self, **changes: Any) -> bool:
        """Change settings, save them and tell everybody; what is not allowed is shown and left as it was.

        Args:
            **changes: Fields of `Settings`.

        Returns:
            Whether all values were accepted.
        """
        before = self.settings
        try:
            self.store.update(**changes)
        except UsageError as error:
            self.problem.emit(str(error), error.hint)
        after = self.settings
        if after.theme != before.theme:
            self.theme.choose(after.theme)
        if after.detector != before.detector:
            self.detector_changed.emit(after.detector)
        if after != before:
            self.settings_changed.emit()
        return all(getattr(after, name) == value for name, value in changes.items())
