"""run.json: what a run is, what it was started with, and what must stay as it was when it goes on. No torch here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine.errors import TrainingError
from engine.version import app_version
from trainer.config import TrainConfig, make_config

RECORD_FILE = "run.json"
FIXED = (
    "model",
    "model_args",
    "start_from",
    "frozen",
    "teachers",
    "teacher_share",
    "copy_share",
    "pair_twins",
    "seed",
    "batch",
    "processes",
    "steps_per_epoch",
    "codec_variants",
    "data_stats",
    "balance",
    "optimizer",
    "lr",
    "weight_decay",
    "monitor",
)
"""Settings that decide the weights' shape, the order of the data, or what a checkpoint remembers."""


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What run.json holds.

    Attributes:
        config: Every setting, defaults written out.
        manifest_sha256: Fingerprint of the manifest.
        front_ends: Arguments of the front ends by name; empty for built-in numbers, as in runs from before them.
        version: Of the program that started the run last.
        starts: Time (UTC), version, step and processes of each start.
    """

    config: TrainConfig
    manifest_sha256: str
    front_ends: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    version: str = ""
    starts: Sequence[Mapping[str, Any]] = ()

    def started(self, start: int, *, resumes: bool) -> RunRecord:
        """This record with one more start."""
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        entry = {"start": start, "time": now, "version": app_version(), "resumes": resumes}
        entry |= {"processes": self.config.processes, "manifest_sha256": self.manifest_sha256}
        return replace(self, version=app_version(), starts=[*self.starts, entry])

    def save(self, run: Path) -> None:
        """Write it; a kill in between leaves the old one."""
        values = {
            "config": self.config.model_dump(),
            "manifest_sha256": self.manifest_sha256,
            "front_ends": {name: dict(args) for name, args in self.front_ends.items()},
            "version": self.version,
            "starts": list(self.starts),
        }
        half = run / f".{RECORD_FILE}"
        half.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
        half.replace(run / RECORD_FILE)


def read_record(run: Path) -> RunRecord | None:
    """The record of a run's folder; None where no run was started in it.

    Raises:
        TrainingError: It cannot be read, or its settings are those of another version.
    """
    path = run / RECORD_FILE
    if not path.is_file():
        return None
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        config, sha256 = dict(values["config"]), str(values["manifest_sha256"])
        ends, starts = dict(values.get("front_ends", {})), list(values.get("starts", ()))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TrainingError(f"Cannot read {path}: {error}", "Name another --out, or remove the folder.") from None
    return RunRecord(make_config(config), sha256, ends, str(values.get("version", "")), starts)


def check_same_run(saved: TrainConfig, given: TrainConfig, run: Path) -> None:
    """Refuse to go on with settings that a running training cannot take over.

    Raises:
        TrainingError: Some differ; all are named with both values.
    """
    differing = [key for key in FIXED if getattr(saved, key) != getattr(given, key)]
    if differing:
        words = "; ".join(f"{key} is {getattr(saved, key)!r}, not {getattr(given, key)!r}" for key in differing)
        raise TrainingError(
            f"The run in {run} was started with other settings: {words}",
            "Leave these settings as they are to go on, or name another --out for a new run.",
        )
