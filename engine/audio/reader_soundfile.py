"""libsndfile: plain samples, FLAC, Ogg and undamaged mp3; the fastest, in big reads without the interpreter lock."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import soundfile

from engine.audio.mpeg import MpegScan
from engine.audio.ogg import scan_ogg
from engine.audio.readers import MAX_BLOCK_VALUES, FloatArray, NotReadableError, RawBlock, bit_rate, to_mono
from engine.results import SourceInfo

READABLE = frozenset({"wav", "aiff", "au", "caf", "flac", "ogg", "mp3", "w64", "voc", "sphere"})
"""Containers, as `engine.audio.sniff` names them, that are worth a try."""

_CODECS = {
    "PCM_S8": "pcm_s8",
    "PCM_U8": "pcm_u8",
    "PCM_16": "pcm_s16",
    "PCM_24": "pcm_s24",
    "PCM_32": "pcm_s32",
    "FLOAT": "pcm_f32",
    "DOUBLE": "pcm_f64",
    "ULAW": "pcm_mulaw",
    "ALAW": "pcm_alaw",
    "MPEG_LAYER_III": "mp3",
    "MPEG_LAYER_II": "mp2",
    "MPEG_LAYER_I": "mp1",
}
# libsndfile's own log is the only place that tells that a header promised more than the file holds
_SHORT_CHUNK = re.compile(r"(?:data|SSND|Data Size|riff)\s*:\s*(\d+) \(should be (\d+)\)")
# programs that write to a pipe put one of these into the header because they cannot know the length
_UNKNOWN_LENGTHS = ((0x7FFF0000, 0x80000000), (0xFFFF0000, 0x100000000))
_OPUS_RATE = 48_000
"""Clock of the time stamps of Opus, whatever was recorded."""


class _SequentialFile(soundfile.SoundFile):  # type: ignore[misc]
    """A file that is only read onwards.

    After every read of a seekable file soundfile seeks to where it is already, which costs time and makes the mp3
    decoder complain on stderr.
    """

    def seekable(self) -> bool:
        return False


class SoundfileReader:
    """A file that libsndfile has opened."""

    def __init__(self, path: Path, block_s: float, mpeg: MpegScan | None = None) -> None:
        """Open a file.

        Args:
            path: A regular file.
            block_s: Length of the blocks, seconds.
            mpeg: For mp3, what the walk over its frames found.

        Raises:
            NotReadableError: libsndfile does not know the content.
        """
        # as bytes the name may be anything the file system allows, not only UTF-8
        name = str(path) if sys.platform == "win32" else os.fsencode(path)
        try:
            self._file = _SequentialFile(name)
        except (soundfile.LibsndfileError, RuntimeError, TypeError, ValueError) as error:
            raise NotReadableError(str(error)) from error
        file = self._file
        self._block = max(1, min(int(block_s * file.samplerate), MAX_BLOCK_VALUES // file.channels))
        self._size = path.stat().st_size - (mpeg.audio_offset if mpeg else 0)
        self.problems: list[str] = []
        self.expected_s, self.is_expected_exact = _expected_s(file, mpeg)
        if file.format == "OGG":
            self._examine_ogg(path)
        rough = bit_rate(self._size, self.expected_s or 0.0)
        container = {"WAVEX": "wav"}.get(file.format, file.format.lower())
        codec = "flac" if container == "flac" else _CODECS.get(file.subtype, file.subtype.lower())
        self.info = SourceInfo("soundfile", container, codec, rough, file.samplerate, file.channels)

    def _examine_ogg(self, path: Path) -> None:
        """Trust the pages: libsndfile says nothing about lost ones."""
        rate = _OPUS_RATE if self._file.subtype == "OPUS" else self._file.samplerate
        scan = scan_ogg(path, rate)
        if scan.samples:
            self.expected_s = scan.samples / rate
        if scan.is_damaged:
            self.problems.append("parts of it are unreadable")

    def blocks(self) -> Iterator[RawBlock]:
        """Decode to the end, or to where decoding fails."""
        file, count = self._file, 0
        buffer: FloatArray = np.empty((self._block, file.channels), np.float32)
        while True:
            try:
                frames = file.read(out=buffer)
            except (soundfile.LibsndfileError, RuntimeError) as error:
                self.problems.append(f"decoding failed ({error})")
                break
            if not len(frames):
                break
            count += len(frames)
            mono, damaged = to_mono(frames)
            yield RawBlock(mono, file.samplerate, damaged)
        if rate := bit_rate(self._size, count / file.samplerate):
            self.info = replace(self.info, bit_rate=rate)

    def seek(self, seconds: float) -> float:
        """Go to a moment; behind the end it stays there, and no block comes."""
        frame = min(int(seconds * self._file.samplerate), self._file.frames)
        try:
            return float(self._file.seek(frame) / self._file.samplerate)
        except (soundfile.LibsndfileError, RuntimeError):
            return 0.0

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _expected_s(file: soundfile.SoundFile, mpeg: MpegScan | None) -> tuple[float | None, bool]:
    """Seconds the file should hold by its header, and whether holding less proves damage."""
    if mpeg is not None:
        return (mpeg.announced_s or mpeg.found_s or None), mpeg.announced_s is not None
    seconds = file.frames / file.samplerate if 0 < file.frames < 1 << 62 else None
    short = _SHORT_CHUNK.search(file.extra_info)
    if short and seconds and not any(low <= int(short[1]) < high for low, high in _UNKNOWN_LENGTHS):
        return seconds * int(short[1]) / max(1, int(short[2])), True
    return seconds, True
