"""From a finished file task to what is said about the file."""

from __future__ import annotations

import logging
import time
from dataclasses import replace

from engine.checkpoint import Checkpoint
from engine.errors import VeravoxError
from engine.labels import Labels
from engine.results import FileResult, Verdict
from engine.scan_events import ScanRequest
from engine.scan_flow import UNEXPECTED_HINT
from engine.scan_task import FileTask
from engine.verdict import decide

log = logging.getLogger(__name__)


class ResultMaker:
    """Makes results with the detector, the labels and the settings of one scan."""

    def __init__(self, request: ScanRequest, checkpoint: Checkpoint, labels: Labels) -> None:
        self._request, self._checkpoint, self._labels = request, checkpoint, labels

    def result(self, task: FileTask) -> FileResult:
        """What is said about a finished file; a fault in the verdict is that file's error."""
        if task.problem is not None:
            return self._error(task, *task.problem)
        if task.cached is not None:
            return replace(task.cached, path=task.path, truth=self._truth(task), cached=True)
        try:
            return self._decided(task)
        except VeravoxError as error:
            return self._error(task, str(error), error.hint)
        except Exception as error:  # the boundary of the scan's own thread
            log.exception("Unexpected error with %s", task.path)
            return self._error(task, f"Unexpected error: {type(error).__name__}: {error}", UNEXPECTED_HINT)

    def _truth(self, task: FileTask) -> str:
        return self._labels.truth(task.path, task.found.root)

    def _decided(self, task: FileTask) -> FileResult:
        request = self._request
        windows = task.windows()
        decision = decide(
            windows,
            self._checkpoint.meta.calibration,
            point=request.point,
            duration_s=task.duration_s,
            hop_s=request.hop_s,
        )
        return replace(
            self._error(task, "", ""),
            verdict=decision.verdict,
            duration_s=task.duration_s,
            speech_s=decision.speech_s,
            score=decision.score,
            probability_ai=decision.probability_ai,
            percent_ai=decision.percent_ai,
            percent_human=decision.percent_human,
            segments=decision.segments,
            windows=windows,
            reason=decision.reason,
            point=decision.point,
        )

    def _error(self, task: FileTask, error: str, hint: str) -> FileResult:
        return FileResult(
            path=task.path,
            verdict=Verdict.ERROR,
            sha256=task.sha256,
            size_bytes=task.stamp.size_bytes,
            source=task.source,
            model=self._checkpoint.meta.name,
            model_sha256=self._checkpoint.sha256,
            hop_s=self._request.hop_s,
            seconds_taken=time.perf_counter() - task.started,
            warnings=tuple(task.warnings),
            error=error,
            hint=hint,
            truth=self._truth(task),
        )
