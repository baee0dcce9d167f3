"""What a comparison of detectors hands out, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.results import Verdict, contradicts
from trainer.bootstrap import Interval
from trainer.plots import Curve


@dataclass(frozen=True, slots=True)
class Answer:
    """What one detector says about one file.

    Attributes:
        score: Calibrated file score; None without audio.
        probability_ai: 0..1; None where nothing could be judged.
    """

    verdict: Verdict
    score: float | None
    probability_ai: float | None

    @property
    def confidence(self) -> float | None:
        """Probability of the likelier class, 0.5..1."""
        return None if self.probability_ai is None else max(self.probability_ai, 1.0 - self.probability_ai)

    @property
    def side(self) -> str:
        """``ai`` or ``human`` where it decided; else empty."""
        if self.verdict.is_flagged:
            return "ai"
        return "human" if self.verdict is Verdict.HUMAN else ""


@dataclass(frozen=True, slots=True)
class ComparedFile:
    """One file with all answers, in the order of the models.

    Attributes:
        truth: ``ai``, ``human``, or empty where it is not known.
        error: Why it could not be read; empty for files that could.
    """

    path: Path
    truth: str
    source: str
    generator: str
    seconds: float
    error: str
    hint: str
    answers: tuple[Answer, ...]

    @property
    def is_contradictory(self) -> bool:
        """Whether one detector says AI and another one human."""
        return len({answer.side for answer in self.answers} - {""}) > 1

    @property
    def is_disputed(self) -> bool:
        """Whether the verdicts differ at all."""
        return len({answer.verdict for answer in self.answers}) > 1

    @property
    def spread(self) -> float:
        """Largest difference between two AI probabilities, 0..1."""
        told = [answer.probability_ai for answer in self.answers if answer.probability_ai is not None]
        return max(told) - min(told) if told else 0.0

    @property
    def wrong(self) -> int:
        """How many detectors contradict the truth."""
        return sum(contradicts(answer.verdict, self.truth) for answer in self.answers)


@dataclass(frozen=True, slots=True)
class ModelSummary:
    """One detector over all files.

    Attributes:
        sha256: Empty for an ensemble that was not saved.
        counts: Files of each verdict.
        mean_confidence: Mean probability of the likelier class over the judged files, 0.5..1; None without any.
        mean_probability: Mean AI probability over the judged files.
        incorrect: Files whose verdict contradicts the truth.
        figures: Those of `trainer.measure.figure_draws`, with intervals over sources; empty without both classes.
    """

    name: str
    sha256: str
    counts: dict[Verdict, int]
    mean_confidence: float | None
    mean_probability: float | None
    incorrect: int
    figures: dict[str, Interval]


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of one detector less that of another on the same files, with a paired bootstrap interval."""

    figure: str
    first: str
    second: str
    difference: Interval

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.difference.low > 0 or self.difference.high < 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Several detectors on the same files.

    Attributes:
        created: ISO 8601 with time zone.
        files: Those on which the detectors disagree first.
        n_ai: Files known to be AI.
        n_human: Files known to be human.
        curves: Scores of each detector, to draw; empty without both classes.
        ensemble: File of the ensemble that was saved; None where none was.
        notes: Sentences about what the figures do not tell.
    """

    data_name: str
    created: str
    hop_s: float
    models: tuple[ModelSummary, ...]
    files: tuple[ComparedFile, ...]
    n_ai: int
    n_human: int
    differences: tuple[Difference, ...] = ()
    curves: tuple[Curve, ...] = ()
    ensemble: Path | None = None
    notes: tuple[str, ...] = ()

    @property
    def contradictory(self) -> int:
        """Files that one detector calls AI and another one human."""
        return sum(file.is_contradictory for file in self.files)

    @property
    def disputed(self) -> int:
        """Files with different verdicts."""
        return sum(file.is_disputed for file in self.files)
