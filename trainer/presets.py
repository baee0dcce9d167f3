"""Settings that come with the program: a training recipe for every architecture, search spaces for tuning."""

from __future__ import annotations

from pathlib import Path

from engine.errors import UsageError
from engine.resources import resource
from trainer.config import TrainConfig, read_config, with_values


def preset_names() -> tuple[str, ...]:
    """Architectures with a recipe."""
    return tuple(sorted(path.stem for path in resource("training").glob("*.toml")))


def preset(model: str | None = None) -> TrainConfig:
    """The recipe of an architecture, of the default one where none is named; plain defaults where it has none."""
    name = model or TrainConfig().model
    if name not in preset_names():
        return TrainConfig(model=name)
    return on_one_process(read_config(resource("training") / f"{name}.toml"))


def on_one_process(config: TrainConfig) -> TrainConfig:
    """The same crops a step from one process.

    A recipe may say how many processes shared the work on the computer it was made on; a computer with one GPU could
    not start the others.
    """
    if config.processes == 1:
        return config
    return with_values(config, {"batch": config.batch * config.processes, "processes": 1, "threads": 0})


def space_names() -> tuple[str, ...]:
    """Search spaces for `veravox tune --preset`."""
    return tuple(sorted(path.stem for path in resource("training/spaces").glob("*.toml")))


def space_file(name: str) -> Path:
    """The file of a search space that comes with the program.

    Raises:
        UsageError: There is none of that name.
    """
    if name not in space_names():
        raise UsageError(f"There is no preset {name!r}", f"There are {', '.join(space_names())}.")
    return resource("training/spaces") / f"{name}.toml"
