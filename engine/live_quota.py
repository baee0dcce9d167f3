"""How much of a folder recordings may fill; when it is full, nothing is deleted and nothing more is kept."""

from __future__ import annotations

import threading
from pathlib import Path

from engine.errors import ReportError

SUFFIXES = (".wav", ".flac")
MB = 1_000_000
FULL_HINT = "Move recordings elsewhere or delete them, or raise the limit in the settings."


def used_bytes(folder: Path) -> int:
    """Bytes of the recordings in a folder; 0 where it does not exist."""
    try:
        return sum(path.stat().st_size for path in folder.iterdir() if path.suffix in SUFFIXES)
    except OSError:
        return 0


class Quota:
    """One budget for everything that a session writes into a folder; may be used from several threads."""

    def __init__(self, folder: Path, limit_mb: float) -> None:
        """Look at what lies there already.

        Args:
            folder: May not exist yet.
            limit_mb: Upper limit, megabytes.
        """
        self._folder = folder
        self._limit_mb = limit_mb
        self._lock = threading.Lock()
        self._used = used_bytes(folder)

    def check(self) -> None:
        """Look again: the user may have made room, or another program filled it.

        Raises:
            ReportError: The folder is full.
        """
        with self._lock:
            self._used = used_bytes(self._folder)
        self.take(0)

    def take(self, count: int) -> None:
        """Ask for room.

        Args:
            count: Bytes to be written.

        Raises:
            ReportError: There is no room for them.
        """
        with self._lock:
            if self._used + count >= self._limit_mb * MB:
                used = f"{self._used / MB:.0f} of {self._limit_mb:.0f} MB"
                raise ReportError(f"Nothing more is kept: the folder for recordings is full ({used})", FULL_HINT)
            self._used += count
