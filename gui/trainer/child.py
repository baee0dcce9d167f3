"""A child process that does one job of the trainer; what it says arrives through a queue. No Qt here."""

from __future__ import annotations

import json
import logging
import os
import queue
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
LAST_WORDS = 20
"""Lines of standard error that are kept for the log."""


@dataclass(frozen=True, slots=True)
class Message:
    """One thing a child said.

    Attributes:
        kind: ``progress``, ``begin``, ``part``, ``train``, and last ``result``, ``error``, ``stopped`` or ``died``.
        values: The rest.
    """

    kind: str
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def is_last(self) -> bool:
        """Whether the job is over."""
        return self.kind in {"result", "error", "stopped", "died"}


class Child:
    """A running job.

    Args:
        job: One of `trainer.jobs.JOBS`.
        args: Its arguments; anything JSON knows.
        messages: Gets a `Message` for every line, the last one when the process is gone.
        log: File that takes what the child prints besides.
    """

    def __init__(self, job: str, args: dict[str, Any], messages: queue.SimpleQueue[Message], log: Path) -> None:
        log.parent.mkdir(parents=True, exist_ok=True)
        self._messages = messages
        self._log = log.open("w", encoding="utf-8")
        self._process = subprocess.Popen(
            command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            encoding="utf-8",
            errors="replace",
            env=environment(),
            start_new_session=os.name != "nt",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
            | getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._say(json.dumps({"job": job, "args": args}))
        self._reader = threading.Thread(target=self._read, name="trainer-child", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    def stop(self) -> None:
        """Ask it to stop; a training run writes its checkpoint first."""
        self._say("stop")

    def kill(self) -> None:
        """End it at once, with everything it started."""
        if self._process.poll() is not None:
            return
        if os.name == "nt":
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(self._process.pid)], check=False, capture_output=True)
        else:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def wait(self, seconds: float) -> bool:
        """Wait for its end; False where it still runs."""
        self._reader.join(seconds)
        return not self._reader.is_alive()

    def _say(self, line: str) -> None:
        stdin = self._process.stdin
        assert stdin is not None
        with suppress(OSError, ValueError):
            stdin.write(line + "\n")
            stdin.flush()

    def _read(self) -> None:
        stdout = self._process.stdout
        assert stdout is not None
        last: Message | None = None
        for line in stdout:
            message = _message(line)
            if message is None:
                continue
            if message.is_last:
                last = message
            else:
                self._messages.put(message)
        code = self._process.wait()
        for stream in (self._process.stdin, stdout, self._log):
            with suppress(OSError):
                stream.close()  # type: ignore[union-attr] # both are pipes
        self._messages.put(last or Message("died", {"code": code}))


def command() -> list[str]:
    """How the child is started: this Python, without the working folder on its path."""
    return [sys.executable, "-P", "-m", "trainer.jobs"]


def environment() -> dict[str, str]:
    """Our own, in which the child finds the same source code as the window."""
    found = dict(os.environ)
    found["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), found.get("PYTHONPATH", ""))))
    found["PYTHONIOENCODING"] = "utf-8"
    return found


def _message(line: str) -> Message | None:
    try:
        values = json.loads(line)
        return Message(str(values.pop("say")), values)
    except (ValueError, KeyError, AttributeError):
        logger.warning("The trainer said something unexpected: %s", line[:200].rstrip())
        return None
