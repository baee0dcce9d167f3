"""The sound of a whole session as one FLAC file: smaller than WAV, without its 4 GB limit, readable after a crash."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from engine.audio.capture_block import Samples
from engine.errors import ReportError
from engine.live_quota import Quota
from engine.spec import DEFAULT_SPEC, AudioSpec

SILENCE_AT_ONCE_S = 60.0
"""A night's silence takes half a minute to encode: it is written in pieces, so that live sound does not wait for it."""


class SessionFile:
    """Grows with the session. Time without sound is written as silence, so that times in the file are session times."""

    def __init__(self, path: Path, spec: AudioSpec = DEFAULT_SPEC, *, quota: Quota | None = None) -> None:
        """Make the file and its folder.

        Raises:
            ReportError: It cannot be made, or the quota is full.
        """
        self.path = path
        self._spec = spec
        self._quota = quota
        self._size = 0
        self._waiting: deque[Samples | int] = deque()
        self._file: Any = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if quota is not None:
                quota.check()
            self._file = soundfile.SoundFile(path, "w", samplerate=spec.sample_rate, channels=1, subtype="PCM_16")
        except (OSError, soundfile.LibsndfileError) as error:
            raise ReportError(f"Cannot record the session to {path.name}: {error}") from error

    @property
    def is_open(self) -> bool:
        """Whether sound is still being written."""
        return self._file is not None

    def push(self, samples: Samples) -> None:
        """Write the next sound, or some of the silence that comes before it.

        Raises:
            ReportError: The disk or the quota is full; the file is closed and keeps what it has.
        """
        if self._file is None:
            return
        self._waiting.append(samples)
        self._write(self._spec.samples(SILENCE_AT_ONCE_S))

    def skip(self, seconds: float) -> None:
        """Time passed without sound."""
        if self._file is not None:
            self._waiting.append(self._spec.samples(seconds))

    def close(self) -> None:
        """Finish the file; may be called twice.

        Raises:
            ReportError: See `push`.
        """
        try:
            while self._file is not None and self._waiting:
                self._write(self._spec.samples(SILENCE_AT_ONCE_S))
        finally:
            self._finish()

    def _write(self, most_silence: int) -> None:
        try:
            while self._waiting and most_silence > 0:
                next_up = self._waiting.popleft()
                if isinstance(next_up, int):
                    silence = min(next_up, most_silence)
                    most_silence -= silence
                    self._file.write(np.zeros(silence, dtype=np.int16))
                    if next_up > silence:
                        self._waiting.appendleft(next_up - silence)
                else:
                    self._file.write(np.clip(next_up, -1.0, 1.0))
            self._account()
        except (OSError, soundfile.LibsndfileError) as error:
            self._finish()
            raise ReportError(f"Recording the session stopped: {error}", "Free some disk space.") from error
        except ReportError:
            self._finish()
            raise

    def _finish(self) -> None:
        file, self._file = self._file, None
        self._waiting.clear()
        if file is not None:
            file.close()

    def _account(self) -> None:
        if self._quota is None:
            return
        size = self.path.stat().st_size
        self._quota.take(max(0, size - self._size))
        self._size = max(self._size, size)
