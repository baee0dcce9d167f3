"""Which process works on a job: a file lock that the system releases when the process dies, however it dies."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO


class JobLock:
    """Held by the process that runs a job; another process then starts a job of its own instead of sharing it."""

    def __init__(self, db: Path, job_id: int) -> None:
        self._path = db.with_name(f"{db.name}.job{job_id}.lock")
        self._file: IO[bytes] | None = None

    def acquire(self) -> bool:
        """Take the lock; False where another living process holds it. Where files cannot be locked, True."""
        try:
            file = self._path.open("ab")
        except OSError:
            return True
        try:
            _lock(file)
        except BlockingIOError:
            file.close()
            return False
        except OSError as error:
            held_elsewhere = sys.platform == "win32" and isinstance(error, PermissionError)
            file.close()
            return not held_elsewhere
        self._file = file
        return True

    def release(self) -> None:
        """Give the lock back and remove its file."""
        if self._file is None:
            return
        if sys.platform != "win32":
            # Removed while it is held: nobody can lock a file that is about to vanish.
            self._path.unlink(missing_ok=True)
        self._file.close()
        self._file = None
        if sys.platform == "win32":
            try:
                self._path.unlink(missing_ok=True)
            except OSError:
                return


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
