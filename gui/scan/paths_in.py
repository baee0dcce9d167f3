"""Paths out of what people drop and paste: URL-encoded, quoted, and with names that are no UTF-8."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QMimeData, QUrl


def paths_of_mime(mime: QMimeData) -> list[Path]:
    """Local files and folders of a drop or of the clipboard, in their order; text counts line by line."""
    if mime.hasUrls():
        return _unique(map(path_of_url, mime.urls()))
    return paths_of_text(mime.text()) if mime.hasText() else []


def paths_of_text(text: str) -> list[Path]:
    """Paths in a text, one a line: plain, in quotes, or as file:// addresses; other lines are passed over.

    >>> [str(path) for path in paths_of_text('"/tmp/a b.wav"')]
    ['/tmp/a b.wav']
    """
    return _unique(map(_path_of_line, text.splitlines()))


def path_of_url(url: QUrl) -> Path | None:
    """The local file of a URL, None for other addresses.

    `QUrl.toLocalFile` would replace bytes that are no UTF-8, and the file would not be found again.
    """
    if not url.isLocalFile():
        return None
    if sys.platform == "win32" or url.host():
        return Path(url.toLocalFile())
    encoded = bytes(url.toEncoded(QUrl.ComponentFormattingOption.FullyEncoded).data())
    raw = unquote_to_bytes(encoded.removeprefix(b"file:").removeprefix(b"//"))
    try:
        # Where Python made the URL from such a name, each byte has become a lone surrogate of three bytes.
        return Path(raw.decode("utf-8", "surrogatepass"))
    except UnicodeDecodeError:
        return Path(os.fsdecode(raw))


def _path_of_line(line: str) -> Path | None:
    text = line.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    if text.startswith("file:"):
        return path_of_url(QUrl(text))
    try:
        path = Path(text).expanduser()
    except RuntimeError:  # ~somebody who does not exist
        return None
    return path if path.is_absolute() else None


def _unique(paths: Iterable[Path | None]) -> list[Path]:
    return list(dict.fromkeys(path for path in paths if path is not None))
