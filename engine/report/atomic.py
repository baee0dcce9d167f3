"""Files that are either written completely or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.errors import ReportError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path beside ``path`` that takes its place when the block ends well, and is removed otherwise.

    A device or pipe (``/dev/stdout``) is handed out as it is: replacing it would destroy it.

    Raises:
        ReportError: The file cannot be written.
    """
    target = path.resolve()
    special = target.exists() and not target.is_file() and not target.is_dir()
    temporary = target if special else target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        if target.is_dir():
            raise ReportError(f"Cannot write {path}: it is a folder", "Name a file, for example report.html.")
        yield temporary
        if not special:
            temporary.replace(target)
    except OSError as error:
        raise ReportError(f"Cannot write {path.name}: {error.strerror or error}") from error
    finally:
        if not special:
            temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str, *, encoding: str = "utf-8") -> None:
    """Write a text file atomically, with the line ends that the text has.

    Raises:
        ReportError: The file cannot be written.
    """
    with replacing(path) as temporary:
        temporary.write_bytes(text.encode(encoding))
