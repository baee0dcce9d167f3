"""What a decoder must offer to the decoding chain, and the arithmetic that all of them share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from engine.results import SourceInfo

FloatArray = npt.NDArray[np.float32]

MAX_BLOCK_VALUES = 1 << 20
"""Values (samples x channels) a block at most, so that 192 kHz in 7.1 needs no more memory than stereo."""
ABSURD_LEVEL = 1e10
"""A sample this far beyond full scale is damage; its square still fits into 32-bit floats."""


class RawBlock(NamedTuple):
    """Mono audio at the source's own rate.

    Attributes:
        damaged: Samples that were no finite numbers and became 0.
    """

    samples: FloatArray
    rate: int
    damaged: int = 0


class Reader(Protocol):
    """One decoder with one file open.

    Attributes:
        info: How the file is read; complete after the last block.
        expected_s: Seconds the header announces, None where it does not tell.
        is_expected_exact: Whether falling short of ``expected_s`` proves that something is missing.
        problems: Damage met so far, as sentence parts.
    """

    info: SourceInfo
    expected_s: float | None
    is_expected_exact: bool
    problems: list[str]

    def blocks(self) -> Iterator[RawBlock]:
        """Decode to the end; stop early, with an entry in ``problems``, where decoding fails."""
        ...

    def seek(self, seconds: float) -> float:
        """Go near a moment, before `blocks` is called; gives where it went, which is 0 where it cannot."""
        ...

    def close(self) -> None:
        """Close the file."""
        ...


class NotReadableError(Exception):
    """This decoder cannot open the file; another one may."""


def to_mono(frames: npt.NDArray[Any]) -> tuple[FloatArray, int]:
    """Average the channels and replace what is no finite number by 0.

    Args:
        frames: Floating point audio; changed where it is damaged.

    Returns:
        The mono audio in its own memory, and how many samples were damaged.

    Shape:
        frames: (n, channels)
    """
    mono = _mean(frames)
    # one cheap pass: the energy is finite exactly where nothing is damaged
    with np.errstate(over="ignore", invalid="ignore"):
        energy = float(np.dot(mono, mono))
    if energy < ABSURD_LEVEL:
        return mono, 0
    with np.errstate(invalid="ignore"):
        bad = ~(np.abs(frames) < ABSURD_LEVEL)
    frames[bad] = 0.0
    return _mean(frames), int(bad.any(axis=1).sum())


def _mean(frames: npt.NDArray[Any]) -> FloatArray:
    channels = frames.shape[1]
    mono: FloatArray = frames[:, 0].astype(np.float32)
    with np.errstate(over="ignore", invalid="ignore"):
        for channel in range(1, channels):
            mono += frames[:, channel]
    if channels > 1:
        mono *= np.float32(1.0 / channels)
    return mono


def bit_rate(n_bytes: int, seconds: float) -> int | None:
    """Bits a second, None where no time passed."""
    return round(n_bytes * 8 / seconds) if seconds > 0 and n_bytes > 0 else None
