"""What a live source hands over at once, and the kinds of things that may have happened to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]


class Notice(StrEnum):
    """What a live warning is about, so that a window can show it in its own way."""

    OTHER = "other"
    GONE = "gone"
    BACK = "back"
    OVERRUN = "overrun"
    ASLEEP = "asleep"
    DEAD = "dead"
    CLIPPED = "clipped"
    QUIET = "quiet"
    RECORDING = "recording"
    SESSION_FILE = "session_file"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class LiveBlock:
    """What a live source hands over at once.

    Attributes:
        samples: Mono, at the source's sample rate.
        lost_s: Seconds of ``samples`` that are not sound but stand for time that was lost.
        warning: Readable sentence when something happened, else empty.
        hint: What to do about the warning.
        notice: What the warning is about.
        skipped_s: Seconds that were lost before ``samples`` and that no sample stands for: a night's sleep of the
            computer would be gigabytes of silence.
        heard_at: When the last of ``samples`` was recorded, seconds of `time.monotonic`; None where unknown.
    """

    samples: Samples
    lost_s: float = 0.0
    warning: str = ""
    hint: str = ""
    notice: Notice = Notice.OTHER
    skipped_s: float = 0.0
    heard_at: float | None = None
