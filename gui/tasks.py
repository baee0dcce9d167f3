"""One task runner: work in a thread of its own, its result or its error on the main thread."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject

from engine.errors import CancelledError, VeravoxError
from gui.bridge import Bridge
from gui.engine_words import in_words

logger = logging.getLogger(__name__)

T = TypeVar("T")
OnError = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class _Outcome:
    owner: QObject
    deliver: Callable[[], None]


class TaskRunner(QObject):
    """Short work beside the window: reading the history, hashing a detector, writing a report."""

    def __init__(self, bridge: Bridge, on_error: OnError, parent: QObject | None = None) -> None:
        """Prepare.

        Args:
            bridge: Brings the results back.
            on_error: Gets text and hint of errors that nobody else takes.
            parent: Owner.
        """
        super().__init__(parent)
        self._outcomes: queue.SimpleQueue[_Outcome] = queue.SimpleQueue()
        self._on_error = on_error
        self._bridge = bridge
        self._pending = 0
        self._threads: list[threading.Thread] = []

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        on_done: Callable[[T], None],
        on_error: OnError | None = None,
    ) -> None:
        """Do ``work`` in a thread; then ``on_done(result)`` or ``on_error(text, hint)`` on the main thread.

        Args:
            owner: Neither is called once this object is gone.
            work: Touches no widget. `engine.errors.CancelledError` ends it silently.
            on_done: Gets what work returned.
            on_error: None shows the error above the page.
        """
        tell = on_error or self._on_error

        def body() -> None:
            deliver: Callable[[], None] = _nothing
            try:
                result = work()
                deliver = lambda: on_done(result)  # noqa: E731
            except CancelledError:
                pass
            except VeravoxError as error:
                deliver = _telling(tell, str(error), error.hint)
            except Exception as error:  # the boundary of this thread
                logger.exception("A task failed unexpectedly")
                deliver = _telling(tell, f"Something went wrong: {error}", "Please report it with the log file.")
            self._outcomes.put(_Outcome(owner, deliver))

        if not self._pending:
            self._bridge.attach(self._outcomes, self._deliver)
        self._pending += 1
        thread = threading.Thread(target=body, name="task", daemon=True)
        self._threads = [each for each in self._threads if each.is_alive()] + [thread]
        thread.start()

    def wait(self, seconds: float) -> None:
        """Give running tasks some time to end; their results are not delivered."""
        for thread in self._threads:
            thread.join(seconds)

    def _deliver(self, outcome: Any) -> None:
        self._pending -= 1
        if not self._pending:
            self._bridge.detach(self._outcomes)
        if shiboken6.isValid(outcome.owner):
            outcome.deliver()


def _nothing() -> None:
    """A cancelled task has nothing to tell."""


def _telling(tell: OnError, text: str, hint: str) -> Callable[[], None]:
    return lambda: tell(in_words(text), in_words(hint))
