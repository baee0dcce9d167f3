"""Which files a scan is about: named files as they are, folders walked; nothing is left out silently."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR

AudioTest = Callable[[Path], bool]
OnSkip = Callable[[Path, str], None]
"""Told a path that is left out, and why, as a sentence part."""


@dataclass(frozen=True, slots=True)
class Found:
    """One file to scan, or a place that could not be looked into.

    Attributes:
        path: Absolute; symbolic links are not resolved.
        root: The named folder it was found in, or the folder of a named file.
        size_bytes: 0 where it could not be asked for.
        mtime_ns: See ``size_bytes``.
        error: Why it cannot be scanned; empty for files.
        hint: What to do about it.
    """

    path: Path
    root: Path
    size_bytes: int = 0
    mtime_ns: int = 0
    error: str = ""
    hint: str = ""


def discover(
    paths: Iterable[Path], *, recursive: bool, is_audio: AudioTest | None = None, on_skip: OnSkip | None = None
) -> Iterator[Found]:
    """List what to scan, every path once, in a stable order: as named, folders by name.

    Hidden files and folders inside a folder are passed over (systems keep previews and side files there); named
    ones are taken. Folders reached twice, through symbolic links or loops, are walked once.

    Args:
        paths: Files and folders as the user named them.
        recursive: Whether folders inside folders are walked.
        is_audio: Decides about files inside folders, by name or content; None for `engine.audio.sniff.skip_reason`.
        on_skip: Told hidden files and folders, and folders that were reached a second time; what ``is_audio``
            refuses is known to whoever gave it.
    """
    walk = _Walk(is_audio or _wanted, on_skip or _ignore, recursive=recursive)
    for path in paths:
        yield from walk.named(absolute(path))


def absolute(path: Path) -> Path:
    """Absolute without ``..``; links stay as they are, so that the user finds the name that was typed."""
    path = path.expanduser()
    return path.resolve() if ".." in path.parts else path.absolute()


def _wanted(path: Path) -> bool:
    from engine.audio.sniff import skip_reason

    return not skip_reason(path)


def _ignore(_path: Path, _reason: str) -> None:
    return


class _Walk:
    def __init__(self, is_audio: AudioTest, on_skip: OnSkip, *, recursive: bool) -> None:
        self._recursive, self._is_audio, self._on_skip = recursive, is_audio, on_skip
        self._seen: set[Path] = set()
        self._folders: set[tuple[int, int]] = set()

    def named(self, path: Path) -> Iterator[Found]:
        try:
            status = path.stat()
        except OSError as error:
            yield from self._once(_failed(path, path.parent, error))
            return
        if S_ISDIR(status.st_mode):
            yield from self._folder_named_like_audio(path, self._folder(path, path, status))
        else:
            yield from self._once(Found(path, path.parent, status.st_size, status.st_mtime_ns))

    def _once(self, found: Found) -> Iterator[Found]:
        if found.path not in self._seen:
            self._seen.add(found.path)
            yield found

    def _folder(self, folder: Path, root: Path, status: os.stat_result) -> Iterator[Found]:
        identity = status.st_dev, status.st_ino
        if identity in self._folders and status.st_ino:
            self._on_skip(folder, "it is the same folder as one above")
            return
        self._folders.add(identity)
        try:
            with os.scandir(folder) as listing:
                names = sorted(entry.name for entry in listing)
        except OSError as error:
            yield from self._once(_failed(folder, root, error))
            return
        for name in names:
            if name.startswith("."):
                self._on_skip(folder / name, "it is hidden")
            else:
                yield from self._inside(folder / name, root)

    def _inside(self, path: Path, root: Path) -> Iterator[Found]:
        try:
            status = path.stat()
        except OSError as error:
            # A dangling link or a vanished file with an audio name is worth a row, others are not ours.
            if self._is_audio(path):
                yield from self._once(_failed(path, root, error))
            return
        if S_ISDIR(status.st_mode):
            inside = self._folder(path, root, status) if self._recursive else iter(())
            yield from self._folder_named_like_audio(path, inside)
        elif self._is_audio(path):
            yield from self._once(Found(path, root, status.st_size, status.st_mtime_ns))

    def _folder_named_like_audio(self, path: Path, inside: Iterator[Found]) -> Iterator[Found]:
        """A folder called x.wav without audio in it gets a row: its owner takes it for a recording."""
        from engine.audio.sniff import KNOWN_EXTENSIONS

        is_empty = True
        for found in inside:
            is_empty = False
            yield found
        if is_empty and path.suffix.lower() in KNOWN_EXTENSIONS:
            yield from self._once(
                Found(
                    path,
                    path.parent,
                    error=f"{path.name} is a folder, not a recording",
                    hint="Name a file, or a folder with recordings in it.",
                )
            )


def _failed(path: Path, root: Path, error: OSError) -> Found:
    if isinstance(error, FileNotFoundError):
        return Found(path, root, error="There is no such file or folder", hint="Check the spelling of the path.")
    reason = (error.strerror or str(error)).lower()
    return Found(path, root, error=f"Cannot be opened: {reason}", hint="Check that you may read it.")
