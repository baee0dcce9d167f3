"""Decoding from the middle: what comes is what a whole decoding has there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.audio.decode import decode_all, open_audio
from engine.errors import AudioOpenError

RATE = 16_000


def encode_m4a(path: Path, wave: np.ndarray) -> Path:
    import av

    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=RATE)
        stream.layout = "mono"
        for first in range(0, len(wave) - 1024, 1024):
            frame = av.AudioFrame.from_ndarray(wave[None, first : first + 1024], format="fltp", layout="mono")
            frame.rate = RATE
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def read_from(path: Path, start_s: float) -> np.ndarray:
    with open_audio(path, start_s=start_s, block_s=0.5) as stream:
        return np.concatenate([np.empty(0, np.float32), *stream])


def offset_s(part: np.ndarray, whole: np.ndarray, start_s: float) -> float:
    """How far from where it should be the part is found in the whole, seconds."""
    begin = round(start_s * RATE)
    reach = 1600
    found = np.correlate(whole[begin + 800 - reach : begin + 4800 + reach], part[800:4800], "valid")
    return (int(found.argmax()) - reach) / RATE


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".mp3", ".m4a"])
@pytest.mark.parametrize("start_s", [0.8, 7.3, 11.0])
def test_it_begins_where_asked(synth: Any, write_wav: Any, tmp_path: Path, suffix: str, start_s: float) -> None:
    path, wave = tmp_path / f"noise{suffix}", synth.noise(12.0)
    if suffix == ".m4a":
        encode_m4a(path, wave)
    else:
        write_wav(path, wave)
    whole, part = decode_all(path), read_from(path, start_s)
    assert len(part) / RATE == pytest.approx(len(whole) / RATE - start_s, abs=0.05)
    assert abs(offset_s(part, whole, start_s)) <= 0.02


def test_behind_the_end_nothing_comes(synth: Any, write_wav: Any, tmp_path: Path) -> None:
    assert len(read_from(write_wav(tmp_path / "a.wav", synth.noise(2.0)), 5.0)) == 0
    assert len(read_from(encode_m4a(tmp_path / "a.m4a", synth.noise(2.0)), 5.0)) == 0


def test_a_missing_file_is_an_error_from_anywhere(tmp_path: Path) -> None:
    with pytest.raises(AudioOpenError):
        read_from(tmp_path / "gone.wav", 5.0)


def test_the_middle_of_a_file_is_no_damage(synth: Any, write_wav: Any, tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.flac", synth.noise(6.0))
    with open_audio(path, start_s=4.0) as stream:
        assert sum(len(block) for block in stream) == 2 * RATE
        assert stream.warnings == []
