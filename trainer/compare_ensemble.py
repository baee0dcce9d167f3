"""An ensemble of compared detectors: where it is saved, how it is calibrated, what its file says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from engine.calibration import Calibration
from engine.checkpoint import Checkpoint, with_suffix
from engine.detector import weights_folders
from engine.ensemble import (
    SUFFIX,
    EnsembleCheckpoint,
    EnsembleFile,
    MemberRef,
    check_name,
    mean_logits,
    write_ensemble,
)
from engine.errors import TrainingError, UsageError
from engine.version import app_version
from trainer.calibrate import ScoredWindows, fit_calibration
from trainer.datasets.manifest import LABELS, Clip
from trainer.window_table import WindowTable

NOT_MEASURED = "The ensemble's thresholds are not measured: it needs recordings of both classes with their truth"


@dataclass(frozen=True, slots=True)
class EnsemblePlan:
    """An ensemble that is going to be saved.

    Attributes:
        folder: Where its file goes.
        members: Verified detectors.
    """

    name: str
    folder: Path
    members: tuple[Checkpoint, ...]

    @property
    def path(self) -> Path:
        """Its file."""
        return with_suffix(self.folder / self.name, SUFFIX)

    @property
    def is_found_by_name(self) -> bool:
        """Whether `--model NAME` finds it; otherwise it takes the path of the file."""
        return any(self.folder.resolve() == folder.resolve() for folder in weights_folders())


def plan_ensemble(name: str, members: Sequence[Checkpoint], folder: Path | None = None) -> EnsemblePlan:
    """Decide before the work where an ensemble goes, and that it may be written.

    Args:
        name: Of the ensemble.
        members: At least two single networks.
        folder: For its file; that of the members, or else the folder of the user's own detectors where None.

    Raises:
        UsageError: The name is taken or no name, a member is an ensemble itself, or cannot be found from the folder.
    """
    check_name(name)
    if len(members) < 2:
        raise UsageError("An ensemble needs at least two detectors", "Name more with --weights.")
    inner = next((each.meta.name for each in members if isinstance(each, EnsembleCheckpoint)), "")
    if inner:
        raise UsageError(f"{inner} is an ensemble itself", "Name its members instead.")
    folders = {each.path.parent.resolve() for each in members}
    target = folder or (members[0].path.parent if len(folders) == 1 else weights_folders()[0])
    plan = EnsemblePlan(name, target, tuple(members))
    for place in (target, *weights_folders()):
        for suffix in (".safetensors", SUFFIX):
            if (taken := with_suffix(place / name, suffix)).exists():
                raise UsageError(f"There is a detector {name} already: {taken}", "Choose another name, or delete it.")
    seen = {place.resolve() for place in (target, *weights_folders())}
    lost = next((each for each in members if each.path.parent.resolve() not in seen), None)
    if lost is not None:
        raise UsageError(
            f"An ensemble in {target} would not find its member {lost.path.name}",
            "Put the detectors into one folder, and name it with --ensemble-dir.",
        )
    return plan


def mean_table(tables: Sequence[WindowTable], calibrations: Sequence[Calibration]) -> WindowTable:
    """Window scores of the ensemble from those of its members; the same numbers as its runtime gives."""
    calibrated = [c.llr(table.logit) for c, table in zip(calibrations, tables, strict=True)]
    return tables[0].with_logits(mean_logits(calibrated).astype(np.float64))


def calibrate_mean(
    table: WindowTable, clips: Sequence[Clip], members: Sequence[Calibration], data_name: str, hop_s: float
) -> tuple[Calibration, str]:
    """Calibration of the mean, fitted where the truth is known, and a note where it could not be.

    Members' logits are log-likelihood ratios after their own calibration, and so is their mean, roughly: without
    labels it is taken as it is, with the mean of the members' uncertain bands and no operating point.
    """
    known = np.array([clip.label in LABELS for clip in clips], dtype=np.bool_)
    labels = np.array([LABELS.get(clip.label, -1) for clip in clips], dtype=np.intp)
    inside = known[table.clip]
    try:
        windows = ScoredWindows.from_sequences(
            table.clip[inside],
            table.logit[inside],
            table.speech_share[inside],
            labels[table.clip[inside]],
            np.array([clip.source for clip in clips], dtype=np.str_)[table.clip[inside]],
            (table.end_s - table.start_s)[inside],
        )
        return fit_calibration(windows, measured_on=data_name, hop_s=hop_s), ""
    except TrainingError as error:
        reason = "" if not known.any() else f" ({error})"
    return _unmeasured(members), f"{NOT_MEASURED}{reason}."


def _unmeasured(members: Sequence[Calibration]) -> Calibration:
    return Calibration(
        abstain_low=float(np.mean([each.abstain_low for each in members])),
        abstain_high=float(np.mean([each.abstain_high for each in members])),
        window_threshold=max(each.window_threshold for each in members),
    )


def save_ensemble(
    plan: EnsemblePlan, calibration: Calibration, metrics: Mapping[str, Mapping[str, float]]
) -> EnsembleCheckpoint:
    """Write the ensemble's file and read it back.

    Raises:
        ReportError: It cannot be written.
        CheckpointError: A member changed meanwhile.
    """
    described = EnsembleFile(
        name=plan.name,
        members=tuple(MemberRef(name=each.path.stem, sha256=each.sha256) for each in plan.members),
        calibration=calibration,
        metrics={column: dict(figures) for column, figures in metrics.items()},
        app_version=app_version(),
        created=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    return write_ensemble(plan.folder, described, weights_folders())
