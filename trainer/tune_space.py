"""What a search may try: read from TOML, checked against the settings of a training run before anything is trained."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.errors import TrainingError
from trainer.config import TrainConfig, with_values
from trainer.nearest import did_you_mean
from trainer.toml_text import read_toml

if TYPE_CHECKING:
    from optuna import Trial

SAMPLERS = ("tpe", "random", "grid")
PRUNERS = ("median", "hyperband", "none")
KEYS = ("preset", "sampler", "pruner", "trials", "fixed", "space")
ARGS = "model_args."
Plain = bool | int | float | str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several values."""

    values: tuple[Plain, ...]

    @property
    def examples(self) -> tuple[Plain, ...]:
        """Values that must be allowed."""
        return self.values

    def suggest(self, trial: Trial, name: str) -> Plain:
        """Let the sampler choose."""
        chosen: Plain = trial.suggest_categorical(name, self.values)  # type: ignore[assignment]
        return chosen


@dataclass(frozen=True, slots=True)
class Range:
    """Any number between two; whole numbers where both are.

    Attributes:
        log: Whether equal ratios are equally likely, not equal steps.
    """

    low: float
    high: float
    log: bool = False

    @property
    def examples(self) -> tuple[Plain, ...]:
        """Values that must be allowed."""
        return self.low, self.high

    def suggest(self, trial: Trial, name: str) -> Plain:
        """Let the sampler choose."""
        if isinstance(self.low, int) and isinstance(self.high, int):
            return trial.suggest_int(name, self.low, self.high, log=self.log)
        return trial.suggest_float(name, self.low, self.high, log=self.log)


@dataclass(frozen=True, slots=True)
class Space:
    """A search space.

    Attributes:
        dimensions: What is tried, by the setting's name; ``model_args.dropout`` is an argument of the network.
        fixed: Settings of every trial, on top of the recipe.
        preset: Architecture whose recipe the trials start from; empty for the user's choice.
        sampler: One of `SAMPLERS`; empty for the user's choice, as the next two.
        pruner: One of `PRUNERS`.
        trials: How many; 0 for the user's choice.
    """

    dimensions: Mapping[str, Choice | Range]
    fixed: Mapping[str, Any] = field(default_factory=dict)
    preset: str = ""
    sampler: str = ""
    pruner: str = ""
    trials: int = 0

    def suggest(self, trial: Trial) -> dict[str, Plain]:
        """One point of the space, by the study's sampler."""
        return {name: dimension.suggest(trial, name) for name, dimension in self.dimensions.items()}

    def grid(self, seed: int) -> list[dict[str, Plain]]:
        """Every combination, in an order drawn from the seed: a search that is cut short has seen all corners.

        Raises:
            TrainingError: A dimension is a range, which has no end of values.
        """
        for name, dimension in self.dimensions.items():
            if isinstance(dimension, Range):
                raise TrainingError(
                    f"A grid cannot try the whole range of {name!r}",
                    f"Name its values, for example {name} = [{dimension.low}, {dimension.high}].",
                )
        columns = [dimension.examples for dimension in self.dimensions.values()]
        points = [dict(zip(self.dimensions, values, strict=True)) for values in itertools.product(*columns)]
        return [points[i] for i in np.random.default_rng(seed).permutation(len(points))]


def applied(base: TrainConfig, params: Mapping[str, Any]) -> TrainConfig:
    """The settings of a trial.

    Raises:
        TrainingError: A setting is unknown or out of range.
    """
    args = {name.removeprefix(ARGS): value for name, value in params.items() if name.startswith(ARGS)}
    values = {name: value for name, value in params.items() if not name.startswith(ARGS)}
    return with_values(base, values | {"model_args": {**base.model_args, **args}})


def check_space(space: Space, base: TrainConfig) -> None:
    """Try every named value on the settings, so that the tenth trial does not find a typing error.

    Raises:
        TrainingError: A setting is unknown or a value out of range.
    """
    for name, dimension in space.dimensions.items():
        for value in dimension.examples:
            applied(base, {name: value})


def read_space(path: Path) -> Space:
    """Read a search space.

    Raises:
        TrainingError: The file is unreadable, has an unknown key, or a dimension that makes no sense.
    """
    values = read_toml(path)
    for key in values:
        if key not in KEYS:
            hint = did_you_mean(key, KEYS, f"Keys are {', '.join(KEYS)}; settings go below [space].")
            raise TrainingError(f"Unknown key {key!r} in {path.name}", hint)
    dimensions = {name: _dimension(name, each) for name, each in _flat(values.get("space", {})).items()}
    if not dimensions:
        raise TrainingError(f"{path.name} names nothing to try", "Add for example: [space] and lr = [1e-4, 1e-3]")
    for key, known in (("sampler", SAMPLERS), ("pruner", PRUNERS)):
        if values.get(key, known[0]) not in known:
            raise TrainingError(f"There is no {key} {values[key]!r}", f"There are {', '.join(known)}.")
    trials = values.get("trials", 0)
    if not isinstance(trials, int) or trials < 0:
        raise TrainingError(f"trials = {trials!r} makes no sense", "Name a whole number.")
    texts = {key: str(values.get(key, "")) for key in ("preset", "sampler", "pruner")}
    return Space(dimensions, dict(values.get("fixed", {})), trials=trials, **texts)


def _flat(table: Mapping[str, Any]) -> dict[str, Any]:
    """``[space.model_args]`` says the same as ``"model_args.dropout"`` in ``[space]``."""
    nested = table.get(ARGS.rstrip("."), {})
    return {k: v for k, v in table.items() if k != ARGS.rstrip(".")} | {f"{ARGS}{k}": v for k, v in nested.items()}


def _dimension(name: str, value: Any) -> Choice | Range:
    hint = f"Write {name} = [a, b, c] for a choice, or {name} = {{ low = a, high = b, log = true }} for a range."
    if isinstance(value, list) and value and all(isinstance(each, Plain) for each in value):
        return Choice(tuple(value))
    if not isinstance(value, dict) or not {"low", "high"} <= set(value) <= {"low", "high", "log"}:
        raise TrainingError(f"Cannot read what to try for {name!r}", hint)
    low, high, log = value["low"], value["high"], value.get("log", False)
    ordered = all(isinstance(each, int | float) and math.isfinite(each) for each in (low, high)) and low < high
    if not ordered or not isinstance(log, bool) or (log and low <= 0):
        raise TrainingError(f"The range of {name!r} makes no sense", hint)
    return Range(low, high, log)
