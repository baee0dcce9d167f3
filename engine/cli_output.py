"""Where results go: rows for people, and JSON, JSON lines, CSV, HTML and PDF for machines and files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TextIO

from engine.errors import ReportError, UsageError
from engine.report.words import VERDICTS, headline, why
from engine.results import FileResult, Verdict

STDOUT = "-"


@dataclass(frozen=True, slots=True)
class Outputs:
    """What the user asked to have written.

    Attributes:
        json: File or ``-`` for stdout.
        jsonl: File or ``-``; one line a file, as soon as it is done.
        csv: File or ``-``.
        windows: Whether JSON holds every window.
    """

    json: str | None = None
    jsonl: str | None = None
    csv: str | None = None
    html: Path | None = None
    pdf: Path | None = None
    windows: bool = False

    @property
    def uses_stdout(self) -> bool:
        """Whether stdout is taken by data."""
        return STDOUT in (self.json, self.jsonl, self.csv)

    @property
    def needs_windows(self) -> bool:
        """Whether the windows have to be kept until the end."""
        return self.windows or self.html is not None or self.pdf is not None

    @property
    def any_report(self) -> bool:
        """Whether anything but JSON lines is written at the end."""
        return any(target is not None for target in (self.json, self.csv, self.html, self.pdf))

    def check(self) -> None:
        """Find out before the work whether the results can be written after it.

        Raises:
            UsageError: Two kinds of data for stdout, or HTML or PDF for it.
            ReportError: A folder that does not exist or cannot be written.
        """
        if [self.json, self.jsonl, self.csv].count(STDOUT) > 1:
            raise UsageError("Only one of --json, --jsonl and --csv can go to stdout", "Give the others a file name.")
        for target in (self.json, self.jsonl, self.csv, self.html, self.pdf):
            if target is not None and str(target) != STDOUT:
                _check_writable(Path(target))


def _check_writable(path: Path) -> None:
    if path.is_dir():
        raise ReportError(f"{path} is a folder", "Give the name of a file.")
    existed = path.exists()
    try:
        with path.open("ab"):
            pass
        if not existed:
            path.unlink()
    except OSError as error:
        raise ReportError(f"Cannot write {path}: {error.strerror}") from error


class JsonLines:
    """Writes one JSON object a line as files finish, so that nothing is lost when the process dies."""

    def __init__(self, target: str, *, windows: bool) -> None:
        """Open the target.

        Args:
            target: File or ``-`` for stdout.
            windows: Whether every window is written.

        Raises:
            ReportError: The file cannot be written.
        """
        self._windows = windows
        self._file = DataFile(target)

    def write(self, result: FileResult) -> None:
        """Write one file's line."""
        from engine.report.json import file_to_line

        self._file.write(file_to_line(result, windows=self._windows))

    def close(self) -> None:
        """Close the file; stdout stays open."""
        self._file.close()


class DataFile:
    """A file or stdout that takes data: always UTF-8, each piece at once."""

    def __init__(self, target: str) -> None:
        """Open it.

        Args:
            target: File or ``-`` for stdout.

        Raises:
            ReportError: The file cannot be written.
        """
        self._is_stdout = target == STDOUT
        try:
            self._file: IO[bytes] = sys.stdout.buffer if self._is_stdout else Path(target).open("wb")  # noqa: SIM115
        except OSError as error:
            raise ReportError(f"Cannot write {target}: {error.strerror}") from error

    def write(self, text: str) -> None:
        """Write a piece and hand it to the system."""
        self._file.write(text.encode("utf-8"))
        self._file.flush()

    def close(self) -> None:
        """Close the file; stdout stays open."""
        if not self._is_stdout:
            self._file.close()


class VerdictRows:
    """One row a file for people: icon and words, probability, path, and the why below."""

    def __init__(self, stream: TextIO, write: Callable[[str], None] | None = None) -> None:
        """Choose where the rows go.

        Args:
            stream: stdout or stderr; decides about colours and icons.
            write: Takes whole lines instead of the stream, where a progress bar owns the terminal.
        """
        self._stream = stream
        self._write = write
        self._in_colour = stream.isatty()
        self._in_unicode = _can_encode(stream, "".join(look.icon for look in VERDICTS.values()))

    def show(self, result: FileResult) -> None:
        """Print one file's row."""
        icon = VERDICTS[result.verdict].icon if self._in_unicode else _PLAIN_ICONS[result.verdict]
        words = f"{icon} {headline(result)}"
        if self._in_colour:
            import typer

            words = typer.style(f"{words:<20}", fg=_COLOURS[result.verdict], bold=True)
        cached = " (from the history)" if result.cached else ""
        probability = "" if result.probability_ai is None else f"{100 * result.probability_ai:.0f} %"
        lines = [f"{words:<20} {probability:>5}  {printable(str(result.path))}{cached}"]
        reason = why(result)
        if reason:
            lines.append(f"    {printable(reason)}")
        self._print("\n".join(lines))

    def summarise(self, results: Sequence[FileResult]) -> None:
        """Print how many files got which verdict."""
        counts = {verdict: sum(result.verdict is verdict for result in results) for verdict in Verdict}
        parts = [f"{count} {_COUNTED[verdict]}" for verdict, count in counts.items() if count]
        files = "1 file" if len(results) == 1 else f"{len(results)} files"
        self._print(f"\n{files}: {', '.join(parts)}" if parts else f"\n{files}")

    def _print(self, text: str) -> None:
        encoding = self._stream.encoding or "utf-8"
        safe = text.encode(encoding, "replace").decode(encoding)
        if self._write is not None:
            self._write(safe)
        else:
            self._stream.write(safe + "\n")
            self._stream.flush()


_COLOURS = {
    Verdict.AI: "red",
    Verdict.CONTAINS_AI: "red",
    Verdict.HUMAN: "green",
    Verdict.UNCERTAIN: "yellow",
    Verdict.NO_SPEECH: "bright_black",
    Verdict.ERROR: "magenta",
}
_COUNTED = {
    Verdict.AI: "likely AI",
    Verdict.CONTAINS_AI: "with AI speech in them",
    Verdict.HUMAN: "likely human",
    Verdict.UNCERTAIN: "uncertain",
    Verdict.NO_SPEECH: "without speech",
    Verdict.ERROR: "not readable",
}


_PLAIN_ICONS = {
    Verdict.AI: "!",
    Verdict.CONTAINS_AI: "!",
    Verdict.HUMAN: "=",
    Verdict.UNCERTAIN: "?",
    Verdict.NO_SPEECH: "-",
    Verdict.ERROR: "x",
}
"""For terminals that cannot show the others."""


def printable(text: str) -> str:
    """The text without control characters: a file's name must not command the terminal."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def _can_encode(stream: TextIO, text: str) -> bool:
    try:
        text.encode(stream.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
