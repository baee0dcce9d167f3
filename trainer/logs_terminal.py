"""A training run on a terminal: a line when it starts, a line an epoch, a bar in between where somebody looks on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import TracebackType

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TaskID, TimeRemainingColumn

from trainer.logs_progress import ProgressEvent


class TrainingView:
    """Shows progress events; use it in a ``with`` block."""

    def __init__(self, console: Console) -> None:
        self.console = console
        columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn())
        self.bars = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self.tasks: dict[str, TaskID] = {}

    def __enter__(self) -> TrainingView:
        self.bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.bars.stop()

    def __call__(self, event: ProgressEvent) -> None:
        """Show one event."""
        if event.event == "prepare":
            self._move(event.what, event.done or 0, event.total or 0)
        elif event.event == "step":
            self._move("Training", event.step or 0, event.steps or 0)
        elif event.event in _LINES:
            self.console.print(_LINES[event.event](event), highlight=False, soft_wrap=True)

    def _move(self, what: str, done: int, total: int) -> None:
        if what not in self.tasks:
            self.tasks[what] = self.bars.add_task(what, total=total)
        # Before training there are several bars, one after the other.
        self.bars.update(self.tasks[what], completed=done, total=total, visible=what == "Training" or done < total)


def start_line(event: ProgressEvent) -> str:
    """Whether a run begins or goes on, and where."""
    if not event.step:
        return f"Training {event.epochs} epochs, {event.steps} steps"
    words = f"Going on with epoch {event.epoch} of {event.epochs}, step {event.step} of {event.steps}"
    return words if event.best is None else f"{words}; best so far {_figure(event.best)} in epoch {event.best_epoch}"


def epoch_line(event: ProgressEvent) -> str:
    """The figures of one epoch."""
    parts = [f"Epoch {event.epoch}", f"loss {event.loss:.4f}", f"accuracy {100 * (event.accuracy or 0.0):.1f} %"]
    if "eer_source" in event.figures:
        parts.append(f"dev EER {100 * event.figures['eer_source']:.1f} %")
        parts.append(f"AUC {event.figures['auc']:.3f}")
    if event.best_epoch is not None and event.best_epoch == event.epoch:
        parts.append("best so far")
    if event.eta_s:
        parts.append(f"{duration(event.eta_s)} left")
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """Seconds in words: ``35 s``, ``12 min``, ``3 h 05 min``."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02d} min"


def _figure(value: float) -> str:
    return f"{value:.4f}"


_LINES: Mapping[str, Callable[[ProgressEvent], str]] = {
    "warning": lambda event: f"Warning: {event.message}",
    "start": start_line,
    "epoch": epoch_line,
    "paused": lambda _: "Paused. Remove the file PAUSE to go on.",
    "resumed": lambda _: "Going on.",
    "finished": lambda event: event.message or "All epochs are done.",
}
