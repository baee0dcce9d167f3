"""Commands around augmentation: `veravox augment preview | vocode`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trainer.cli_data import WorkersOption, progress_bar

augment = typer.Typer(no_args_is_help=True, help="Hear what training hears; make vocoded twins of human clips.")


def register(app: typer.Typer) -> None:
    """Add these commands to the trainer's."""
    app.add_typer(augment, name="augment")


@augment.command()
def preview(
    source: Annotated[Path, typer.Argument(metavar="CLIP|MANIFEST", help="A recording, or a data set.")],
    out: Annotated[Path, typer.Option(help="Folder for the page, its sounds and its pictures.")],
    seed: Annotated[int, typer.Option(min=0, help="Another seed, other parameters.")] = 0,
    strength: Annotated[float, typer.Option(min=0.0, max=1.0, help="Of the whole chain.")] = 1.0,
) -> None:
    """Write a page to listen to every transform, before and after, with spectrograms."""
    from trainer.preview import preview as run

    with progress_bar("Augmenting") as (on_progress, cancel):
        done = run(source, out, seed=seed, strength=strength, on_progress=on_progress, cancel=cancel)
    typer.echo(f"{', '.join(done.clips)}: {done.files} sounds and pictures in {out}")
    typer.echo(f"Open: {done.page}")


@augment.command()
def vocode(
    data: Annotated[Path, typer.Argument(metavar="DATA", help="Manifest CSV, or folder of a data set.")],
    out: Annotated[Path, typer.Option(help="Folder for the twins and the new manifest.")],
    share: Annotated[float, typer.Option(min=0.0, max=1.0, help="Share of the human clips that get a twin.")] = 0.2,
    kinds: Annotated[
        str, typer.Option(metavar="NAME,...", help="Which copy syntheses, in equal parts; also hifigan, hifigan-lj.")
    ] = "griffin-lim,world,lpc",
    split: Annotated[str, typer.Option(help="Split to take clips from; train where there is one.")] = "",
    seed: Annotated[int, typer.Option(min=0, help="Another seed, other clips and parameters.")] = 0,
    workers: WorkersOption = None,
) -> None:
    """Make vocoded twins of human clips, to be learned as AI; goes on where it was stopped."""
    from trainer.augment.vocode import VocodeRequest
    from trainer.augment.vocode import vocode as run
    from trainer.data import open_material

    named = tuple(name.strip() for name in kinds.split(",") if name.strip())
    request = VocodeRequest(share, named, split, seed)
    with progress_bar("Vocoding") as (on_progress, cancel):
        done = run(open_material(data), out, request, workers=workers, on_progress=on_progress, cancel=cancel)
    counts = ", ".join(f"{sum(t.generator == kind for t in done.twins)} {kind}" for kind in dict.fromkeys(named))
    typer.echo(f"{len(done.twins)} vocoded twins ({counts}), {done.reused} of them finished before")
    typer.echo(f"They are {100 * done.ai_share:.0f} % of the AI clips")
    if done.problem_list:
        typer.echo(f"{len(done.problems)} human clips cannot be vocoded: {done.problem_list}")
    typer.echo(f"Manifest of everything: {done.manifest}")
    if not done.has_splits:
        typer.echo(f"Next: veravox split {done.manifest} --group source,speaker")
    else:
        typer.echo(f"Next: veravox train --data {done.manifest}")
