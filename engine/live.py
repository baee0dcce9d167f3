"""A live session: sound in, one score a hop, a calm state, alerts and the flagged seconds kept.

The windows are cut and scored by the same `StreamScorer` as files, so a file played through here gets the scores
of a scan at the same hop.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from typing import Protocol

from engine.audio.capture_block import LiveBlock, Samples
from engine.audio.level import Level, LevelMeter
from engine.calibration import Calibration
from engine.errors import ReportError
from engine.live_events import Flagged, LiveChange, LiveEvent, LiveLevel, LiveScore, LiveSummary, LiveWarning
from engine.live_recorder import FlaggedRecorder
from engine.live_sources import AudioSource
from engine.live_state import LiveState, StateTracker
from engine.results import WindowScore
from engine.spec import DEFAULT_SPEC, AudioSpec
from engine.verdict import decide

logger = logging.getLogger(__name__)

DEFAULT_HOP_S = 0.5
CLIP_WARNING_EVERY_S = 10.0


class BlockScorer(Protocol):
    """What a session needs of `engine.scoring.StreamScorer`."""

    def push(self, block: Samples) -> Sequence[WindowScore]:
        """Take samples in and give the windows that are complete."""
        ...

    def flush(self) -> Sequence[WindowScore]:
        """Give the rest, padded."""
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
            spec: Of the detector.
        """
        self._source = source
        self._scorer = scorer
        self._calibration = calibration
        self._hop_s = hop_s
        self._point = point
        self._recorder = recorder
        self._spec = spec
        self._limit = None if seconds is None else spec.samples(seconds)
        self._tracker = StateTracker(calibration, hop_s, point)
        self._meter = LevelMeter(spec.sample_rate)
        self._level = Level()
        self._position = 0
        self._lost_s = 0.0
        self._windows: list[WindowScore] = []
        self._flagged: list[Flagged] = []
        self._open: Flagged | None = None
        self._told_dead = False
        self._told_clipped_s = -CLIP_WARNING_EVERY_S
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
        return self._summary()

    @property
    def time_s(self) -> float:
        """Seconds of sound taken in."""
        return self._position / self._spec.sample_rate

    def _take(self, block: LiveBlock, on_event: Callable[[LiveEvent], None]) -> None:
        samples = block.samples if self._limit is None else block.samples[: self._limit - self._position]
        self._position += len(samples)
        self._lost_s += min(block.lost_s, len(samples) / self._spec.sample_rate)
        if block.warning:
            on_event(LiveWarning(self.time_s, block.warning, block.hint))
        if not block.lost_s:
            self._measure(samples, on_event)
        self._record(lambda recorder: recorder.push(samples), on_event)
        self._follow(self._scorer.push(samples), on_event)
        if self._limit is not None and self._position >= self._limit:
            self.stop()

    def _measure(self, samples: Samples, on_event: Callable[[LiveEvent], None]) -> None:
        self._level = level = self._meter.measure(samples)
        on_event(LiveLevel(self.time_s, level.peak_dbfs, level.rms_dbfs, level.is_clipped))
        if level.is_dead and not self._told_dead:
            text = "The input gives nothing but digital silence"
            hint = "Check the mute switch, and that the system allows this program to use the microphone."
            on_event(LiveWarning(self.time_s, text, hint))
        self._told_dead = level.is_dead
        if level.is_clipped and self.time_s - self._told_clipped_s >= CLIP_WARNING_EVERY_S:
            self._told_clipped_s = self.time_s
            on_event(LiveWarning(self.time_s, "The input is overdriven (clipping)", "Lower the recording level."))

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
                )
            )
            if state is not before:
                on_event(LiveChange(window.end_s, before, state, smoothed))
            self._follow_flagged(state, window, on_event)

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

    def _record(self, action: Callable[[FlaggedRecorder], None], on_event: Callable[[LiveEvent], None]) -> None:
        """A full disk ends the recording, never the session."""
        if self._recorder is None:
            return
        try:
            action(self._recorder)
        except ReportError as error:
            self._recorder = None
            on_event(LiveWarning(self.time_s, str(error), error.hint))

    def _summary(self) -> LiveSummary:
        windows = tuple(self._windows)
        decision = decide(windows, self._calibration, point=self._point, duration_s=self.time_s, hop_s=self._hop_s)
        return LiveSummary(self.time_s, self._lost_s, windows, tuple(self._flagged), decision)
