"""The work behind `veravox scan`."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence

from engine.cli_boundary import ExitCode, say
from engine.cli_output import JsonLines, Outputs, VerdictRows
from engine.cli_progress import ProgressView, make_progress
from engine.cli_write import write_reports
from engine.errors import UsageError
from engine.report.record import ModelCard, Only, Settings, is_kept, parse_only
from engine.results import FileResult, Verdict
from engine.scan_events import Event, FileDone, ScanProgress, ScanRequest, ScanStarted


class ScanScreen:
    """Follows a scan's events: rows as files finish, progress, JSON lines."""

    def __init__(self, outputs: Outputs, only: Only, *, quiet: bool) -> None:
        self._only = only
        self._quiet = quiet
        self._progress: ProgressView = make_progress(quiet=quiet)
        stream = sys.stderr if outputs.uses_stdout else sys.stdout
        shares_terminal = stream.isatty() and sys.stderr.isatty()
        self._rows = VerdictRows(stream, self._progress.print_line if shares_terminal else None)
        self._lines = JsonLines(outputs.jsonl, windows=outputs.windows) if outputs.jsonl else None

    def on_event(self, event: Event) -> None:
        """Show one event."""
        if isinstance(event, FileDone):
            self.show(event.result)
        elif isinstance(event, ScanProgress):
            self._progress.update(event)
        elif isinstance(event, ScanStarted):
            if event.note:
                say(event.note, quiet=self._quiet)
            if event.resumed:
                text = f"Going on with job {event.job_id}: {event.resumed} of {event.files} files are already done."
                say(text, quiet=self._quiet)

    def show(self, result: FileResult) -> None:
        """Show a finished file."""
        if not is_kept(result, self._only):
            return
        if self._lines:
            self._lines.write(result)
        if not self._quiet:
            self._rows.show(result)

    def finish(self, results: Sequence[FileResult]) -> None:
        """Show the totals."""
        if self._lines:
            self._lines.close()
        if not self._quiet and len(results) != 1:
            self._rows.summarise(results)

    def close(self) -> None:
        """Give the terminal back."""
        self._progress.close()


def scan(request: ScanRequest, outputs: Outputs, only_text: str, *, quiet: bool) -> int:
    """Scan, show, write, and give the exit code.

    Raises:
        VeravoxError: The request cannot be carried out.
    """
    only = parse_only(only_text)
    outputs.check()
    if only is Only.INCORRECT and request.labels is None:
        raise UsageError(
            "--only incorrect needs to know the truth", "Add --labels folders, or --labels with a CSV file."
        )
    from engine.scan import run_scan

    screen = ScanScreen(outputs, only, quiet=quiet)
    try:
        outcome = run_scan(request, screen.on_event)
    finally:
        screen.close()
    if not outcome.results and not outcome.cancelled:
        places = ", ".join(str(path) for path in request.paths)
        raise UsageError(f"No audio was found in {places}", "Name a file, or a folder with audio or video files.")
    screen.finish(outcome.results)
    card = ModelCard.from_meta(outcome.detector, outcome.model_sha256)
    settings = Settings(command_of(request), request.hop_s, request.device, request.point or "")
    write_reports(outputs, only, outcome.results, card, settings, quiet=quiet, partial=outcome.cancelled)
    if outcome.cancelled:
        done = "1 file is" if len(outcome.results) == 1 else f"{len(outcome.results)} files are"
        say(f"Interrupted: {done} done and kept. The same command does the rest.")
        return ExitCode.INTERRUPTED
    return exit_code(outcome.results)


def exit_code(results: Sequence[FileResult]) -> int:
    """Flagged files weigh more than unreadable ones."""
    if any(result.verdict.is_flagged for result in results):
        return ExitCode.FLAGGED
    if any(result.verdict is Verdict.ERROR for result in results):
        return ExitCode.UNREADABLE
    return ExitCode.OK


def command_of(request: ScanRequest) -> str:
    """The command line that scans the same again."""
    words = ["veravox", "scan", *(str(path) for path in request.paths)]
    for option, value in (("--model", request.model), ("--labels", request.labels), ("--point", request.point)):
        words += [option, value] if value else []
    words += ["--hop", f"{request.hop_s:g}", "--device", request.device]
    words += [] if request.recursive else ["--no-recursive"]
    return shlex.join(words)
