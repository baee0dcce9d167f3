"""The default sound output: found, opened, fed by a ring that its callback empties."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.audio.devices import StreamHold, refresh_portaudio
from engine.audio.ring import RingBuffer
from engine.errors import CaptureError, PlaybackError

Frames = npt.NDArray[np.float32]
STALL_S = 3.0
"""An output that takes nothing for this long counts as gone."""


@dataclass(slots=True, eq=False)
class Feed:
    """What the callback plays now; it alone moves ``played`` and ``called_at``."""

    ring: RingBuffer
    start_s: float
    rate: int
    played: int = 0
    called_at: float = 0.0
    last_count: int = 0

    def position_s(self, now: float, latency_s: float) -> float:
        """Seconds in the file that are heard at this moment.

        Between two calls of the callback the clock goes on, so that a cursor moves evenly.
        """
        if not self.called_at:
            return self.start_s
        since_s = min(max(now - self.called_at, 0.0), self.last_count / self.rate)
        heard_s = (self.played - self.last_count) / self.rate + since_s - latency_s
        return self.start_s + max(0.0, heard_s)


class Output:
    """The default sound output, open; plays silence while it has no feed."""

    def __init__(self, portaudio: Any, clock: Callable[[], float]) -> None:
        """Open it.

        Raises:
            PlaybackError: There is none, or it cannot be opened.
        """
        self._portaudio, self._clock = portaudio, clock
        self.feed: Feed | None = None
        self.called_at = clock()
        device = find_output(portaudio)
        self.rate = round(device["default_samplerate"])
        self._hold = StreamHold()
        try:
            self._stream = portaudio.OutputStream(
                samplerate=self.rate,
                channels=min(2, int(device["max_output_channels"])),
                dtype="float32",
                callback=self._fill,
            )
            self._stream.start()
        except (portaudio.PortAudioError, ValueError, OSError) as error:
            self._hold.release()
            raise PlaybackError(f"The sound output cannot be opened: {_first_line(error)}") from error
        self.latency_s = float(self._stream.latency)

    @property
    def is_gone(self) -> bool:
        """Whether the device was unplugged or takes nothing any more."""
        return not self._stream.active or self._clock() - self.called_at > STALL_S

    def close(self) -> None:
        """Let the device go."""
        with contextlib.suppress(self._portaudio.PortAudioError):
            self._stream.abort()
        with contextlib.suppress(self._portaudio.PortAudioError):
            self._stream.close()
        self._hold.release()

    def _fill(self, target: Frames, _count: int, _time: Any, _status: Any) -> None:
        now = self._clock()
        self.called_at = now
        feed = self.feed
        got = feed.ring.read_into(target) if feed is not None else 0
        target[got:] = 0.0
        if feed is not None and got:
            feed.played += got
            feed.last_count = got
            feed.called_at = now


def default_output(portaudio: Any) -> dict[str, Any]:
    """PortAudio's description of the default output.

    Args:
        portaudio: The sounddevice module or a stand-in.

    Raises:
        PlaybackError: This computer has none.
    """
    try:
        device: dict[str, Any] = dict(portaudio.query_devices(kind="output"))
    except (portaudio.PortAudioError, ValueError) as error:
        raise PlaybackError("This computer has no sound output") from error
    if int(device["max_output_channels"]) < 1:
        raise PlaybackError("This computer has no sound output")
    return device


def find_output(portaudio: Any) -> dict[str, Any]:
    """The default output; where there is none, one that was plugged in since the start is looked for."""
    try:
        return default_output(portaudio)
    except PlaybackError:
        try:
            refreshed = refresh_portaudio(portaudio)
        except CaptureError:
            refreshed = False
        if not refreshed:
            raise
    return default_output(portaudio)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
