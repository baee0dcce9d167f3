"""How much longer a whole scan takes than reading the file, and how it compares with the seed system's way."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from benchmarks import seed_way
from benchmarks.common import Ran, Row, long_mp3, median_of, run_child, scan

LONG_S = 1800
SEED_S = 120
REPEATS = 3
SHORT_S = 3
DECODE = "benchmarks.decode_alone"
SEED_TOLD = 14
"""Times real time that the seed system reached when it was first measured on two such cores: 13 to 15."""
TOLD_HOW = "what the seed system was found to reach on two such cores (13 to 15), not measured in this run"


def measure(folder: Path) -> list[Row]:
    """Measure both; each line is a ratio of medians of the same run."""
    path, short = long_mp3(folder / "long.mp3", LONG_S), long_mp3(folder / "short.mp3", SHORT_S)
    decode_s, decode_start_s = _seconds(lambda each: run_child(["-m", DECODE, str(each)]), path, short)
    pyav_s = median_of(REPEATS, lambda: run_child(["-m", DECODE, "--pyav", str(path)]).seconds)
    scan_s, scan_start_s = _seconds(lambda each: scan(each, folder), path, short)
    audio = f"{LONG_S // 60} min stereo 44.1 kHz mp3; median of {REPEATS}"
    whole, net, other = scan_s / decode_s, (scan_s - scan_start_s) / (decode_s - decode_start_s), scan_s / pyav_s
    rows = [
        Row(
            "whole scan / decoding alone by PyAV",
            f"{other:.2f} ({scan_s:.2f} s / {pyav_s:.2f} s, {LONG_S / scan_s:.0f} x real time)",
            "at most 1.8",
            other <= 1.8,
            f"{audio}; both are whole processes",
        ),
        Row(
            "whole scan / our own decoder alone, starts included",
            f"{whole:.2f} ({scan_s:.2f} s / {decode_s:.2f} s)",
            "at most 1.5",
            whole <= 1.5,
            f"{audio}; both are whole processes; our decoder's time is {decode_s / pyav_s:.2f} of PyAV's",
        ),
        Row(
            "scan / our own decoder alone, starts taken off",
            f"{net:.2f} ({scan_s - scan_start_s:.2f} s / {decode_s - decode_start_s:.2f} s)",
            "at most 1.5",
            net <= 1.5,
            f"{audio}; less what either process takes for {SHORT_S} s",
        ),
    ]
    return rows + _against_the_seed(folder, LONG_S / scan_s)


def _seconds(run: Callable[[Path], Ran], path: Path, short: Path) -> tuple[float, float]:
    """Seconds of the long file and of the short one."""
    long_s, short_s = (median_of(REPEATS, lambda each=each: run(each).seconds) for each in (path, short))
    return long_s, short_s


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
    wanted = "at least 25 times"
    told = f"{ours / SEED_TOLD:.0f} times ({ours:.0f} x real time)"
    return [
        Row(f"{what}, {SEED_TOLD} x real time", told, wanted, ours / SEED_TOLD >= 25, TOLD_HOW),
        Row(f"{what}, as imitated here", figure, wanted, ours / theirs >= 25, how),
    ]
