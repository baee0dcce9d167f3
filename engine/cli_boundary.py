"""Where the command line meets the world: exit codes, messages on stderr, the log file, and the last catch."""

from __future__ import annotations

import errno
import logging
import os
import sys
from collections.abc import Callable, Sequence
from enum import IntEnum
from pathlib import Path
from typing import Any

from engine.errors import AudioError, VeravoxError

logger = logging.getLogger(__name__)

LOG_BYTES = 1_000_000
LOG_FILES = 3

_NAME_HINT = "Check the names of the files and folders, or name others."
_RIGHTS_HINT = "Name a folder that you may write to."
_FILE_TROUBLE = {
    errno.ENOENT: _NAME_HINT,
    errno.ENOTDIR: _NAME_HINT,
    errno.EISDIR: _NAME_HINT,
    errno.EEXIST: _NAME_HINT,
    errno.ENAMETOOLONG: _NAME_HINT,
    errno.EACCES: _RIGHTS_HINT,
    errno.EPERM: _RIGHTS_HINT,
    errno.EROFS: _RIGHTS_HINT,
    errno.ENOSPC: "The disk is full: make room, or name a folder on another one.",
    errno.EDQUOT: "Your share of the disk is used up: make room, or name a folder on another one.",
}
"""What the disk may refuse anywhere, and is no defect of ours."""


class ExitCode(IntEnum):
    """What the process tells the script that started it."""

    OK = 0
    FLAGGED = 1
    USAGE = 2
    UNREADABLE = 3
    INTERNAL = 70
    """A defect of ours (EX_SOFTWARE of sysexits.h); the details are in the log file."""
    INTERRUPTED = 130
    BROKEN_PIPE = 141


def say(text: str, *, quiet: bool = False) -> None:
    """A message for the person at the terminal; data never goes this way."""
    if quiet:
        return
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def complain(error: VeravoxError) -> None:
    """What went wrong and what to do, on stderr."""
    say(f"Error: {error}")
    if error.hint:
        say(f"Hint: {error.hint}")


def guarded(action: Callable[[], int]) -> int:
    """Run a program; whatever happens becomes an exit code and a readable message, never a traceback.

    Args:
        action: Does the work and gives the exit code; may also leave through SystemExit.
    """
    try:
        code = action()
        sys.stdout.flush()
    except VeravoxError as error:
        logger.info("Ended with %s: %s", type(error).__name__, error)
        complain(error)
        return ExitCode.UNREADABLE if isinstance(error, AudioError) else ExitCode.USAGE
    except KeyboardInterrupt:
        say("Interrupted.")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): say nothing, also not at the interpreter's end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.BROKEN_PIPE
    except Exception as error:  # the one boundary of the main thread
        logger.critical("Unexpected error", exc_info=error)
        if isinstance(error, OSError) and error.errno in _FILE_TROUBLE:
            say(f"Error: {_place(error)}{(error.strerror or 'it cannot be used').lower()}")
            say(f"Hint: {_FILE_TROUBLE[error.errno]}")
            return ExitCode.USAGE
        say(f"Error: something went wrong inside Veravox ({type(error).__name__}: {_first_line(error)}).")
        say(f"Hint: please report it with the log file {log_path()}")
        return ExitCode.INTERNAL
    return code


def call_typer(app: Any, arguments: Sequence[str]) -> int:
    """Run a Typer app and give its exit code; to be called inside `guarded`.

    Args:
        app: A `typer.Typer`.
        arguments: Without the program's name.
    """
    try:
        app(args=list(arguments), prog_name="veravox")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else ExitCode.OK
    return ExitCode.OK


def log_path() -> Path:
    """The log file of this user."""
    from platformdirs import user_log_path

    return user_log_path("veravox", appauthor=False) / "veravox.log"


def start_logging() -> None:
    """Write the log to a rotating file; a home folder that cannot be written never stops the program."""
    from logging.handlers import RotatingFileHandler

    path = log_path()
    if any(getattr(handler, "baseFilename", "") == str(path) for handler in logging.getLogger().handlers):
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8", delay=True)
        with path.open("a", encoding="utf-8"):
            pass
    except OSError:
        logging.getLogger().addHandler(logging.NullHandler())
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.captureWarnings(capture=True)


def _place(error: OSError) -> str:
    return f"{error.filename}: " if error.filename else ""


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else "no details"
