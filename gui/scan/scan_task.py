"""A scan on a thread of its own; its events wait in a queue until the window takes them."""

from __future__ import annotations

import logging
import os
import queue
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cores import usable_cores
from engine.errors import DeviceError, ModelError, VeravoxError
from engine.scan_events import Event, ScanRequest

if TYPE_CHECKING:
    from engine.scan import ScanJob
    from gui.settings.model import Settings

logger = logging.getLogger(__name__)
NICENESS = 5
"""Of the threads that work, so that the window gets a core at once where all are busy."""


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
        self.request = request
        self._job: ScanJob | None = None
        self._is_cancelled = self._is_paused = False
        self.events: queue.SimpleQueue[TaskEvent] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="scan", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    @property
    def is_running(self) -> bool:
        """Whether the thread still works."""
        return self._thread.is_alive()

    @property
    def is_paused(self) -> bool:
        """Whether it was told to pause."""
        return self._is_paused

    @property
    def is_cancelled(self) -> bool:
        """Whether it was told to end."""
        return self._is_cancelled

    def pause(self) -> None:
        """Read no more audio until `resume`."""
        self._is_paused = True
        if self._job is not None:
            self._job.pause()

    def resume(self) -> None:
        """Go on after `pause`."""
        self._is_paused = False
        if self._job is not None:
            self._job.resume()

    def add(self, paths: Sequence[Path]) -> bool:
        """Add files and folders; walks them, so not on the main thread.

        Returns:
            False where the job cannot take them; a new one is needed then.
        """
        return self._job is not None and self._job.add(paths)

    def cancel(self) -> None:
        """End soon; what is done stays in the history."""
        self._is_cancelled = True
        if self._job is not None:
            self._job.cancel()

    def join(self, seconds: float) -> None:
        """Wait for the thread."""
        self._thread.join(seconds)

    def _run(self) -> None:
        _step_back()
        try:
            from engine.scan import ScanJob  # here, so that the window opens before numpy is loaded

            self._job = ScanJob(self.request, self.events.put)
            if self._is_paused:
                self._job.pause()
            if not self._is_cancelled:
                self._job.run()
        except VeravoxError as error:
            self.events.put(Failed(str(error), hint_for(error)))
        except Exception as error:  # the boundary of this thread
            logger.exception("The scan failed unexpectedly")
            self.events.put(Failed(f"Something went wrong: {error}", "Please report it with the log file."))
        finally:
            self.events.put(Ended())


def hint_for(error: VeravoxError) -> str:
    """What to do, for somebody who has a window and no command line."""
    if isinstance(error, DeviceError):
        return "Choose another device in the settings."
    if isinstance(error, ModelError):
        return "Choose another detector in the settings."
    return error.hint


def _step_back() -> None:
    """Lower the priority of this thread and of those it starts; only Linux has priorities of threads."""
    if sys.platform != "linux":
        return
    try:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
    except OSError as error:
        logger.info("The scan keeps its priority: %s", error)


def request_for(paths: Sequence[Path], settings: Settings, db: Path, *, model: str = "") -> ScanRequest:
    """What the window asks for.

    Args:
        paths: Files and folders.
        settings: The user's.
        db: History file.
        model: Another detector than that of the settings; empty for that one.
    """
    cores = max(1, usable_cores() - 1)  # one is left to the window
    return ScanRequest(
        paths=tuple(paths),
        model=model or settings.detector or None,
        hop_s=settings.hop_s,
        device=settings.device,
        db=db,
        use_cache=settings.cache,
        workers=settings.workers or cores,
        threads=settings.threads or cores,
        # Operating points are named by the detector: another one may not have this one.
        point=(settings.operating_point or None) if not model or model == settings.detector else None,
    )
