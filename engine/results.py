"""What the engine hands out: scores, segments and file results, as immutable records."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any


class Verdict(StrEnum):
    """What is said about a whole file."""

    AI = "ai"
    CONTAINS_AI = "contains_ai"
    HUMAN = "human"
    UNCERTAIN = "uncertain"
    NO_SPEECH = "no_speech"
    ERROR = "error"

    @property
    def is_flagged(self) -> bool:
        """Whether the file needs somebody's attention as possibly generated."""
        return self in (Verdict.AI, Verdict.CONTAINS_AI)


class SegmentKind(StrEnum):
    """What is said about a stretch of a file."""

    AI = "ai"
    HUMAN = "human"
    UNCERTAIN = "uncertain"
    NO_SPEECH = "no_speech"


@dataclass(frozen=True, slots=True)
class WindowScore:
    """The detector's answer for one window.

    Attributes:
        start_s: Start in the file, seconds.
        end_s: End of the audio in the window, seconds; padding does not count.
        logit: Raw detector output; higher means more AI. Present also where there is too little speech.
        probability_ai: Calibrated, 0..1; None where the window cannot be judged.
        speech_share: Share of the window's real audio that is speech, 0..1.
    """

    start_s: float
    end_s: float
    logit: float
    probability_ai: float | None
    speech_share: float


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of neighbouring windows of one kind.

    Attributes:
        mean_probability: Mean calibrated AI probability, None for ``no_speech``.
    """

    start_s: float
    end_s: float
    kind: SegmentKind
    mean_probability: float | None


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """How a file was read; codec, bit rate and sample rate move scores, so reports name them.

    Attributes:
        decoder: ``soundfile`` or ``pyav``.
        bit_rate: Bits a second, None where unknown.
        sample_rate: Original rate in Hz.
    """

    decoder: str = ""
    container: str = ""
    codec: str = ""
    bit_rate: int | None = None
    sample_rate: int = 0
    channels: int = 0


@dataclass(frozen=True, slots=True)
class FileResult:
    """Everything known about one scanned file. `engine.report.json` writes it for machines.

    Attributes:
        path: As it was found; absolute.
        sha256: Of the file's bytes; empty where they could not be read.
        duration_s: Seconds of audio that were decoded.
        speech_s: Seconds of speech that were analysed.
        score: File-level logit, higher means more AI; None only where nothing could be decoded.
        probability_ai: Calibrated file-level probability; None for no_speech and error.
        percent_ai: Share of judged speech in AI segments, 0..100; None where nothing was judged.
        percent_human: 100 - percent_ai, or None.
        model: Detector name.
        model_sha256: Detector's fingerprint.
        windows: May be empty when the caller asked not to keep them.
        warnings: Readable sentences ("The file ends early; 12.3 s could be read").
        error: Readable reason when the verdict is ``error``.
        hint: What the user can do about the error.
        truth: ``ai``, ``human`` or empty, when labels were given.
        cached: True when the result came from the history instead of a new analysis.
        reason: The verdict in words ("7 of 9 windows point to AI; strongest 0:12-0:21.").
        point: Name of the operating point that decided.
    """

    path: Path
    verdict: Verdict
    sha256: str = ""
    size_bytes: int = 0
    duration_s: float = 0.0
    speech_s: float = 0.0
    score: float | None = None
    probability_ai: float | None = None
    percent_ai: float | None = None
    percent_human: float | None = None
    segments: tuple[Segment, ...] = ()
    windows: tuple[WindowScore, ...] = ()
    source: SourceInfo = field(default_factory=SourceInfo)
    model: str = ""
    model_sha256: str = ""
    hop_s: float = 3.0
    seconds_taken: float = 0.0
    warnings: tuple[str, ...] = ()
    error: str = ""
    hint: str = ""
    truth: str = ""
    cached: bool = False
    reason: str = ""
    point: str = ""

    @property
    def name(self) -> str:
        """File name without its folder."""
        return self.path.name

    @property
    def is_incorrect(self) -> bool:
        """Whether the truth is known and a decided verdict contradicts it.

        ``uncertain``, ``no_speech`` and ``error`` are no decisions and therefore not incorrect.
        """
        return contradicts(self.verdict, self.truth)


def contradicts(verdict: Verdict, truth: str) -> bool:
    """Whether a decided verdict contradicts a known truth; see `FileResult.is_incorrect`."""
    if truth == "ai":
        return verdict is Verdict.HUMAN
    return truth == "human" and verdict.is_flagged


JsonObject = dict[str, Any]
