"""How long a person waits for the first verdict."""

from __future__ import annotations

from pathlib import Path

import soundfile

from benchmarks.common import Row, median_of, scan, speech

REPEATS = 5


def measure(folder: Path) -> list[Row]:
    """Scan a 10 s file, from process start to process end, after one run that warms the disk cache."""
    path = folder / "ten-seconds.wav"
    soundfile.write(path, speech(10), 16_000)
    scan(path, folder)
    seconds = median_of(REPEATS, lambda: scan(path, folder).seconds)
    how = f"veravox scan on a 10 s wav, the whole process, second and later runs, median of {REPEATS}"
    return [Row("process start to first verdict", f"{seconds:.2f} s", "under 2 s", seconds < 2, how)]
