"""Ogg pages, checked one by one: decoders drop damaged pages without a word, and the result is shorter or patched."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_READ_BYTES = 1 << 20
_HEADER_BYTES = 27
_MAX_PAGE_BYTES = _HEADER_BYTES + 255 + 255 * 255
_REVERSED_BYTES = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))


@dataclass(frozen=True, slots=True)
class OggScan:
    """What the pages tell.

    Attributes:
        samples: Time between the first and the last stamp, in samples of the stream's clock (48 kHz for Opus), None
            where there are several streams or no stamp.
        is_damaged: A page is broken, incomplete, or there is something else between the pages.
    """

    samples: int | None
    is_damaged: bool


def scan_ogg(path: Path, rate: int) -> OggScan:
    """Walk over all pages of a file.

    Args:
        path: An Ogg file.
        rate: Clock of its time stamps, Hz.

    Raises:
        OSError: The file cannot be read.
    """
    serials: set[bytes] = set()
    stamps: list[int] = []
    is_damaged = False
    for page in _pages(path):
        if page is None:
            is_damaged = True
            continue
        serials.add(page[14:18])
        stamp = int.from_bytes(page[6:14], "little", signed=True)
        if stamp > 0:
            stamps[1:] = [stamp]  # the first one and the last one
    if len(serials) != 1 or not stamps:
        return OggScan(None, is_damaged)
    # a stamp belongs to the end of its page; recordings of radio streams begin at any number
    start = 0 if stamps[0] <= 10 * rate else stamps[0]
    return OggScan(stamps[-1] - start, is_damaged)


def _pages(path: Path) -> Iterator[bytes | None]:
    """Yield every intact page, and None for each stretch that is none."""
    with path.open("rb", buffering=0) as file:
        data, at, is_end = b"", 0, False
        while True:
            if len(data) - at < _MAX_PAGE_BYTES and not is_end:
                more = file.read(_READ_BYTES) or b""
                data, at, is_end = data[at:] + more, 0, not more
                continue
            if at >= len(data):
                return
            length = _page_bytes(data, at)
            if length:
                yield data[at : at + length]
                at += length
                continue
            yield None
            following = data.find(b"OggS", at + 1)
            # keep three bytes: the mark may lie across the border of what was read
            at = following if following >= 0 else len(data) if is_end else max(at + 1, len(data) - 3)


def _page_bytes(data: bytes, at: int) -> int:
    """Length of the intact page at a byte, 0 where there is none."""
    if data[at : at + 4] != b"OggS" or at + _HEADER_BYTES > len(data):
        return 0
    table = at + _HEADER_BYTES
    end = table + data[at + 26]
    end += sum(data[table:end])
    if end > len(data):
        return 0
    page = data[at : at + 22] + bytes(4) + data[at + 26 : end]
    return end - at if _checksum(page) == int.from_bytes(data[at + 22 : at + 26], "little") else 0


def _checksum(page: bytes) -> int:
    """CRC-32 in Ogg's bit order (polynomial 04c11db7, nothing inverted), by zlib's, which has the mirrored one."""
    mirrored = zlib.crc32(page.translate(_REVERSED_BYTES), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{mirrored:032b}"[::-1], 2)
