"""How much longer a whole scan takes than reading the file, and how it compares with the seed system's way."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks import seed_way
from benchmarks.common import Row, long_mp3, median_of, run_child, scan

LONG_S = 1800
SEED_S = 120
REPEATS = 3


def measure(folder: Path) -> list[Row]:
    """Measure both; each line is a ratio of medians of the same run."""
    path = long_mp3(folder / "long.mp3", LONG_S)
    decode_s = median_of(REPEATS, lambda: run_child(["-m", "benchmarks.decode_alone", str(path)]).seconds)
    scan_s = median_of(REPEATS, lambda: scan(path, folder).seconds)
    ratio = scan_s / decode_s
    rows = [
        Row(
            "whole scan / decoding alone",
            f"{ratio:.2f} ({scan_s:.2f} s / {decode_s:.2f} s, {LONG_S / scan_s:.0f} x real time)",
            "at most 1.5",
            ratio <= 1.5,
            f"{LONG_S // 60} min stereo 44.1 kHz mp3; both are whole processes, start included; median of {REPEATS}",
        )
    ]
    return rows + _against_the_seed(folder, LONG_S / scan_s)


def _against_the_seed(folder: Path, ours: float) -> list[Row]:
    """Compare throughputs.

    Args:
        folder: For temporary files.
        ours: Seconds of audio that our scan does in a second.
    """
    what = "throughput against the seed's way"
    if shutil.which("ffmpeg") is None:
        return [Row(what, "not measured: ffmpeg is not installed", "at least 25 times")]
    path = long_mp3(folder / "seed.mp3", SEED_S)
    theirs = SEED_S / median_of(REPEATS, lambda: seed_way.run(path, folder))
    how = f"{SEED_S} s of the same audio through benchmarks/seed_way.py, its imports and model loading not counted"
    figure = f"{ours / theirs:.0f} times ({ours:.0f} and {theirs:.1f} x real time)"
    return [Row(what, figure, "at least 25 times", ours / theirs >= 25, how)]
