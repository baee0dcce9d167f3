"""The work behind `veravox listen`."""

from __future__ import annotations

import json
import math
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO, Any

from engine.cli_boundary import ExitCode, say
from engine.cli_output import STDOUT, DataFile, printable
from engine.clock import clock, span
from engine.errors import UsageError
from engine.live_events import LiveChange, LiveEvent, LiveLevel, LiveScore, LiveSummary, LiveWarning
from engine.live_state import LiveState
from engine.report.words import VERDICTS
from engine.spec import DEFAULT_SPEC, MIN_HOP_S

STATE_WORDS = {
    LiveState.AI: "Likely AI",
    LiveState.HUMAN: "Likely human",
    LiveState.UNCERTAIN: "Uncertain",
    LiveState.NO_SPEECH: "No speech",
}


@dataclass(frozen=True, slots=True)
class ListenRequest:
    """One live session as the user asked for it.

    Attributes:
        device_name: Input by name; None for the default one.
        seconds: End after this much sound; None for no limit.
        json: File or ``-`` for one JSON object a line.
        record_flagged: Folder for the flagged sound.
        file: Play this file instead of listening to an input.
        realtime: Play the file at its natural speed.
        model: Detector; None for the default one.
        compute: ``auto``, ``cpu``, ``cuda`` or ``mps``.
    """

    device_name: str | None = None
    hop_s: float = 0.5
    seconds: float | None = None
    json: str | None = None
    record_flagged: Path | None = None
    file: Path | None = None
    realtime: bool = False
    model: str | None = None
    compute: str = "auto"
    point: str | None = None
    quiet: bool = False


def show_devices(*, as_json: bool) -> int:
    """Print the inputs.

    Raises:
        CaptureError: PortAudio is missing.
    """
    from engine.audio.devices import list_devices

    devices = list_devices()
    if as_json:
        keys = ("name", "host_api", "index", "channels", "default_rate", "is_monitor", "is_default", "identity")
        rows = [{key: getattr(device, key) for key in keys} for device in devices]
        sys.stdout.write(json.dumps(rows, indent=2) + "\n")
        return ExitCode.OK
    for device in devices:
        notes = [note for note, holds in (("default", device.is_default), ("monitor", device.is_monitor)) if holds]
        tail = f"  [{', '.join(notes)}]" if notes else ""
        text = f"{device.index:>3}  {device.identity}  ({device.channels} ch, {device.default_rate} Hz){tail}"
        sys.stdout.write(printable(text) + "\n")
    if not devices:
        say("This computer has no sound input. Connect a microphone and try again.")
    return ExitCode.OK


def listen(request: ListenRequest) -> int:
    """Listen until the source ends, the time is over or Ctrl-C, and give the exit code.

    Raises:
        VeravoxError: The request cannot be carried out, or the source failed.
    """
    _check(request)
    from engine.audio.speech import SpeechDetector
    from engine.detector import Detector
    from engine.live import LiveSession
    from engine.scoring import StreamScorer

    detector = Detector.load(request.model, request.compute)
    if detector.device_note:
        say(detector.device_note, quiet=request.quiet)
    recorder = None
    if request.record_flagged is not None:
        from engine.live_recorder import FlaggedRecorder

        recorder = FlaggedRecorder(request.record_flagged)
    scorer = StreamScorer(detector, SpeechDetector.load(), request.hop_s)
    with ListenScreen(request) as screen, _source(request) as source:
        session = LiveSession(
            source,
            scorer,
            detector.meta.calibration,
            hop_s=request.hop_s,
            seconds=request.seconds,
            point=request.point,
            recorder=recorder,
        )
        with _ctrl_c_calls(session.stop) as was_interrupted:
            summary = session.run(screen.on_event)
        screen.finish(summary)
    if was_interrupted():
        return ExitCode.INTERRUPTED
    return ExitCode.FLAGGED if summary.flagged or summary.decision.verdict.is_flagged else ExitCode.OK


def _check(request: ListenRequest) -> None:
    if not MIN_HOP_S <= request.hop_s <= DEFAULT_SPEC.window_s:
        raise UsageError(
            f"--hop {request.hop_s:g} is out of range",
            f"Use {MIN_HOP_S:g} to {DEFAULT_SPEC.window_s:g} seconds; smaller is finer and slower.",
        )
    if request.seconds is not None and not (math.isfinite(request.seconds) and request.seconds > 0):
        raise UsageError(f"--seconds {request.seconds:g} is no length of time", "Give a number above 0.")
    if request.realtime and request.file is None:
        raise UsageError("--realtime needs --file", "A microphone is always in real time.")


def _source(request: ListenRequest) -> AbstractContextManager[Any]:
    if request.file is not None:
        from engine.live_sources import FileSource

        return FileSource(request.file, realtime=request.realtime)
    from engine.audio.capture import Capture
    from engine.audio.devices import find_device, list_devices

    device = find_device(request.device_name, list_devices())
    until = "" if request.seconds else " Ctrl-C ends it."
    say(f'Listening to "{printable(device.name)}".{until}', quiet=request.quiet)
    return Capture(device)


@contextmanager
def _ctrl_c_calls(stop: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """The first Ctrl-C ends the session in good order, the second at once."""
    pressed = False

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        nonlocal pressed
        if pressed:
            raise KeyboardInterrupt
        pressed = True
        stop()

    before = signal.signal(signal.SIGINT, on_signal)
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)


class ListenScreen(AbstractContextManager["ListenScreen"]):
    """Shows a live session: JSON lines for machines, or changes and a running line for people."""

    def __init__(self, request: ListenRequest) -> None:
        """Open the target of the JSON lines.

        Raises:
            ReportError: It cannot be written.
        """
        self._quiet = request.quiet
        self._data = DataFile(request.json) if request.json is not None else None
        self._people: IO[str] = sys.stderr if request.json == STDOUT else sys.stdout
        self._has_line = sys.stderr.isatty() and not request.quiet
        self._peak_dbfs = -120.0

    def __exit__(self, *_details: object) -> None:
        """Close the JSON lines."""
        if self._data is not None:
            self._data.close()

    def on_event(self, event: LiveEvent) -> None:
        """Show one event."""
        if isinstance(event, LiveLevel):
            self._peak_dbfs = event.peak_dbfs
        if not isinstance(event, LiveWarning | LiveChange | LiveScore):
            return
        if self._data is not None:
            self._data.write(json.dumps(event_to_json(event), allow_nan=False) + "\n")
        if isinstance(event, LiveWarning):
            hint = f" {event.hint}" if event.hint else ""
            self._clear_line()
            say(f"{clock(event.time_s):>7}  Warning: {event.text}.{hint}")
        elif isinstance(event, LiveChange):
            self._line(f"{clock(event.time_s):>7}  {STATE_WORDS[event.after]}{_percent(event.smoothed)}")
        else:
            self._running_line(event)

    def finish(self, summary: LiveSummary) -> None:
        """Show the end of the session."""
        if self._data is not None:
            self._data.write(json.dumps(summary_to_json(summary), allow_nan=False) + "\n")
        decision = summary.decision
        self._line(f"\n{VERDICTS[decision.verdict].word}{_percent(decision.probability_ai)}: {decision.reason}")
        self._line(f"{clock(summary.duration_s)} heard, {clock(decision.speech_s)} of speech")
        for flagged in summary.flagged:
            kept = f"  {printable(str(flagged.recording))}" if flagged.recording else ""
            self._line(f"  AI {span(flagged.start_s, flagged.end_s)}{_percent(flagged.max_probability)}{kept}")
        if summary.lost_s:
            self._line(f"{summary.lost_s:.1f} s of sound were lost")

    def _running_line(self, score: LiveScore) -> None:
        if not self._has_line:
            return
        words = f"{STATE_WORDS[score.state]:<13}{_percent(score.smoothed):<7}"
        sys.stderr.write(f"\r{clock(score.time_s):>7}  {words} level {self._peak_dbfs:4.0f} dBFS   ")
        sys.stderr.flush()

    def _clear_line(self) -> None:
        if self._has_line:
            sys.stderr.write("\r" + " " * 60 + "\r")
            sys.stderr.flush()

    def _line(self, text: str) -> None:
        if self._quiet:
            return
        self._clear_line()
        self._people.write(text + "\n")
        self._people.flush()


def _percent(probability: float | None) -> str:
    return "" if probability is None else f" {100 * probability:.0f} %"


def event_to_json(event: LiveScore | LiveChange | LiveWarning) -> dict[str, Any]:
    """One event as a line for machines; ``type`` tells which."""
    if isinstance(event, LiveChange):
        return {
            "type": "state",
            "time_s": round(event.time_s, 3),
            "before": event.before.value,
            "state": event.after.value,
            "smoothed": event.smoothed,
        }
    if isinstance(event, LiveWarning):
        return {"type": "warning", "time_s": round(event.time_s, 3), "text": event.text, "hint": event.hint}
    return {
        "type": "score",
        "time_s": round(event.time_s, 3),
        "start_s": event.window.start_s,
        "end_s": event.window.end_s,
        "logit": event.window.logit,
        "probability_ai": event.probability,
        "smoothed": event.smoothed,
        "state": event.state.value,
        "speech_share": event.speech_share,
        "level_dbfs": round(event.level_dbfs, 1),
    }


def summary_to_json(summary: LiveSummary) -> dict[str, Any]:
    """The last line for machines."""
    decision = summary.decision
    return {
        "type": "summary",
        "duration_s": round(summary.duration_s, 3),
        "lost_s": round(summary.lost_s, 3),
        "windows": len(summary.windows),
        "verdict": decision.verdict.value,
        "probability_ai": decision.probability_ai,
        "score": decision.score,
        "percent_ai": decision.percent_ai,
        "percent_human": decision.percent_human,
        "speech_s": decision.speech_s,
        "reason": decision.reason,
        "flagged": [
            {
                "start_s": flagged.start_s,
                "end_s": flagged.end_s,
                "max_probability": flagged.max_probability,
                "recording": str(flagged.recording) if flagged.recording else None,
            }
            for flagged in summary.flagged
        ],
    }
