"""Whether memory grows with the length of a file."""

from __future__ import annotations

from pathlib import Path

from benchmarks.common import Row, long_mp3, scan

SHORT_S, LONG_S = 600, 36_000


def measure(folder: Path) -> list[Row]:
    """Scan ten minutes and ten hours, each in a process of its own."""
    short_mb = scan(long_mp3(folder / "short.mp3", SHORT_S), folder).peak_mb
    path = long_mp3(folder / "hours.mp3", LONG_S)
    long = scan(path, folder)
    path.unlink()
    ratio = long.peak_mb / short_mb
    how = f"mp3 files of {SHORT_S // 60} minutes and {LONG_S // 3600} hours, largest resident memory of the process"
    return [
        Row(
            "peak memory, 10 hours / 10 minutes",
            f"{ratio:.2f} ({long.peak_mb:.0f} MB / {short_mb:.0f} MB)",
            "at most 1.2",
            ratio <= 1.2,
            how,
        ),
        Row("peak memory, 10 hours", f"{long.peak_mb:.0f} MB", "under 450 MB", long.peak_mb < 450, how),
        Row("10 hours of audio scanned in", f"{long.seconds:.0f} s", how="the same run"),
    ]
