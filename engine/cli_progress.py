"""Progress on stderr: a bar where somebody watches, a plain line now and then where nobody does."""

from __future__ import annotations

import sys
import time
from typing import Any, Protocol

from engine.clock import clock
from engine.scan_events import ScanProgress

PLAIN_EVERY_S = 10.0


class ProgressView(Protocol):
    """Shows how far a scan is."""

    def update(self, progress: ScanProgress) -> None:
        """Show the newest state."""
        ...

    def print_line(self, text: str) -> None:
        """Show lines above the progress."""
        ...

    def close(self) -> None:
        """Clear the progress away."""
        ...


class Silent:
    """Shows nothing (``--quiet``)."""

    def update(self, progress: ScanProgress) -> None:
        """Show nothing."""

    def print_line(self, text: str) -> None:
        """Write to stderr as it is."""
        sys.stderr.write(text + "\n")

    def close(self) -> None:
        """Nothing to clear."""


class PlainLines(Silent):
    """A line every ten seconds, for logs and pipes."""

    def __init__(self) -> None:
        self._told_at = time.monotonic()

    def update(self, progress: ScanProgress) -> None:
        """Print a line when one is due."""
        now = time.monotonic()
        if now - self._told_at >= PLAIN_EVERY_S:
            self._told_at = now
            self.print_line(describe(progress))


class Bar(Silent):
    """A Rich progress bar with files, audio time, speed and time left."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        self._console = Console(stderr=True, highlight=False)
        self._progress: Any = Progress(
            BarColumn(bar_width=30), TextColumn("{task.description}"), console=self._console, transient=True
        )
        self._task = self._progress.add_task("Starting", total=None)
        self._progress.start()

    def update(self, progress: ScanProgress) -> None:
        """Move the bar."""
        self._progress.update(
            self._task, total=progress.files or None, completed=progress.files_done, description=describe(progress)
        )

    def print_line(self, text: str) -> None:
        """Print above the bar."""
        from rich.text import Text

        self._console.print(Text.from_ansi(text), soft_wrap=True)

    def close(self) -> None:
        """Clear the bar away."""
        self._progress.stop()


def make_progress(*, quiet: bool) -> ProgressView:
    """The view that suits stderr."""
    if quiet:
        return Silent()
    return Bar() if sys.stderr.isatty() else PlainLines()


def describe(progress: ScanProgress) -> str:
    """Files, audio time, speed and time left in one line."""
    parts = [f"{progress.files_done} of {progress.files} files", f"{clock(progress.audio_s)} of audio"]
    if progress.audio_s_per_s > 0:
        parts.append(f"{progress.audio_s_per_s:.0f} x real time")
    if progress.eta_s is not None:
        parts.append(f"{clock(progress.eta_s)} left")
    return ", ".join(parts) + (" (paused)" if progress.paused else "")
