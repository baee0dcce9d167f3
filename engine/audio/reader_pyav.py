"""FFmpeg through PyAV: everything that libsndfile does not read, and whatever is damaged.

Files are handed over as open file objects without a name: names need not be UTF-8 then, the content alone decides,
and no play list can make FFmpeg open another file or a network address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.audio.mpeg import MpegScan
from engine.audio.readers import MAX_BLOCK_VALUES, NotReadableError, RawBlock, bit_rate, to_mono
from engine.errors import NoAudioStreamError
from engine.results import SourceInfo

if TYPE_CHECKING:
    import av
    from av.audio.frame import AudioFrame

# Formats with a signature or a robust probe. Raw formats without one would turn any bytes into sound.
_FORMATS = (
    "wav,w64,aiff,au,caf,flac,ogg,mp3,aac,mov,matroska,webm,asf,amr,amrnb,amrwb,avi,flv,live_flv,mpegts,mpeg,ac3,eac3,"
    "ape,wv,tta,mpc,mpc8,rm,voc,nistsphere,dsf,tak,oma,aa,mxf,gxf,wtv,nut,ivr,3gp,mp4,rso,sox,xwma"
)
_EXACT = frozenset({"mov", "asf", "flac", "wav", "w64", "aiff", "caf", "au", "matroska"})
"""Containers whose header tells the length exactly."""
_ENDIANNESS = re.compile(r"(?<=^pcm_[suf]\d\d)[bl]e$")
_OPEN_BUFFER_BYTES = 128 * 1024
_INTEGER_SCALES = {np.dtype(np.int16): 2.0**-15, np.dtype(np.int32): 2.0**-31, np.dtype(np.int64): 2.0**-63}


class PyavReader:
    """A file that FFmpeg has opened."""

    def __init__(self, path: Path, block_s: float, mpeg: MpegScan | None = None) -> None:
        """Open a file and choose its best audio stream.

        Args:
            path: A regular file.
            block_s: Length of the blocks, seconds.
            mpeg: For mp3, what the walk over its frames found.

        Raises:
            NotReadableError: FFmpeg does not know the content, or lacks the codec.
            NoAudioStreamError: It is a video or picture without sound.
        """
        # importing FFmpeg takes a tenth of a second, which the usual wav, flac or mp3 need not wait for
        import av
        import av.logging

        av.logging.set_level(None)  # FFmpeg would write to stderr; what matters is told in warnings
        self._av = av
        self._raw = path.open("rb")
        try:
            self._container = self._open_container()
            self._stream = self._choose_stream(path)
        except BaseException:
            self.close()
            raise
        self._block_s = block_s
        self._size = path.stat().st_size
        self.problems: list[str] = []
        self._source: Iterator[AudioFrame] | None = None
        self.expected_s, self.is_expected_exact = self._expected_s(mpeg)
        self.info = self._source_info()

    def blocks(self) -> Iterator[RawBlock]:
        """Decode to the end; packets that cannot be decoded are left out and counted."""
        fifo, layout, pending = self._av.AudioFifo(), None, 0
        for frame in self._source or self._frames():
            now = (frame.format.name, frame.layout.name, frame.sample_rate)
            if layout is not None and now != layout and pending:
                yield self._take(fifo)
                fifo, pending = self._av.AudioFifo(), 0
            if now != layout:
                limit = min(self._block_s * frame.sample_rate, MAX_BLOCK_VALUES / max(1, frame.layout.nb_channels))
                layout = now
            frame.pts = None  # time stamps of damaged files jump; only the order of the samples counts
            fifo.write(frame)
            pending += frame.samples
            if pending >= limit:
                yield self._take(fifo)
                pending = 0
        if pending:
            yield self._take(fifo)

    def seek(self, seconds: float) -> float:
        """Go to the packet at or before a moment; the time stamp of its first frame tells where that is."""
        stream = self._stream
        if stream.time_base is None:
            return 0.0
        origin = stream.start_time or 0
        try:
            self._container.seek(origin + int(seconds / stream.time_base), stream=stream)
        except (self._av.error.FFmpegError, OSError):
            return 0.0
        frames = self._frames()
        first = next(frames, None)
        if first is None:
            return seconds
        self._source = chain([first], frames)
        return seconds if first.pts is None else float((first.pts - origin) * stream.time_base)

    def close(self) -> None:
        """Close the file."""
        if container := getattr(self, "_container", None):
            container.close()
        self._raw.close()

    def _open_container(self) -> av.container.InputContainer:
        try:
            return self._av.open(
                _Nameless(self._raw), "r", options={"format_whitelist": _FORMATS}, buffer_size=_OPEN_BUFFER_BYTES
            )
        except (self._av.error.FFmpegError, ValueError, OSError) as error:
            raise NotReadableError(str(error)) from error

    def _choose_stream(self, path: Path) -> av.AudioStream:
        """FFmpeg's own choice (default flag, channels, bit rate), else the first one that has a decoder."""
        streams = list(self._container.streams.audio)
        if not streams:
            raise NoAudioStreamError(path, "there is no sound track in it")
        best = self._container.streams.best("audio")
        # the best one comes first; the others serve where it has no decoder
        for stream in sorted(streams, key=lambda stream: best is None or stream.index != best.index):
            if stream.codec_context is not None:
                return stream
        raise NotReadableError("no decoder for its audio codec")

    def _frames(self) -> Iterator[AudioFrame]:
        """Frame by frame; damage is skipped, and the end of a cut-off file is an end."""
        n_bytes, samples, rate, errors = 0, 0, 0, 0
        try:
            for packet in self._container.demux(self._stream):
                n_bytes += packet.size
                try:
                    frames = packet.decode()
                except self._av.error.FFmpegError:
                    errors += 1
                    continue
                for frame in frames:
                    samples, rate = samples + frame.samples, frame.sample_rate
                    yield frame
        except (self._av.error.FFmpegError, OSError) as error:
            self.problems.append(f"reading stopped ({getattr(error, 'strerror', None) or error})")
        if errors:
            self.problems.append(f"undecodable pieces: {errors}")
        if rate:
            measured = bit_rate(n_bytes, samples / rate)
            self.info = replace(self.info, sample_rate=rate, bit_rate=measured or self.info.bit_rate)

    def _take(self, fifo: av.AudioFifo) -> RawBlock:
        frame = fifo.read()
        assert frame is not None  # only called when something was written
        samples, damaged = to_mono(_as_float(frame.to_ndarray(), frame.format.is_planar, frame.layout.nb_channels))
        return RawBlock(samples, frame.sample_rate, damaged)

    def _expected_s(self, mpeg: MpegScan | None) -> tuple[float | None, bool]:
        if mpeg is not None:
            return (mpeg.announced_s or mpeg.found_s or None), mpeg.announced_s is not None
        stream, container = self._stream, self._container
        is_exact = container.format.name.split(",")[0] in _EXACT
        if stream.duration and stream.time_base:
            return float(stream.duration * stream.time_base), is_exact
        if seconds := _seconds(stream.metadata.get("DURATION", "")):
            return seconds, is_exact
        if container.duration and container.duration > 0:
            # the length of a video need not be that of its sound
            return container.duration / 1e6, is_exact and not container.streams.video
        return None, False

    def _source_info(self) -> SourceInfo:
        context = self._stream.codec_context
        rate: int | None = context.bit_rate or self._stream.bit_rate
        if not rate and not self._container.streams.video:
            rate = bit_rate(self._size, self.expected_s or 0.0)
        codec = _ENDIANNESS.sub("", context.codec.canonical_name or context.name)
        container = self._container.format.name.split(",")[0]
        return SourceInfo(
            decoder="pyav",
            container={"mov": "mp4"}.get(container, container),
            codec=codec,
            bit_rate=rate or None,
            sample_rate=context.sample_rate,
            channels=context.layout.nb_channels if context.layout else 0,
        )


class _Nameless:
    """An open file without its name, so that FFmpeg judges the content only."""

    def __init__(self, file: Any) -> None:
        self.read = file.read
        self.seek = file.seek
        self.tell = file.tell


def _seconds(text: str) -> float | None:
    """Read Matroska's note of a track's length, hours:minutes:seconds."""
    match = re.fullmatch(r"(\d+):(\d\d):(\d\d(?:\.\d+)?)", text)
    return int(match[1]) * 3600 + int(match[2]) * 60 + float(match[3]) if match else None


def _as_float(values: np.ndarray[Any, Any], is_planar: bool, channels: int) -> np.ndarray[Any, Any]:  # noqa: FBT001
    """Bring FFmpeg's sample formats to (n, channels) floats of full scale 1."""
    frames = values.T if is_planar else values.reshape(-1, channels)
    if frames.dtype == np.uint8:
        return (frames.astype(np.float32) - 128.0) / 128.0
    if scale := _INTEGER_SCALES.get(frames.dtype):
        return frames * np.float32(scale)
    return frames
