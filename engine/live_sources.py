"""Sound for a live session that does not come from a microphone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import numpy as np

from engine.audio.capture_block import LiveBlock, Samples
from engine.spec import DEFAULT_SPEC, AudioSpec

BLOCK_S = 0.25


class AudioSource(Protocol):
    """Anything that hands over live blocks."""

    def read(self) -> LiveBlock | None:
        """The next block; waits for it. None at the end."""
        ...


class FileSource:
    """A file played through the live path, as fast as it is read or at its natural speed."""

    def __init__(
        self,
        path: Path,
        spec: AudioSpec = DEFAULT_SPEC,
        *,
        realtime: bool = False,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Choose the file; it is opened on entering the context.

        Args:
            path: Anything `open_audio` reads.
            spec: Rate to deliver.
            realtime: Wait until each block would have been heard.
            clock: Seconds, monotonic.
            sleep: Waits that many seconds.
        """
        self._path = path
        self._spec = spec
        self._realtime = realtime
        self._clock = clock
        self._sleep = sleep
        self._stream: Any = None
        self._blocks: Iterator[Samples] = iter(())
        self._rest: Samples = np.zeros(0, dtype=np.float32)
        self._given_s = 0.0
        self._started_at = 0.0
        self._told_warnings = 0

    def __enter__(self) -> Self:
        from engine.audio.decode import open_audio  # a microphone needs no decoders

        self._stream = open_audio(self._path, self._spec)
        self._blocks = iter(self._stream.__enter__())
        self._started_at = self._clock()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is not None:
            self._stream.__exit__(kind, error, trace)

    def read(self) -> LiveBlock | None:
        """The next quarter of a second, shorter at the end.

        Raises:
            AudioError: The file cannot be read on.
        """
        wanted = self._spec.samples(BLOCK_S)
        parts = [self._rest]
        have = len(self._rest)
        while have < wanted:
            block = next(self._blocks, None)
            if block is None:
                break
            parts.append(block)
            have += len(block)
        joined = np.concatenate(parts)
        samples, self._rest = joined[:wanted], joined[wanted:]
        if not len(samples):
            return None
        self._wait_until_heard(len(samples))
        return LiveBlock(samples, warning=self._new_warning())

    def _wait_until_heard(self, n_samples: int) -> None:
        self._given_s += n_samples / self._spec.sample_rate
        ahead = self._given_s - (self._clock() - self._started_at)
        if self._realtime and ahead > 0:
            self._sleep(ahead)

    def _new_warning(self) -> str:
        warnings = list(self._stream.warnings)[self._told_warnings :]
        self._told_warnings += len(warnings)
        return " ".join(warnings)
