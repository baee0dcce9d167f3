"""Encrypted (DRM) audio, recognised from the container: decoders only say "invalid data" about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_PARENTS = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl"})
_PROTECTED_ENTRIES = frozenset({b"drms", b"enca", b"aavd"})
# Content Encryption, Extended Content Encryption and Advanced Content Encryption objects of the ASF specification
_ASF_ENCRYPTION = tuple(
    bytes.fromhex(guid)
    for guid in (
        "fbb31122 23bd d211 b4b7 00a0c955fc6e",
        "14e68a29 2226 174c b935 dae07ee9289c",
        "33850543 8169 e649 9b74 ad12cb86d58c",
    )
)
_ASF_HEADER_BYTES = 64 * 1024
_MAX_DEPTH = 8


def is_protected(path: Path, container: str) -> bool:
    """Whether every sound track of an MP4 or Windows Media file is encrypted.

    Args:
        path: The file.
        container: As `engine.audio.sniff` names it.

    Raises:
        OSError: The file cannot be read.
    """
    if container not in ("mp4", "asf"):
        return False
    with path.open("rb") as file:
        if container == "asf":
            header = file.read(_ASF_HEADER_BYTES)
            return any(guid in header for guid in _ASF_ENCRYPTION)
        entries = [entry for entry in _sample_entries(file) if entry in _PROTECTED_ENTRIES or entry == b"mp4a"]
    return bool(entries) and all(entry in _PROTECTED_ENTRIES for entry in entries)


def has_movie_index(path: Path) -> bool:
    """Whether an MP4 has its index (moov); recorders write it last, so a file that was cut off has none."""
    with path.open("rb") as file:
        size = path.stat().st_size
        return any(kind == b"moov" for kind, _, _ in _atoms(file, 0, size))


def _sample_entries(file: BinaryIO) -> Iterator[bytes]:
    """Kinds of all sample descriptions (``mp4a``, ``drms``, ``avc1``...)."""
    file.seek(0, 2)
    spans = [(0, file.tell(), 0)]
    while spans:
        start, end, depth = spans.pop()
        for kind, body, body_end in _atoms(file, start, end):
            if kind in _PARENTS and depth < _MAX_DEPTH:
                spans.append((body, body_end, depth + 1))
            elif kind == b"stsd":
                # version and entry count come before the entries
                yield from (entry for entry, _, _ in _atoms(file, body + 8, body_end))


def _atoms(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Walk the atoms of a span: kind, first byte of the body, byte behind it."""
    at = start
    while at + 8 <= end:
        file.seek(at)
        header = file.read(16)
        if len(header) < 8:
            return
        size, body = int.from_bytes(header[:4]), at + 8
        if size == 1 and len(header) == 16:
            size, body = int.from_bytes(header[8:16]), at + 16
        elif size == 0:
            size = end - at
        if size < body - at:
            return
        yield header[4:8], body, min(at + size, end)
        at += size
