"""The reading half of the batch pipeline: a file's content hash, the cache, then audio cut into windows."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from engine.audio.identity import content_sha256
from engine.audio.sniff import file_kind_problem
from engine.audio.windows import WindowCutter
from engine.errors import HistoryError, VeravoxError
from engine.history import FileStamp, History
from engine.quality import QualityMeter
from engine.results import FileResult
from engine.scan_flow import Broken, Flow, Piece, StoppedError, TaskEnded, TaskStarted
from engine.scan_task import FileTask
from engine.spec import AudioSpec


class Cache(Protocol):
    """Looks up earlier results."""

    def __call__(self, sha256: str) -> FileResult | None:
        """The earlier result for that content, or None."""


class Decoder:
    """Reads files, one at a time; every decoding thread runs `run`."""

    def __init__(self, flow: Flow, history: History, cache: Cache, spec: AudioSpec, hop_s: float) -> None:
        """Prepare.

        Args:
            flow: Where files come from and windows go to.
            history: Its connection of this thread is closed at the end.
            cache: Looks up earlier results; gives None where the cache is not wanted.
            spec: What the detector hears.
            hop_s: Seconds between window starts.
        """
        self._flow, self._history, self._cache, self._spec, self._hop_s = flow, history, cache, spec, hop_s

    def run(self) -> None:
        """Work until the scan ends; an error in one file is that file's row."""
        while (task := self._flow.next_task()) is not None:
            try:
                self._flow.wait_for_go()
                self._read(task)
            except StoppedError:
                break
            except HistoryError as error:
                self._flow.messages.put(Broken(error))
                break
            except VeravoxError as error:
                self._flow.fail(task, str(error), error.hint)
            except Exception as error:  # noqa: BLE001  the boundary of this thread
                self._flow.fail_unexpectedly(task, error)
        self._history.close()

    def _read(self, task: FileTask) -> None:
        self._flow.messages.put(TaskStarted(task))
        if task.found.error:
            self._flow.fail(task, task.found.error, task.found.hint)
            return
        task.sha256 = self._identify(task)
        task.cached = self._cache(task.sha256)
        if task.cached is not None:
            if task.end(0):
                self._flow.messages.put(TaskEnded(task))
            return
        self._decode(task)

    def _identify(self, task: FileTask) -> str:
        """Hash a regular file; what cannot be opened is left to the decoder, which says why."""
        try:
            if file_kind_problem(task.path):
                return ""
            status = Path(task.path).stat()
            task.stamp = FileStamp(status.st_size, status.st_mtime_ns)
            return content_sha256(task.path)
        except OSError:
            return ""

    def _decode(self, task: FileTask) -> None:
        from engine.audio.decode import open_audio

        count = 0
        cutter, meter = WindowCutter(self._spec, self._hop_s), QualityMeter(self._spec.sample_rate)
        with open_audio(task.path, self._spec) as stream:
            task.source, task.expected_s = stream.info, stream.expected_duration_s
            for block in stream:
                self._flow.wait_for_go()
                if task.is_failed:
                    return
                meter.push(block)
                windows = cutter.push(block)
                if windows:
                    self._flow.put(Piece(task, count, windows))
                    count += len(windows)
            task.source, warnings = stream.info, list(stream.warnings)
        windows = cutter.flush()
        if windows:
            self._flow.put(Piece(task, count, windows))
        task.duration_s = cutter.total_s
        task.warnings = [*warnings, *meter.warnings()]
        if task.end(count + len(windows)):
            self._flow.messages.put(TaskEnded(task))
