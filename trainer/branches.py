"""Networks of several branches, taken apart into networks of one and put together from them; networks averaged.

A branch is worth what it sees otherwise than its neighbours, so branches are often trained apart, each in a run of its
own. Runs that began with the same weights and learned different lessons lie in one valley: the mean of their weights is
about as good as the mean of their opinions, for the cost of one of them (Wortsman et al. 2022, "Model soups").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from engine.errors import TrainingError
from engine.models.registry import build

State = Mapping[str, Tensor]

BRANCHES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "duo": {"cnn": ("stem_stride",), "seresnet": ("width", "time_stride")}
}
"""Networks whose branches are networks of the registry under the same name, in the order of their inputs, and which of
its arguments each passes on to a branch."""


def check_branch(architecture: str, name: str) -> None:
    """Refuse a branch that a network does not have.

    Raises:
        TrainingError: It has none of that name.
    """
    branches = BRANCHES.get(architecture, {})
    if name not in branches:
        there = ", ".join(branches) or "none"
        raise TrainingError(f"The network {architecture!r} has no branch {name!r}", f"It has {there}.")


def branch_args(architecture: str, args: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The arguments of a network that it passes on to a branch.

    Raises:
        TrainingError: It has no such branch.
    """
    check_branch(architecture, name)
    return {key: value for key, value in args.items() if key in BRANCHES[architecture][name]}


def split_branch(state: State, name: str) -> dict[str, Tensor]:
    """Tensors of one branch, as those of a network of its own."""
    prefix = f"{name}."
    return {key.removeprefix(prefix): value for key, value in state.items() if key.startswith(prefix)}


def join_branches(architecture: str, args: Mapping[str, Any], parts: Mapping[str, State]) -> dict[str, Tensor]:
    """Tensors of a network from those of its branches; each counts as much as the others.

    Raises:
        TrainingError: A branch is missing or has tensors of other shapes.
    """
    branches = BRANCHES.get(architecture, {})
    if set(parts) != set(branches):
        there = ", ".join(branches) or "no branches"
        raise TrainingError(f"The network {architecture!r} is put together from {there}", "Name each of them once.")
    state = {f"{name}.{key}": value for name in branches for key, value in parts[name].items()}
    state["mix"] = torch.full((len(branches),), 1.0 / len(branches))
    check_fits(architecture, args, state)
    return state


def average(states: Sequence[State]) -> dict[str, Tensor]:
    """Mean of the tensors of networks of one kind; counters are those of the first.

    Raises:
        TrainingError: They are not of one kind.
    """
    first = states[0]
    for other in states[1:]:
        if {key: value.shape for key, value in other.items()} != {key: value.shape for key, value in first.items()}:
            raise TrainingError("Networks of different kinds have no mean", "Name runs of one network.")
    return {
        key: torch.stack([state[key] for state in states]).mean(0) if value.is_floating_point() else value
        for key, value in first.items()
    }


def check_fits(architecture: str, args: Mapping[str, Any], state: State) -> None:
    """Refuse tensors that are not those of a network.

    Raises:
        TrainingError: Names or shapes differ.
    """
    try:
        build(architecture, args).load_state_dict(dict(state))
    except RuntimeError as error:
        reason = str(error).splitlines()[-1].strip()
        raise TrainingError(f"These weights do not fit a {architecture}: {reason}", "Check model_args.") from None
