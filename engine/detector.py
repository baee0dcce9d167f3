"""A ready detector: verified checkpoint, its front ends and a runtime; windows in, logits out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from engine.checkpoint import PICKLE_SUFFIXES, Checkpoint, CheckpointMeta, read, with_suffix
from engine.ensemble import SUFFIX as ENSEMBLE
from engine.ensemble import EnsembleCheckpoint, ensemble_name, is_ensemble, load_ensemble, read_ensemble
from engine.errors import CheckpointError, UnknownModelError
from engine.resources import weights_dir
from engine.runtime.base import Runtime, choose_runtime

if TYPE_CHECKING:
    from engine.frontend.base import FrontEnd, Windows

SUFFIXES = (".safetensors", ".onnx", ".json", *PICKLE_SUFFIXES)


@dataclass(frozen=True, slots=True)
class DetectorRow:
    """One installed detector, usable or not.

    Attributes:
        meta: None where the files are damaged.
        problem: What is wrong with it; empty where nothing is.
    """

    name: str
    path: Path
    sha256: str
    meta: CheckpointMeta | None
    is_default: bool
    problem: str = ""


class Detector:
    """Windows in, logits out; higher means more AI."""

    def __init__(
        self, checkpoint: Checkpoint, device: str = "auto", threads: int | None = None, precision: str = "auto"
    ) -> None:
        """Load the network of a verified checkpoint; `Detector.load` finds one by name.

        Raises:
            DeviceError: The named device cannot be used.
            CheckpointError: The network or a front end cannot be made.
        """
        # Loaded here and not with this module: the transforms take a quarter of a second, in which decoding can begin.
        from engine.frontend.base import make_front_end

        self.checkpoint = checkpoint
        self._front_ends: list[FrontEnd] = [make_front_end(each.name, each.args) for each in self.meta.front_ends]
        self._runtime: Runtime
        if isinstance(checkpoint, EnsembleCheckpoint):
            self._runtime, self.device_note = load_ensemble(checkpoint, device, threads, precision)
        else:
            self._runtime, self.device_note = choose_runtime(checkpoint, device, threads, precision)

    @classmethod
    def load(cls, name_or_path: str | Path | None = None, device: str = "auto", threads: int | None = None) -> Detector:
        """Find and load a detector.

        Args:
            name_or_path: A name in weights/, a path to a ``.safetensors`` or ``.ensemble.json`` file, or None for the
                default.
            device: ``auto``, ``cpu``, ``cuda`` or ``mps``.
            threads: CPU threads inside one call; None lets the runtime decide.

        Raises:
            UnknownModelError: No detector of that name.
            CheckpointError: Its files are damaged or not ours.
            DeviceError: The named device cannot be used.
        """
        return cls(find_detector(name_or_path), device, threads)

    @property
    def name(self) -> str:
        """Its name in weights/."""
        return self.meta.name

    @property
    def sha256(self) -> str:
        """Its identity: the sha256 of its safetensors file, or of an ensemble's file."""
        return self.checkpoint.sha256

    @property
    def meta(self) -> CheckpointMeta:
        """What its checkpoint says."""
        return self.checkpoint.meta

    @property
    def device(self) -> str:
        """Where it runs: ``cpu``, ``cuda`` or ``mps``."""
        return self._runtime.device

    def logits(self, windows: Windows) -> npt.NDArray[np.float32]:
        """One logit a window. May be called from several threads.

        Shape:
            windows: ``(n, window_samples)``; result: ``(n,)``.
        """
        if not len(windows):
            return np.empty(0, dtype=np.float32)
        return self._runtime.logits([front_end(windows) for front_end in self._front_ends])


def find_detector(name_or_path: str | Path | None = None) -> Checkpoint:
    """Find a detector and verify its files, without loading the network.

    Raises:
        UnknownModelError: No detector of that name, or none is installed.
        CheckpointError: Its files are damaged or not ours.
    """
    if name_or_path is None:
        return _find_named(default_name())
    path = Path(name_or_path)
    if path.suffix.lower() in SUFFIXES or len(path.parts) > 1:
        if not path.is_file():
            raise UnknownModelError(f"There is no detector file {path}")
        return _read(path)
    return _find_named(str(name_or_path))


def default_name() -> str:
    """The detector taken when none is named.

    Raises:
        UnknownModelError: weights/default.txt is missing.
    """
    for folder in weights_folders():
        try:
            name = (folder / "default.txt").read_text(encoding="utf-8").strip()
        except OSError:
            continue
        if name:
            return name
    raise UnknownModelError(
        "No detector is installed", "Name one with --model, or train one with `veravox train`; see the README."
    )


def weights_folders() -> list[Path]:
    """Where detectors are looked for, in order: those the user made, then those that came with the program."""
    from platformdirs import user_data_path

    return [user_data_path("veravox", appauthor=False) / "detectors", weights_dir()]


def list_detectors() -> list[DetectorRow]:
    """All installed detectors by name; damaged ones with their problem, never left out silently."""
    try:
        default = default_name()
    except UnknownModelError:
        default = ""
    rows = {row.name: row for row in _rows(reversed(weights_folders()), default)}
    return [rows[name] for name in sorted(rows)]


def _rows(folders: Sequence[Path] | Iterator[Path], default: str) -> Iterator[DetectorRow]:
    for folder in folders:
        for path in _detector_files(folder):
            name = _name(path)
            try:
                checkpoint = _read(path)
            except CheckpointError as error:
                yield DetectorRow(name, path, "", None, name == default, str(error))
            else:
                yield DetectorRow(name, path, checkpoint.sha256, checkpoint.meta, name == default)


def _find_named(name: str) -> Checkpoint:
    for folder in weights_folders():
        for suffix in (".safetensors", ENSEMBLE):
            path = with_suffix(folder / name, suffix)
            if path.is_file():
                return _read(path)
    known = ", ".join(sorted({_name(path) for folder in weights_folders() for path in _detector_files(folder)}))
    raise UnknownModelError(f"There is no detector {name!r}; installed: {known or 'none'}")


def _detector_files(folder: Path) -> list[Path]:
    """Networks and ensembles in a folder; where both have one name, the network comes last and counts."""
    return [*sorted(folder.glob(f"*{ENSEMBLE}")), *sorted(folder.glob("*.safetensors"))]


def _name(path: Path) -> str:
    return ensemble_name(path) if is_ensemble(path) else path.stem


def _read(path: Path) -> Checkpoint:
    return read_ensemble(path, weights_folders()) if is_ensemble(path) else read(path)
