"""A report in words and formatted numbers, ready for the HTML and PDF templates: no template computes anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from engine.calibration import OperatingPoint
from engine.report.record import ModelCard, Only, ReportRecord
from engine.report.words import (
    DIRECTION,
    VERDICTS,
    Look,
    flagged_times,
    headline,
    length_in_words,
    percent,
    point_in_words,
    point_word,
    rare_ai_in_words,
    shown,
    source_in_words,
    total_in_words,
    why,
)
from engine.results import FileResult, Verdict

CANNOT_TELL = (
    (
        "A verdict is a measurement with errors, not a proof. Ask for the original recording and where it comes from "
        "before you accuse anybody."
    ),
    "Voices of generators that did not exist when this detector was trained may pass as human.",
    "Telephone lines, strong compression, loud music, noise and room echo move scores in both directions.",
    "Human speech that was cleaned, tuned or changed by software may look generated.",
    "It says nothing about who speaks or whether what is said is true.",
)
_SHORT = {"auc": "AUC", "eer": "EER"}
_LISTED = {
    Only.ALL: "",
    Only.FLAGGED: "Only flagged files are listed.",
    Only.INCORRECT: "Only files whose verdict contradicts the truth are listed.",
    Only.ERRORS: "Only files that could not be read are listed.",
}


@dataclass(frozen=True, slots=True)
class FileView:
    """One file, as the templates show it.

    Attributes:
        rank: Order of urgency of the verdict, for sorting.
        facts: Label and value, in the order they are shown.
    """

    index: int
    result: FileResult
    look: Look
    rank: int
    headline: str
    name: str
    folder: str
    probability: str
    times: str
    truth: str
    why: str
    duration: str
    facts: tuple[tuple[str, str], ...]

    @property
    def flagged(self) -> bool:
        """Whether the file gets a timeline."""
        return self.result.verdict.is_flagged


@dataclass(frozen=True, slots=True)
class Tile:
    """Count of one verdict."""

    look: Look
    count: int
    share: float


def of_record(record: ReportRecord) -> Iterator[FileView]:
    """Views of the listed files, in the order of the record."""
    order = list(VERDICTS)
    for index, result in enumerate(record.files):
        probability = result.probability_ai
        yield FileView(
            index=index,
            result=result,
            look=VERDICTS[result.verdict],
            rank=order.index(result.verdict),
            headline=headline(result),
            name=shown(result.name),
            folder=shown(result.path.parent),
            probability=percent(None if probability is None else 100 * probability),
            times=flagged_times(result),
            truth={"ai": "AI", "human": "human"}.get(result.truth, ""),
            why=shown(why(result)),
            duration=length_in_words(result.duration_s) if result.duration_s else "–",
            facts=tuple(_facts(result, record)),
        )


def _facts(result: FileResult, record: ReportRecord) -> Iterator[tuple[str, str]]:
    yield "Path", shown(result.path)
    yield "SHA-256", result.sha256 or "–"
    if result.verdict is Verdict.ERROR:
        return
    yield "Source", source_in_words(result)
    yield "Speech analysed", f"{length_in_words(result.speech_s)} of {length_in_words(result.duration_s)}"
    if result.score is not None:
        side = "more is AI, less is human" if result.probability_ai is not None else "too little speech to go by it"
        yield "Score", f"{result.score:+.2f} ({side})"
    if result.percent_ai is not None:
        yield "Speech in AI segments", percent(result.percent_ai, 1)
    point = record.model.point(result.point or record.settings.point)
    if point is not None:
        yield (
            "Decided at",
            (
                f"{point_word(point.name)}: false alarms {percent(100 * point.false_alarm_rate, 1)}, "
                f"misses {percent(100 * point.miss_rate, 1)} in our test"
            ),
        )
    if result.cached:
        yield "Analysed", "earlier; taken from the history"


def tiles(record: ReportRecord) -> list[Tile]:
    """Counts of the verdicts that occur, most urgent first."""
    return [
        Tile(look, record.totals[verdict], 100 * record.totals[verdict] / record.scanned)
        for verdict, look in VERDICTS.items()
        if record.totals.get(verdict)
    ]


def summary(record: ReportRecord) -> str:
    """The scan in one sentence."""
    files = "1 file" if record.scanned == 1 else f"{record.scanned:,} files"
    if record.flagged == 0:
        return f"None of {files} is flagged" if record.scanned != 1 else "The file is not flagged"
    if record.scanned == 1:
        return "The file is flagged"
    return f"{record.flagged:,} of {files} {'is' if record.flagged == 1 else 'are'} flagged"


def extent(record: ReportRecord) -> str:
    """How much was listened to."""
    return f"{total_in_words(record.audio_s)} of audio, {total_in_words(record.speech_s)} of speech analysed."


def listed(record: ReportRecord) -> str:
    """Says so where the report lists a part of the scan."""
    text = _LISTED[record.only]
    return f"{text} ({len(record.files):,} of {record.scanned:,})" if text else ""


def created(record: ReportRecord) -> str:
    """Moment of the report for people."""
    return datetime.fromisoformat(record.created).strftime("%Y-%m-%d %H:%M %Z").strip()


def settings(record: ReportRecord) -> list[tuple[str, str]]:
    """Everything needed to run the scan again."""
    chosen = record.settings
    rows = [
        ("Command", chosen.command),
        ("Program", f"Veravox {record.app_version}"),
        ("Detector", record.model.name),
        ("Detector SHA-256", record.model.sha256),
        ("Window and hop", f"{record.model.window_s:g} s, every {chosen.hop_s:g} s"),
        ("Device", chosen.device),
        ("Operating point", point_word(used_point_name(record))),
        *chosen.others,
    ]
    return [(name, shown(value)) for name, value in rows if value]


def used_point_name(record: ReportRecord) -> str:
    """The operating point that decided the files."""
    return record.settings.point or record.model.calibration.default_point


def trust(record: ReportRecord) -> list[str]:
    """How far to trust the verdicts, in words, the measured error rates first."""
    point = record.model.point(used_point_name(record))
    lines = [point_in_words(point), rare_ai_in_words(point)]
    if point is not None and point.measured_on:
        lines.append(f"Measured on recordings that were not trained on ({point.measured_on}).")
    return [line for line in [*lines, DIRECTION] if line]


@dataclass(frozen=True, slots=True)
class Dots:
    """A hundred recordings as dots: how many were called what in the test."""

    caption: str
    ai: int

    @property
    def styles(self) -> list[str]:
        """Style of each of the hundred dots."""
        return ["ai"] * self.ai + ["human"] * (100 - self.ai)


def dots(record: ReportRecord) -> list[Dots]:
    """The operating point's measured rates as two groups of a hundred dots; empty where not measured."""
    point = record.model.point(used_point_name(record))
    if point is None:
        return []
    if point.human_flagged is None or point.ai_passed is None:
        flagged, passed = round(100 * point.false_alarm_rate), round(100 * point.miss_rate)
        return [
            Dots(f"100 human recordings: {flagged} on the AI side", flagged),
            Dots(f"100 AI recordings: {passed} on the human side", 100 - passed),
        ]
    flagged, passed = round(100 * point.human_flagged), round(100 * point.ai_passed)
    return [
        Dots(f"100 human recordings: {flagged} flagged", flagged),
        Dots(f"100 AI recordings: {passed} passed as human, the others flagged or uncertain", 100 - passed),
    ]


def point_rows(card: ModelCard) -> list[tuple[str, str, str, str, str]]:
    """Operating points as name, threshold, false alarms, misses, uncertain."""

    def row(point: OperatingPoint) -> tuple[str, str, str, str, str]:
        undecided = percent(None if point.undecided is None else 100 * point.undecided, 1)
        rates = percent(100 * point.false_alarm_rate, 1), percent(100 * point.miss_rate, 1)
        return point_word(point.name), f"{point.threshold:+.2f}", *rates, undecided

    return [row(point) for point in card.calibration.operating_points]


def metric_table(card: ModelCard) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """Measured figures: names of the figures, and a row for each evaluation column."""
    names = list(dict.fromkeys(name for figures in card.metrics.values() for name in figures))
    rows = [(column, [_figure(name, figures.get(name)) for name in names]) for column, figures in card.metrics.items()]
    return [_SHORT.get(name, name.replace("_", " ")) for name in names], rows


def _figure(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    is_rate = any(word in name.lower() for word in ("eer", "accuracy", "rate", "recall", "miss", "alarm"))
    if is_rate and 0 <= value <= 1:
        return f"{100 * value:.1f} %"
    return f"{value:.3f}" if value < 10 else f"{value:.0f}"


def truth_rows(record: ReportRecord) -> list[tuple[str, list[int]]]:
    """Confusion matrix: truth, and the count of each verdict in the order of `VERDICTS`."""
    if record.metrics is None:
        return []
    confusion = record.metrics.confusion
    return [
        (word, [confusion.get((truth, verdict), 0) for verdict in VERDICTS])
        for truth, word in (("ai", "AI"), ("human", "human"))
    ]


def truth_sentence(record: ReportRecord) -> str:
    """How right the scan was, where the truth is known."""
    found = record.metrics
    if found is None:
        return ""
    text = f"The truth is known for {found.n_files:,} files."
    if found.accuracy is not None:
        text += f" Of {found.decided:,} decided ones {found.correct:,} are right ({100 * found.accuracy:.1f} %)."
    if found.auc is not None and found.eer is not None:
        text += f" Ranking: AUC {found.auc:.3f}, equal error rate {100 * found.eer:.1f} %."
    return text
