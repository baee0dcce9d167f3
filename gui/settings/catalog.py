"""The installed detectors as the settings' sections share them; read in a thread, because every file is verified."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.context import AppContext

if TYPE_CHECKING:
    from engine.detector import DetectorRow


class Catalog(QObject):
    """Rows of `engine.detector.list_detectors`, and which of them is active."""

    changed = Signal()

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.rows: list[DetectorRow] = []
        self.is_loaded = False
        context.detector_changed.connect(self._detector_changed)

    def reload(self) -> None:
        """Read the folders again; `changed` follows."""
        named = self.context.settings.detector
        self.context.tasks.run(self, lambda: _load(named), self._loaded)

    @property
    def active(self) -> DetectorRow | None:
        """The one that new scans take; None where it is not there or cannot be used."""
        named = self.context.settings.detector
        for row in self.rows:
            if (row.is_default and not named) or named in (row.name, str(row.path)):
                return row
        return None

    def _loaded(self, rows: list[DetectorRow]) -> None:
        self.rows = rows
        self.is_loaded = True
        self.changed.emit()

    def _detector_changed(self, named: str) -> None:
        """A detector that was made in the meantime, by Train for example, is not in the list yet."""
        if self.active is None or named not in {"", *(row.name for row in self.rows)}:
            self.reload()
        else:
            self.changed.emit()


def _load(named: str) -> list[DetectorRow]:
    """Installed detectors, and the one that is named by its path."""
    from engine.detector import DetectorRow, find_detector, list_detectors
    from engine.errors import ModelError

    rows = list_detectors()
    if named and len(Path(named).parts) > 1:
        try:
            found = find_detector(named)
        except ModelError:
            return rows
        if found.path not in {row.path for row in rows}:
            rows.append(DetectorRow(found.meta.name, found.path, found.sha256, found.meta, is_default=False))
    return rows


def setting_of(row: DetectorRow, rows: list[DetectorRow]) -> str:
    """What the settings say for a detector: its name, or its path where it is not in an installed folder."""
    from engine.detector import weights_folders

    is_installed = row.path.parent in weights_folders()
    if not is_installed or sum(each.name == row.name for each in rows) > 1:
        return str(row.path)
    return "" if row.is_default else row.name
