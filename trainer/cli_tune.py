"""`veravox tune`: search for good settings."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trainer.cli_data import progress_bar

if TYPE_CHECKING:
    from trainer.config import TrainConfig
    from trainer.tune_space import Space
    from trainer.tune_table import TrialRow


def register(app: typer.Typer) -> None:
    """Add this command to the trainer's."""
    app.command()(tune)


def tune(
    data: Annotated[Path, typer.Option("--data", help="Manifest CSV or folder, with splits train and dev.")],
    out: Annotated[Path, typer.Option(help="Folder of the search; an unfinished search in it goes on.")],
    space: Annotated[Path | None, typer.Option(help="TOML file that says what to try.")] = None,
    preset: Annotated[str | None, typer.Option(help="A space that comes with the program, like in-the-wild.")] = None,
    model: Annotated[str | None, typer.Option(help="Architecture whose recipe the trials start from.")] = None,
    config: Annotated[Path | None, typer.Option(help="TOML file with settings that the trials start from.")] = None,
    sampler: Annotated[str | None, typer.Option(metavar="tpe|random|grid", help="How settings are chosen.")] = None,
    pruner: Annotated[
        str | None, typer.Option(metavar="median|hyperband|none", help="How hopeless trials are ended early.")
    ] = None,
    trials: Annotated[int | None, typer.Option(min=1, help="Trials in all; 20, or the whole grid.")] = None,
    epochs: Annotated[int | None, typer.Option(min=1, help="Rounds of training a trial.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the search.")] = 0,
    cache: Annotated[Path | None, typer.Option(help="Folder for decoded audio, shared by all trials.")] = None,
) -> None:
    """Search for good settings: many trainings, the hopeless ones ended early; goes on where it was stopped."""
    from engine.errors import UsageError
    from trainer.config import with_values
    from trainer.datasets.source import training_manifest
    from trainer.presets import space_file
    from trainer.tune import TRIALS, TuneRequest
    from trainer.tune import tune as run
    from trainer.tune_space import read_space

    if space is not None and preset is not None:
        raise UsageError("Name one of --space and --preset")
    wanted = read_space(space or space_file(preset or "default"))
    base = _base(wanted, model, config)
    if epochs is not None:
        base = with_values(base, {"epochs": epochs})
    chosen = sampler or wanted.sampler or "tpe"
    request = TuneRequest(
        out,
        training_manifest(data, out),
        base,
        wanted,
        cache or out / "data",
        chosen,
        pruner or wanted.pruner or "median",
        trials or wanted.trials or (len(wanted.grid(seed)) if chosen == "grid" else TRIALS),
        seed,
        data if data.is_dir() else data.parent,
    )
    logging.getLogger("lightning.pytorch").setLevel(logging.WARNING)  # the same three lines for every trial
    with progress_bar("Trials") as (on_progress, cancel):
        found = run(request, on_progress=on_progress, on_trial=_tell, cancel=cancel)
    _show(found.rows)
    typer.echo(f"Best: trial {found.best.index}, {base.monitor} {found.best.value:.4f}; table: {found.table}")
    typer.echo(f"Next: veravox train --config {found.best_config} --data {data} --out DIR")
    typer.echo(f"  or: veravox export --run {found.best_run} --data {data} --name NAME --out weights")


def _base(space: Space, model: str | None, config: Path | None) -> TrainConfig:
    """Settings of a trial before anything is tried: what the user named, then what the space names."""
    from trainer.config import read_config, with_values
    from trainer.presets import preset

    if config is not None:
        return with_values(read_config(config), {"model": model} if model else {})
    return preset(model or space.preset or None)


def _tell(row: TrialRow) -> None:
    tried = ", ".join(f"{name} {_short(value)}" for name, value in row.params.items())
    result = row.note or f"{row.value:.4f} in epoch {row.best_epoch}"
    typer.echo(f"Trial {row.index} {row.state}: {result} ({tried})", err=True)


def _show(rows: tuple[TrialRow, ...]) -> None:
    from rich.console import Console
    from rich.table import Table

    names = list(dict.fromkeys(name for row in rows for name in row.params))
    table = Table("trial", "state", "value", "epochs", "seconds", *names)
    for row in rows:
        tried = (_short(row.params.get(name, "")) for name in names)
        table.add_row(str(row.index), row.state, f"{row.value:.4f}", str(row.epochs), f"{row.seconds:.0f}", *tried)
    Console().print(table)


def _short(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)
