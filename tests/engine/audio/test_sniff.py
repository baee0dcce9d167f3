"""What a file is by its content, and what a folder walk takes."""

import os
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.audio.mpeg import find_mpeg_frames, mpeg_header, scan_mpeg, skip_id3
from engine.audio.ogg import scan_ogg
from engine.audio.sniff import looks_like_audio, skip_reason, sniff_bytes, sniff_file


@pytest.fixture
def wave() -> np.ndarray:
    return (0.3 * np.sin(np.arange(48000) * 0.05)).astype(np.float32)


@pytest.mark.parametrize(
    ("head", "container"),
    [
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "wav"),
        (b"RF64\xff\xff\xff\xffWAVE", "wav"),
        (b"FORM\x00\x00\x00\x00AIFC", "aiff"),
        (b"\x00\x00\x00\x20ftypM4A ", "mp4"),
        (b"\x00\x00\x00\x08wide", "mp4"),
        (b"RIFF\x00\x00\x00\x00WEBP", ""),
        (b"\x00\x00\x00\x20ftypheic", ""),
        (b"#!AMR-WB\n", "amr"),
        ((b"\x47" + bytes(187)) * 9, "mpegts"),
        (bytes(188 * 9), ""),
        (b"just words, " * 20, ""),
    ],
)
def test_content_is_recognised_by_its_first_bytes(head: bytes, container: str) -> None:
    sniff = sniff_bytes(head)
    assert sniff.container == container
    assert bool(sniff.reason) is not sniff.is_audio


def test_the_name_does_not_matter(tmp_path: Path, wave: np.ndarray) -> None:
    soundfile.write(tmp_path / "song.dat", wave, 16000, format="FLAC")
    (tmp_path / "song.flac").write_bytes(b"%PDF-1.4 ...")
    assert looks_like_audio(tmp_path / "song.dat")
    assert not looks_like_audio(tmp_path / "song.flac")
    assert sniff_file(tmp_path / "song.flac").reason == "it is a PDF document"


def test_a_folder_walk_takes_audio_content_and_audio_names_and_tells_why_not_the_rest(
    tmp_path: Path, wave: np.ndarray
) -> None:
    soundfile.write(tmp_path / "voice", wave, 16000, format="WAV")
    (tmp_path / "broken.MP3").touch()
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "data.bin").write_bytes(bytes(100))
    assert skip_reason(tmp_path / "voice") == ""
    assert skip_reason(tmp_path / "broken.MP3") == ""
    assert skip_reason(tmp_path / "notes.txt") == "it is a text file"
    assert "no audio" in skip_reason(tmp_path / "data.bin")
    assert "cannot be read" in skip_reason(tmp_path / "gone.bin")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs on this system")
def test_pipes_are_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    os.mkfifo(tmp_path / "pipe")
    assert skip_reason(tmp_path / "pipe.wav") == "", "an audio name is listed as an error"
    assert "pipe" in skip_reason(tmp_path / "pipe")
    assert not looks_like_audio(tmp_path / "pipe.wav")


def _mp3(path: Path, wave: np.ndarray) -> bytes:
    soundfile.write(path, wave, 16000, format="MP3")
    return path.read_bytes()


def test_the_walk_over_mp3_frames_tells_length_and_damage(tmp_path: Path, wave: np.ndarray) -> None:
    path = tmp_path / "x.mp3"
    data = _mp3(path, wave)
    whole = scan_mpeg(path)
    assert whole.is_clean
    assert whole.announced_s == pytest.approx(3.0, abs=0.2)
    assert whole.found_s == pytest.approx(whole.announced_s, abs=0.08)
    path.write_bytes(data[: len(data) // 2])
    assert not scan_mpeg(path).is_clean
    assert scan_mpeg(path).found_s == pytest.approx(whole.found_s / 2, abs=0.2)
    path.write_bytes(data + b"TAG" + bytes(125))
    assert scan_mpeg(path).is_clean
    path.write_bytes(b"junk" + data)
    assert not scan_mpeg(path).is_clean
    path.write_bytes(np.random.default_rng(0).bytes(len(data)))
    assert scan_mpeg(path) is None


def test_a_long_mp3_is_walked_in_pieces(tmp_path: Path, wave: np.ndarray) -> None:
    path = tmp_path / "x.mp3"
    data = _mp3(path, wave)
    start = find_mpeg_frames(data[skip_id3(data) :]) + skip_id3(data)
    start += mpeg_header(data, start).length  # without the Xing frame, which tells the length of one copy
    path.write_bytes(data[start:] * (3_000_000 // len(data)))
    scan = scan_mpeg(path)
    assert scan.is_clean
    assert scan.found_s == pytest.approx((3_000_000 // len(data)) * 3.0, rel=0.1)


def test_an_id3_tag_with_a_picture_is_passed_over(tmp_path: Path, wave: np.ndarray) -> None:
    data = _mp3(tmp_path / "x.mp3", wave)
    size = 400_000
    tag = b"ID3\x03\x00\x00" + bytes((size >> s) & 0x7F for s in (21, 14, 7, 0)) + np.random.default_rng(0).bytes(size)
    (tmp_path / "y").write_bytes(tag + data)
    assert sniff_file(tmp_path / "y").container == "mp3"
    assert scan_mpeg(tmp_path / "y").audio_offset >= size + 10


def test_damaged_ogg_pages_are_found(tmp_path: Path) -> None:
    path = tmp_path / "x.ogg"
    soundfile.write(path, np.random.default_rng(0).standard_normal(48000) * 0.1, 16000)
    data = path.read_bytes()
    whole = scan_ogg(path, 16000)
    assert whole.samples == 48000
    assert not whole.is_damaged
    for damaged in (data[:-100], data[: len(data) // 2], b"x" + data, data[:9000] + b"\0\1\2" + data[9003:]):
        path.write_bytes(damaged)
        assert scan_ogg(path, 16000).is_damaged
    path.write_bytes(bytes(3_000_000))
    assert scan_ogg(path, 16000).samples is None
