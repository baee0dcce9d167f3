"""A whole live session in a thread of its own: detector, input, recordings and history, told through one queue.

service = LiveService(LiveRequest(...), events); service.start(); ...; service.stop(); service.join(seconds)
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine.audio.capture_block import Notice
from engine.calibration import OperatingPoint
from engine.detector import Detector
from engine.errors import HistoryError, ReportError, VeravoxError
from engine.history import History
from engine.live import DEFAULT_HOP_S, LiveSession
from engine.live_alert import AlertRule, alert_rule
from engine.live_events import LiveEvent, LiveSummary, LiveWarning
from engine.live_history import LiveJob, LiveSetup, session_name
from engine.live_quota import Quota
from engine.live_recorder import PRE_ROLL_S, FlaggedRecorder
from engine.live_session_file import SessionFile
from engine.results import FileResult
from engine.scoring import SpeechShares, StreamScorer
from engine.verdict import decision_lines, probability_of, resolve_point

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LiveRequest:
    """What the user asked for.

    Attributes:
        input_name: Identity of the input; None for the system's default one.
        model: Detector; None for the default one.
        compute: ``auto``, ``cpu``, ``cuda`` or ``mps``.
        threads: Processor threads inside one call of the network; None lets the runtime decide.
        point: Operating point; None for the detector's default.
        alert_s: Alert after this many seconds above the operating point; None for never.
        folder: Where sound is kept.
        quota_mb: Upper limit of that folder.
        db: History file; None to keep no history.
    """

    folder: Path
    input_name: str | None = None
    model: str | None = None
    compute: str = "auto"
    threads: int | None = None
    point: str | None = None
    hop_s: float = DEFAULT_HOP_S
    alert_s: float | None = None
    keep_flagged: bool = False
    pre_roll_s: float = PRE_ROLL_S
    quota_mb: float = 500.0
    record_session: bool = False
    db: Path | None = None


@dataclass(frozen=True, slots=True)
class LiveStarted:
    """Sound is coming in.

    Attributes:
        input_rate: Sample rate at which the input was opened, Hz.
        latency_s: How old sound is when the driver hands it over.
        human_below: Smoothed probabilities below are human.
        ai_from: Smoothed probabilities from here on are AI.
        recording: File of the whole session; None where it is not recorded.
        job_id: In the history; None where there is none.
    """

    input_name: str
    input_rate: int
    latency_s: float
    detector: str
    point: OperatingPoint
    human_below: float
    ai_from: float
    rule: AlertRule | None
    recording: Path | None
    job_id: int | None
    device_note: str = ""
    may_be_silent: bool = False


@dataclass(frozen=True, slots=True)
class LiveEnded:
    """The session is over.

    Attributes:
        summary: None where it never began.
        result: As the history has it; None where there is no history.
        error: Why it ended, where nobody asked for it.
        hint: What to do about the error.
    """

    summary: LiveSummary | None
    result: FileResult | None = None
    job_id: int | None = None
    error: str = ""
    hint: str = ""


ServiceEvent = LiveEvent | LiveStarted | LiveEnded
Events = queue.SimpleQueue[ServiceEvent]
OpenSource = Callable[[str | None], AbstractContextManager[Any]]


def open_input(name: str | None) -> AbstractContextManager[Any]:
    """A microphone or monitor input that is waited for as long as the session lasts.

    Raises:
        CaptureError: No PortAudio, or no input.
        UsageError: No input of that name.
    """
    from engine.audio.capture import Capture
    from engine.audio.devices import find_device, hold_portaudio, list_devices

    with hold_portaudio():  # nobody renumbers the devices between finding and opening one
        capture = Capture(find_device(name, list_devices()), give_up_s=None)
        capture.open()
    return capture


class LiveService:
    """Runs one session; a second one needs a second service."""

    def __init__(
        self,
        request: LiveRequest,
        events: Events,
        *,
        open_source: OpenSource = open_input,
        speech: SpeechShares | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC).astimezone(),
    ) -> None:
        """Prepare; nothing is loaded yet.

        Args:
            request: What to do.
            events: Gets everything, `LiveEnded` last.
            open_source: Opens the input of that name.
            speech: Stand-in for the speech detector.
            now: Wall clock.
        """
        self._request = request
        self._events = events
        self._open_source = open_source
        self._speech = speech
        self._now = now
        self._job: LiveJob | None = None
        self._session: LiveSession | None = None
        self._wants_stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="live", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End in good order soon; `LiveEnded` tells when."""
        self._wants_stop.set()
        session = self._session
        if session is not None:
            session.stop()

    def join(self, seconds: float) -> bool:
        """Wait for the end; gives whether it came."""
        if self._thread.ident is not None:
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        summary: LiveSummary | None = None
        result: FileResult | None = None
        error, hint = "", ""
        try:
            summary = self._listen()
        except VeravoxError as caught:
            error, hint = str(caught), caught.hint
        except Exception as caught:  # the boundary of this thread
            logger.exception("Live listening failed unexpectedly")
            error, hint = f"Something went wrong: {caught}", "Please report it with the log file."
        if summary is None and self._session is not None:
            summary = self._session.summary()
        job = self._job
        if job is not None and summary is not None:
            try:
                result = job.finish(summary)
            except HistoryError as caught:
                error, hint = error or str(caught), hint or caught.hint
        self._events.put(LiveEnded(summary, result, job.job_id if job else None, error, hint))

    def _listen(self) -> LiveSummary | None:
        request = self._request
        detector = Detector.load(request.model, request.compute, request.threads)
        point = resolve_point(detector.meta.calibration, request.point)
        speech = self._speech
        if speech is None:
            from engine.audio.speech import SpeechDetector

            speech = SpeechDetector.load()
        if self._wants_stop.is_set():
            return None
        with self._open_source(request.input_name) as source:
            return self._hear(source, StreamScorer(detector, speech, request.hop_s), detector, point)

    def _hear(self, source: Any, scorer: StreamScorer, detector: Detector, point: OperatingPoint) -> LiveSummary:
        request = self._request
        calibration = detector.meta.calibration
        device = getattr(source, "device", None)
        started = self._now()
        recorder, session_file, problems = self._recorders(started)
        rule = None if request.alert_s is None else alert_rule(calibration, point.name, request.alert_s, request.hop_s)
        may_be_silent = bool(getattr(device, "is_monitor", False))
        name = device.identity if device is not None else request.input_name or ""
        path = session_file.path if session_file else request.folder / f"{session_name(started)}.flac"
        rate = int(getattr(source, "input_rate", detector.meta.sample_rate))
        setup = LiveSetup(
            name, rate, detector.checkpoint, request.hop_s, request.point or "", path, session_file is not None, started
        )
        problems += self._begin_job(setup)
        self._session = session = LiveSession(
            source,
            scorer,
            calibration,
            hop_s=request.hop_s,
            point=request.point,
            recorder=recorder,
            session_file=session_file,
            alert=rule,
            may_be_silent=may_be_silent,
        )
        lower, upper = decision_lines(calibration, point)
        self._events.put(
            LiveStarted(
                name,
                rate,
                float(getattr(source, "latency_s", 0.0)),
                detector.name,
                point,
                probability_of(lower),
                probability_of(upper),
                rule,
                session_file.path if session_file else None,
                self._job.job_id if self._job else None,
                detector.device_note,
                may_be_silent,
            )
        )
        for problem in problems:
            self._events.put(problem)
        if self._wants_stop.is_set():
            session.stop()
        return session.run(self._on_event)

    def _on_event(self, event: LiveEvent) -> None:
        self._events.put(event)
        if self._job is None or self._session is None:
            return
        try:
            self._job.save_if_due(self._session.summary)
        except HistoryError as error:  # tried again in a minute and at the end
            self._events.put(LiveWarning(event.time_s, str(error), error.hint, Notice.HISTORY))

    def _recorders(self, started: datetime) -> tuple[FlaggedRecorder | None, SessionFile | None, list[LiveWarning]]:
        """What keeps sound; a folder that cannot be used is told and does not stop the listening."""
        request = self._request
        recorder: FlaggedRecorder | None = None
        session_file: SessionFile | None = None
        problems = []
        quota = Quota(request.folder, request.quota_mb)
        try:
            if request.record_session:
                session_file = SessionFile(request.folder / f"{session_name(started)}.flac", quota=quota)
        except ReportError as error:
            problems.append(LiveWarning(0.0, str(error), error.hint, Notice.SESSION_FILE))
        try:
            if request.keep_flagged:
                recorder = FlaggedRecorder(request.folder, pre_roll_s=request.pre_roll_s, quota=quota)
        except ReportError as error:
            problems.append(LiveWarning(0.0, str(error), error.hint, Notice.RECORDING))
        return recorder, session_file, problems

    def _begin_job(self, setup: LiveSetup) -> list[LiveWarning]:
        if self._request.db is None:
            return []
        try:
            self._job = LiveJob(History(self._request.db), setup)
        except HistoryError as error:
            return [LiveWarning(0.0, str(error), error.hint, Notice.HISTORY)]
        return []
