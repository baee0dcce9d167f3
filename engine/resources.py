"""Where the files are that come with the program: in the source tree, installed, or frozen by PyInstaller."""

from __future__ import annotations

import sys
from pathlib import Path


def _root() -> Path:
    """Folder that holds resources/ and weights/."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def resource(name: str) -> Path:
    """A file or folder below resources/, for example ``report/report.html.j2``.

    Raises:
        FileNotFoundError: The program is not completely installed.
    """
    path = _root() / "resources" / name
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing; install the program again")
    return path


def weights_dir() -> Path:
    """Folder of the detectors that come with the program; it need not exist."""
    return _root() / "weights"
