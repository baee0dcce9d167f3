"""Audio blocks in, window scores out: the one way that files and live audio are scored.

scorer = StreamScorer(detector, speech, hop_s); scores = scorer.push(block) + ... + scorer.flush()
score_windows(detector, speech, windows)     the step inside, which the batch pipeline calls across files
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

from engine.audio.windows import Window, WindowCutter
from engine.checkpoint import CheckpointMeta
from engine.results import WindowScore
from engine.spec import MIN_SPEECH_S, AudioSpec

Samples = npt.NDArray[np.float32]
BATCH_WINDOWS = 6
"""Windows a network call. Measured: twos cost a seventh more a window than sixes, and more than eight gain nothing and
fall out of the processor's cache. GPUs take `GPU_BATCH_WINDOWS`."""
GPU_BATCH_WINDOWS = 32
QUIET_PEAK = 0.01
"""Windows whose peak lies below -40 dBFS keep their full resolution: 16 bits would distort them."""


class WindowDetector(Protocol):
    """What scoring needs of `engine.detector.Detector`."""

    @property
    def meta(self) -> CheckpointMeta:
        """Calibration and audio format."""

    def logits(self, windows: Samples) -> Samples:
        """One logit a window."""


class SpeechShares(Protocol):
    """What scoring needs of `engine.audio.speech.SpeechDetector`."""

    def shares(self, windows: Samples, real_samples: npt.NDArray[np.int64] | None = None) -> Samples:
        """Share of speech in the real (not padded) part of each window, 0..1."""


def score_windows(detector: WindowDetector, speech: SpeechShares, windows: Sequence[Window]) -> list[WindowScore]:
    """Score windows, of one file or of many, in batches of about equal size.

    A window with less than one second of speech keeps its logit but gets no probability: silence and noise are
    no class.
    """
    if not windows:
        return []
    scores: list[WindowScore] = []
    most = BATCH_WINDOWS if getattr(detector, "device", "cpu") == "cpu" else GPU_BATCH_WINDOWS
    size = -(-len(windows) // -(-len(windows) // most))
    for first in range(0, len(windows), size):
        scores += _score_batch(detector, speech, windows[first : first + size])
    return scores


def in_16_bits(windows: Samples) -> Samples:
    """Round to 16 bits, as all audio was that the detectors learned from.

    A decoder of lossy files gives more: what it leaves far below the voice is no trace of anybody, but moves scores.

    Shape:
        windows: ``(n, samples)``; result: the same.
    """
    rounded: Samples = np.rint(windows * np.float32(32768.0)) / np.float32(32768.0)
    quiet = np.abs(windows).max(axis=1, initial=0.0) < QUIET_PEAK
    rounded[quiet] = windows[quiet]
    return rounded


def _score_batch(detector: WindowDetector, speech: SpeechShares, windows: Sequence[Window]) -> list[WindowScore]:
    meta = detector.meta
    batch = in_16_bits(np.stack([window.samples for window in windows]))
    lengths = np.array([window.end_s - window.start_s for window in windows])
    real = np.minimum(np.rint(lengths * meta.sample_rate).astype(np.int64), batch.shape[1])
    shares = speech.shares(batch, real)
    logits = detector.logits(batch)
    probabilities = meta.calibration.probability(logits)
    enough = shares * lengths >= MIN_SPEECH_S - 1e-6
    return [
        WindowScore(
            window.start_s,
            window.end_s,
            float(logits[i]),
            float(probabilities[i]) if enough[i] else None,
            float(shares[i]),
        )
        for i, window in enumerate(windows)
    ]


class StreamScorer:
    """Scores a stream pushed in blocks of any size; the same scores come out however it is cut."""

    def __init__(self, detector: WindowDetector, speech: SpeechShares, hop_s: float) -> None:
        """Start a stream.

        Args:
            detector: A loaded detector.
            speech: Tells how much of a window is speech.
            hop_s: Seconds between window starts.
        """
        self._detector, self._speech, self._hop_s = detector, speech, hop_s
        self._start_s = 0.0
        self._cutter = self._new_cutter()

    @property
    def total_s(self) -> float:
        """Seconds pushed or skipped so far."""
        return self._start_s + self._cutter.total_s

    def push(self, block: Samples) -> list[WindowScore]:
        """Add mono samples at the detector's rate; gives the windows that became complete.

        Shape:
            block: ``(n,)``, any n.
        """
        return self._scored(self._cutter.push(block))

    def flush(self) -> list[WindowScore]:
        """End the stream; gives the last, padded window where there is one."""
        return self._scored(self._cutter.flush())

    def skip(self, seconds: float) -> list[WindowScore]:
        """Go on later in time, with nothing in between; gives the last, padded window before the gap."""
        scores = self.flush()
        self._start_s = self.total_s + seconds
        self._cutter = self._new_cutter()
        return scores

    def _new_cutter(self) -> WindowCutter:
        meta = self._detector.meta
        return WindowCutter(AudioSpec(meta.sample_rate, meta.window_s), self._hop_s)

    def _scored(self, windows: Sequence[Window]) -> list[WindowScore]:
        scores = score_windows(self._detector, self._speech, windows)
        if not self._start_s:
            return scores
        return [replace(s, start_s=s.start_s + self._start_s, end_s=s.end_s + self._start_s) for s in scores]
