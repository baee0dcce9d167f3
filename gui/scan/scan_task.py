"""A scan on a thread of its own; its events wait in a queue until the window takes them."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import VeravoxError
from engine.scan_events import Event, ScanRequest

if TYPE_CHECKING:
    from engine.scan import ScanJob

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failed:
    """The scan could not be carried out.

    Attributes:
        hint: What the user can do.
    """

    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The thread is done; nothing more will come."""


TaskEvent = Event | Failed | Ended


class ScanTask:
    """One job; more files may join while it runs. Holds no widget."""

    def __init__(self, request: ScanRequest) -> None:
        """Prepare; `start` begins."""
        self._request = request
        self._job: ScanJob | None = None
        self._cancelled = False
        self.events: queue.SimpleQueue[TaskEvent] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="scan", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    @property
    def is_running(self) -> bool:
        """Whether the thread still works."""
        return self._thread.is_alive()

    def cancel(self, wait_s: float = 5.0) -> None:
        """End soon and wait for it; what is done stays in the history."""
        self._cancelled = True
        if self._job is not None:
            self._job.cancel()
        self._thread.join(wait_s)

    def _run(self) -> None:
        try:
            from engine.scan import ScanJob  # here, so that the window opens before numpy is loaded

            self._job = ScanJob(self._request, self.events.put)
            if not self._cancelled:
                self._job.run()
        except VeravoxError as error:
            self.events.put(Failed(str(error), error.hint))
        except Exception as error:  # the boundary of this thread
            logger.exception("The scan failed unexpectedly")
            self.events.put(Failed(f"Something went wrong: {error}", "Please report it with the log file."))
        finally:
            self.events.put(Ended())


def request_for(paths: Sequence[Path], model: str | None, db: Path | None) -> ScanRequest:
    """What the window asks for: everything by default."""
    return ScanRequest(paths=tuple(paths), model=model, db=db)
