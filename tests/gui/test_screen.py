"""The window on a real X server, clicked through the server; pictures stay in test-output."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "test-output" / "screen"
SIZE = "1280x800"
TOOLS = ("Xvfb", "xdotool", "ffmpeg")
PATIENCE_S = 120.0
lacking = [tool for tool in TOOLS if shutil.which(tool) is None]
pytestmark = pytest.mark.skipif(bool(lacking), reason=f"not installed: {', '.join(lacking)}")


@pytest.fixture
def display() -> Iterator[str]:
    """Name of an X server of this test's own."""
    reading, writing = os.pipe()
    order = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{SIZE}x24", "-nolisten", "tcp"]
    server = subprocess.Popen(order, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    assert number, "Xvfb did not start"
    yield f":{number}"
    server.terminate()
    server.wait(20)


class Screen:
    """A running window, the mouse and the camera."""

    def __init__(self, display: str, state: Path, process: subprocess.Popen[str]) -> None:
        self._display, self._state, self._process = display, state, process

    def until(self, holds: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
        """Wait for a state of the window."""
        end = time.monotonic() + PATIENCE_S
        while True:
            assert self._process.poll() is None, self._process.communicate()[1]
            state = json.loads(self._state.read_text(encoding="utf-8")) if self._state.exists() else {}
            if state and holds(state):
                return dict(state)
            assert time.monotonic() < end, f"it did not happen in time: {state}"
            time.sleep(0.1)

    def click(self, place: list[int]) -> None:
        """Press the left button there."""
        order = ["xdotool", "mousemove", *map(str, place), "sleep", "0.1", "click", "1"]
        subprocess.run(order, env={**os.environ, "DISPLAY": self._display}, check=True, timeout=30)

    def picture(self, name: str) -> QImage:
        """What is on the screen; kept."""
        time.sleep(0.5)  # for the last repaint
        PICTURES.mkdir(parents=True, exist_ok=True)
        path = PICTURES / f"{name}.png"
        grab = ["-f", "x11grab", "-video_size", SIZE, "-draw_mouse", "0", "-i", self._display, "-frames:v", "1"]
        subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-y", *grab, str(path)], check=True, timeout=60)
        return QImage(str(path))


def colours(image: QImage) -> int:
    """Different colours on every fourth point."""
    return len({image.pixel(x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4)})


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_a_folder_is_checked_and_every_place_is_seen(display: str, tmp_path: Path) -> None:
    folder, state = tmp_path / "recordings", tmp_path / "state.json"
    shutil.copytree(ROOT / "resources" / "samples", folder, ignore=shutil.ignore_patterns("*.md", "*.py"))
    names = {path.name for path in folder.iterdir()}
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
    order = [sys.executable, str(Path(__file__).with_name("screen_child.py")), str(state), str(folder)]
    process = subprocess.Popen(order, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        screen = Screen(display, state, process)
        seen = screen.until(lambda s: set(s["rows"]) == names and not s["is_working"])
        verdicts = {name: row[0] for name, row in seen["rows"].items()}
        assert verdicts["voice.flac"] == "ai"
        assert verdicts["silence.flac"] == "no_speech"
        assert verdicts["interrupted-download.m4a"] == "error"
        screen.click(seen["rows"]["voice.flac"][1])
        assert screen.until(lambda s: s["headline"] and s["is_drawn"])["headline"] == "Likely AI"
        pictures = [screen.picture("scan")]
        for place in ("live", "history", "train", "settings"):
            screen.click(seen["places"][place])
            screen.until(lambda s, place=place: s["place"] == place)
            pictures.append(screen.picture(place))
        state.with_suffix(".stop").touch()
        _, said = process.communicate(timeout=PATIENCE_S)
    finally:
        process.kill()
    assert process.returncode == 0
    assert "Traceback" not in said
    assert all((image.width(), image.height()) == (1280, 800) for image in pictures)
    assert min(colours(image) for image in pictures) > 40
    assert len({bytes(image.constBits()) for image in pictures}) == len(pictures)
