"""From a path to mono blocks at the detector's rate: which decoder, what to do about damage, resampling."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
import soxr

from engine.audio.mpeg import MpegScan, scan_mpeg
from engine.audio.protection import has_movie_index, is_protected
from engine.audio.reader_pyav import PyavReader
from engine.audio.reader_soundfile import READABLE, SoundfileReader
from engine.audio.readers import FloatArray, NotReadableError, RawBlock, Reader
from engine.audio.sniff import Sniff, file_kind_problem, printable, sniff_file
from engine.errors import AudioDecodeError, AudioOpenError, ProtectedAudioError
from engine.results import SourceInfo
from engine.spec import AudioSpec

RESAMPLER_QUALITY = "HQ"
"""soxr's: flat to 7.4 kHz, -0.4 dB at 7.5 and -3 dB at 7.6 kHz, aliases below -100 dB. Its best one gains no band."""
_TOLERANCE_S, _TOLERANCE_SHARE = 0.3, 0.01
"""Encoder delays and rounded headers may make a file this much shorter than announced."""
_MEDIA_HINT = "Choose an audio or video file."
_COPY_HINT = "Copy or download the file again."
_EXPORT_HINT = "Export the recording again from the program that made it."
_CUT_OFF_HINT = "Copy or download the file again; a recording that was interrupted needs a repair tool."


@dataclass(slots=True)
class _Reading:
    """What is known about the decoder at work."""

    info: SourceInfo = field(default_factory=SourceInfo)
    expected_s: float | None = None
    is_exact: bool = False
    problems: list[str] = field(default_factory=list)

    def falls_short(self, seconds: float) -> bool:
        """Whether less than the header's promise came out."""
        if self.expected_s is None or not self.is_exact:
            return False
        return seconds < self.expected_s - max(_TOLERANCE_S, _TOLERANCE_SHARE * self.expected_s)


class DecodeChain:
    """The decoding of one file, in the calling thread. `engine.audio.decode` runs it in a thread of its own.

    Attributes:
        warnings: Sentences about damage, complete after the last block.
    """

    def __init__(self, path: Path, spec: AudioSpec, block_s: float, start_s: float = 0.0) -> None:
        self._path = path
        self._start_s = start_s
        self._shown = printable(path)
        self._spec = spec
        self._block_s = block_s
        self._mpeg: MpegScan | None = None
        self._reading = _Reading()
        self.warnings: list[str] = []

    @property
    def info(self) -> SourceInfo:
        """How the file is read."""
        return self._reading.info

    @property
    def expected_s(self) -> float | None:
        """Seconds by the header, None where it does not tell."""
        return self._reading.expected_s

    def blocks(self) -> Generator[FloatArray]:
        """Decode the file. Empty blocks come while damage is passed over; they only say "still working".

        Raises:
            AudioOpenError: Nothing that can be opened.
            AudioDecodeError: Opened, but not one valid sample can be had from it.
        """
        content = self._examine()
        resampler = _MonoResampler(self._spec.sample_rate)
        seconds, count, damaged = 0.0, 0, 0
        for raw in self._raw_blocks(content):
            count += len(raw.samples)
            damaged += raw.damaged
            seconds += len(raw.samples) / raw.rate
            yield resampler.push(raw)
        yield resampler.flush()
        if not count and self._start_s and self.info.decoder:
            return  # the file can be read and is not that long
        if not count:
            raise self._nothing_error(content)
        if damaged >= count:
            raise AudioDecodeError(self._shown, "all its samples are invalid numbers (NaN or infinite)", _EXPORT_HINT)
        if not self._start_s:
            self._warn_about_damage(seconds, damaged)

    def _examine(self) -> Sniff:
        """Look at the kind of file, its size and its first bytes before any decoder sees it."""
        path, name = self._path, self._shown.name
        try:
            if problem := file_kind_problem(path):
                raise AudioOpenError(f"Cannot open {name}: {problem}")
            content = sniff_file(path)
            status = path.stat()
            if status.st_size == 0:
                raise AudioOpenError(f"Cannot open {name}: it is empty (0 bytes)", _COPY_HINT)
            if is_protected(path, content.container):
                raise ProtectedAudioError(self._shown, "it is protected (DRM)")
            if content.container == "mp3":
                self._mpeg = _scan_once(path, status.st_size, status.st_mtime_ns)
        except OSError as error:
            raise self._open_error(error) from error
        if not content.is_audio:
            raise AudioDecodeError(self._shown, content.reason, _MEDIA_HINT)
        return content

    def _raw_blocks(self, content: Sniff) -> Iterator[RawBlock]:
        """Try libsndfile first, then FFmpeg, which also passes over damage that stops libsndfile."""
        # a damaged mp3 would make libsndfile's decoder write to stderr
        is_native = content.container in READABLE and (self._mpeg is None or self._mpeg.is_clean)
        done = 0
        if is_native:
            for raw in self._read(SoundfileReader):
                done += len(raw.samples)
                yield raw
            if done and not self._may_hold_more(done):
                return
        first = self._reading
        yield from _behind(done, self._read(PyavReader))
        if done:
            self._reading = first
        elif is_native and self.info.codec.startswith("pcm_"):
            # libsndfile reads plain samples unless the header is wrong
            self._reading.problems.append("its header is wrong")

    def _may_hold_more(self, done: int) -> bool:
        """Whether libsndfile stopped at damage that FFmpeg may pass over; plain samples just end."""
        reading = self._reading
        if reading.problems:
            return True
        seconds = self._start_s + done / reading.info.sample_rate
        return not reading.info.codec.startswith("pcm_") and reading.falls_short(seconds)

    def _read(self, open_reader: Callable[[Path, float, MpegScan | None], Reader]) -> Iterator[RawBlock]:
        """All blocks of one decoder; none where it cannot open the file."""
        try:
            reader = open_reader(self._path, self._block_s, self._mpeg)
        except NotReadableError:
            return
        except OSError as error:
            raise self._open_error(error) from error
        try:
            self._reading = _Reading(reader.info, reader.expected_s, reader.is_expected_exact, reader.problems)
            begins_s = reader.seek(self._start_s) if self._start_s else 0.0
            yield from _after(self._start_s - begins_s, reader.blocks())
            self._reading.info = reader.info
        finally:
            reader.close()

    def _open_error(self, error: OSError) -> AudioOpenError:
        return AudioOpenError(f"Cannot open {self._shown.name}: {error.strerror or error}")

    def _nothing_error(self, content: Sniff) -> AudioDecodeError:
        if content.container == "mp4" and not has_movie_index(self._path):
            return AudioDecodeError(self._shown, "its end, with the index, is missing", _CUT_OFF_HINT)
        return AudioDecodeError(self._shown, f"no sound could be decoded from this {content.container} file")

    def _warn_about_damage(self, seconds: float, damaged: int) -> None:
        if damaged:
            self.warnings.append(f"{damaged} samples were invalid numbers (NaN or infinite) and were set to zero.")
        reading = self._reading
        if reading.falls_short(seconds):
            self.warnings.append(
                f"The file is damaged or ends early: {seconds:.1f} s of {reading.expected_s:.1f} s could be read."
            )
        elif reading.problems:
            problems = ", ".join(reading.problems)
            self.warnings.append(f"The file is damaged ({problems}); {seconds:.1f} s could be read.")


@lru_cache(maxsize=4)
def _scan_once(path: Path, _size: int, _mtime_ns: int) -> MpegScan | None:
    """Somebody who jumps about in a long file does not wait for a walk over all its frames each time."""
    return scan_mpeg(path)


class _MonoResampler:
    """Brings blocks to one rate; a source may change its rate on the way (chained Ogg, HE-AAC)."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._source_rate = 0
        self._stream: soxr.ResampleStream | None = None

    def push(self, raw: RawBlock) -> FloatArray:
        """Resample one block; some of it comes with the next one."""
        if not len(raw.samples):
            return raw.samples
        before = np.empty(0, np.float32)
        if raw.rate != self._source_rate:
            before = self.flush()
            self._source_rate = raw.rate
            if raw.rate != self._rate:
                self._stream = soxr.ResampleStream(raw.rate, self._rate, 1, dtype="float32", quality=RESAMPLER_QUALITY)
        now: FloatArray = raw.samples if self._stream is None else self._stream.resample_chunk(raw.samples)
        return np.concatenate([before, now]) if len(before) else now

    def flush(self) -> FloatArray:
        """Return what is still inside."""
        nothing = np.empty(0, np.float32)
        stream, self._stream = self._stream, None
        return nothing if stream is None else np.asarray(stream.resample_chunk(nothing, last=True), np.float32)


def _after(seconds: float, blocks: Iterator[RawBlock]) -> Iterator[RawBlock]:
    """Leave out the first so many seconds."""
    for raw in blocks:
        skipped = min(len(raw.samples), max(0, round(seconds * raw.rate)))
        seconds -= skipped / raw.rate
        yield raw._replace(samples=raw.samples[skipped:]) if skipped else raw


def _behind(done: int, blocks: Iterator[RawBlock]) -> Iterator[RawBlock]:
    """Leave out what another decoder has delivered already."""
    for raw in blocks:
        fresh = raw.samples[min(done, len(raw.samples)) :]
        done -= len(raw.samples) - len(fresh)
        yield raw._replace(samples=fresh, damaged=raw.damaged if len(fresh) == len(raw.samples) else 0)
