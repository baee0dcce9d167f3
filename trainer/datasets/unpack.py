"""Unpacking archives from elsewhere: nothing lands outside the folder, and no small file fills the disk."""

from __future__ import annotations

import shutil
import stat
import tarfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from engine.errors import DownloadError
from trainer.parallel import OnProgress, check_cancelled

GIB = 1024**3
_CHUNK = 1 << 20
_SUFFIXES = {".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz"}


@dataclass(frozen=True, slots=True)
class UnpackLimits:
    """What an archive may hold.

    Attributes:
        total_bytes: Unpacked, all files together.
        files: Number of files.
        ratio: Unpacked to packed size of the whole archive; audio hardly shrinks, plain WAV to a tenth at most.
    """

    total_bytes: int = 200 * GIB
    files: int = 3_000_000
    ratio: float = 100.0


DEFAULT_LIMITS = UnpackLimits()


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    size: int
    open: Callable[[], IO[bytes] | None]


def is_archive(path: Path) -> bool:
    """Whether a file is a ZIP or TAR archive, by name and content: audio files are not searched for archives."""
    return (
        path.suffix.lower() in _SUFFIXES and path.is_file() and (zipfile.is_zipfile(path) or tarfile.is_tarfile(path))
    )


def unpack(
    archive: Path,
    folder: Path,
    limits: UnpackLimits = DEFAULT_LIMITS,
    *,
    on_progress: OnProgress | None = None,
    cancel: threading.Event | None = None,
) -> Path:
    """Unpack a ZIP or TAR archive; a refused or broken one leaves nothing behind.

    Args:
        archive: The file.
        folder: New folder for its contents; it appears when everything is unpacked.
        limits: What it may hold; the free space of the disk limits it, too.
        on_progress: Called with (bytes unpacked, bytes in all).
        cancel: Set it to stop.

    Returns:
        ``folder``.

    Raises:
        DownloadError: It is no archive, is damaged, would write outside the folder, or holds too much.
        CancelledError: ``cancel`` was set.
    """
    partial = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        if zipfile.is_zipfile(archive):
            with zipfile.ZipFile(archive) as zipped:
                members = list(_zip_members(zipped, archive))
                _check_size(archive, partial, members, limits)
                _write_all(members, archive, partial, on_progress, cancel)
        elif tarfile.is_tarfile(archive):
            with tarfile.open(archive) as tarred:
                members = list(_tar_members(tarred, archive))
                _check_size(archive, partial, members, limits)
                _write_all(members, archive, partial, on_progress, cancel)
        else:
            raise DownloadError(f"{archive.name} is no ZIP or TAR archive", "Unpack it yourself and name the folder.")
        partial.rename(folder)
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, NotImplementedError, RuntimeError) as error:
        raise DownloadError(f"{archive.name} is damaged or protected: {error}", "Download it again.") from None
    except OSError as error:
        raise DownloadError(f"{archive.name} cannot be unpacked: {error}", "Is the disk full?") from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return folder


def _zip_members(zipped: zipfile.ZipFile, archive: Path) -> Iterator[_Member]:
    for info in zipped.infolist():
        if info.is_dir():
            continue
        if stat.S_ISLNK(info.external_attr >> 16):
            raise _refused(archive, info.filename, "is a link")
        yield _Member(info.filename, info.file_size, lambda info=info: zipped.open(info))  # type: ignore[misc]


def _tar_members(tarred: tarfile.TarFile, archive: Path) -> Iterator[_Member]:
    for info in tarred:
        if info.isdir():
            continue
        if not info.isreg():
            raise _refused(archive, info.name, "is a link or a device")
        yield _Member(info.name, info.size, lambda info=info: tarred.extractfile(info))  # type: ignore[misc]


def _write_all(
    members: list[_Member],
    archive: Path,
    folder: Path,
    on_progress: OnProgress | None,
    cancel: threading.Event | None,
) -> None:
    total = sum(member.size for member in members)
    done = 0
    for member in members:
        target = _inside(archive, folder, member.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        source = member.open()
        if source is None:
            raise _refused(archive, member.name, "cannot be read")
        written = 0
        with source, target.open("wb") as out:
            while chunk := source.read(_CHUNK):
                check_cancelled(cancel)
                written += len(chunk)
                if written > member.size:  # the size in the header was a lie
                    raise _refused(archive, member.name, "is larger than it says")
                out.write(chunk)
        done += written
        if on_progress is not None:
            on_progress(done, total)


def _check_size(archive: Path, folder: Path, members: list[_Member], limits: UnpackLimits) -> None:
    count, total = len(members), sum(member.size for member in members)
    packed = archive.stat().st_size
    hint = "Unpack it yourself if you trust it, and name the folder."
    if count > limits.files:
        raise DownloadError(f"{archive.name} holds {count:,} files, more than {limits.files:,}", hint)
    if total > limits.total_bytes or total > limits.ratio * max(packed, 4096):
        size = f"{total / GIB:.1f} GiB from {packed / GIB:.3f} GiB"
        raise DownloadError(f"{archive.name} would unpack to {size}; that is no audio", hint)
    free = shutil.disk_usage(folder).free
    if total > free:
        raise DownloadError(
            f"{archive.name} needs {total / GIB:.1f} GiB, but only {free / GIB:.1f} GiB are free", "Free some space."
        )


def _inside(archive: Path, folder: Path, name: str) -> Path:
    """Place of a member; one that would leave the folder is an attack, not a mistake."""
    parts = PurePosixPath(name.replace("\\", "/"))
    bad = parts.is_absolute() or ".." in parts.parts or (parts.parts and ":" in parts.parts[0]) or not parts.parts
    target = folder.joinpath(*parts.parts) if not bad else folder
    if bad or not target.resolve().is_relative_to(folder.resolve()):
        raise _refused(archive, name, "would be written outside the folder")
    return target


def _refused(archive: Path, name: str, why: str) -> DownloadError:
    return DownloadError(f"{archive.name} is refused: {name!r} {why}", "Do not use an archive like this.")
