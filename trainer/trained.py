"""A trained network out of a run's folder: the averaged weights, and what the run was."""

from __future__ import annotations

import json
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from engine.errors import TrainingError
from engine.frontend import FrontEnd, make_front_end
from engine.models.registry import architecture, build
from trainer.branches import BRANCHES, branch_args, split_branch

AVERAGE = "average.module."


@dataclass(frozen=True, slots=True)
class Trained:
    """The averaged weights of a run.

    Attributes:
        architecture: Name in `engine.models.registry`.
        state: Its tensors, float32.
        epoch: Epochs done when it was saved.
        steps: Optimizer steps done.
        record: The run's ``run.json``: configuration and fingerprint of the manifest.
        weights: Name of the file they were read from.
    """

    architecture: str
    model_args: Mapping[str, Any]
    state: Mapping[str, Tensor]
    epoch: int
    steps: int
    record: Mapping[str, Any]
    weights: str

    def front_end_args(self, name: str) -> Mapping[str, Any]:
        """What the front end of that name was given in training; empty for its built-in numbers."""
        return dict(self.record.get("front_ends", {}).get(name, {}))

    def front_ends(self) -> dict[str, FrontEnd]:
        """Its front ends by name, in the order of its inputs, as they were in training."""
        names = architecture(self.architecture).front_ends
        return {name: make_front_end(name, self.front_end_args(name)) for name in names}

    def network(self) -> nn.Module:
        """The network, ready to be used."""
        net = build(self.architecture, self.model_args)
        net.load_state_dict(dict(self.state))
        return net.eval()

    def branch_names(self) -> tuple[str, ...]:
        """Architectures of its branches; empty where it has none."""
        return tuple(BRANCHES.get(self.architecture, {}))

    def branch(self, name: str) -> Trained:
        """One branch as a network of its own.

        Raises:
            TrainingError: There is no such branch.
        """
        args = branch_args(self.architecture, self.model_args, name)
        return replace(self, architecture=name, model_args=args, state=split_branch(self.state, name))

    def with_mix(self, mix: Tensor) -> Trained:
        """The same network with other weights of its branches."""
        return replace(self, state={**self.state, "mix": mix.to(torch.float32)})


def load_trained(run: Path, checkpoint: str = "best") -> Trained:
    """Read the averaged weights of a run.

    The file is a Lightning checkpoint, read without running code from it. Where that does not work and the file lies
    in the run's own folder, which the user's own training wrote, it is read as a pickle; any other file is refused.

    Args:
        run: Folder of the run, with ``run.json``.
        checkpoint: ``best``, ``last``, or a file.

    Raises:
        TrainingError: The run or the file is missing, or is not one of ours.
    """
    record = _record(run)
    path = _find(run, checkpoint, record)
    content = _read(path, run)
    state = {k.removeprefix(AVERAGE): v for k, v in content.get("state_dict", {}).items() if k.startswith(AVERAGE)}
    if not state:
        raise TrainingError(f"{path.name} holds no averaged weights", "Name a checkpoint of `veravox train`.")
    config = record["config"]
    tensors = {key: value.float() if value.is_floating_point() else value for key, value in state.items()}
    counts = int(content.get("epoch", -1)) + 1, int(content.get("global_step", 0))
    return Trained(config["model"], config.get("model_args", {}), tensors, *counts, record, path.name)


def _record(run: Path) -> dict[str, Any]:
    path = run / "run.json"
    if not path.is_file():
        raise TrainingError(f"{run} is not the folder of a training run", "Name the folder given to train as --out.")
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _find(run: Path, checkpoint: str, record: Mapping[str, Any]) -> Path:
    folder = run / "checkpoints"
    if checkpoint == "last":
        path = folder / "last.ckpt"
    elif checkpoint == "best":
        path = _best(folder, run, highest=record["config"].get("monitor") == "auc")
    else:
        path = Path(checkpoint)
    if not path.is_file():
        raise TrainingError(f"There is no checkpoint {path}", "Training writes the first one after its first check.")
    return path


def _best(folder: Path, run: Path, *, highest: bool) -> Path:
    """The file with the best validation figure, as the files themselves tell; the newest one where they do not."""
    found = sorted(folder.glob("best-*.ckpt"), key=lambda path: path.stat().st_mtime)
    if not found:
        return folder / "last.ckpt"
    errors: dict[str, float] = {}
    for path in found:
        for state in _read(path, run).get("callbacks", {}).values():
            scores = state.get("best_k_models", {}) if isinstance(state, dict) else {}
            errors |= {Path(name).name: -float(score) if highest else float(score) for name, score in scores.items()}
    return min(reversed(found), key=lambda path: errors.get(path.name, float("inf")))


def _read(path: Path, run: Path) -> dict[str, Any]:
    try:
        return dict(torch.load(path, map_location="cpu", weights_only=True))
    except pickle.UnpicklingError:
        if not path.resolve().is_relative_to(run.resolve()):
            raise TrainingError(
                f"{path.name} could run code when it is opened; it is not loaded",
                "Only checkpoints inside the run's own folder are trusted.",
            ) from None
    except (OSError, RuntimeError, EOFError) as error:
        raise TrainingError(f"Cannot read {path.name}: {error}", "Name another checkpoint of the run.") from None
    return dict(torch.load(path, map_location="cpu", weights_only=False))  # the user's own run
