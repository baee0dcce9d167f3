"""Several detectors as one: the mean of their calibrated logits, described by a small file beside them.

``weights/<name>.ensemble.json`` names the members with the sha256 of their files, so that nobody averages other
networks than those whose error rates were measured. Each member's logit is calibrated by that member's own affine map
before the mean is taken; what the ensemble's own calibration gets is this mean.

    write_ensemble(folder, request) -> EnsembleCheckpoint
    read_ensemble(folder / "name.ensemble.json", folders) -> EnsembleCheckpoint     verified, members too
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine.calibration import Calibration
from engine.checkpoint import Checkpoint, CheckpointMeta, FrontEndMeta, read, with_suffix
from engine.errors import CheckpointError, UsageError
from engine.runtime.base import Features, Runtime, choose_runtime

FORMAT_VERSION = 1
SUFFIX = ".ensemble.json"
ARCHITECTURE = "ensemble"
_NAME = re.compile(r"[^\W_][\w.-]*")


class MemberRef(BaseModel):
    """One member, as the ensemble's file names it.

    Attributes:
        name: Of its ``.safetensors`` file, without the suffix.
        sha256: Of that file.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    sha256: str


class EnsembleFile(BaseModel):
    """What stands in ``<name>.ensemble.json``.

    Attributes:
        calibration: Applied to the mean of the members' calibrated logits.
        metrics: Measured figures, by evaluation column.
        content_sha256: Fingerprint of all other fields; `write_ensemble` sets it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    format_version: int = FORMAT_VERSION
    name: str
    members: tuple[MemberRef, ...] = Field(min_length=2)
    calibration: Calibration = Calibration()
    metrics: dict[str, dict[str, float]] = Field(default_factory=dict)
    content_sha256: str = ""
    app_version: str = ""
    created: str = ""

    def fingerprint(self) -> str:
        """Fingerprint of all fields but itself."""
        return hashlib.sha256(self.model_copy(update={"content_sha256": ""}).model_dump_json().encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class EnsembleCheckpoint(Checkpoint):
    """A verified ensemble; `engine.detector.Detector` takes it like any other checkpoint.

    Attributes:
        members: Verified detectors, in the order of the file.
    """

    members: tuple[Checkpoint, ...] = ()


def is_ensemble(path: Path) -> bool:
    """Whether a file is an ensemble, by its name."""
    return path.name.lower().endswith(SUFFIX)


def ensemble_name(path: Path) -> str:
    """Name of an ensemble's file without the suffix."""
    return path.name[: -len(SUFFIX)]


def read_ensemble(path: Path, folders: Sequence[Path]) -> EnsembleCheckpoint:
    """Read and verify an ensemble and all its members.

    Args:
        path: The ``.ensemble.json`` file.
        folders: Where members are looked for when they do not lie beside it.

    Raises:
        CheckpointError: The file is damaged or changed, or a member is missing or another one than it was.
    """
    content, found = _parse(path)
    members = tuple(_member(path, each, (path.parent, *folders)) for each in found.members)
    return EnsembleCheckpoint(path, path, _meta(found, members), hashlib.sha256(content).hexdigest(), members=members)


def write_ensemble(folder: Path, described: EnsembleFile, folders: Sequence[Path]) -> EnsembleCheckpoint:
    """Write an ensemble and read it back.

    Args:
        folder: Where the file goes.
        described: Its ``content_sha256`` is filled in here.
        folders: Where members are looked for when they do not lie in ``folder``.

    Raises:
        UsageError: The name is none for a file.
        CheckpointError: A member cannot be found from there.
    """
    from engine.report.atomic import write_text

    check_name(described.name)
    described = described.model_copy(update={"content_sha256": described.fingerprint()})
    path = with_suffix(folder / described.name, SUFFIX)
    _meta(described, [_member(path, each, (folder, *folders)) for each in described.members])
    folder.mkdir(parents=True, exist_ok=True)
    write_text(path, described.model_dump_json(indent=2) + "\n")
    return read_ensemble(path, folders)


def check_name(name: str) -> None:
    """Refuse names that are no plain file name.

    Raises:
        UsageError: It has other characters than letters, digits, dot, dash and underscore.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} is no name for a detector", "Use letters, digits, dots, dashes and underscores.")


def member_names(meta: CheckpointMeta) -> tuple[str, ...]:
    """Names of an ensemble's members; empty for a single network."""
    return tuple(meta.model_args.get("members", ())) if meta.architecture == ARCHITECTURE else ()


def _parse(path: Path) -> tuple[bytes, EnsembleFile]:
    try:
        content = path.read_bytes()
        fields: Any = json.loads(content)
    except OSError as error:
        raise CheckpointError(f"Cannot read {path.name}: {error.strerror}") from None
    except ValueError:
        raise CheckpointError(f"{path.name} is not an ensemble, or it is cut short or damaged") from None
    version = fields.get("format_version") if isinstance(fields, dict) else None
    if version != FORMAT_VERSION:
        raise CheckpointError(
            f"{path.name} has format version {version}; this program reads version {FORMAT_VERSION}",
            "Update Veravox, or make the ensemble again with `veravox compare --ensemble`.",
        )
    try:
        found = EnsembleFile.model_validate(fields)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise CheckpointError(f"{path.name} has a missing or unusable field: {where}") from None
    if found.content_sha256 != found.fingerprint():
        raise CheckpointError(f"{path.name} was changed or damaged after it was made: its fingerprint does not fit")
    return content, found


def _member(path: Path, wanted: MemberRef, folders: Sequence[Path]) -> Checkpoint:
    """The first detector of that name with the right fingerprint."""
    name = ensemble_name(path)
    hint = f"Bring back the {wanted.name} it was made with, or make it again with `veravox compare --ensemble`."
    present = [found for folder in folders if (found := with_suffix(folder / wanted.name, ".safetensors")).is_file()]
    if not present:
        raise CheckpointError(f"The ensemble {name} needs the detector {wanted.name}, which is not installed", hint)
    for found in present:
        checkpoint = read(found)
        if checkpoint.sha256 == wanted.sha256:
            return checkpoint
    raise CheckpointError(f"The ensemble {name} was made with another version of the detector {wanted.name}", hint)


def _meta(found: EnsembleFile, members: Sequence[Checkpoint]) -> CheckpointMeta:
    first = members[0].meta
    if len({(each.meta.sample_rate, each.meta.window_s) for each in members}) > 1:
        raise CheckpointError(f"The members of {found.name} hear windows of different lengths or rates")
    return CheckpointMeta(
        name=found.name,
        architecture=ARCHITECTURE,
        model_args={"members": [each.name for each in found.members]},
        sample_rate=first.sample_rate,
        window_s=first.window_s,
        front_ends=distinct_front_ends(members),
        calibration=found.calibration,
        n_parameters=sum(each.meta.n_parameters for each in members),
        metrics=found.metrics,
        content_sha256=found.content_sha256,
        app_version=found.app_version,
        created=found.created,
    )


def distinct_front_ends(members: Sequence[Checkpoint]) -> tuple[FrontEndMeta, ...]:
    """Every front end once, however many members use it."""
    return tuple({_key(each): each for member in members for each in member.meta.front_ends}.values())


def _key(front_end: FrontEndMeta) -> str:
    return front_end.model_dump_json()


class EnsembleRuntime:
    """Runs the members on features that were computed once for all of them."""

    def __init__(self, checkpoint: EnsembleCheckpoint, device: str, threads: int | None, precision: str) -> None:
        """Load every member; `load_ensemble` does it with a note about the device."""
        keys = [_key(each) for each in checkpoint.meta.front_ends]
        loaded = [choose_runtime(member, device, threads, precision) for member in checkpoint.members]
        self._runtimes: list[Runtime] = [runtime for runtime, _ in loaded]
        self.note = next((note for _, note in loaded if note), "")
        self._calibrations = [member.meta.calibration for member in checkpoint.members]
        self._inputs = [[keys.index(_key(each)) for each in member.meta.front_ends] for member in checkpoint.members]

    @property
    def device(self) -> str:
        """Where the first member runs; all are given the same choice."""
        return self._runtimes[0].device

    def logits(self, features: Features) -> npt.NDArray[np.float32]:
        """Mean of the members' calibrated logits.

        Shape:
            features: one ``(n, 1, rows, columns)`` array a distinct front end; result: ``(n,)``.
        """
        members = zip(self._runtimes, self._calibrations, self._inputs, strict=True)
        found = [
            calibration.llr(runtime.logits([features[i] for i in inputs])) for runtime, calibration, inputs in members
        ]
        return mean_logits(found)


def mean_logits(calibrated: Sequence[npt.NDArray[np.float64]]) -> npt.NDArray[np.float32]:
    """What an ensemble answers where its members answer this.

    Shape:
        calibrated: one ``(n,)`` array a member; result: ``(n,)``.
    """
    return np.asarray(np.mean(calibrated, axis=0), dtype=np.float32)


def load_ensemble(
    checkpoint: EnsembleCheckpoint, device: str = "auto", threads: int | None = None, precision: str = "auto"
) -> tuple[Runtime, str]:
    """Load the networks of an ensemble; arguments, result and errors are those of `choose_runtime`."""
    runtime = EnsembleRuntime(checkpoint, device, threads, precision)
    return runtime, runtime.note
