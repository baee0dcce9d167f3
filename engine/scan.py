"""The batch pipeline: files and folders in, one result a file out, nothing lost when the process dies.

    run_scan(request: ScanRequest, on_event) -> ScanOutcome      blocks until done; Ctrl-C cancels, keeps what is done
    job = ScanJob(request, on_event); job.run()                  the same with pause(), resume(), cancel(), add(paths)

decode threads -> bounded queue of windows -> inference threads -> the caller's thread, which writes the history and
calls ``on_event``. Requests and events are in `engine.scan_events`.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from engine.batcher import Batcher, Models
from engine.checkpoint import Checkpoint
from engine.cores import usable_cores
from engine.detector import Detector, find_detector
from engine.discover import Found, discover
from engine.errors import UsageError
from engine.history import History, JobState
from engine.labels import Labels
from engine.results import FileResult, Verdict
from engine.runtime.base import choose_device
from engine.scan_clock import ScanClock
from engine.scan_decode import Decoder
from engine.scan_events import (
    Event,
    FileDone,
    FileProgress,
    FilesAdded,
    FileStarted,
    ScanFinished,
    ScanOutcome,
    ScanRequest,
    ScanStarted,
)
from engine.scan_flow import POLL_S, Broken, Flow, Message, PathsAdded, TaskEnded, TaskStarted
from engine.scan_job import JobRecord
from engine.scan_result import ResultMaker
from engine.scan_task import FileTask
from engine.scoring import SpeechShares
from engine.spec import MIN_HOP_S, AudioSpec
from engine.verdict import resolve_point

log = logging.getLogger(__name__)
PROGRESS_EVERY_S = 0.25
JOIN_S = 5.0
MAX_INFERENCE_THREADS = 4
"""Each needs its own memory for a batch; on larger computers the network's own threads use the other cores."""


def run_scan(request: ScanRequest, on_event: Callable[[Event], None]) -> ScanOutcome:
    """Scan files and folders, blocking until all are done.

    Ctrl-C ends it early: the outcome then says ``cancelled``, and a second start does the rest.

    Args:
        request: What to scan and how.
        on_event: Called in this thread.

    Raises:
        UnknownModelError: No such detector.
        CheckpointError: The detector cannot be used.
        DeviceError: The device that was asked for cannot be used.
        HistoryError: The history cannot be used.
        UsageError: An unknown operating point, a hop out of range, unreadable labels.
    """
    return ScanJob(request, on_event).run()


class ScanJob:
    """A scan that can be paused, cancelled and given more files from other threads while `run` works."""

    def __init__(
        self, request: ScanRequest, on_event: Callable[[Event], None], speech: SpeechShares | None = None
    ) -> None:
        """Prepare; nothing is read yet.

        Args:
            request: What to scan and how.
            on_event: Called in the thread that calls `run`.
            speech: Tells speech from other sound; None for the detector that comes with the program.
        """
        self._request, self._on_event, self._speech = request, on_event, speech
        self._flow = Flow()
        self._clock = ScanClock()
        self._adding = threading.Lock()
        self._is_open = False  # until the files are listed
        self._known: dict[Path, FileTask | None] = {}
        self._active: dict[Path, FileTask] = {}
        self._results: dict[Path, FileResult] = {}
        self._device_note = ""
        self._last_tick = 0.0
        # Set by `run`, in this order.
        self._checkpoint: Checkpoint
        self._labels: Labels
        self._maker: ResultMaker
        self._record: JobRecord

    def pause(self) -> None:
        """Read no more audio until `resume`; files that are under way keep their place."""
        self._clock.set_paused(paused=True)
        self._flow.pause()

    def resume(self) -> None:
        """Go on after `pause`."""
        self._flow.resume()
        self._clock.set_paused(paused=False)

    def cancel(self) -> None:
        """End soon; finished files stay in the history and a second start does the rest."""
        self._flow.stop()

    def add(self, paths: Sequence[Path]) -> bool:
        """Add files and folders to the running job.

        Returns:
            False where the job has ended; a new one is needed then.
        """
        found = list(discover(paths, recursive=self._request.recursive))
        with self._adding:
            if not self._is_open or self._flow.is_stopped:
                return False
            tasks = [FileTask(each) for each in found if each.path not in self._known]
            self._known.update((task.path, task) for task in tasks)
            self._clock.expect(tasks)
            self._record.add_paths(paths)
            self._flow.messages.put(PathsAdded(len(tasks)))
            self._flow.add_tasks(tasks)
        return True

    def run(self) -> ScanOutcome:
        """Scan; see `run_scan`."""
        self._check_request()
        history = History(self._request.db)
        self._record = JobRecord(history, self._request, self._checkpoint)
        threads: list[threading.Thread] = []
        try:
            threads = self._start_threads(history)
            self._begin()
            self._work()
        except KeyboardInterrupt:
            log.info("Interrupted; finished files are kept")
        finally:
            state = self._shut_down(threads)
        return self._finish(state)

    def _shut_down(self, threads: Sequence[threading.Thread]) -> JobState:
        """End the threads, keep what they finished meanwhile, and let others have the job."""
        self._flow.stop()
        with self._adding:
            was_listed, self._is_open = self._is_open, False
        state = JobState.CANCELLED
        try:
            _join(threads)
            self._drain()
            if was_listed and self._clock.files_done >= self._clock.files:
                state = JobState.FINISHED
        finally:
            self._record.close(state)
        return state

    def _check_request(self) -> None:
        request = self._request
        self._checkpoint = find_detector(request.model)
        meta = self._checkpoint.meta
        if not MIN_HOP_S <= request.hop_s <= meta.window_s:
            raise UsageError(
                f"The hop must be from {MIN_HOP_S:g} to {meta.window_s:g} s, not {request.hop_s:g}",
                "Choose another --hop.",
            )
        self._device_note = choose_device(request.device)[1]
        resolve_point(meta.calibration, request.point)
        self._labels = Labels.load(request.labels)
        self._maker = ResultMaker(request, self._checkpoint, self._labels)

    def _start_threads(self, history: History) -> list[threading.Thread]:
        cores = usable_cores()
        n_decoders = self._request.workers or max(1, cores - 1)
        n_inference = min(self._request.threads or cores, cores)
        n_scorers = min(n_inference, MAX_INFERENCE_THREADS)
        spec = AudioSpec(self._checkpoint.meta.sample_rate, self._checkpoint.meta.window_s)
        batcher = Batcher(self._flow, lambda: self._load_models(max(1, n_inference // n_scorers)))
        decoder = Decoder(self._flow, history, self._record.cached, spec, self._request.hop_s)
        threads = [threading.Thread(target=batcher.run, name=f"score-{i}", daemon=True) for i in range(n_scorers)]
        threads += [threading.Thread(target=decoder.run, name=f"decode-{i}", daemon=True) for i in range(n_decoders)]
        for thread in threads:
            thread.start()
        return threads

    def _load_models(self, threads: int) -> Models:
        detector = Detector(self._checkpoint, self._request.device, threads)
        self._device_note = detector.device_note
        if self._speech is not None:
            return detector, self._speech
        from engine.audio.speech import SpeechDetector

        return detector, SpeechDetector.load()

    def _begin(self) -> None:
        """List the files, tell apart what an earlier run has done, and hand out the rest."""
        found = list(discover(self._request.paths, recursive=self._request.recursive))
        done = self._record.finished(found)
        tasks = [FileTask(each) for each in found if each.path not in done]
        with self._adding:
            self._known = dict.fromkeys(each.path for each in found)
            self._known.update((task.path, task) for task in tasks)
            self._clock.expect(tasks)
            self._clock.files += len(done)
            self._is_open = True
        self._emit(
            ScanStarted(self._record.job_id, len(found), len(done), self._checkpoint.meta.name, self._device_note)
        )
        self._flow.add_tasks(tasks)
        self._take_over(done, {each.path: each for each in found})

    def _take_over(self, done: set[Path], found: dict[Path, Found]) -> None:
        """Show the results of an interrupted run of this job; those of files that are gone by now too."""
        keep = self._request.keep_windows
        for result in self._record.earlier_results(windows=True):
            if result.path in found and result.path not in done:
                continue
            root = found[result.path].root if result.path in found else None
            labelled = replace(result, truth=self._labels.truth(result.path, root))
            self._results[result.path] = labelled if keep else replace(labelled, windows=())
            if result.path in done:
                self._clock.files_done += 1
            self._emit(FileDone(labelled))

    def _work(self) -> None:
        """Take what the threads report until every file is done."""
        while not self._flow.is_stopped:
            with self._adding:
                if self._clock.files_done >= self._clock.files:
                    # Whoever adds files from here on is told to start another job.
                    self._flow.stop()
                    return
            with suppress(queue.Empty):
                self._handle(self._flow.messages.get(timeout=POLL_S))
            self._tick()

    def _drain(self) -> None:
        """Keep what was finished between a cancel and the end of the threads."""
        while not self._flow.messages.empty():
            message = self._flow.messages.get()
            if isinstance(message, TaskEnded):
                self._store(message.task)

    def _handle(self, message: Message) -> None:
        match message:
            case TaskStarted(task):
                self._active[task.path] = task
                self._emit(FileStarted(task.path))
            case TaskEnded(task):
                self._store(task)
            case PathsAdded(files):
                self._emit(FilesAdded(files))
            case Broken(error):
                raise error

    def _store(self, task: FileTask) -> None:
        result = self._maker.result(task)
        self._record.save(result, task.stamp)
        self._active.pop(task.path, None)
        self._clock.finish(task)
        # Scores of 100,000 files would not fit in memory; they are in the history.
        self._results[task.path] = result if self._request.keep_windows else replace(result, windows=())
        self._known[task.path] = None
        self._emit(FileDone(result))

    def _tick(self) -> None:
        now = time.perf_counter()
        if now - self._last_tick < PROGRESS_EVERY_S:
            return
        self._last_tick = now
        for task in self._active.values():
            self._emit(FileProgress(task.path, task.scored_s, task.expected_s))
        with self._adding:
            progress = self._clock.progress(self._active.values())
        self._emit(progress)

    def _emit(self, event: Event) -> None:
        self._on_event(event)

    def _finish(self, state: JobState) -> ScanOutcome:
        is_cancelled = state is not JobState.FINISHED
        results = tuple(self._in_order())
        self._emit(self._clock.progress(()))
        self._emit(
            ScanFinished(
                self._record.job_id,
                len(results),
                sum(result.verdict.is_flagged for result in results),
                sum(result.verdict is Verdict.ERROR for result in results),
                is_cancelled,
                self._clock.elapsed_s,
            )
        )
        return ScanOutcome(
            self._record.job_id,
            results,
            self._checkpoint.meta,
            self._checkpoint.sha256,
            self._device_note,
            is_cancelled,
            self._clock.elapsed_s,
            self._clock.audio_s(()),
        )

    def _in_order(self) -> Iterable[FileResult]:
        """As the files were found; then those of an earlier run that are gone by now."""
        for path in self._known:
            if path in self._results:
                yield self._results.pop(path)
        yield from self._results.values()


def _join(threads: Iterable[threading.Thread]) -> None:
    """Wait for the threads; one that hangs in a dying disk is left behind, it cannot hold the program (daemon)."""
    end = time.perf_counter() + JOIN_S
    for thread in threads:
        thread.join(max(0.0, end - time.perf_counter()))
        if thread.is_alive():
            log.warning("%s did not end in time", thread.name)
