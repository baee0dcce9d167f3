"""Commands of the trainer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def root() -> None:
    """Prepare, train and evaluate detectors."""


@app.command()
def train(
    data: Annotated[Path, typer.Option(help="Manifest CSV.")],
    out: Annotated[Path, typer.Option(help="Folder of the run; an unfinished run in it goes on.")],
    model: Annotated[str, typer.Option(help="Architecture.")] = "duo",
    config: Annotated[Path | None, typer.Option(help="TOML file with the run's settings.")] = None,
    cache: Annotated[Path | None, typer.Option(help="Folder for decoded audio.")] = None,
) -> None:
    """Train a detector, or resume its training."""
    from trainer.config import TrainConfig, read_config
    from trainer.run import RunPaths
    from trainer.run import train as run

    settings = read_config(config) if config else TrainConfig(model=model)
    run(settings, data, RunPaths(out, cache or out / "data"))


if __name__ == "__main__":
    app()
