"""The one job that runs for the Train page: progress, time left, stop, and its end in plain words."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from engine.cli_boundary import log_path
from gui.context import AppContext
from gui.engine_words import in_words
from gui.trainer.child import Child, Message
from gui.trainer.words import in_window_words

ETA_FROM = 0.02
"""Share of a job after which its speed is known well enough to tell the time left."""
POLITE_S = 10.0
"""How long a closing window waits for the checkpoint of a run."""
WORTH_WAITING = ("train", "prepare")
"""Jobs that leave something behind when they are asked to stop; the others are ended at once."""
OnResult = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Work:
    """One job to do.

    Attributes:
        job: Name in `trainer.jobs.JOBS`.
        args: Its arguments.
        words: What is being done, for people.
        on_done: Gets the result.
        on_failed: Gets text and hint; None leaves them to the page.
        on_message: Gets everything in between.
        on_over: Called at any end, after the others.
    """

    job: str
    args: dict[str, Any]
    words: str
    on_done: OnResult
    on_failed: Callable[[str, str], None] | None = None
    on_message: Callable[[Message], None] | None = None
    on_over: Callable[[], None] | None = None


class JobRunner(QObject):
    """Starts jobs, one at a time. Main thread only."""

    changed = Signal()
    """A job began, moved, is about to stop, or ended."""
    failed = Signal(str, str)
    """(text, hint) of a job whose owner does not show it."""

    def __init__(self, context: AppContext, parent: QObject | None = None, log_name: str = "trainer.log") -> None:
        super().__init__(parent)
        self._log_name = log_name
        self._context = context
        self._child: Child | None = None
        self._queue: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self.work: Work | None = None
        self.what, self.done, self.total = "", 0, 0
        self.is_stopping = False
        self._eta_s: float | None = None
        self._began = 0.0

    @property
    def is_busy(self) -> bool:
        """Whether a job runs."""
        return self._child is not None

    @property
    def pid(self) -> int | None:
        """The child's process number."""
        return self._child.pid if self._child is not None else None

    @property
    def share(self) -> float | None:
        """How far it is, 0..1; None while that is not known."""
        return min(1.0, self.done / self.total) if self.total else None

    @property
    def eta_s(self) -> float | None:
        """Seconds left; None while that is not known."""
        if self._eta_s is not None:
            return self._eta_s
        share = self.share
        if share is None or share < ETA_FROM or share >= 1.0:
            return None
        return (time.monotonic() - self._began) * (1.0 - share) / share

    @property
    def log(self) -> Path:
        """Where the child writes what it cannot say in words."""
        return log_path().with_name(self._log_name)

    def start(self, work: Work) -> bool:
        """Begin a job; False while another one runs."""
        if self.is_busy:
            self.failed.emit(self.tr("Something else is still running."), self.tr("Wait for it, or stop it."))
            return False
        self.work, self.is_stopping = work, False
        self._reset_progress("")
        self._queue = queue.SimpleQueue()
        try:
            self._child = Child(work.job, work.args, self._queue, self.log)
        except OSError as error:
            self._end(Message("error", {"text": self.tr("The work could not be started: {error}").format(error=error)}))
            return False
        self._context.bridge.attach(self._queue, self._handle)
        self.changed.emit()
        return True

    def stop(self) -> None:
        """Ask it to stop; asked again, end it at once."""
        if self._child is None:
            return
        if self.is_stopping:
            self._child.kill()
        else:
            self.is_stopping = True
            self._child.stop()
        self.changed.emit()

    def set_progress(self, what: str, done: int, total: int, eta_s: float | None = None) -> None:
        """How far it is, where the owner knows better than the messages."""
        if what != self.what:
            self._reset_progress(what)
        self.done, self.total, self._eta_s = done, total, eta_s
        self.changed.emit()

    def shut_down(self) -> None:
        """Stop what runs and wait for it; what does not stop in time is ended with its children."""
        child, self._child = self._child, None
        if child is None:
            return
        self._context.bridge.detach(self._queue)
        job = self.work.job if self.work is not None else ""
        child.stop()
        if not child.wait(POLITE_S if job in WORTH_WAITING else 0.0):
            child.kill()
            child.wait(POLITE_S)

    def _reset_progress(self, what: str) -> None:
        self.what, self.done, self.total, self._eta_s = what, 0, 0, None
        self._began = time.monotonic()

    def _handle(self, message: Message) -> None:
        if message.is_last:
            self._context.bridge.detach(self._queue)
            self._end(message)
            return
        if message.kind == "progress":
            values = message.values
            self.set_progress(str(values["what"]), int(values["done"]), int(values["total"]))
        if self.work is not None and self.work.on_message is not None:
            self.work.on_message(message)

    def _end(self, message: Message) -> None:
        work, self.work, self._child = self.work, None, None
        was_stopping, self.is_stopping = self.is_stopping, False
        self.changed.emit()
        if work is None:
            return
        if message.kind == "result":
            work.on_done(message.values["value"])
        elif message.kind != "stopped" and not (message.kind == "died" and was_stopping):
            text, hint = self._why(message)
            (work.on_failed or self.failed.emit)(text, hint)
        if work.on_over is not None:
            work.on_over()

    def _why(self, message: Message) -> tuple[str, str]:
        values = message.values
        where = self.tr("The details are in {path}").format(path=self.log)
        if message.kind == "error":
            hint = str(values.get("hint") or "")
            return in_words(str(values["text"])), where if values.get("unexpected") or not hint else in_window_words(
                hint
            )
        text = self.tr("The work ended without a word (exit code {code}); the computer may have run out of memory.")
        kept = self.tr("Checkpoints that were written are kept. {where}").format(where=where)
        return text.format(code=values.get("code")), kept
