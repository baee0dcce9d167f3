"""What the benchmarks share: test audio, timing, child processes with their peak memory, a table of results."""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import soundfile

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "resources" / "samples"
VOICES = ("voice-under-music.mp3", "voice-under-noise.mp3", "voice.flac")
MP3_RATE = 44_100
CHUNK_S = 600

Wave = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the result table.

    Attributes:
        what: What was measured.
        figure: The result with its unit.
        wanted: The line it is held against; empty where there is none.
        holds: Whether it is met; None where there is no line.
        how: How it was measured, one sentence.
    """

    what: str
    figure: str
    wanted: str = ""
    holds: bool | None = None
    how: str = ""


@dataclass(frozen=True, slots=True)
class Ran:
    """A finished child process.

    Attributes:
        seconds: Wall clock from start to end.
        cpu_s: Processor time of all its threads.
        peak_mb: Largest resident memory, MB of 2**20 bytes.
    """

    seconds: float
    cpu_s: float
    peak_mb: float
    stdout: str


def speech(seconds: float) -> Wave:
    """Synthetic speech at 16 kHz of that length: the sample clips one after the other, over and over."""
    clips = [soundfile.read(SAMPLES / name, dtype="float32")[0] for name in VOICES]
    return np.resize(np.concatenate(clips), round(seconds * 16_000)).astype(np.float32)


def long_mp3(path: Path, seconds: int) -> Path:
    """Write a stereo 44.1 kHz mp3 of 128 kbit/s.

    Ten minutes are encoded once and their bytes repeated, which mp3 allows: ten hours take no longer.
    """
    chunk_s = min(seconds, CHUNK_S)
    if seconds % chunk_s:
        raise ValueError(f"{seconds} s is no whole number of {chunk_s} s chunks")
    encoded = _encode_mp3(path.with_suffix(".part"), chunk_s).read_bytes()
    with path.open("wb") as file:
        for _ in range(seconds // chunk_s):
            file.write(encoded)
    path.with_suffix(".part").unlink()
    return path


def _encode_mp3(path: Path, seconds: int) -> Path:
    mono = (speech(seconds) * 32_000).astype(np.int16)
    with av.open(str(path), "w", format="mp3", options={"write_xing": "0", "id3v2_version": "0"}) as container:
        stream = container.add_stream("libmp3lame", rate=MP3_RATE, layout="stereo")
        stream.bit_rate = 128_000
        resampler = av.AudioResampler(format=stream.format.name, layout="stereo", rate=MP3_RATE)
        for start in range(0, len(mono), 16_000):
            frame = av.AudioFrame.from_ndarray(mono[np.newaxis, start : start + 16_000], format="s16", layout="mono")
            frame.sample_rate = 16_000
            for resampled in resampler.resample(frame):
                container.mux(stream.encode(resampled))
        container.mux(stream.encode(None))
    return path


def run_child(arguments: Sequence[str], accepted: tuple[int, ...] = (0, 1)) -> Ran:
    """Run this Python in a child process from the project's root and measure time and memory.

    Args:
        arguments: After the interpreter's name.
        accepted: Exit codes that count as done; a scan ends with 1 when it flagged something.

    Raises:
        RuntimeError: It ended otherwise.
    """
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "usage.json"
        launcher = [sys.executable, "-S", str(ROOT / "benchmarks" / "launch.py"), str(target)]
        done = subprocess.run(
            [*launcher, sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
        )
        usage = json.loads(target.read_text(encoding="utf-8"))
    if usage["code"] not in accepted:
        raise RuntimeError(f"{' '.join(arguments)} ended with {usage['code']}: {done.stderr.strip()[-500:]}")
    return Ran(usage["seconds"], usage["cpu_s"], usage["peak_mb"], done.stdout)


def scan(path: Path, folder: Path, *options: str) -> Ran:
    """Scan one file with the command line and the default detector, a new history, and nothing from a cache.

    Raises:
        RuntimeError: The scan gave no result.
    """
    database = folder / "history.sqlite"
    for stale in folder.glob("history.sqlite*"):
        stale.unlink()
    arguments = ["main.py", "scan", str(path), "--no-cache", "--db", str(database), "--json", "-", "--quiet", *options]
    ran = run_child(arguments)
    verdict = json.loads(ran.stdout)["verdict"]
    if verdict in ("error", "no_speech"):
        raise RuntimeError(f"{path.name} got the verdict {verdict}: there is nothing to measure")
    return ran


def median_of(repeats: int, measure: Callable[[], float]) -> float:
    """Median of several measurements."""
    return statistics.median(measure() for _ in range(repeats))


def seconds_of(work: Callable[[], object]) -> float:
    """Wall clock of one call."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def machine() -> list[str]:
    """What the figures depend on besides the code, one sentence a line."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("numpy", "onnxruntime", "av"))
    load = f", load average {os.getloadavg()[0]:.1f} before the run" if hasattr(os, "getloadavg") else ""
    return [
        f"{processor()}, {os.cpu_count()} cores{load}",
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {versions}",
    ]


def processor() -> str:
    """Name of the processor."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())
