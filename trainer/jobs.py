"""One job for a program that watches, such as the window: ``python -m trainer.jobs``, JSON lines in and out.

The first line on standard input names the job and its arguments; a further line, or its end, stops the work. So a job
never outlives the program that started it, and a training run still writes its checkpoint. Every line on standard
output is one message; whatever libraries print goes to standard error instead.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
import time
import warnings
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from typing import IO, Any

from engine.errors import CancelledError, MissingExtraError, VeravoxError

logger = logging.getLogger(__name__)

Args = Mapping[str, Any]
Job = Callable[[Args, "Desk"], dict[str, Any]]
JOBS: Mapping[str, str] = {
    "describe": "trainer.jobs_data",
    "look": "trainer.jobs_data",
    "gather": "trainer.jobs_data",
    "make_tree": "trainer.jobs_data",
    "prepare": "trainer.jobs_data",
    "train": "trainer.jobs_train",
    "evaluate": "trainer.jobs_models",
    "export": "trainer.jobs_models",
    "compare": "trainer.jobs_models",
    "calibrate": "trainer.jobs_models",
}
"""Names of jobs and the modules of the functions that do them; imported when asked for."""
STEP_S = 0.1
NICENESS = 5
"""Below the window that watches: it has to stay smooth while every core works."""


class Desk:
    """Where a job tells what it does and learns that it should stop.

    Args:
        out: Takes the messages.
    """

    def __init__(self, out: IO[str]) -> None:
        self.cancel = threading.Event()
        self._out = out
        self._lock = threading.Lock()
        self._told_at, self._told_what = 0.0, ""

    def say(self, kind: str, **values: Any) -> None:
        """Send one message."""
        line = json.dumps({"say": kind, **values}, default=str)
        with self._lock:
            self._out.write(line + "\n")
            self._out.flush()

    def progress(self, what: str) -> Callable[[int, int], None]:
        """A callback for long work."""

        def on_progress(done: int, total: int) -> None:
            self.step(what, done, total)

        return on_progress

    def step(self, what: str, done: int, total: int) -> None:
        """Tell how far something is; not more often than anybody can read."""
        now = time.monotonic()
        if done >= total or now - self._told_at >= STEP_S or what != self._told_what:
            self._told_at, self._told_what = now, what
            self.say("progress", what=what, done=done, total=total)

    def listen(self, source: IO[str]) -> None:
        """Stop when told to, or when nobody is there any more; for a thread of its own."""
        with suppress(OSError, ValueError):
            source.readline()
        self.cancel.set()


def main() -> int:
    """Do the job that standard input names; gives the exit code."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    source = os.fdopen(os.dup(0), encoding="utf-8")
    with suppress(AttributeError, OSError):
        os.nice(NICENESS)
    desk = Desk(out)
    request = json.loads(source.readline())
    threading.Thread(target=desk.listen, args=(source,), daemon=True).start()
    code = work(str(request["job"]), request["args"], desk)
    with suppress(OSError):
        out.close()
    sys.stdout.flush()
    os._exit(code)  # the listening thread would make the interpreter wait for a line that never comes


def work(job: str, args: Args, desk: Desk) -> int:
    """Do one job; however it ends, the last message says so.

    Args:
        job: One of `JOBS`.
        args: See the functions.
        desk: Where it is told.
    """
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module=r"lightning\.")
            function: Job = getattr(import_module(JOBS[job]), job)
            desk.say("result", value=function(args, desk))
    except CancelledError:
        desk.say("stopped")
    except VeravoxError as error:
        desk.say("error", text=str(error), hint=error.hint)
    except ModuleNotFoundError as error:
        missing = MissingExtraError(f"The training part ({error.name})", "train")
        desk.say("error", text=str(missing), hint=missing.hint)
    except MemoryError:
        desk.say("error", text="The memory of this computer is full", hint="Take a smaller batch or fewer workers.")
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        desk.say("error", text=f"{error.strerror or error}{where}", hint="Check the disk's room and your rights there.")
    except Exception as error:  # the boundary of this process
        logger.exception("The job %s failed", job)
        desk.say("error", text=f"Something went wrong: {error}", hint="", unexpected=True)
    else:
        return 0
    return 1


if __name__ == "__main__":
    from engine.cli_boundary import start_logging

    start_logging()
    sys.exit(main())
