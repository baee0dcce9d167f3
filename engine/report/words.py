"""How results are said to people: one word, one icon and one sentence for each, the same in every report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.calibration import OperatingPoint
from engine.clock import clock, span, spans_in_words
from engine.results import FileResult, SegmentKind, Verdict
from engine.segments import flagged_spans


@dataclass(frozen=True, slots=True)
class Look:
    """Icon, word and style of a verdict or segment; never colour alone.

    Attributes:
        style: Name of the colour in the style sheets.
    """

    icon: str
    word: str
    style: str


VERDICTS: dict[Verdict, Look] = {
    Verdict.AI: Look("▲", "Likely AI", "ai"),
    Verdict.CONTAINS_AI: Look("△", "Contains AI speech", "contains"),
    Verdict.UNCERTAIN: Look("◆", "Uncertain", "uncertain"),
    Verdict.HUMAN: Look("●", "Likely human", "human"),
    Verdict.NO_SPEECH: Look("○", "No speech", "silent"),
    Verdict.ERROR: Look("✖", "Could not be read", "error"),
}
"""In the order of urgency, which is also the order of sorting."""

SEGMENTS: dict[SegmentKind, Look] = {
    SegmentKind.AI: Look("▲", "AI", "ai"),
    SegmentKind.HUMAN: Look("●", "human", "human"),
    SegmentKind.UNCERTAIN: Look("◆", "uncertain", "uncertain"),
    SegmentKind.NO_SPEECH: Look("○", "no speech", "silent"),
}

DIRECTION = (
    "A higher number means more likely AI. 50 % means that AI and human are equally likely if both are equally "
    "common. It is not the share of the recording that is AI."
)

POINTS = {
    "few_false_alarms": "few false alarms",
    "balanced": "balanced",
    "miss_little": "miss little",
}


def shown(text: str | Path) -> str:
    """Text that every writer can encode: bytes of a file name that are no UTF-8 become a replacement mark."""
    return str(text).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def point_word(name: str) -> str:
    """Name of an operating point for people."""
    return POINTS.get(name, name.replace("_", " "))


def length_in_words(seconds: float) -> str:
    """A duration for people.

    >>> length_in_words(7.25), length_in_words(95), length_in_words(7260)
    ('7.2 s', '1:35', '2:01:00')
    """
    return f"{seconds:.1f} s" if seconds < 59.95 else clock(seconds + 0.5)


def total_in_words(seconds: float) -> str:
    """A sum of durations for people.

    >>> total_in_words(42), total_in_words(1500), total_in_words(9000)
    ('42 seconds', '25 minutes', '2.5 hours')
    """
    if seconds < 90:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 5400 else f"{seconds / 3600:.1f} hours"


def of_100(rate: float) -> str:
    """A rate as a count among a hundred.

    >>> of_100(0.148), of_100(0.002), of_100(0.0)
    ('about 15', 'fewer than 1', 'none')
    """
    if rate <= 0:
        return "none"
    return "fewer than 1" if rate < 0.005 else f"about {max(1, round(100 * rate))}"


def percent(value: float | None, digits: int = 0) -> str:
    """A percentage, or a dash where there is none."""
    return "–" if value is None else f"{value:.{digits}f} %"


def point_in_words(point: OperatingPoint | None) -> str:
    """The error rates of an operating point, in one or two sentences."""
    if point is None:
        return "The error rates of this detector have not been measured."
    if point.human_flagged is None or point.ai_passed is None or point.undecided is None:
        return (
            f"Of 100 human recordings {of_100(point.false_alarm_rate)} scored on the AI side in our test; "
            f"of 100 AI recordings {of_100(point.miss_rate)} scored on the human side."
        )
    return (
        f"Of 100 human recordings {of_100(point.human_flagged)} were flagged in our test; of 100 AI recordings "
        f"{of_100(point.ai_passed)} passed as human. {of_100(point.undecided).capitalize()} of 100 recordings were "
        "left uncertain."
    )


def rare_ai_in_words(point: OperatingPoint | None, share: float = 0.01) -> str:
    """What a flag is worth where AI recordings are rare: the error that people make most with such numbers."""
    if point is None:
        return ""
    alarms = point.human_flagged if point.human_flagged is not None else point.false_alarm_rate
    hits = 1.0 - point.miss_rate
    wrong = (1 - share) * alarms / max(1e-9, (1 - share) * alarms + share * hits)
    return (
        f"Where only 1 recording in 100 is AI, {of_100(wrong)} of 100 flagged recordings would be human: "
        "a flag is a reason to look closer, not a proof."
    )


def flagged_times(result: FileResult) -> str:
    """The AI passages of a file as times; empty where there are none."""
    return spans_in_words(flagged_spans(result.segments))


def headline(result: FileResult) -> str:
    """The verdict in words, with the times where only parts are AI."""
    word = VERDICTS[result.verdict].word
    spans = flagged_spans(result.segments) if result.verdict is Verdict.CONTAINS_AI else []
    if len(spans) == 1:
        begin, end = span(*spans[0]).split("-")
        return f"{word} from {begin} to {end}"
    return f"{word} at {spans_in_words(spans)}" if spans else word


def source_in_words(result: FileResult) -> str:
    """Decoder, codec, bit rate, sample rate and channels: what was read, and by what."""
    source = result.source
    parts = [
        source.codec or source.container,
        f"{source.bit_rate / 1000:.0f} kbit/s" if source.bit_rate else "",
        f"{source.sample_rate / 1000:g} kHz" if source.sample_rate else "",
        {0: "", 1: "mono", 2: "stereo"}.get(source.channels, f"{source.channels} channels"),
        f"read by {source.decoder}" if source.decoder else "",
    ]
    return ", ".join(part for part in parts if part) or "–"


def why(result: FileResult) -> str:
    """The reason of the verdict, or what went wrong and what to do, with the warnings about how it was read."""
    parts = [result.error, result.hint] if result.verdict is Verdict.ERROR else [result.reason]
    sentences = [part.rstrip() for part in [*parts, *result.warnings] if part.strip()]
    return " ".join(s if s.endswith((".", "!", "?")) else f"{s}." for s in sentences)
