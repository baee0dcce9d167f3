"""Commands that prepare data: `veravox prepare init | convert | import`, `stats`, `split`, `probe`."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from engine.errors import UnreadableDataError
    from trainer.data import Material
    from trainer.leaks import LeakReport
    from trainer.parallel import OnProgress
    from trainer.prepare.convert import Conversion
    from trainer.splits import SplitPlan, SplitResult

prepare = typer.Typer(no_args_is_help=True, help="Make a data set: folders, conversion, manifest.")

DataArgument = Annotated[Path, typer.Argument(metavar="DATA", help="Manifest CSV, or folder of a data set.")]
WorkersOption = Annotated[int | None, typer.Option("--workers", min=1, help="Files at a time; one a core.")]
SubsetOption = Annotated[float, typer.Option("--subset", min=0.0, max=1.0, help="Share of the clips, for experiments.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the trainer's."""
    app.add_typer(prepare, name="prepare")
    for command in (stats, split, probe):
        app.command()(command)


@prepare.command()
def init(folder: Annotated[Path, typer.Argument(metavar="DIR", help="New or existing folder.")]) -> None:
    """Make the folders of a data set, with a README that says what goes where."""
    from trainer.prepare.tree import make_tree

    made = make_tree(folder)
    typer.echo(f"{len(made)} folders and files made in {folder}" if made else f"{folder} has everything already")
    typer.echo(f"Next: put recordings into {folder / 'ai_full'} and {folder / 'human_full'}, then")
    typer.echo(f"      veravox prepare convert {folder}")


@prepare.command()
def convert(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder made by `veravox prepare init`.")],
    format_name: Annotated[str, typer.Option("--format", metavar="mp3|flac|wav|opus", help="Of the clips.")] = "mp3",
    bitrate: Annotated[int, typer.Option(help="Of mp3 and opus, kbit/s.")] = 48,
    only_speech: Annotated[bool, typer.Option("--only-speech", help="No clips with under 1 s of speech.")] = False,
    allow_bad: Annotated[bool, typer.Option("--allow-bad", help="Go on however many files are unreadable.")] = False,
    workers: WorkersOption = None,
) -> None:
    """Convert recordings to 16 kHz mono and split them into clips of 3 s; goes on where it was stopped."""
    from engine.errors import UnreadableDataError
    from trainer.prepare.clips import ClipSettings
    from trainer.prepare.convert import convert as run

    settings = ClipSettings(format_name, bitrate, only_speech)

    def attempt(*, allow_bad: bool) -> Conversion:
        with progress_bar("Converting") as (on_progress, cancel):
            return run(folder, settings, allow_bad=allow_bad, workers=workers, on_progress=on_progress, cancel=cancel)

    try:
        done = attempt(allow_bad=allow_bad)
    except UnreadableDataError as error:
        if not _go_on(error):
            raise
        done = attempt(allow_bad=True)
    typer.echo(f"{len(done.outcomes)} recordings, {done.reused} of them finished before")
    typer.echo(f"Clips: {done.clips('ai')} ai, {done.clips('human')} human")
    silent = sum(outcome.silent_clips for outcome in done.outcomes)
    notes = {
        "cannot be read": done.count("unreadable"),
        "gave no clip: under 1 s of speech": done.count("no_speech"),
    }
    for what, count in notes.items():
        if count:
            typer.echo(f"{count} recordings {what}")
    if silent:
        typer.echo(f"{silent} clips hold under 1 s of speech; --only-speech leaves them out")
    typer.echo(f"Report: {done.report}")
    typer.echo(f"Next: veravox prepare import {folder}")


def _go_on(error: UnreadableDataError) -> bool:
    """Ask whoever sits at the terminal; a script is never asked, it has --allow-bad."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    typer.echo(f"{error}", err=True)
    try:
        return typer.confirm("Go on without the files that cannot be read?", default=False, err=True)
    except typer.Abort:
        raise KeyboardInterrupt from None


@prepare.command("import")
def import_(
    data: Annotated[Path | None, typer.Argument(metavar="DATA", help="Folder of a data set, or a CSV.")] = None,
    out: Annotated[Path | None, typer.Option(help="Manifest to write; DATA/manifest.csv where not named.")] = None,
    layout: Annotated[str, typer.Option(help="Layout by name; found out where not named.")] = "auto",
    subset: SubsetOption = 1.0,
    kaggle: Annotated[str | None, typer.Option(metavar="OWNER/NAME", help="Download this data set first.")] = None,
    workers: WorkersOption = None,
) -> None:
    """Write the manifest of a data set; audio is neither copied nor changed."""
    from engine.errors import UsageError
    from trainer.datasets.importing import import_data
    from trainer.datasets.kaggle import download

    if (data is None) == (kaggle is None):
        raise UsageError("Name one data set: a folder, or --kaggle OWNER/NAME")
    if kaggle is not None:
        with progress_bar("Unpacking") as (on_progress, cancel):
            data = download(kaggle, on_progress=on_progress, cancel=cancel)
        out = out or Path(f"{kaggle.split('/')[1]}.csv")
    elif data is not None and data.is_file() and out is None:
        raise UsageError(f"{data} is a manifest already", "Name the file to write with --out.")
    root = data or Path()
    target = out or root / "manifest.csv"
    with progress_bar("Reading") as (on_progress, cancel):
        done = import_data(
            root, target, layout=layout, subset=subset, workers=workers, on_progress=on_progress, cancel=cancel
        )
    hours = sum(clip.seconds for clip in done.clips) / 3600
    counts = ", ".join(f"{sum(clip.label == label for clip in done.clips)} {label}" for label in ("ai", "human"))
    typer.echo(f"Layout {done.layout}: {len(done.clips)} clips ({counts}), {hours:.1f} h")
    if done.problem_list:
        typer.echo(f"{len(done.problems)} files are absent or cannot be read: {done.problem_list}")
    if done.backup:
        typer.echo(f"The manifest that was there, with its splits: {done.backup}")
    typer.echo(f"Manifest: {done.manifest}")
    typer.echo(f"Next: veravox split {_as_data(done.manifest)}")


def _as_data(manifest: Path) -> Path:
    """The shortest name under which commands find a manifest."""
    return manifest.parent if manifest.name == "manifest.csv" else manifest


def stats(data: DataArgument, workers: WorkersOption = None, subset: SubsetOption = 1.0) -> None:
    """Measure mean and standard deviation of the spectrograms; `veravox train` uses them by itself."""
    from trainer.data import open_material
    from trainer.datasets.importing import take_subset
    from trainer.stats import material_sha256, measure_stats, write_stats

    material = open_material(data)
    name = "train" if material.of_split("train") else ""
    clips = material.of_split(name) if name else list(material.clips)
    with progress_bar("Measuring") as (on_progress, cancel):
        found = measure_stats(take_subset(clips, subset), workers=workers, on_progress=on_progress, cancel=cancel)
    found = replace(found, data_sha256=material_sha256(material.clips, material.folder), split=name)
    text, machine = write_stats(found, material.folder)
    typer.echo(text.read_text(encoding="utf-8").rstrip())
    if found.unreadable:
        typer.echo(f"{len(found.unreadable)} clips cannot be read, for example {found.unreadable[0]}")
    typer.echo(f"Written: {machine} and {text.name}")


def split(
    data: DataArgument,
    shares: Annotated[str, typer.Option(metavar="TRAIN,DEV,TEST", help="How much goes where.")] = "0.7,0.15,0.15",
    group: Annotated[
        str, typer.Option(metavar="COLUMN,...", help="What must stay together; as much as the data allows.")
    ] = "",
    hold_out: Annotated[
        list[str] | None,
        typer.Option("--hold-out", metavar="speaker=NAME|generator=NAME|source=NAME", help="Goes to test."),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Another seed, another split.")] = 0,
    check: Annotated[bool, typer.Option("--check", help="Only look for leaks in the splits as they are.")] = False,
    out: Annotated[Path | None, typer.Option(help="Manifest to write; the old one is kept as .bak.")] = None,
    workers: WorkersOption = None,
) -> None:
    """Split into train, dev and test without a common source, speaker, generator or site, and look for leaks."""
    from trainer.data import open_material
    from trainer.fingerprint import print_clips, same_recordings
    from trainer.leaks import find_leaks
    from trainer.splits import SplitPlan, parse_hold_out
    from trainer.splits import split as run

    columns = tuple(name.strip() for name in group.split(",") if name.strip())
    plan = SplitPlan(_shares(shares), columns, parse_hold_out(hold_out or ()), seed)
    material = open_material(data)
    if not material.is_listed and not check:
        material = _listed(data, material, workers)
    with progress_bar("Fingerprints") as (on_progress, cancel):
        prints = print_clips(material.clips, workers=workers, on_progress=on_progress, cancel=cancel)
    if check:
        _tell_leaks(find_leaks(material.clips, prints, columns or ("source",)))
        return
    same = [(a, b) for a, b, _ in same_recordings(prints)]
    done = run(material.clips, plan, same)
    _tell_split(done, len(same), plan)
    _tell_leaks(find_leaks(done.clips, prints, done.columns))
    target = out or material.manifest
    _write(target, done)
    typer.echo(f"Written: {target}")


def probe(data: DataArgument, workers: WorkersOption = None, subset: SubsetOption = 1.0) -> None:
    """Look for shortcuts: can the classes be told apart without listening to the voice?"""
    from rich.console import Console
    from rich.table import Table

    from trainer.data import open_material
    from trainer.datasets.importing import take_subset
    from trainer.probe import probe as run
    from trainer.shortcuts import WORDS

    train, dev = (take_subset(clips, subset) for clips in open_material(data).train_and_dev())
    with progress_bar("Measuring") as (on_progress, cancel):
        found = run(train, dev, workers=workers, on_progress=on_progress, cancel=cancel)
    table = Table("feature", *(f"{label} (median)" for label in ("ai", "human")), "AUC alone", "AUC without", "weight")
    for each in found.features:
        unit = WORDS[each.name].unit
        medians = (f"{value:.2f} {unit}" for value in (each.ai, each.human))
        table.add_row(
            WORDS[each.name].name, *medians, f"{each.auc:.2f}", f"{each.auc_without:.2f}", f"{each.weight:+.2f}"
        )
    Console().print(table)
    typer.echo(f"Together: AUC {found.auc:.2f} on {found.n_dev} dev clips ({found.auc_train:.2f} on {found.n_train})")
    typer.echo(found.words())
    if found.unreadable:
        typer.echo(f"{len(found.unreadable)} clips cannot be measured, for example {found.unreadable[0]}")


def _shares(text: str) -> tuple[float, float, float]:
    from engine.errors import UsageError

    try:
        train, dev, test = (float(part) for part in text.split(","))
    except ValueError:
        raise UsageError(f"Cannot read the shares {text!r}", "Name three numbers such as 0.7,0.15,0.15.") from None
    return train, dev, test


def _listed(data: Path, material: Material, workers: int | None) -> Material:
    """A folder without a manifest gets one."""
    from trainer.data import open_material
    from trainer.datasets.importing import import_data

    with progress_bar("Reading") as (on_progress, cancel):
        import_data(data, material.manifest, workers=workers, on_progress=on_progress, cancel=cancel)
    typer.echo(f"Manifest: {material.manifest}")
    return open_material(data)


def _write(target: Path, done: SplitResult) -> None:
    from trainer.datasets.rows import keep_backup, write_rows

    keep_backup(target)
    write_rows(target, done.clips)


def _tell_split(done: SplitResult, same: int, plan: SplitPlan) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("split", "label", "clips", "minutes", "sources", "generators", "speakers")
    for name in ("train", "dev", "test"):
        for label in ("human", "ai"):
            clips = [clip for clip in done.clips if (clip.split, clip.label) == (name, label)]
            kinds = (len({getattr(clip, key) for clip in clips} - {""}) for key in ("source", "generator", "speaker"))
            minutes = sum(clip.seconds for clip in clips) / 60
            table.add_row(name, label, str(len(clips)), f"{minutes:.1f}", *map(str, kinds))
    Console().print(table)
    typer.echo(f"{done.groups} groups; nothing in common between splits by {', '.join(done.columns)}")
    for column, reason in done.dropped.items():
        typer.echo(f"Not by {column}: {reason}")
    for column, name in plan.hold_out:
        typer.echo(f"Held out for test: {column} {name}")
    if same:
        typer.echo(f"{same} pairs of clips are the same recording; each pair is on one side")


def _tell_leaks(report: LeakReport) -> None:
    looked = ", ".join(("path", "content", "near-duplicate", *report.columns))
    typer.echo(f"Leak check of {report.clips} clips by {looked}: {len(report.leaks)} leaks")
    if report.without_print:
        typer.echo(f"{report.without_print} clips are too short or too even for a fingerprint; compared by content")
    report.raise_if_any()


@contextmanager
def progress_bar(what: str) -> Iterator[tuple[OnProgress, threading.Event]]:
    """A bar on stderr, and the event that stops the work on Ctrl-C."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        task = bars.add_task(what, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total), threading.Event()
