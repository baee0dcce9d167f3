"""What the parts of a scan cost for one window: front ends, voice activity, network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.common import Row, median_of, seconds_of, speech
from engine.audio.speech import SpeechDetector, log_bands
from engine.detector import Detector
from engine.frontend import LogMel, LogSpectrogram, PeakSpectrogram

N_WINDOWS = 64
REPEATS = 7
HOW = f"{N_WINDOWS} windows of 3 s in this process, median of {REPEATS} after one warm-up"

NET_HOW = f"{HOW}; the whole of voice activity less the making of its input"


def measure(folder: Path) -> list[Row]:  # noqa: ARG001 - all measurements are called alike
    """Time each part on the same windows."""
    windows = speech(3 * N_WINDOWS).reshape(N_WINDOWS, -1)
    voice = SpeechDetector.load()
    detector = Detector.load(device="cpu", threads=1)
    voice_ms = _ms_per_window(voice.shares, windows, 8)
    bands_ms = _ms_per_window(log_bands, windows, 8)
    net_ms = voice_ms - bands_ms
    rows = [
        Row("voice activity, network", f"{net_ms:.3f} ms a window", "under 0.3 ms", net_ms < 0.3, NET_HOW),
        Row("voice activity, with its log bands", f"{voice_ms:.3f} ms a window", how=HOW),
    ]
    ends = ("peak_spectrogram", PeakSpectrogram()), ("log_spectrogram", LogSpectrogram()), ("log_mel", LogMel())
    for name, front_end in ends:
        cost_ms = _ms_per_window(front_end, windows, 8)
        rows.append(Row(f"front end {name}", f"{cost_ms:.2f} ms a window", how=HOW))
    whole_ms = _ms_per_window(detector.logits, windows, 8)
    what = f"detector {detector.name}, front ends included, one thread"
    return [*rows, Row(what, f"{whole_ms:.2f} ms a window", how=HOW)]


def _ms_per_window(
    work: Callable[[npt.NDArray[np.float32]], object], windows: npt.NDArray[np.float32], batch: int
) -> float:
    def all_windows() -> None:
        for first in range(0, len(windows), batch):
            work(windows[first : first + batch])

    all_windows()
    return 1000 * median_of(REPEATS, lambda: seconds_of(all_windows)) / len(windows)
