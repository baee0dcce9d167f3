"""The script that photographs the window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtWidgets", reason="Qt's system libraries are missing", exc_type=ImportError)

from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_a_place_is_photographed_light_and_dark_at_twice_the_size(tmp_path: Path) -> None:
    command = [
        sys.executable,
        str(ROOT / "scripts" / "pictures.py"),
        "settings",
        "--scale",
        "2",
        "--out",
        str(tmp_path),
    ]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr
    light, dark = (QImage(str(tmp_path / f"settings-{theme}.png")) for theme in ("light", "dark"))
    assert (light.width(), light.height()) == (dark.width(), dark.height()) == (2480, 1600)
    assert light.pixelColor(1400, 1500).lightness() > 200
    assert dark.pixelColor(1400, 1500).lightness() < 60
