"""Decoding: the physics of resampling, odd things called files, stalls, memory, and who is told what."""

import os
import socket
import sys
import threading
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.audio import chain, decode
from engine.audio.decode import decode_all, open_audio
from engine.audio.identity import content_sha256
from engine.audio.readers import RawBlock, to_mono
from engine.errors import (
    AudioDecodeError,
    AudioOpenError,
    DecodeStalledError,
    NoAudioStreamError,
    ProtectedAudioError,
)

RATE = 16000


def level_db(wave: np.ndarray) -> float:
    """Level of a steady sine in dB, full scale 0; the ends, where filters settle, do not count."""
    middle = wave[len(wave) // 4 : -len(wave) // 4]
    return 10 * np.log10(2 * np.mean(middle.astype(np.float64) ** 2) + 1e-20)


def write_tone(path: Path, rate: int, hz: float, seconds: float = 2.0) -> None:
    t = np.arange(int(rate * seconds)) / rate
    soundfile.write(path, np.sin(2 * np.pi * hz * t) * 0.999, rate, subtype="FLOAT")


@pytest.mark.parametrize("rate", [8000, 11025, 22050, 44100, 48000, 96000, 192000])
@pytest.mark.parametrize("hz", [100, 1000, 3400, 7000, 7400])
def test_a_tone_in_the_band_keeps_its_level(tmp_path: Path, rate: int, hz: int) -> None:
    if hz > 0.45 * rate:
        pytest.skip(f"{hz} Hz is outside the band of {rate} Hz audio")
    write_tone(tmp_path / "tone.wav", rate, hz)
    wave = decode_all(tmp_path / "tone.wav")
    assert level_db(wave) == pytest.approx(0.0, abs=0.1)
    assert len(wave) == pytest.approx(2 * RATE, abs=1)


@pytest.mark.parametrize("rate", [22050, 44100, 48000, 96000, 192000])
@pytest.mark.parametrize("hz", [8500, 9000, 10500, 20000, 60000])
def test_a_tone_above_the_band_leaves_no_alias(tmp_path: Path, rate: int, hz: int) -> None:
    if hz > 0.48 * rate:
        pytest.skip(f"{hz} Hz is outside the band of {rate} Hz audio")
    write_tone(tmp_path / "tone.wav", rate, hz)
    assert level_db(decode_all(tmp_path / "tone.wav")) < -60.0


@pytest.mark.parametrize("block_s", [0.05, 0.7, 100.0])
def test_the_block_length_changes_nothing(tmp_path: Path, block_s: float) -> None:
    wave = np.random.default_rng(0).standard_normal((44100 * 3, 2)) * 0.1
    soundfile.write(tmp_path / "x.wav", wave, 44100, subtype="FLOAT")
    with open_audio(tmp_path / "x.wav", block_s=block_s) as stream:
        blocks = list(stream)
    np.testing.assert_allclose(np.concatenate(blocks), decode_all(tmp_path / "x.wav"), atol=1e-6)
    assert max(map(len, blocks)) < (block_s + 0.5) * RATE


@pytest.mark.parametrize("channels", [1, 2, 6, 8])
def test_channels_are_averaged(tmp_path: Path, channels: int) -> None:
    wave = np.random.default_rng(channels).uniform(-0.9, 0.9, (RATE, channels)).astype(np.float32)
    soundfile.write(tmp_path / "x.wav", wave, RATE, subtype="FLOAT")
    np.testing.assert_allclose(decode_all(tmp_path / "x.wav"), wave.mean(axis=1), atol=1e-6)


def test_some_invalid_samples_become_silence_and_are_counted(tmp_path: Path) -> None:
    wave = np.full((RATE, 2), 0.5, np.float32)
    wave[100:110, 0], wave[200, :], wave[300, 1], wave[400, 0] = np.nan, np.inf, -np.inf, 3e38
    soundfile.write(tmp_path / "x.wav", wave, RATE, subtype="FLOAT")
    with open_audio(tmp_path / "x.wav") as stream:
        decoded = np.concatenate(list(stream))
    assert stream.warnings == ["13 samples were invalid numbers (NaN or infinite) and were set to zero."]
    assert np.isfinite(decoded).all()
    assert decoded[105] == pytest.approx(0.25)
    assert decoded[200] == 0.0


def test_only_invalid_samples_are_an_error(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "x.wav", np.full(RATE, np.inf, np.float32), RATE, subtype="FLOAT")
    with pytest.raises(AudioDecodeError, match="invalid numbers"):
        decode_all(tmp_path / "x.wav")


def test_a_header_without_samples_is_an_error(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "x.wav", np.zeros(0), RATE)
    with pytest.raises(AudioDecodeError, match="no sound"):
        decode_all(tmp_path / "x.wav")


def test_samples_of_sane_level_are_left_alone() -> None:
    frames = np.array([[1.0, 3.0], [-2000.0, 0.0]], np.float32)
    mono, damaged = to_mono(frames)
    assert damaged == 0
    np.testing.assert_array_equal(mono, [2.0, -1000.0])


class TestOddPaths:
    def expect(self, path: Path, text: str) -> None:
        started = time.perf_counter()
        with pytest.raises(AudioOpenError, match=text) as caught:
            open_audio(path, stall_timeout_s=20)
        assert caught.value.hint
        assert time.perf_counter() - started < 10

    def test_missing(self, tmp_path: Path) -> None:
        self.expect(tmp_path / "no.wav", "No such file")

    def test_folder(self, tmp_path: Path) -> None:
        (tmp_path / "x.wav").mkdir()
        self.expect(tmp_path / "x.wav", "it is a folder")

    def test_empty(self, tmp_path: Path) -> None:
        (tmp_path / "x.mp3").touch()
        self.expect(tmp_path / "x.mp3", "empty")

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs on this system")
    def test_fifo_is_never_opened(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "x.wav")
        self.expect(tmp_path / "x.wav", "pipe")

    @pytest.mark.skipif(sys.platform == "win32", reason="no socket files on Windows")
    def test_socket(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)  # names of sockets must be short
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("x.wav")
            self.expect(tmp_path / "x.wav", "socket")

    @pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no device files here")
    def test_device(self) -> None:
        self.expect(Path("/dev/zero"), "device")

    def test_link_to_itself(self, tmp_path: Path) -> None:
        (tmp_path / "x.wav").symlink_to(tmp_path / "x.wav")
        self.expect(tmp_path / "x.wav", "x.wav")

    def test_no_permission(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "x.wav"
        write_tone(path, RATE, 100)
        path.chmod(0)
        if os.access(path, os.R_OK):  # root reads everything
            monkeypatch.setattr(chain, "sniff_file", _denied)
        self.expect(path, "Permission denied")


def _denied(path: Path) -> None:
    raise PermissionError(13, "Permission denied", str(path))


@pytest.mark.parametrize(
    ("head", "text"),
    [
        (b"\x89PNG\r\n\x1a\n", "PNG image"),
        (b"\xff\xd8\xff\xe0", "JPEG image"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04", "ZIP"),
        (b"#EXTM3U\nhttp://localhost/x.mp3\n", "playlist"),
        ("Größe\n".encode(), "text file"),
        (b"\x00" * 64, "no audio or video format"),
    ],
)
def test_other_content_is_named_whatever_the_extension_says(tmp_path: Path, head: bytes, text: str) -> None:
    path = tmp_path / "x.mp3"
    path.write_bytes(head if head[:1] in b"G#" else head + np.random.default_rng(0).bytes(500 if head[0] else 0))
    with pytest.raises(AudioDecodeError, match=text):
        open_audio(path)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("suffix", ["mp3", "aac", "wav", "m4a", "ac3"])
def test_random_bytes_never_become_audio(tmp_path: Path, seed: int, suffix: str) -> None:
    path = tmp_path / f"x.{suffix}"
    path.write_bytes(np.random.default_rng(seed).bytes(300_000))
    with pytest.raises(AudioDecodeError):
        decode_all(path)


def test_random_bytes_behind_an_mp3_tag_never_become_audio(tmp_path: Path) -> None:
    (tmp_path / "x.mp3").write_bytes(b"ID3\x04\x00\x00\x00\x00\x00\x10" + np.random.default_rng(5).bytes(200_000))
    with pytest.raises(AudioDecodeError):
        decode_all(tmp_path / "x.mp3")


def test_encrypted_windows_media_is_told_apart(tmp_path: Path) -> None:
    guid = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
    encryption = bytes.fromhex("fbb3112223bdd211b4b700a0c955fc6e")
    (tmp_path / "x.wma").write_bytes(guid + bytes(50) + encryption + bytes(500))
    with pytest.raises(ProtectedAudioError) as caught:
        open_audio(tmp_path / "x.wma")
    assert "Protected" in caught.value.hint


def test_errors_for_no_sound_and_protection_are_decode_errors() -> None:
    assert issubclass(NoAudioStreamError, AudioDecodeError)
    assert issubclass(ProtectedAudioError, AudioDecodeError)


class _HangingReader:
    """A decoder that gives some blocks and then waits, as with a dead network disk."""

    def __init__(self, real: chain.Reader, blocks_before: int, release: threading.Event) -> None:
        self.info, self.expected_s, self.is_expected_exact, self.problems = real.info, 1.0, False, []
        self.close = real.close
        self._blocks_before, self._release = blocks_before, release

    def blocks(self) -> Iterator[RawBlock]:
        for _ in range(self._blocks_before):
            yield RawBlock(np.zeros(RATE, np.float32), RATE)
        self._release.wait(30)


@pytest.mark.parametrize("blocks_before", [0, 2])
def test_a_decoder_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, blocks_before: int) -> None:
    write_tone(tmp_path / "x.wav", RATE, 100)
    release, real = threading.Event(), chain.SoundfileReader
    monkeypatch.setattr(
        chain, "SoundfileReader", lambda *arguments: _HangingReader(real(*arguments), blocks_before, release)
    )
    started, got = time.perf_counter(), []

    def read() -> None:
        with open_audio(tmp_path / "x.wav", stall_timeout_s=0.3) as stream:
            got.extend(stream)

    with pytest.raises(DecodeStalledError, match=r"no progress for 0\.3 s") as caught:
        read()
    release.set()
    assert sum(map(len, got)) == blocks_before * RATE
    assert "local disk" in caught.value.hint
    assert time.perf_counter() - started < 5


def test_a_slow_caller_is_no_stall(tmp_path: Path) -> None:
    write_tone(tmp_path / "x.wav", RATE, 100, seconds=3)
    with open_audio(tmp_path / "x.wav", block_s=0.5, stall_timeout_s=0.2) as stream:
        n = 0
        for block in stream:
            time.sleep(0.3 if n < RATE else 0)
            n += len(block)
    assert n == 3 * RATE


def test_an_unexpected_failure_of_a_decoder_becomes_a_typed_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tone(tmp_path / "x.wav", RATE, 100)

    def fail(*_: object) -> None:
        raise ZeroDivisionError("boom")

    monkeypatch.setattr(chain, "SoundfileReader", fail)
    with pytest.raises(AudioDecodeError, match="ZeroDivisionError: boom"):
        open_audio(tmp_path / "x.wav")


def test_leaving_early_ends_the_thread_and_closes_the_file(tmp_path: Path) -> None:
    write_tone(tmp_path / "x.wav", RATE, 100, seconds=60)
    before = {t for t in threading.enumerate() if t.name.startswith("decode")}
    with open_audio(tmp_path / "x.wav", block_s=0.1) as stream:
        next(iter(stream))
    assert {t for t in threading.enumerate() if t.name.startswith("decode")} <= before
    (tmp_path / "x.wav").unlink()


def test_memory_does_not_grow_with_the_length_of_the_file(tmp_path: Path) -> None:
    def peak_bytes(minutes: int) -> int:
        path = tmp_path / f"{minutes}.wav"
        with soundfile.SoundFile(path, "w", 8000, 1, "PCM_U8") as file:
            for _ in range(minutes):
                file.write(np.zeros(8000 * 60, np.float32))
        tracemalloc.start()
        with open_audio(path) as stream:
            n = sum(map(len, stream))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert n == minutes * 60 * RATE
        return peak

    peak_bytes(1)  # what is allocated once
    short, long = peak_bytes(2), peak_bytes(40)
    assert long < short + 2_000_000  # as floats the difference in length is 146 MB
    assert long < 20_000_000


def test_the_queue_is_short() -> None:
    assert decode._QUEUE_BLOCKS <= 4


def test_the_content_hash_is_that_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"abc")
    (tmp_path / "big").write_bytes(b"\x00" * 3_000_001)
    assert content_sha256(tmp_path / "x") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert content_sha256(tmp_path / "x") != content_sha256(tmp_path / "big")
