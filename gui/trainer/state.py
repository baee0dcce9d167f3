"""What the four steps share: the data, the run, the last measurement. Remembered beside the settings."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from PySide6.QtCore import QObject, Signal

from gui.trainer.runs import RunRow

LABELS = ("ai", "human")


@dataclass(frozen=True, slots=True)
class DataFacts:
    """What is known about the chosen data; see `trainer.jobs_data.facts`.

    Attributes:
        values: All of it.
    """

    values: dict[str, Any]

    @property
    def data(self) -> Path:
        """What the user chose."""
        return Path(self.values["data"])

    @property
    def n_clips(self) -> int:
        """Recordings of both classes."""
        return sum(self.values["clips"].values())

    @property
    def needs_conversion(self) -> bool:
        """Whether there are long recordings that no clips were made of."""
        return bool(self.values["raw"]) and not self.values["is_converted"]

    @property
    def splits(self) -> list[str]:
        """Splits with both classes, in their usual order."""
        order = ("train", "dev", "test")
        found = self.values["splits"]
        full = [name for name, counts in found.items() if all(counts.get(label) for label in LABELS)]
        return sorted(full, key=lambda name: (order.index(name) if name in order else len(order), name))

    @property
    def is_ready(self) -> bool:
        """Whether a network can be trained on it."""
        return {"train", "dev"} <= set(self.splits)


class TrainState(QObject):
    """Shared by the steps. Main thread only."""

    changed = Signal()

    def __init__(self, settings_path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = settings_path.with_name("train.json")
        self._kept = _read(self._file)
        self.facts: DataFacts | None = None
        self.run: RunRow | None = None
        self.runs: list[RunRow] = []
        self.evaluation: dict[str, Any] | None = None
        self.weights: str = ""

    @property
    def folder(self) -> Path:
        """Where runs are kept."""
        kept = self._kept.get("folder")
        return Path(kept) if kept else user_data_path("veravox", appauthor=False) / "training"

    @property
    def last_data(self) -> str:
        """What was chosen the last time; empty at the first."""
        return str(self._kept.get("data", ""))

    def set_folder(self, folder: Path) -> None:
        """Keep runs somewhere else from now on."""
        self._keep(folder=str(folder))
        self.changed.emit()

    def set_facts(self, facts: DataFacts | None) -> None:
        """Data was chosen, or changed."""
        if facts is None or self.facts is None or facts.data != self.facts.data:
            self.evaluation = None
        self.facts = facts
        if facts is not None:
            self._keep(data=str(facts.data))
        self.changed.emit()

    def set_run(self, run: RunRow | None) -> None:
        """A run was started, went on, or was chosen."""
        if run is None or self.run is None or run.path != self.run.path:
            self.evaluation = None
        self.run = run
        self.changed.emit()

    def set_runs(self, runs: list[RunRow]) -> None:
        """The folder of runs was read."""
        self.runs = runs
        if self.run is not None:
            self.run = next((run for run in runs if run.path == self.run.path), self.run)
        self.changed.emit()

    def set_evaluation(self, record: dict[str, Any]) -> None:
        """Something was measured."""
        self.evaluation = record
        self.changed.emit()

    def cache(self, data: Path) -> Path:
        """Where decoded audio of a data set lies; runs on the same data share it."""
        return self.folder / "cache" / sha256(str(data).encode(errors="surrogateescape")).hexdigest()[:12]

    def free_name(self, model: str) -> str:
        """A name that no run has yet."""
        taken = {run.path.name for run in self.runs}
        names = (f"{model}-{date.today():%m%d}{'' if i == 1 else f'-{i}'}" for i in range(1, len(taken) + 2))
        return next(name for name in names if name not in taken)

    def _keep(self, **values: str) -> None:
        self._kept |= values
        with suppress(OSError):  # only a convenience; the next start begins with nothing chosen
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps(self._kept), encoding="utf-8")


def is_good_name(name: str) -> bool:
    """Whether a run or a detector can be named so: it becomes the name of files."""
    return re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", name) is not None


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
