"""Where a command of the trainer works: cache, threads, and one bar a step on stderr."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trainer.evaluate import OnStep, Workplace


@contextmanager
def workplace(cache: Path, workers: int | None, threads: int | None) -> Iterator[Workplace]:
    """A workplace that shows its progress; one worker a core where not named."""
    from trainer.evaluate import Workplace

    with _bars() as on_step:
        yield Workplace(cache, workers or os.cpu_count() or 1, threads, on_step)


def how_to_scan(detector: Path) -> str:
    """The next command: a detector goes by its name where it is found by it, by its file elsewhere."""
    from engine.detector import weights_folders
    from engine.ensemble import SUFFIX

    by_name = any(detector.parent.resolve() == folder.resolve() for folder in weights_folders())
    name = detector.name.removesuffix(SUFFIX).removesuffix(".safetensors")
    return f"Next: veravox scan FILE --model {name if by_name else detector}"


@contextmanager
def _bars() -> Iterator[OnStep]:
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TaskID, TimeRemainingColumn

    columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        tasks: dict[str, TaskID] = {}

        def on_step(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done, total=total)

        yield on_step
