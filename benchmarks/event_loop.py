"""How smooth the window stays while it scans and is used: lateness of a 10 ms timer, next to an idle window's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import soundfile

from benchmarks.common import ROOT, Row, speech
from benchmarks.window_start import HOME_NAMES

N_FILES = 200
FILE_S = 10
LIMIT_MS = 33.0
TIMEOUT_S = 900


@dataclass(frozen=True, slots=True)
class Lateness:
    """Of a 10 ms timer, milliseconds.

    Attributes:
        p99: 99 of 100 ticks were less late.
        worst: The latest one.
        ticks: How many were measured.
    """

    p99: float
    worst: float
    ticks: int


def measure(folder: Path) -> list[Row]:
    """Scan 200 files in a window that is scrolled, sorted, filtered and clicked meanwhile."""
    idle, busy = run(folder, make_files(folder / "files", N_FILES, FILE_S))
    how = (
        "99th percentile over all ticks, Qt's offscreen platform; every 50 ms the table is scrolled, sorted, filtered "
        "or another row is shown in the detail, which was opened before; "
        f"{busy.ticks:,} ticks, worst {busy.worst:.0f} ms"
    )
    what = f"lateness of a 10 ms timer, {N_FILES} files being scanned"
    return [
        Row("lateness of a 10 ms timer, idle window", f"{idle.p99:.1f} ms", how=f"{idle.ticks:,} ticks"),
        Row(what, f"{busy.p99:.1f} ms", f"under {LIMIT_MS:g} ms", busy.p99 < LIMIT_MS, how),
    ]


def make_files(folder: Path, count: int, seconds: int) -> Path:
    """Write files of different content, so that none is known from the history."""
    folder.mkdir()
    wave = speech(seconds + count)
    for number in range(count):
        part = wave[16_000 * number :][: 16_000 * seconds]
        soundfile.write(folder / f"{number:04d}.wav", part, 16_000)
    return folder


def run(folder: Path, files: Path, idle_s: float = 5.0) -> tuple[Lateness, Lateness]:
    """Measure in a process of its own: the idle window, then the busy one.

    Raises:
        RuntimeError: The window did not get through.
    """
    target = folder / "lateness.json"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    environment |= dict.fromkeys(HOME_NAMES, str(folder))
    probe = str(ROOT / "benchmarks" / "event_loop_probe.py")
    done = subprocess.run(
        [sys.executable, probe, str(target), str(files), str(idle_s)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=TIMEOUT_S,
    )
    if done.returncode != 0 or not target.exists():
        raise RuntimeError(f"The window did not get through: {done.stderr.strip()[-800:]}")
    result = json.loads(target.read_text(encoding="utf-8"))
    return Lateness(**result["idle"]), Lateness(**result["busy"])
