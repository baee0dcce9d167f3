"""A run made of runs: branches that were trained apart become one network, and the runs of one branch their mean."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

from engine.errors import TrainingError
from trainer.branches import BRANCHES, average, check_branch, check_fits, join_branches
from trainer.config import make_config
from trainer.run_record import RECORD_FILE
from trainer.trained import AVERAGE, Trained, load_trained


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """What to put together.

    Attributes:
        model: Architecture of the result.
        parts: For each of its branches, or for the network itself where it has none, the folders of runs whose mean it
            is: runs of the branch alone, or of a network that has a branch of that name.
        out: Folder of the new run.
        checkpoint: Of every run: ``best`` or ``last``.
    """

    model: str
    parts: Mapping[str, Sequence[Path]]
    out: Path
    checkpoint: str = "last"


def join(request: JoinRequest) -> Path:
    """Write the folder of a run that holds the joined network, for `trainer.export`.

    Returns:
        Its checkpoint.

    Raises:
        TrainingError: A branch is missing, a run is missing or of another kind, spectrograms were standardised
            differently, or the new folder holds a run already.
    """
    if (request.out / RECORD_FILE).exists():
        raise TrainingError(f"{request.out} holds a run already", "Name another --out.")
    runs = {name: [_part(request, name, run) for run in folders] for name, folders in request.parts.items()}
    every = [(name, part) for name, parts in runs.items() for part in parts]
    args: dict[str, Any] = {}
    ends: dict[str, Any] = {}
    for name, part in every:
        _agree(args, part.model_args, f"A run of {name!r} has other arguments")
        written_out = {end: asdict(made) for end, made in part.front_ends().items()}  # type: ignore[call-overload]
        _agree(ends, written_out, f"A run of {name!r} saw spectrograms standardised otherwise")
    means = {name: average([part.state for part in parts]) for name, parts in runs.items()}
    if request.model in BRANCHES:
        state = join_branches(request.model, args, means)
    else:
        state = means[request.model]
        check_fits(request.model, args, state)
    manifests = sorted({str(part.record.get("manifest_sha256", "")) for _, part in every} - {""})
    record = {
        "config": make_config({"model": request.model, "model_args": args}).model_dump(),
        "manifest_sha256": ", ".join(manifests),
        "front_ends": ends,
        "joined": {name: _histories(parts, name) for name, parts in runs.items()},
    }
    path = request.out / "checkpoints" / "last.ckpt"
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"state_dict": {AVERAGE + key: value for key, value in state.items()}}, path)
    (request.out / RECORD_FILE).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    return path


def _part(request: JoinRequest, name: str, run: Path) -> Trained:
    """The branch, or the whole where it has none, out of a run."""
    if request.model in BRANCHES:
        check_branch(request.model, name)
    elif name != request.model:
        raise TrainingError(f"The network {request.model!r} has no branches", f"Name its runs as {request.model}=RUN.")
    trained = load_trained(run, request.checkpoint)
    if name in trained.branch_names():
        trained = trained.branch(name)
    if trained.architecture != name:
        raise TrainingError(f"{run} is a run of {trained.architecture!r}, not of {name!r}", "Name another one.")
    return trained


def _agree(known: dict[str, Any], more: Mapping[str, Any], complaint: str) -> None:
    for key, value in more.items():
        if known.setdefault(key, value) != value:
            raise TrainingError(f"{complaint}: {key} is {value!r}, not {known[key]!r}", "Name runs that fit together.")


def _histories(parts: Sequence[Trained], name: str) -> list[dict[str, Any]]:
    """How the runs of a branch were trained, and the share of each in the mean."""
    found = [(entry, len(parts)) for part in parts for entry in _history(part, name)]
    return [{**entry, "share": entry.get("share", 1.0) / n} for entry, n in found]


def _history(part: Trained, name: str) -> list[dict[str, Any]]:
    """How a branch was trained: what a joined run tells of it, or one that went on with it, else its own settings."""
    record = part.record
    if "joined" in record:
        return list(record["joined"][name])
    own = {"config": record["config"], "steps": part.steps, "epoch": part.epoch}
    return [dict(record.get("branches_trained_on", {}).get(name, own))]
