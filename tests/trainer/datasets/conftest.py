"""Small audio files with the names that data sets give them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Put = Callable[..., None]


@pytest.fixture
def put(tmp_path: Path, synth: Any, write_wav: Any) -> Put:
    """Write a tenth of a second of audio, another one each time, under every given name below tmp_path."""
    made = 0

    def write(*names: str) -> None:
        nonlocal made
        for name in names:
            made += 1
            path = tmp_path / name
            if path.suffix == ".mp3":
                write_wav(path.with_suffix(".wav"), synth.tone(0.1, 100.0 + made)).replace(path)
            else:
                write_wav(path, synth.tone(0.1, 100.0 + made))

    return write
