"""Writing 16 kHz mono audio as MP3, Opus, FLAC or WAV, block by block."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, cast

import av
import numpy as np
import numpy.typing as npt
import soundfile

from engine.errors import UsageError
from engine.spec import DEFAULT_SPEC

Samples = npt.NDArray[np.float32]

FORMATS = ("mp3", "flac", "wav", "opus")
DEFAULT_FORMAT = "mp3"
DEFAULT_KBITS = 48
KBITS = {"mp3": (8, 160), "opus": (6, 256)}
"""Possible bit rates of the lossy formats for 16 kHz mono, kbit/s."""
_ENCODERS = {"mp3": ("libmp3lame", "mp3"), "opus": ("libopus", "ogg")}
_SUBTYPES = {"flac": "FLAC", "wav": "WAV"}


class AudioWriter(Protocol):
    """An audio file being written; use it in a ``with`` block."""

    def write(self, block: Samples) -> None:
        """Append samples.

        Shape:
            block: ``(n,)``, n may be 0.
        """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def check_format(name: str, kbits: int) -> None:
    """Check a format before hours of work.

    Raises:
        UsageError: There is no such format, or it does not have this bit rate.
    """
    if name not in FORMATS:
        raise UsageError(f"There is no format {name!r}", f"Choose one of {', '.join(FORMATS)}.")
    low, high = KBITS.get(name, (0, kbits))
    if not low <= kbits <= high:
        raise UsageError(f"{name} cannot have {kbits} kbit/s", f"Choose from {low} to {high}.")


def open_writer(path: Path, name: str, kbits: int) -> AudioWriter:
    """Start a file.

    Args:
        path: The file; its suffix does not matter.
        name: One of `FORMATS`.
        kbits: Bit rate of a lossy format, kbit/s.
    """
    return _LossyWriter(path, name, kbits) if name in _ENCODERS else _PlainWriter(path, _SUBTYPES[name])


class _PlainWriter:
    """16-bit PCM through libsndfile."""

    def __init__(self, path: Path, container: str) -> None:
        self._file = soundfile.SoundFile(path, "w", DEFAULT_SPEC.sample_rate, 1, "PCM_16", format=container)

    def write(self, block: Samples) -> None:
        self._file.write(np.clip(block, -1.0, 1.0))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


class _LossyWriter:
    """MP3 or Opus through FFmpeg's libraries; the header tells the encoder's delay, so that decoders remove it."""

    def __init__(self, path: Path, name: str, kbits: int) -> None:
        encoder, container = _ENCODERS[name]
        self._out = av.open(str(path), "w", format=container)
        rate = DEFAULT_SPEC.sample_rate
        self._stream = cast("av.AudioStream", self._out.add_stream(encoder, rate=rate, layout="mono"))
        self._stream.bit_rate = kbits * 1000
        context = self._stream.codec_context
        # The encoder takes frames of one size only; the resampler cuts them.
        self._cut = av.AudioResampler(format=context.format, layout="mono", rate=rate, frame_size=_frame_size(context))
        self._position = 0

    def write(self, block: Samples) -> None:
        if not len(block):
            return
        pcm = np.rint(np.clip(block, -1.0, 1.0) * 32767.0).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(pcm[None], format="s16", layout="mono")
        frame.sample_rate = DEFAULT_SPEC.sample_rate
        frame.pts = self._position
        frame.time_base = Fraction(1, DEFAULT_SPEC.sample_rate)
        self._position += len(pcm)
        for piece in self._cut.resample(frame):
            self._out.mux(self._stream.encode(piece))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._out:
            if error is None:
                for piece in self._cut.resample(None):
                    self._out.mux(self._stream.encode(piece))
                self._out.mux(self._stream.encode(None))


def _frame_size(context: av.AudioCodecContext) -> int:
    context.open(strict=False)
    return int(context.frame_size or 1152)
