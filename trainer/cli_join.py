"""The command `veravox join`: branches that were trained apart become one network, several runs their mean."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command to the trainer's."""
    app.command()(join)


def join(
    model: Annotated[str, typer.Option(help="Architecture of the result, for example duo.")],
    branch: Annotated[
        list[str],
        typer.Option(metavar="NAME=RUN[,RUN...]", help="A branch and the run it is, or runs whose mean it is."),
    ],
    out: Annotated[Path, typer.Option(help="Folder of the new run.")],
    checkpoint: Annotated[str, typer.Option(metavar="best|last", help="Which weights of every run.")] = "last",
) -> None:
    """Put branches that were trained apart together, average runs of one network; the result can be exported."""
    from engine.errors import UsageError
    from trainer.join import JoinRequest
    from trainer.join import join as run

    parts: dict[str, list[Path]] = {}
    for each in branch:
        name, _, folders = each.partition("=")
        runs = [Path(folder) for folder in folders.split(",") if folder]
        if not runs or name in parts:
            raise UsageError(f"--branch {each!r} is not understood", "Name each branch once, as NAME=RUN[,RUN...].")
        parts[name] = runs
    path = run(JoinRequest(model, parts, out, checkpoint))
    typer.echo(f"Joined: {path}", err=True)
    typer.echo(f"Next: veravox export --run {out} --checkpoint last --data DATA --name NAME --out weights", err=True)
