"""Commands of the trainer; main.py calls them as `veravox train | evaluate | export`.

stdout holds what was asked for, progress goes to stderr. torch is imported by the command that needs it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from trainer import cli_augment, cli_calibrate, cli_compare, cli_data, cli_join, cli_train, cli_tune
from trainer.cli_place import how_to_scan, workplace

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

DataOption = Annotated[
    Path,
    typer.Option("--data", help="Manifest CSV, a folder that holds manifest.csv, or one with ai/ and human/ in it."),
]
CacheOption = Annotated[Path, typer.Option("--cache", help="Folder for decoded and corrupted audio.")]
SplitOption = Annotated[str, typer.Option("--split", help="Split of the data to measure on; all for everything.")]
WorkersOption = Annotated[int | None, typer.Option("--workers", min=1, help="Processes for decoding; one a core.")]
ThreadsOption = Annotated[int | None, typer.Option("--threads", min=1, help="Threads of the network; one a core.")]
DrawsOption = Annotated[int, typer.Option("--draws", min=1, help="Bootstrap draws of the intervals.")]
DEFAULT_CACHE = Path("runs/data")


@app.callback()
def root() -> None:
    """Prepare, train and evaluate detectors."""


@app.command()
def evaluate(
    weights: Annotated[str, typer.Option(help="Detector: a .safetensors file, or a name in weights/.")],
    data: DataOption,
    split: SplitOption = "dev",
    json_file: Annotated[str | None, typer.Option("--json", metavar="FILE|-", help="All figures as JSON.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for figures, slices, curves and incorrect files.")] = None,
    by: Annotated[
        list[str] | None,
        typer.Option("--by", metavar="COLUMN", help="Slice by this column of the manifest; may be given again."),
    ] = None,
    cache: CacheOption = DEFAULT_CACHE,
    clean: Annotated[bool, typer.Option("--clean", help="Without the corruption grid.")] = False,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda or mps.")] = "auto",
    workers: WorkersOption = None,
    threads: ThreadsOption = None,
    draws: DrawsOption = 500,
) -> None:
    """Measure a detector on labelled recordings, as they are and through a fixed grid of corruptions."""
    from rich.console import Console

    from engine.report.atomic import write_text
    from trainer.evaluate import EvaluationRequest, evaluate_data
    from trainer.evaluation_files import make_folder, write_evaluation
    from trainer.evaluation_view import show, to_json

    if out is not None:
        make_folder(out)
    if json_file not in (None, "-"):
        make_folder(Path(json_file).parent)
    request = EvaluationRequest(weights, data, split, clean, tuple(by or ()), device, draws)
    with workplace(cache, workers, threads) as place:
        evaluation = evaluate_data(request, place)
    if json_file == "-":
        sys.stdout.write(to_json(evaluation))
    elif json_file:
        write_text(Path(json_file), to_json(evaluation))
    show(evaluation, Console(stderr=json_file == "-"))
    if out is not None:
        written = write_evaluation(evaluation, out)
        typer.echo(f"Written to {out}: {', '.join(path.name for path in written)}", err=True)


@app.command()
def export(
    run: Annotated[Path, typer.Option(help="Folder of the training run.")],
    data: DataOption,
    name: Annotated[str, typer.Option(help="Name of the detector.")],
    out: Annotated[Path, typer.Option(help="Folder for its files.")] = Path("weights"),
    checkpoint: Annotated[str, typer.Option(metavar="best|last|FILE", help="Which weights of the run.")] = "best",
    branch: Annotated[str, typer.Option(help="Only this branch of a network, for example cnn.")] = "",
    split: SplitOption = "dev",
    cache: CacheOption = DEFAULT_CACHE,
    clean: Annotated[bool, typer.Option("--clean", help="Calibrate and measure without the corruption grid.")] = False,
    default: Annotated[bool, typer.Option("--default", help="Make it the detector taken when none is named.")] = False,
    int8: Annotated[bool, typer.Option("--int8/--no-int8", help="Try an 8-bit network for the CPU.")] = True,
    workers: WorkersOption = None,
    threads: ThreadsOption = None,
    draws: DrawsOption = 500,
) -> None:
    """Turn a training run into a calibrated, measured detector with its model card."""
    from rich.console import Console

    from engine.audio.speech import SpeechDetector
    from engine.ensemble import check_name
    from trainer.corruption import CLEAN, COLUMNS
    from trainer.datasets.source import open_data
    from trainer.evaluate import prepare
    from trainer.evaluation_files import make_folder
    from trainer.evaluation_view import show
    from trainer.export import ExportRequest, export_run, range_windows
    from trainer.precision_view import show_precision
    from trainer.trained import load_trained

    check_name(name)
    trained = load_trained(run, checkpoint)  # before the data is decoded and measured
    if branch:
        trained.branch(branch)
    make_folder(out)
    request = ExportRequest(run, name, out, checkpoint, branch, make_default=default, draws=draws, int8=int8)
    with workplace(cache, workers, threads) as place:
        source = open_data(data)
        material = prepare(source, split, place, columns=(CLEAN,) if clean else COLUMNS)
        ranges = range_windows(source, split) if int8 else None
        made = export_run(request, material, SpeechDetector.load(), place, ranges)
    show(made.evaluation, Console())
    if made.precision is not None:
        show_precision(made.precision, Console())
    mix = ", ".join(f"{part} {share:.3f}" for part, share in made.mix.items())
    typer.echo(f"{made.checkpoint.path}: ONNX differs from torch by {made.onnx_difference:.1g}")
    if mix:
        typer.echo(f"Branches count: {mix}")
    typer.echo(f"Card: {made.card}")
    typer.echo(how_to_scan(made.checkpoint.path))


for commands in (cli_train, cli_data, cli_augment, cli_tune, cli_compare, cli_calibrate, cli_join):
    commands.register(app)

if __name__ == "__main__":
    app()
