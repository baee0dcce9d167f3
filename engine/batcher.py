"""The scoring half of the batch pipeline: windows of all files in batches through speech detector and network."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from engine.errors import ModelError
from engine.scan_flow import Broken, Flow, Piece, TaskEnded
from engine.scoring import GPU_BATCH_WINDOWS, SpeechShares, WindowDetector, score_windows

TAKE_WINDOWS = 6
"""Windows a thread takes from the queue at once: few trips, and the threads still end together."""
Models = tuple[WindowDetector, SpeechShares]


class Batcher:
    """Scores what `Flow` brings; several threads may run `run`.

    The models are loaded by the first thread that gets there, while decoding has already begun: loading ONNX
    Runtime takes as long as decoding minutes of audio.
    """

    def __init__(self, flow: Flow, load: Callable[[], Models]) -> None:
        self._flow, self._load = flow, load
        self._loading = threading.Lock()
        self._models: Models | None = None

    def run(self) -> None:
        """Work until the scan ends."""
        try:
            detector, speech = self._ready()
        except Exception as error:  # noqa: BLE001  the boundary of this thread: without a detector nothing can go on
            self._flow.messages.put(Broken(error))
            return
        most = TAKE_WINDOWS if getattr(detector, "device", "cpu") == "cpu" else GPU_BATCH_WINDOWS
        while pieces := self._flow.get(most):
            self._score(detector, speech, [piece for piece in pieces if not piece.task.is_failed])

    def _ready(self) -> Models:
        with self._loading:
            if self._models is None:
                self._models = self._load()
            return self._models

    def _score(self, detector: WindowDetector, speech: SpeechShares, pieces: Sequence[Piece]) -> None:
        """Score one batch; when it fails, each piece alone, so that one file does not take others down."""
        try:
            scores = score_windows(detector, speech, [window for piece in pieces for window in piece.windows])
        except Exception as error:  # noqa: BLE001  the boundary of this thread
            if len(pieces) > 1:
                for piece in pieces:
                    self._score(detector, speech, [piece])
            elif isinstance(error, ModelError):
                self._flow.fail(pieces[0].task, str(error), error.hint)
            else:
                self._flow.fail_unexpectedly(pieces[0].task, error)
            return
        first = 0
        for piece in pieces:
            if piece.task.add_scores(piece.first, scores[first : first + len(piece.windows)]):
                self._flow.messages.put(TaskEnded(piece.task))
            first += len(piece.windows)
