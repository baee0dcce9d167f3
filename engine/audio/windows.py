"""Cutting a stream of audio into the detector's windows, the same for files and for live audio."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.errors import UsageError
from engine.spec import MIN_HOP_S, AudioSpec

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """One detector input.

    Attributes:
        start_s: Start in the stream, seconds.
        end_s: End of the real audio, seconds; padding does not count.
        samples: Mono audio, repeated to full length where the stream ended. Its own memory.

    Shape:
        samples: (window_samples,)
    """

    start_s: float
    end_s: float
    samples: FloatArray


class WindowCutter:
    """Cuts blocks of any size into windows that start at 0, hop, 2 hop...

    When audio remains behind the last full window, one more window starts at the next hop; its real part is repeated
    to full length, so that nothing is dropped and the padding looks like the voice it stands beside. A stream without
    samples has no window.
    """

    def __init__(self, spec: AudioSpec, hop_s: float) -> None:
        """Prepare an empty stream.

        Args:
            spec: Sample rate and window length.
            hop_s: Distance between window starts, `MIN_HOP_S` to the window length, seconds.

        Raises:
            UsageError: The hop is out of range.
        """
        if not MIN_HOP_S <= hop_s <= spec.window_s:
            raise UsageError(
                f"A hop of {hop_s:g} s is not possible", f"Choose a hop from {MIN_HOP_S:g} to {spec.window_s:g} s."
            )
        self._rate = spec.sample_rate
        self._window = spec.window_samples
        self._hop = spec.samples(hop_s)
        self._buffer: FloatArray = np.empty(2 * self._window, np.float32)
        self._begin = 0  # first kept sample in the buffer; the next window starts there
        self._end = 0  # behind the last sample in the buffer
        self._next_start = 0  # stream position of the next window
        self._total = 0
        self._is_flushed = False

    @property
    def total_s(self) -> float:
        """Seconds of audio pushed so far."""
        return self._total / self._rate

    def push(self, block: npt.NDArray[Any]) -> list[Window]:
        """Add mono audio and return the windows that it completes.

        Args:
            block: Any number of samples; it is copied and may be reused.

        Shape:
            block: (n,)
        """
        if self._is_flushed:
            raise RuntimeError("The stream has ended; a new one needs a new WindowCutter")
        windows = []
        # one window's length at a time keeps the buffer small whatever comes in, and every sample is moved few times
        for start in range(0, len(block), self._window):
            self._append(block[start : start + self._window])
            while self._end - self._begin >= self._window:
                windows.append(self._take(self._window))
        return windows

    def flush(self) -> list[Window]:
        """End the stream and return its last, padded window, if audio is left that no window reached."""
        if self._is_flushed:
            return []
        self._is_flushed = True
        covered = self._next_start - self._hop + self._window if self._next_start else 0
        return [self._take(self._end - self._begin)] if self._total > covered else []

    def _append(self, piece: npt.NDArray[Any]) -> None:
        if self._end + len(piece) > len(self._buffer):
            kept = self._end - self._begin
            self._buffer[:kept] = self._buffer[self._begin : self._end].copy()
            self._begin, self._end = 0, kept
        self._buffer[self._end : self._end + len(piece)] = piece
        self._end += len(piece)
        self._total += len(piece)

    def _take(self, count: int) -> Window:
        real = self._buffer[self._begin : self._begin + count]
        samples = real.copy() if count == self._window else np.resize(real, self._window)
        start = self._next_start
        self._begin += self._hop
        self._next_start += self._hop
        return Window(start / self._rate, (start + count) / self._rate, samples)
