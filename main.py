"""Veravox: `python main.py` opens the window, `python main.py scan ...` works on the command line."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from engine.cli_boundary import call_typer, guarded, start_logging
from engine.errors import MissingExtraError, UsageError

QT_HINT = (
    "On Debian or Ubuntu: sudo apt-get install libegl1 libgl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 "
    "libxcb-keysyms1 libxcb-shape0 libdbus-1-3"
)

TRAINER_COMMANDS = {
    "prepare": "Make a data set: folders, conversion, manifest.",
    "stats": "Measure mean and deviation of a data set's spectrograms.",
    "split": "Split a data set without leaks.",
    "probe": "Look for differences between the classes that are no voice.",
    "augment": "Hear what training hears; make vocoded twins of human clips.",
    "train": "Train a detector on your own recordings.",
    "tune": "Search for good training settings.",
    "join": "Put branches together that were trained apart; average runs.",
    "evaluate": "Measure a detector on labelled recordings.",
    "compare": "Run several detectors over the same files.",
    "calibrate": "Adapt a detector to your own recordings.",
    "export": "Turn a training run into a detector.",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse and dispatch; gives the exit code."""
    multiprocessing.freeze_support()
    start_logging()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["--self-test"]:
        return guarded(_self_test)
    if not given or _are_files(given):
        return guarded(lambda: _open_window([Path(name) for name in given]))
    if given[0] in TRAINER_COMMANDS:
        return guarded(lambda: _run_trainer(given))
    return guarded(lambda: call_typer(_app_with_trainer_commands(), given))


def _are_files(given: Sequence[str]) -> bool:
    """Whether a file manager opened files with us: the first one is there, and not a command's name."""
    if given[0] in TRAINER_COMMANDS or not Path(given[0]).exists():
        return False
    from engine.cli import app

    return given[0] not in {
        command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands
    }


def _self_test() -> int:
    """Use every part once; the packaged app is checked with it."""
    return int(import_module("gui.self_test").self_test())


def _open_window(files: Sequence[Path]) -> int:
    _check_screen()
    try:
        window = import_module("gui.app")
    except ImportError as error:
        if (error.name or "").split(".")[0] in ("engine", "gui"):
            raise
        raise UsageError(f"The window cannot be opened: {error}", QT_HINT) from error
    return int(window.run(files))


def _check_screen() -> None:
    """Without a screen Qt would abort the process instead of saying what is missing."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in names):
        raise UsageError(
            "There is no screen to open the window on", "Use the command line instead, for example: veravox scan FILE"
        )


def _run_trainer(given: Sequence[str]) -> int:
    """The trainer needs torch, which the light install leaves out."""
    try:
        return call_typer(import_module("trainer.cli").app, given)
    except ModuleNotFoundError as error:
        ours = ("engine",) if getattr(sys, "frozen", False) else ("engine", "trainer")
        if (error.name or "").split(".")[0] in ours:
            raise
        raise MissingExtraError(f"The training part ({error.name})", "train") from error


def _app_with_trainer_commands() -> Any:
    """The engine's commands, and the trainer's by name: importing it only to show the help would load torch."""
    from engine.cli import app

    known = {command.name for command in app.registered_commands}
    for name, text in TRAINER_COMMANDS.items():
        if name not in known:
            app.command(name, help=text, rich_help_panel="Training (needs the train extra)")(_placeholder)
    return app


def _placeholder() -> None:
    """Never called: `main` dispatches these names before Typer sees them."""


if __name__ == "__main__":
    sys.exit(main())
