"""How long a person waits for the window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.common import ROOT, Row, median_of

REPEATS = 7
LIMIT_S = 1.5
HOME_NAMES = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
HEAVY = {"onnxruntime", "torch", "pyqtgraph", "av", "soundfile"}


def measure(folder: Path) -> list[Row]:
    """Open the window with settings and history of its own, after one run that warms the disk cache."""
    start(folder)
    seconds = median_of(REPEATS, lambda: start(folder))
    how = (
        "python main.py without a screen (Qt's offscreen platform), from process start to the first turn of the event "
        f"loop after the window is shown, median of {REPEATS}; nothing heavy is imported by then"
    )
    limit = f"under {LIMIT_S} s"
    return [Row("window start to interactive", f"{seconds:.2f} s", limit, seconds < LIMIT_S, how)]


def start(folder: Path) -> float:
    """Seconds from process start until the window can be used.

    Raises:
        RuntimeError: It did not open, or something heavy was imported before.
    """
    target = folder / "window.json"
    target.unlink(missing_ok=True)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    environment |= dict.fromkeys(HOME_NAMES, str(folder))
    command = [sys.executable, str(ROOT / "benchmarks" / "window_probe.py"), str(target)]
    started = time.time()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)
    if done.returncode != 0 or not target.exists():
        raise RuntimeError(f"The window did not open: {done.stderr.strip()[-500:]}")
    result = json.loads(target.read_text(encoding="utf-8"))
    if early := HEAVY & set(result["loaded"]):
        raise RuntimeError(f"Imported before the window could be used: {', '.join(sorted(early))}")
    return float(result["ready"]) - started
