"""Audio blocks in, window scores out: the one way that files and live audio are scored.

scorer = StreamScorer(detector, speech, hop_s); scores = scorer.push(block) + ... + scorer.flush()
score_windows(detector, speech, windows)     the step inside, which the batch pipeline calls across files
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from engine.audio.windows import Window, WindowCutter
from engine.checkpoint import CheckpointMeta
from engine.results import WindowScore
from engine.spec import MIN_SPEECH_S, AudioSpec

Samples = npt.NDArray[np.float32]
BATCH_WINDOWS = 2
"""Windows a network call. Measured: the CNN takes 3.3 ms a window in twos and 7 ms in eights, because its first layer's
6 MB a window leave the processor's cache; the other networks do not care. GPUs take `GPU_BATCH_WINDOWS`."""
GPU_BATCH_WINDOWS = 32


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


def _score_batch(detector: WindowDetector, speech: SpeechShares, windows: Sequence[Window]) -> list[WindowScore]:
    meta = detector.meta
    batch = np.stack([window.samples for window in windows])
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
        self._detector, self._speech = detector, speech
        meta = detector.meta
        self._cutter = WindowCutter(AudioSpec(meta.sample_rate, meta.window_s), hop_s)

    @property
    def total_s(self) -> float:
        """Seconds pushed so far."""
        return self._cutter.total_s

    def push(self, block: Samples) -> list[WindowScore]:
        """Add mono samples at the detector's rate; gives the windows that became complete.

        Shape:
            block: ``(n,)``, any n.
        """
        return score_windows(self._detector, self._speech, self._cutter.push(block))

    def flush(self) -> list[WindowScore]:
        """End the stream; gives the last, padded window where there is one."""
        return score_windows(self._detector, self._speech, self._cutter.flush())
