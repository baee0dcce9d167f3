"""`veravox calibrate`: adapt a detector to one's own recordings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trainer.cli_place import how_to_scan, workplace


def register(app: typer.Typer) -> None:
    """Add this command to the trainer's."""
    app.command()(calibrate)


def calibrate(
    weights: Annotated[str, typer.Option(help="Detector: a .safetensors file, or a name in weights/.")],
    data: Annotated[Path, typer.Option("--data", help="Your clips, 20 and more: manifest CSV, or ai/ and human/.")],
    name: Annotated[str, typer.Option(help="Name of the new detector.")],
    out: Annotated[Path, typer.Option(help="Folder for its files.")] = Path("weights"),
    head: Annotated[bool, typer.Option("--head", help="Refit the last layer too.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Save it although it is worse, or the name is taken.")] = False,
    split: Annotated[str, typer.Option("--split", help="Split of the data; all for everything.")] = "all",
    cache: Annotated[Path, typer.Option("--cache", help="Folder for decoded audio.")] = Path("runs/data"),
    workers: Annotated[int | None, typer.Option("--workers", min=1, help="Processes for decoding; one a core.")] = None,
    threads: Annotated[int | None, typer.Option("--threads", min=1, help="Threads of the network; one a core.")] = None,
    draws: Annotated[int, typer.Option("--draws", min=1, help="Bootstrap draws of the intervals.")] = 500,
) -> None:
    """Adapt a detector to your own recordings and show what it brings on clips held out; saved as a new one."""
    from rich.console import Console
    from rich.table import Table

    from engine.audio.speech import SpeechDetector
    from engine.detector import find_detector
    from trainer.corruption import CLEAN
    from trainer.datasets.source import open_data
    from trainer.evaluate import prepare
    from trainer.evaluation_files import make_folder
    from trainer.few_shot import FewShotRequest, adapt
    from trainer.few_shot_save import check_target, figure_rows, save_adapted

    request = FewShotRequest(find_detector(weights), head, draws)
    check_target(request.checkpoint, name, out, force=force)
    make_folder(out)
    with workplace(cache, workers, threads) as place:
        material = prepare(open_data(data), split, place, columns=(CLEAN,))
        found = adapt(request, material, SpeechDetector.load(), place)
    table = Table("figure", "before", "after, held out", "change")
    for row in figure_rows(found):
        table.add_row(*row)
    console = Console()
    console.print(table)
    typer.echo(
        f"{len(found.clips)} clips of {len(material.clips)} can be judged; {found.n_groups} {found.grouped_by}s, "
        f"held out in {found.folds} parts"
    )
    for unreadable, reason in material.unreadable:
        console.print(f"Could not be read: {unreadable} ({reason})", markup=False)
    checkpoint, card = save_adapted(found, name, out, force=force)
    typer.echo(f"Saved: {checkpoint.path}")
    typer.echo(f"Card: {card}")
    typer.echo(how_to_scan(checkpoint.path))
