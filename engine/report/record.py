"""The one data object of a report; every writer takes it and adds nothing of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from engine.calibration import Calibration, OperatingPoint
from engine.checkpoint import CheckpointMeta
from engine.errors import UsageError
from engine.report.metrics import TruthMetrics, truth_metrics
from engine.results import FileResult, Verdict


class Only(StrEnum):
    """Which files a report lists."""

    ALL = "all"
    FLAGGED = "flagged"
    INCORRECT = "incorrect"
    ERRORS = "errors"


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What a report tells about the detector.

    Attributes:
        inputs: Names of the front ends.
        metrics: Measured figures by evaluation column ("dev clean", ...).
    """

    name: str
    sha256: str
    architecture: str = ""
    n_parameters: int = 0
    sample_rate: int = 16_000
    window_s: float = 3.0
    inputs: tuple[str, ...] = ()
    metrics: dict[str, dict[str, float]] = field(default_factory=dict)
    calibration: Calibration = field(default_factory=Calibration)
    created: str = ""

    @classmethod
    def from_meta(cls, meta: CheckpointMeta, sha256: str) -> ModelCard:
        """Card of a loaded checkpoint."""
        return cls(
            name=meta.name,
            sha256=sha256,
            architecture=meta.architecture,
            n_parameters=meta.n_parameters,
            sample_rate=meta.sample_rate,
            window_s=meta.window_s,
            inputs=tuple(f.name for f in meta.front_ends),
            metrics=meta.metrics,
            calibration=meta.calibration,
            created=meta.created,
        )

    def point(self, name: str = "") -> OperatingPoint | None:
        """The named or default operating point, None where it was not measured."""
        try:
            return self.calibration.point(name or None)
        except KeyError:
            return None


@dataclass(frozen=True, slots=True)
class Settings:
    """Enough to run the scan again.

    Attributes:
        command: The command line, or the equivalent of what was clicked.
        point: Operating point; empty for the detector's default.
        others: Further settings as (name, value), in the order they are shown.
    """

    command: str = ""
    hop_s: float = 3.0
    device: str = ""
    point: str = ""
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that was met and not scanned, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """One scan, as every report tells it.

    Attributes:
        created: ISO 8601 with time zone.
        files: Those the report lists.
        only: Which of the scanned files are listed.
        totals: Files of each verdict, over the whole scan.
        scanned: Files in the whole scan.
        audio_s: Seconds of audio in the whole scan.
        speech_s: Seconds of speech in the whole scan.
        metrics: Over the whole scan; None without truth.
    """

    app_version: str
    created: str
    model: ModelCard
    settings: Settings
    files: tuple[FileResult, ...]
    totals: dict[Verdict, int]
    scanned: int
    audio_s: float
    speech_s: float
    skipped: tuple[SkippedFile, ...] = ()
    only: Only = Only.ALL
    metrics: TruthMetrics | None = None

    @property
    def flagged(self) -> int:
        """Files of the whole scan that need somebody's attention."""
        return sum(count for verdict, count in self.totals.items() if verdict.is_flagged)


def select(files: Sequence[FileResult], only: Only | str = Only.ALL) -> tuple[FileResult, ...]:
    """The files a report lists.

    Raises:
        UsageError: ``incorrect`` was asked for, but no file has a known truth; or an unknown selection.
    """
    wanted = parse_only(only)
    if wanted is Only.INCORRECT and not any(f.truth for f in files):
        raise UsageError(
            "Which files are incorrect can only be told when the truth is known",
            "Add --labels labels.csv (columns path,label) or --labels folders (folders named ai and human).",
        )
    return tuple(f for f in files if is_kept(f, wanted))


def parse_only(only: Only | str) -> Only:
    """The selection of that name.

    Raises:
        UsageError: There is none.
    """
    try:
        return Only(only)
    except ValueError as error:
        raise UsageError(f"There is no selection {only!r}", f"Use one of: {', '.join(Only)}.") from error


def is_kept(result: FileResult, only: Only) -> bool:
    """Whether a selection lists a file."""
    if only is Only.FLAGGED:
        return result.verdict.is_flagged
    if only is Only.INCORRECT:
        return result.is_incorrect
    return only is Only.ALL or result.verdict is Verdict.ERROR


def make_record(
    files: Sequence[FileResult],
    model: ModelCard,
    *,
    app_version: str,
    settings: Settings | None = None,
    skipped: Sequence[SkippedFile] = (),
    only: Only | str = Only.ALL,
    created: datetime | None = None,
) -> ReportRecord:
    """Put a report together from the results of a whole scan.

    Args:
        files: Everything that was scanned; ``only`` selects what is listed, totals and metrics are of all.
        model: The detector's card.
        app_version: Of this program.
        settings: Enough to run it again.
        skipped: Files that were met and not scanned.
        only: Selection of files.
        created: Moment of the report with a time zone; now when None.

    Raises:
        UsageError: See `select`.
    """
    moment = created or datetime.now(UTC).astimezone()
    return ReportRecord(
        app_version=app_version,
        created=moment.isoformat(timespec="seconds"),
        model=model,
        settings=settings or Settings(),
        files=select(files, only),
        totals=dict(Counter(f.verdict for f in files)),
        scanned=len(files),
        audio_s=sum(f.duration_s for f in files),
        speech_s=sum(f.speech_s for f in files),
        skipped=tuple(skipped),
        only=Only(only),
        metrics=truth_metrics(files),
    )
