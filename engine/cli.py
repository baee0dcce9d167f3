"""The command line: `veravox scan | listen | models | history | report`; main.py adds the trainer's commands.

stdout holds data only; progress and messages go to stderr. Heavy parts are imported by the command that needs them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="veravox",
    help="Tells AI-generated speech from human speech, on your own computer. Without a command: opens the window.",
    epilog="Exit codes: 0 nothing flagged, 1 something flagged, 2 wrong usage, 3 some files could not be read (and "
    "nothing was flagged), 70 a defect of this program, 130 interrupted.",
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

ModelOption = Annotated[str | None, typer.Option("--model", help="Detector by name, or a .safetensors file.")]
ComputeOption = Annotated[str, typer.Option("--device", help="auto, cpu, cuda or mps.")]
PointOption = Annotated[
    str | None, typer.Option("--point", help="Operating point: few_false_alarms, balanced or miss_little.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no rows; only errors.")]
DbOption = Annotated[Path | None, typer.Option("--db", help="History database instead of your own.")]
OnlyOption = Annotated[
    str, typer.Option("--only", metavar="all|flagged|incorrect|errors", help="Which files are shown and written.")
]
JsonTarget = Annotated[str | None, typer.Option("--json", metavar="FILE|-", help="All results as JSON.")]
JsonlTarget = Annotated[
    str | None, typer.Option("--jsonl", metavar="FILE|-", help="One JSON object a line, as files finish.")
]
CsvTarget = Annotated[str | None, typer.Option("--csv", metavar="FILE|-", help="One row a file.")]
HtmlTarget = Annotated[Path | None, typer.Option("--html", metavar="FILE", help="A report for the browser, one file.")]
PdfTarget = Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help="A report for printing.")]
WindowsOption = Annotated[bool, typer.Option("--windows", help="Every window in the JSON.")]
LabelsOption = Annotated[
    str | None,
    typer.Option("--labels", metavar="folders|FILE", help="The truth: parent folders' names, or a CSV (path,label)."),
]


def _show_version(wanted: bool) -> None:
    if wanted:
        from engine.version import app_version

        typer.echo(f"veravox {app_version()}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


@app.command()
def scan(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Files and folders.")],
    model: ModelOption = None,
    hop: Annotated[float, typer.Option("--hop", help="Seconds between windows, 0.25 to 3.")] = 3.0,
    device: ComputeOption = "auto",
    recursive: Annotated[bool, typer.Option("--recursive/--no-recursive", help="Folders inside folders.")] = True,
    labels: LabelsOption = None,
    only: OnlyOption = "all",
    json: JsonTarget = None,
    jsonl: JsonlTarget = None,
    csv: CsvTarget = None,
    html: HtmlTarget = None,
    pdf: PdfTarget = None,
    db: DbOption = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Analyse again what the history knows.")] = False,
    resume: Annotated[bool, typer.Option("--resume/--no-resume", help="Go on with an interrupted scan.")] = True,
    workers: Annotated[int | None, typer.Option("--workers", min=1, help="Decoding threads.")] = None,
    windows: WindowsOption = False,
    point: PointOption = None,
    quiet: QuietOption = False,
) -> None:
    """Check files and folders: likely AI, likely human, or something between."""
    from engine import cli_scan
    from engine.cli_output import Outputs
    from engine.scan_events import ScanRequest

    outputs = Outputs(json, jsonl, csv, html, pdf, windows)
    request = ScanRequest(
        paths=tuple(paths),
        model=model,
        hop_s=hop,
        device=device,
        recursive=recursive,
        labels=labels,
        db=db,
        use_cache=not no_cache,
        resume=resume,
        workers=workers,
        keep_windows=outputs.needs_windows,
        point=point,
    )
    raise typer.Exit(cli_scan.scan(request, outputs, only, quiet=quiet))


@app.command()
def listen(
    source: Annotated[str | None, typer.Option("--input", metavar="DEVICE", help="Input by name or number.")] = None,
    list_devices: Annotated[bool, typer.Option("--list-devices", help="Show the inputs and end.")] = False,
    hop: Annotated[float, typer.Option("--hop", help="Seconds between scores, 0.25 to 3.")] = 0.5,
    seconds: Annotated[float | None, typer.Option("--seconds", help="End after this many seconds.")] = None,
    json: Annotated[str | None, typer.Option("--json", metavar="FILE|-", help="One JSON object a line.")] = None,
    record_flagged: Annotated[
        Path | None, typer.Option("--record-flagged", metavar="DIR", help="Keep flagged sound as WAV, with a list.")
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", help="Play a file through the live path.")] = None,
    realtime: Annotated[bool, typer.Option("--realtime", help="Play the file at its natural speed.")] = False,
    model: ModelOption = None,
    device: ComputeOption = "auto",
    point: PointOption = None,
    quiet: QuietOption = False,
) -> None:
    """Watch a microphone or what the computer plays, live."""
    from engine import cli_listen

    if list_devices:
        raise typer.Exit(cli_listen.show_devices(as_json=json is not None))
    request = cli_listen.ListenRequest(
        device_name=source,
        hop_s=hop,
        seconds=seconds,
        json=json,
        record_flagged=record_flagged,
        file=file,
        realtime=realtime,
        model=model,
        compute=device,
        point=point,
        quiet=quiet,
    )
    raise typer.Exit(cli_listen.listen(request))


@app.command()
def models(json: Annotated[bool, typer.Option("--json", help="For machines.")] = False) -> None:
    """Show the installed detectors: parameters, input, measured figures, sha256."""
    from engine.cli_tables import show_models

    raise typer.Exit(show_models(as_json=json))


@app.command()
def history(db: DbOption = None, json: Annotated[bool, typer.Option("--json", help="For machines.")] = False) -> None:
    """Show earlier scans, the newest first."""
    from engine.cli_tables import show_history

    raise typer.Exit(show_history(db, as_json=json))


@app.command()
def report(
    job: Annotated[int, typer.Argument(metavar="JOB", help="Number from `veravox history`.")],
    json: JsonTarget = None,
    jsonl: JsonlTarget = None,
    csv: CsvTarget = None,
    html: HtmlTarget = None,
    pdf: PdfTarget = None,
    only: OnlyOption = "all",
    labels: LabelsOption = None,
    windows: WindowsOption = False,
    db: DbOption = None,
    quiet: QuietOption = False,
) -> None:
    """Write the report of an earlier scan."""
    from engine import cli_report
    from engine.cli_output import Outputs

    outputs = Outputs(json, jsonl, csv, html, pdf, windows)
    raise typer.Exit(cli_report.report(job, outputs, only, labels=labels, db=db, quiet=quiet))
