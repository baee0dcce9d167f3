"""Any audio or video file as a stream of mono blocks at the detector's sample rate.

Decoding runs in a daemon thread behind a short queue: the caller works on one block while the next is decoded, memory
does not grow with the length of the file, and a decoder or disk that hangs is given up instead of hanging the batch.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from engine.audio.chain import DecodeChain
from engine.audio.sniff import printable
from engine.errors import AudioDecodeError, DecodeStalledError, VeravoxError
from engine.results import SourceInfo
from engine.spec import DEFAULT_SPEC, AudioSpec

FloatArray = npt.NDArray[np.float32]

_QUEUE_BLOCKS = 3
_POLL_S = 0.1
_JOIN_S = 2.0

_Message = FloatArray | BaseException | None
"""A block, the error that ended decoding, or None at the end."""


class AudioStream:
    """An audio file being decoded; iterate over it inside a ``with`` block. Made by `open_audio`.

    Attributes:
        path: The file.
    """

    def __init__(self, path: Path, spec: AudioSpec, block_s: float, stall_timeout_s: float, start_s: float) -> None:
        self.path = path
        self._chain = DecodeChain(path, spec, block_s, start_s)
        self._stall_timeout_s = stall_timeout_s
        self._messages: queue.Queue[_Message] = queue.Queue(_QUEUE_BLOCKS)
        self._stop = threading.Event()
        self._is_over = False
        self._thread = threading.Thread(target=self._work, name=f"decode {path.name!a}", daemon=True)
        self._thread.start()
        try:
            self._first = self._next_block()  # so that unreadable files fail here and not in the middle of a loop
        except BaseException:
            self.close()
            raise

    @property
    def info(self) -> SourceInfo:
        """How the file is read; the bit rate may become more exact until the end."""
        return self._chain.info

    @property
    def warnings(self) -> list[str]:
        """Readable sentences about damage; complete after the last block."""
        return list(self._chain.warnings)

    @property
    def expected_duration_s(self) -> float | None:
        """Seconds by the header, for progress only; None where it does not tell."""
        return self._chain.expected_s

    def __iter__(self) -> Iterator[FloatArray]:
        """Yield mono blocks of a few seconds.

        Shape:
            block: (n,), n varies.

        Raises:
            AudioDecodeError: The whole file turned out to hold no valid sample.
            DecodeStalledError: No progress for too long.
        """
        block, self._first = self._first, None
        while block is not None:
            yield block
            block = self._next_block()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop decoding and close the file; a decoder that hangs is left behind, asleep."""
        self._stop.set()
        if not self._is_over:
            self._is_over = True
            self._thread.join(_JOIN_S)

    def _next_block(self) -> FloatArray | None:
        """Wait for the next block that holds samples; None at the end."""
        while not self._is_over:
            try:
                message = self._messages.get(timeout=self._stall_timeout_s)
            except queue.Empty:
                self._stop.set()
                self._is_over = True  # nobody waits for the thread any more
                reason = f"the decoder made no progress for {self._stall_timeout_s:g} s"
                raise DecodeStalledError(printable(self.path), reason) from None
            if isinstance(message, BaseException):
                self._is_over = True
                raise message
            if message is None:
                self._is_over = True
                self._thread.join(_JOIN_S)
            elif len(message):
                return message
        return None

    def _work(self) -> None:
        """The thread: decode until the end, an error, or the caller's loss of interest."""
        try:
            with closing(self._chain.blocks()) as blocks:
                for block in blocks:
                    if not self._put(block):
                        return
            self._put(None)
        except VeravoxError as error:
            self._put(error)
        except Exception as error:  # noqa: BLE001  the one boundary of this thread
            self._put(AudioDecodeError(printable(self.path), f"the decoder failed ({type(error).__name__}: {error})"))

    def _put(self, message: _Message) -> bool:
        while not self._stop.is_set():
            try:
                self._messages.put(message, timeout=_POLL_S)
            except queue.Full:
                continue
            return True
        return False


def open_audio(
    path: Path | str,
    spec: AudioSpec = DEFAULT_SPEC,
    *,
    block_s: float = 5.0,
    stall_timeout_s: float = 30.0,
    start_s: float = 0.0,
) -> AudioStream:
    """Open a file of any format and start decoding it.

    Args:
        path: The file; its name may be wrong about the format.
        spec: Gives the sample rate of the blocks.
        block_s: Length of the blocks, seconds.
        stall_timeout_s: Give up after this long without any progress, seconds.
        start_s: Begin there, seconds, for listening; nothing comes where the file is not that long, and damage is
            not reported. Exact to a few hundredths of a second where the format has time stamps or a fixed rate.

    Raises:
        AudioOpenError: Missing, no permission, a folder, a pipe, empty.
        AudioDecodeError: No sound can be had from it: no audio, protected, damaged, stalled.
    """
    return AudioStream(Path(path), spec, block_s, stall_timeout_s, start_s)


def decode_all(path: Path | str, spec: AudioSpec = DEFAULT_SPEC) -> FloatArray:
    """Decode a whole file at once, for short clips.

    Shape:
        result: (n,)

    Raises:
        AudioError: As `open_audio`.
    """
    with open_audio(path, spec) as stream:
        blocks = list(stream)
    return blocks[0] if len(blocks) == 1 else np.concatenate(blocks) if blocks else np.empty(0, np.float32)
