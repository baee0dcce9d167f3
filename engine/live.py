"""A live session: sound in, one score a hop, a calm state, alerts and the flagged seconds kept.

The windows are cut and scored by the same `StreamScorer` as files, so a file played through here gets the scores
of a scan at the same hop.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from typing import Protocol

from engine.audio.capture_block import LiveBlock, Notice, Samples
from engine.audio.level import Level, LevelMeter
from engine.calibration import Calibration
from engine.errors import ReportError
from engine.live_alert import AlertRule, AlertWatch
from engine.live_events import (
    Flagged,
    LiveChange,
    LiveEvent,
    LiveFlagged,
    LiveLevel,
    LiveLost,
    LiveScore,
    LiveSummary,
    LiveWarning,
)
from engine.live_input import InputWatch
from engine.live_recorder import FlaggedRecorder
from engine.live_session_file import SessionFile
from engine.live_sources import AudioSource
from engine.live_state import LiveState, StateTracker
from engine.live_windows import WindowLog
from engine.results import WindowScore
from engine.spec import DEFAULT_SPEC, AudioSpec
from engine.verdict import decide

logger = logging.getLogger(__name__)

DEFAULT_HOP_S = 0.5


class BlockScorer(Protocol):
    """What a session needs of `engine.scoring.StreamScorer`."""

    def push(self, block: Samples) -> Sequence[WindowScore]:
        """Take samples in and give the windows that are complete."""
        ...

    def flush(self) -> Sequence[WindowScore]:
        """Give the rest, padded."""
        ...

    def skip(self, seconds: float) -> Sequence[WindowScore]:
        """Give the rest, padded, and go on later in time."""
        ...


class LiveSession:
    """Runs on the caller's thread until the source ends, the time is over, or `stop` is called."""

    def __init__(
        self,
        source: AudioSource,
        scorer: BlockScorer,
        calibration: Calibration,
        *,
        hop_s: float = DEFAULT_HOP_S,
        seconds: float | None = None,
        point: str | None = None,
        recorder: FlaggedRecorder | None = None,
        session_file: SessionFile | None = None,
        alert: AlertRule | None = None,
        may_be_silent: bool = False,
        spec: AudioSpec = DEFAULT_SPEC,
    ) -> None:
        """Put the parts together.

        Args:
            source: Microphone or file, already open.
            scorer: Made for the same hop.
            calibration: Of the detector.
            hop_s: Seconds between windows.
            seconds: Stop after this much sound; None for no limit.
            point: Operating point; the detector's default when None.
            recorder: Keeps the flagged sound.
            session_file: Keeps all sound; closed at the end.
            alert: When to alert; None for never.
            may_be_silent: Digital silence means nothing: the input hears what the computer plays.
            spec: Of the detector.
        """
        self._source = source
        self._scorer = scorer
        self._calibration = calibration
        self._hop_s = hop_s
        self._point = point
        self._recorder = recorder
        self._session_file = session_file
        self._alert = AlertWatch(alert, calibration) if alert is not None else None
        self._alerts = 0
        self._spec = spec
        self._limit = None if seconds is None else spec.samples(seconds)
        self._tracker = StateTracker(calibration, hop_s, point)
        self._meter = LevelMeter(spec.sample_rate)
        self._level = Level()
        self._position = 0
        self._lost_s = 0.0
        self._lost: list[tuple[float, float]] = []
        self._heard_at: float | None = None
        self._windows = WindowLog()
        self._flagged: list[Flagged] = []
        self._open: Flagged | None = None
        self._input = InputWatch(may_be_silent=may_be_silent)
        self._stop = threading.Event()

    def stop(self) -> None:
        """End the session soon; safe from any thread and from a signal handler."""
        self._stop.set()

    def run(self, on_event: Callable[[LiveEvent], None]) -> LiveSummary:
        """Listen until the end.

        Args:
            on_event: Called on this thread for every event.

        Raises:
            AudioError: The source failed for good; what was heard until then was told.
        """
        try:
            while not self._stop.is_set():
                block = self._source.read()
                if block is None:
                    break
                self._take(block, on_event)
        finally:
            self._follow(self._scorer.flush(), on_event)
            self._close_flagged(on_event)
            self._keep(SessionFile.close, on_event)
        return self.summary()

    def summary(self) -> LiveSummary:
        """What is known so far. Only from inside ``on_event`` or after the end: it is the session's thread's own."""
        windows = self._windows.windows()
        decision = decide(windows, self._calibration, point=self._point, duration_s=self.time_s, hop_s=self._hop_s)
        flagged = (*self._flagged, self._open) if self._open is not None else tuple(self._flagged)
        return LiveSummary(self.time_s, self._lost_s, windows, flagged, decision, tuple(self._lost), self._alerts)

    @property
    def time_s(self) -> float:
        """Seconds of sound taken in."""
        return self._position / self._spec.sample_rate

    def _take(self, block: LiveBlock, on_event: Callable[[LiveEvent], None]) -> None:
        if block.skipped_s:
            self._skip(block.skipped_s, on_event)
        samples = block.samples if self._limit is None else block.samples[: max(0, self._limit - self._position)]
        self._position += len(samples)
        self._heard_at = block.heard_at
        if block.lost_s:
            self._count_lost(min(block.lost_s, len(samples) / self._spec.sample_rate), on_event)
        if block.warning:
            on_event(LiveWarning(self.time_s, block.warning, block.hint, block.notice))
        if not block.lost_s:
            self._measure(samples, on_event)
        self._record(lambda recorder: recorder.push(samples), on_event)
        self._keep(lambda file: file.push(samples), on_event)
        self._follow(self._scorer.push(samples), on_event)
        if self._limit is not None and self._position >= self._limit:
            self.stop()

    def _skip(self, seconds: float, on_event: Callable[[LiveEvent], None]) -> None:
        """Time passed without sound: judge and close what was before it, and go on behind it."""
        self._follow(self._scorer.skip(seconds), on_event)
        self._close_flagged(on_event)
        before = self._tracker.state
        self._tracker.forget()
        if before is not self._tracker.state:
            on_event(LiveChange(self.time_s, before, self._tracker.state, None))
        if self._alert is not None:
            self._alert.forget()
        self._record(lambda recorder: recorder.skip(seconds), on_event)
        self._keep(lambda file: file.skip(seconds), on_event)
        self._position += self._spec.samples(seconds)
        self._count_lost(seconds, on_event)

    def _count_lost(self, seconds: float, on_event: Callable[[LiveEvent], None]) -> None:
        """Lost time that follows on lost time is one stretch."""
        self._lost_s += seconds
        start_s = self.time_s - seconds
        if self._lost and start_s - self._lost[-1][1] < self._hop_s:
            start_s = self._lost.pop()[0]
        self._lost.append((start_s, self.time_s))
        on_event(LiveLost(self.time_s, start_s, self.time_s))

    def _measure(self, samples: Samples, on_event: Callable[[LiveEvent], None]) -> None:
        self._level = level = self._meter.measure(samples)
        on_event(LiveLevel(self.time_s, level.peak_dbfs, level.rms_dbfs, level.is_clipped, level.is_dead))
        for warning in self._input.warnings(level, self.time_s):
            on_event(warning)

    def _follow(self, windows: Sequence[WindowScore], on_event: Callable[[LiveEvent], None]) -> None:
        for window in windows:
            self._windows.append(window)
            before = self._tracker.state
            state = self._tracker.update(window)
            smoothed = self._tracker.smoothed_probability
            on_event(
                LiveScore(
                    time_s=window.end_s,
                    probability=window.probability_ai,
                    smoothed=smoothed,
                    state=state,
                    speech_share=window.speech_share,
                    level_dbfs=self._level.rms_dbfs,
                    window=window,
                    heard_at=self._heard_at_of(window),
                )
            )
            if state is not before:
                on_event(LiveChange(window.end_s, before, state, smoothed))
            self._follow_flagged(state, window, on_event)
            alert = self._alert.update(window) if self._alert is not None else None
            if alert is not None:
                self._alerts += 1
                on_event(alert)

    def _heard_at_of(self, window: WindowScore) -> float | None:
        return None if self._heard_at is None else self._heard_at - (self.time_s - window.end_s)

    def _follow_flagged(self, state: LiveState, window: WindowScore, on_event: Callable[[LiveEvent], None]) -> None:
        """Open a stretch on entering the state ``ai``, grow it while it lasts, close it on leaving."""
        if state is not LiveState.AI:
            self._close_flagged(on_event)
            return
        smoothed = self._tracker.smoothed_probability or 0.0
        if self._open is None:
            start_s = self._tracker.candidate_since_s
            self._open = Flagged(start_s, window.end_s, smoothed)
            self._record(lambda recorder: recorder.begin(start_s), on_event)
        else:
            self._open = Flagged(self._open.start_s, window.end_s, max(smoothed, self._open.max_probability))

    def _close_flagged(self, on_event: Callable[[LiveEvent], None]) -> None:
        flagged, self._open = self._open, None
        if flagged is None:
            return
        place = len(self._flagged)
        self._flagged.append(flagged)

        def end(recorder: FlaggedRecorder) -> None:
            self._flagged[place] = recorder.end(flagged)

        self._record(end, on_event)
        on_event(LiveFlagged(self.time_s, self._flagged[place]))

    def _record(self, action: Callable[[FlaggedRecorder], None], on_event: Callable[[LiveEvent], None]) -> None:
        """A full disk ends the recording, never the session."""
        if self._recorder is None:
            return
        try:
            action(self._recorder)
        except ReportError as error:
            on_event(LiveWarning(self.time_s, str(error), error.hint, Notice.RECORDING))

    def _keep(self, action: Callable[[SessionFile], None], on_event: Callable[[LiveEvent], None]) -> None:
        if self._session_file is None:
            return
        try:
            action(self._session_file)
        except ReportError as error:
            on_event(LiveWarning(self.time_s, str(error), error.hint, Notice.SESSION_FILE))
