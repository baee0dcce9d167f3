"""Shows a file in the system's file manager."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

logger = logging.getLogger(__name__)
WAIT_S = 5.0


def select_in_file_manager(path: Path) -> bool:
    """Open its folder with the file selected; False where only the folder can be opened. For a thread."""
    try:
        if sys.platform == "win32":
            subprocess.Popen(["explorer", f"/select,{path}"])
            return True
        if sys.platform == "darwin":
            return subprocess.run(["open", "-R", str(path)], check=False, timeout=WAIT_S).returncode == 0
        return _by_dbus(path)
    except (OSError, subprocess.SubprocessError) as error:
        logger.info("The file manager does not answer: %s", error)
        return False


def open_folder(path: Path) -> None:
    """Open the folder of a file. Main thread only."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def _by_dbus(path: Path) -> bool:
    program = shutil.which("dbus-send")
    if program is None:
        return False
    command = [
        program,
        "--session",
        "--print-reply",
        "--dest=org.freedesktop.FileManager1",
        "/org/freedesktop/FileManager1",
        "org.freedesktop.FileManager1.ShowItems",
        f"array:string:{path.as_uri().replace(',', '%2C')}",
        "string:",
    ]
    return subprocess.run(command, check=False, capture_output=True, timeout=WAIT_S).returncode == 0
