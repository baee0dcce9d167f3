"""The sentences of the detail panel: the verdict, why, how often such a verdict is wrong, and what the file is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from engine.calibration import Calibration, OperatingPoint
from engine.clock import spans_in_words
from engine.errors import UsageError
from engine.report.words import length_in_words, point_in_words, rare_ai_in_words, shown, source_in_words
from engine.results import FileResult, Verdict
from engine.segments import flagged_spans
from engine.verdict import resolve_point
from gui.engine_words import in_words, list_in_words, times_in_words
from gui.words import point_word, verdict_word


def _tr(text: str) -> str:
    return QCoreApplication.translate("Detail", text)


def headline(result: FileResult) -> str:
    """The verdict in words, with the times where only parts are AI."""
    word = verdict_word(result.verdict)
    spans = flagged_spans(result.segments) if result.verdict is Verdict.CONTAINS_AI else []
    return f"{word}: {times_in_words(spans_in_words(spans))}" if spans else word


def reason(result: FileResult) -> str:
    """Why; for a file that could not be read, what went wrong and what to do."""
    parts = [result.error, result.hint] if result.verdict is Verdict.ERROR else [result.reason]
    return " ".join(_sentence(part) for part in parts if part.strip())


def warnings(result: FileResult) -> str:
    """What limits the verdict, a line each."""
    lines = list(result.warnings)
    if result.truth and result.is_incorrect:
        truth = {"ai": _tr("AI"), "human": _tr("human speech")}[result.truth]
        lines.append(_tr("You said that this is {truth}: the verdict is wrong.").format(truth=truth))
    return "\n".join(_sentence(shown(line)) for line in lines if line.strip())


def trust(result: FileResult, calibration: Calibration) -> str:
    """Measured error rates of the operating point that decided."""
    if result.verdict in (Verdict.ERROR, Verdict.NO_SPEECH):
        return ""
    return in_words(point_in_words(_point(result, calibration)))


def caution(result: FileResult, calibration: Calibration) -> str:
    """What a flag is worth where AI recordings are rare; for flagged files only."""
    return in_words(rare_ai_in_words(_point(result, calibration))) if result.verdict.is_flagged else ""


def facts(result: FileResult) -> Iterator[tuple[str, str]]:
    """Label and value of what is known about the file."""
    yield _tr("File"), shown(result.path)
    if result.verdict is not Verdict.ERROR:
        yield _tr("Length"), length_in_words(result.duration_s)
        yield _tr("Speech analysed"), length_in_words(result.speech_s)
        yield _tr("Sound"), list_in_words(source_in_words(result))
    if result.size_bytes:
        megabytes = result.size_bytes / 1e6
        yield _tr("Size"), f"{megabytes:,.1f} MB" if megabytes >= 0.1 else f"{1000 * megabytes:,.1f} kB"
    if result.percent_ai is not None:
        yield _tr("Speech in AI parts"), f"{result.percent_ai:.1f} %"
    if result.score is not None and result.probability_ai is not None:
        yield _tr("Score"), _tr("{score:+.2f} (more is AI, less is human)").format(score=result.score)
    yield _tr("Detector"), result.model
    if result.point:
        yield _tr("Decided at"), point_word(result.point)
    if result.windows:
        yield _tr("Windows"), _tr("{n:,}, one every {hop:g} s").format(n=len(result.windows), hop=result.hop_s)
    if result.truth:
        yield _tr("Truth"), {"ai": _tr("AI"), "human": _tr("human")}.get(result.truth, result.truth)
    if result.sha256:
        yield "SHA-256", result.sha256
    yield _tr("Detector SHA-256"), result.model_sha256


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file is now.

    Attributes:
        can_read: Whether it can be seen and heard.
        problem: What is not as it was when it was checked; empty where nothing is.
    """

    can_read: bool
    problem: str = ""


def place_of(result: FileResult) -> Place:
    """Look whether a file is still where and what it was. Asks the disk: for a thread."""
    try:
        size = result.path.stat().st_size
    except FileNotFoundError:
        words = _tr(
            "The file is not where it was when it was checked. The verdict is kept; to see and hear the file, put it "
            "back or check it at its new place."
        )
        return Place(can_read=False, problem=words)
    except OSError as error:
        words = _tr("The file cannot be opened now: {reason}.").format(reason=error.strerror or error)
        return Place(can_read=False, problem=words)
    if result.size_bytes and size != result.size_bytes:
        words = _tr("The file has changed since it was checked. Check it again: the verdict may not fit any more.")
        return Place(can_read=True, problem=words)
    return Place(can_read=True)


def _point(result: FileResult, calibration: Calibration) -> OperatingPoint | None:
    if not calibration.operating_points:
        return None
    try:
        return resolve_point(calibration, result.point or None)
    except UsageError:
        return None


def _sentence(text: str) -> str:
    text = in_words(shown(text).strip())
    return text if text.endswith((".", "!", "?")) else f"{text}."
