"""The command `veravox compare`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command to the trainer's."""
    app.command()(compare)


def compare(
    weights: Annotated[
        list[str], typer.Option("--weights", metavar="A [B C ...]", help="Detectors: names or files; more may follow.")
    ],
    data: Annotated[Path, typer.Option("--data", help="Folder, recording, or manifest CSV; labels are not needed.")],
    more: Annotated[list[str] | None, typer.Argument(metavar="[B C ...]", help="Further detectors.")] = None,
    labels: Annotated[
        str | None, typer.Option(metavar="FILE|folders|none", help="The truth; what the data tells where not named.")
    ] = None,
    split: Annotated[str, typer.Option(help="Split of a manifest; all for everything.")] = "dev",
    out: Annotated[Path | None, typer.Option(help="Folder for a CSV and JSON with the time in their names.")] = None,
    json_file: Annotated[str | None, typer.Option("--json", metavar="FILE|-", help="Everything as JSON.")] = None,
    ensemble: Annotated[
        str, typer.Option(metavar="NAME", help="Add the mean of the calibrated logits and save it under this name.")
    ] = "",
    ensemble_dir: Annotated[
        Path | None, typer.Option("--ensemble-dir", help="Folder for it; that of the detectors where not named.")
    ] = None,
    hop: Annotated[float | None, typer.Option(help="Seconds between windows; their length where not named.")] = None,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda or mps.")] = "auto",
    workers: Annotated[int | None, typer.Option(min=1, help="Files at a time; one a core.")] = None,
    threads: Annotated[int | None, typer.Option(min=1, help="Threads of a network.")] = None,
    draws: Annotated[int, typer.Option(min=1, help="Bootstrap draws of the intervals.")] = 500,
) -> None:
    """Run several detectors over the same files: counts, confidence, where they disagree, and who is right."""
    from rich.console import Console

    from engine.report.atomic import write_text
    from trainer.cli_data import progress_bar
    from trainer.cli_place import how_to_scan
    from trainer.compare import CompareRequest
    from trainer.compare import compare as run
    from trainer.compare_view import show, to_json, write_comparison
    from trainer.evaluation_files import make_folder

    if out is not None:
        make_folder(out)
    if json_file not in (None, "-"):
        make_folder(Path(json_file).parent)
    request = CompareRequest(
        (*weights, *(more or ())),
        data,
        labels,
        split,
        ensemble,
        ensemble_dir,
        hop,
        device,
        workers,
        threads,
        draws,
    )
    with progress_bar("Comparing") as (on_progress, cancel):
        found = run(request, on_progress=on_progress, cancel=cancel)
    if json_file == "-":
        sys.stdout.write(to_json(found))
    elif json_file:
        write_text(Path(json_file), to_json(found))
    show(found, Console(stderr=True))
    if out is not None:
        written = write_comparison(found, out)
        typer.echo(f"Written to {out}: {', '.join(path.name for path in written)}", err=True)
    if found.ensemble is not None:
        typer.echo(f"Ensemble: {found.ensemble}", err=True)
        typer.echo(how_to_scan(found.ensemble), err=True)
