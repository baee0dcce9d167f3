"""The command `veravox train`: progress in words or as JSON lines, stopped cleanly by Ctrl-C."""

from __future__ import annotations

import logging
import signal
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from trainer.logs_progress import OnEvent, ProgressEvent


def register(app: typer.Typer) -> None:
    """Add the command to the trainer's."""
    app.command()(train)


def train(
    data: Annotated[Path, typer.Option("--data", help="Manifest CSV, or folder of a data set.")],
    out: Annotated[Path, typer.Option(help="Folder of the run; an unfinished run in it goes on.")],
    model: Annotated[str | None, typer.Option(help="Architecture, for example duo, cnn or seresnet.")] = None,
    config: Annotated[Path | None, typer.Option(help="TOML file with settings, in place of the model's own.")] = None,
    cache: Annotated[Path | None, typer.Option(help="Folder for decoded audio.")] = None,
    epochs: Annotated[int | None, typer.Option(min=1, help="Rounds of training.")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed of every draw.")] = None,
    progress: Annotated[str | None, typer.Option(metavar="-", help="- for progress as JSON lines on stdout.")] = None,
) -> None:
    """Train a detector, or resume its training. Ctrl-C stops it with a checkpoint; the same command goes on."""
    from engine.cli_boundary import ExitCode
    from engine.errors import CancelledError
    from trainer.config import read_config, with_values
    from trainer.datasets.source import training_manifest
    from trainer.presets import preset
    from trainer.run import RunPaths
    from trainer.run import train as run
    from trainer.run_record import read_record

    named = {"model": model, "epochs": epochs, "seed": seed}
    values = {key: value for key, value in named.items() if value is not None}
    saved = read_record(out)
    goes_on = saved is not None and model in (None, saved.config.model)
    base = read_config(config) if config else saved.config if saved and goes_on else preset(model)
    paths = RunPaths(out, cache or out / "data", data if data.is_dir() else None)
    with _quiet_lightning(), _training_events(progress) as on_event, _stopped_by_signals() as cancel:
        try:
            last = run(with_values(base, values), training_manifest(data, out), paths, on_event=on_event, cancel=cancel)
        except CancelledError:
            _say("Stopped. The same command goes on.")
            raise typer.Exit(ExitCode.INTERRUPTED) from None
    _say(f"Trained: {last}")
    _say(f"Next: veravox export --run {out} --data {data} --name NAME --out weights")


def _say(text: str) -> None:
    from trainer.run_ranks import is_first

    if is_first():
        typer.echo(text, err=True)


@contextmanager
def _quiet_lightning() -> Iterator[None]:
    """Without its tips, its word about every device, and its warnings about its own parts."""
    for name in ("lightning.pytorch", "lightning.fabric"):
        logging.getLogger(name).setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"lightning\.")
        yield


@contextmanager
def _training_events(progress: str | None) -> Iterator[OnEvent]:
    """Where the events of a run go: JSON lines on stdout, or words on stderr."""
    from rich.console import Console

    from engine.errors import UsageError
    from trainer.logs_terminal import TrainingView

    if progress == "-":
        yield _print_line
    elif progress is not None:
        raise UsageError(f"--progress takes -, not {progress!r}", "The run's folder has progress.jsonl in any case.")
    else:
        with TrainingView(Console(stderr=True)) as view:
            yield view


def _print_line(event: ProgressEvent) -> None:
    sys.stdout.write(event.to_json() + "\n")
    sys.stdout.flush()


@contextmanager
def _stopped_by_signals() -> Iterator[threading.Event]:
    """An event that Ctrl-C and a polite kill set; a second Ctrl-C ends the process without a checkpoint."""
    cancel = threading.Event()
    before: dict[int, Any] = {}

    def stop(number: int, _: object) -> None:
        cancel.set()
        signal.signal(number, signal.default_int_handler)

    if threading.current_thread() is threading.main_thread():
        before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield cancel
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
