"""The length of a recording by its header: near enough for a sum, and never an exception."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.audio.duration import header_duration_s


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.ogg", "a.mp3", "named wrongly.txt"])
def test_the_header_tells_the_length(tmp_path: Path, synth: Any, write_wav: Any, name: str) -> None:
    path = write_wav(tmp_path / name.replace(".txt", ".wav"), synth.human_voice(7)).rename(tmp_path / name)
    assert header_duration_s(path) == pytest.approx(7, abs=0.2)


def test_a_name_that_is_no_unicode(tmp_path: Path, synth: Any, write_wav: Any) -> None:
    raw = bytes(tmp_path) + b"/\xff.wav"
    path = write_wav(tmp_path / "x.wav", synth.tone(2)).rename(raw.decode("utf-8", "surrogateescape"))
    assert header_duration_s(path) == pytest.approx(2)


@pytest.mark.parametrize("content", [b"", b"RIFF", b"RIFF\x00\x00\x00\x00WAVE", b"text", b"fLaC" + b"x" * 99])
def test_broken_files_say_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.wav"
    path.write_bytes(content)
    assert header_duration_s(path) is None


def test_missing_files_and_folders_say_nothing(tmp_path: Path) -> None:
    assert header_duration_s(tmp_path / "nothing.wav") is None
    assert header_duration_s(tmp_path) is None
