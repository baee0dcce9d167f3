"""What a live session tells while it runs and at its end: immutable records, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.audio.capture_block import Notice
from engine.live_state import LiveState
from engine.results import WindowScore

if TYPE_CHECKING:
    from engine.verdict import FileDecision


@dataclass(frozen=True, slots=True)
class LiveLevel:
    """How loud the last tenth of a second was.

    Attributes:
        time_s: Since the start of the session.
        peak_dbfs: Highest sample.
        rms_dbfs: Mean power.
        is_clipped: Whether the input is overdriven.
        is_dead: Whether nothing but exact zeros has come for some seconds.
    """

    time_s: float
    peak_dbfs: float
    rms_dbfs: float
    is_clipped: bool
    is_dead: bool = False


@dataclass(frozen=True, slots=True)
class LiveScore:
    """One more window was judged.

    Attributes:
        time_s: End of the window, seconds since the start of the session.
        probability: Calibrated AI probability of the window; None with too little speech.
        smoothed: Probability of the running average; None before anything could be judged.
        state: What is said right now.
        speech_share: Of the window.
        level_dbfs: Loudness of the latest sound.
        window: The raw score, as a file scan would give it.
        heard_at: When the end of the window was recorded, seconds of `time.monotonic`; None where unknown. What
            `time.monotonic` says when the score is shown, less this, is the delay.
    """

    time_s: float
    probability: float | None
    smoothed: float | None
    state: LiveState
    speech_share: float
    level_dbfs: float
    window: WindowScore
    heard_at: float | None = None


@dataclass(frozen=True, slots=True)
class LiveChange:
    """The state changed; two windows in a row asked for it, or the sound is missing."""

    time_s: float
    before: LiveState
    after: LiveState
    smoothed: float | None


@dataclass(frozen=True, slots=True)
class LiveWarning:
    """Something the user should know.

    Attributes:
        text: What happened.
        hint: What to do, may be empty.
        notice: What it is about.
    """

    time_s: float
    text: str
    hint: str = ""
    notice: Notice = Notice.OTHER


@dataclass(frozen=True, slots=True)
class LiveLost:
    """Sound of this time is missing; it counts as nothing, neither AI nor human."""

    time_s: float
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class LiveAlert:
    """The alert rule holds.

    Attributes:
        start_s: Start of the first window that counted.
        probability: Mean of the windows that counted.
    """

    time_s: float
    start_s: float
    probability: float


@dataclass(frozen=True, slots=True)
class Flagged:
    """A stretch in the state ``ai``.

    Attributes:
        start_s: Start of the first window that asked for the state.
        end_s: End of the last window in it.
        max_probability: Highest smoothed probability.
        recording: WAV with the stretch and some seconds before it, when recording was asked for.
    """

    start_s: float
    end_s: float
    max_probability: float
    recording: Path | None = None


@dataclass(frozen=True, slots=True)
class LiveFlagged:
    """A stretch in the state ``ai`` has ended."""

    time_s: float
    flagged: Flagged


@dataclass(frozen=True, slots=True)
class LiveSummary:
    """A session at its end, or as far as it has come.

    Attributes:
        duration_s: Seconds heard, lost ones included.
        lost_s: Seconds of these that are silence in place of lost sound.
        windows: All of them, the same as a scan of the same audio at the same hop.
        flagged: Stretches in the state ``ai``.
        decision: The verdict a file with this sound would get.
        lost: Start and end of each stretch that is missing.
        alerts: How often the alert rule held.
    """

    duration_s: float
    lost_s: float
    windows: tuple[WindowScore, ...]
    flagged: tuple[Flagged, ...]
    decision: FileDecision
    lost: tuple[tuple[float, float], ...] = ()
    alerts: int = 0


LiveEvent = LiveLevel | LiveScore | LiveChange | LiveWarning | LiveLost | LiveAlert | LiveFlagged
