"""Paths from drops and from the clipboard: every name that a file system allows finds its file again."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QUrl

from gui.scan.paths_in import path_of_url, paths_of_mime, paths_of_text

posix = pytest.mark.skipif(sys.platform == "win32", reason="names on Windows are Unicode")
NAMES = ["plain.wav", "with space.wav", "50%25 #1?.wav", "日本 é.mp3", "semi;colon,comma.ogg", "a+b&c.wav"]


@posix
@pytest.mark.parametrize("name", NAMES)
def test_a_name_survives_the_way_of_a_file_manager(name: str) -> None:
    path = Path("/tmp") / name
    mime = QMimeData()
    mime.setData("text/uri-list", QByteArray(path.as_uri().encode() + b"\r\n"))
    assert paths_of_mime(mime) == [path]
    assert path_of_url(QUrl.fromLocalFile(str(path))) == path


@posix
def test_a_name_that_is_no_utf8_survives() -> None:
    mime = QMimeData()
    mime.setData("text/uri-list", QByteArray(b"file:///tmp/caf%E9%FF.wav\r\nfile:///tmp/b.wav\r\n"))
    wanted = [Path(os.fsdecode(b"/tmp/caf\xe9\xff.wav")), Path("/tmp/b.wav")]
    assert paths_of_mime(mime) == wanted
    assert path_of_url(QUrl.fromLocalFile(str(wanted[0]))) == wanted[0]


def test_addresses_elsewhere_are_no_files() -> None:
    assert path_of_url(QUrl("https://example.org/a.wav")) is None


@posix
def test_pasted_text_is_read_line_by_line() -> None:
    text = "/tmp/a.wav\n  '/tmp/b c.wav'  \nfile:///tmp/d%20e.wav\n\nsome words\n/tmp/a.wav\n"
    assert paths_of_text(text) == [Path("/tmp/a.wav"), Path("/tmp/b c.wav"), Path("/tmp/d e.wav")]
    assert paths_of_text("~/x.wav") == [Path.home() / "x.wav"]
    assert paths_of_text("~nobody-of-that-name/x.wav\nhello") == []
