"""Hearing a recording from any moment: a decoder thread fills a ring, the audio callback empties it.

player = Player(); player.play(path, 12.5); player.status -> state and position; player.pause(); player.close()

Commands return at once and are carried out by one thread, so that no window waits for a sound card, a decoder or a
slow disk. The callback only copies and counts.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np

from engine.audio.decode import AudioStream, open_audio
from engine.audio.devices import PORTAUDIO_HINT, load_portaudio
from engine.audio.playback_output import STALL_S, Feed, Output, find_output
from engine.audio.ring import RingBuffer
from engine.errors import CaptureError, PlaybackError, VeravoxError
from engine.spec import AudioSpec

logger = logging.getLogger(__name__)

RING_S = 1.0
BLOCK_S = 0.25
POLL_S = 0.01
REST_AFTER_S = 5.0
"""The sound card is let go after this long without anything to play."""


class PlayState(StrEnum):
    """What the player does."""

    STOPPED = "stopped"
    OPENING = "opening"
    PLAYING = "playing"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class PlayStatus:
    """Where the player is.

    Attributes:
        position_s: Of what is heard now, seconds in the file.
        path: The file; None before the first one.
        problem: Why nothing can be heard, in words; empty where nothing is wrong.
        hint: What to do about it.
    """

    state: PlayState = PlayState.STOPPED
    position_s: float = 0.0
    path: Path | None = None
    problem: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class _Play:
    path: Path
    start_s: float
    end_s: float | None


@dataclass(frozen=True, slots=True)
class _Pause:
    state: PlayState = field(default=PlayState.PAUSED)


@dataclass(frozen=True, slots=True)
class _Probe:
    pass


@dataclass(frozen=True, slots=True)
class _Close:
    pass


_Command = _Play | _Pause | _Probe | _Close


class Player:
    """Plays one file at a time through the default output; all methods return at once."""

    def __init__(self, *, portaudio: Any = None, clock: Callable[[], float] = time.monotonic) -> None:
        """Nothing is opened yet.

        Args:
            portaudio: The sounddevice module or a stand-in; None loads it when it is first needed.
            clock: Seconds, monotonic.
        """
        self._portaudio, self._clock = portaudio, clock
        self._commands: queue.SimpleQueue[_Command] = queue.SimpleQueue()
        self._status = PlayStatus()
        self._feed: Feed | None = None
        self._output: Output | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._end_s: float | None = None

    @property
    def status(self) -> PlayStatus:
        """What it does now; cheap, may be asked thirty times a second."""
        status, feed, output = self._status, self._feed, self._output
        if status.state is not PlayState.PLAYING or feed is None or output is None:
            return status
        position_s = feed.position_s(self._clock(), output.latency_s)
        return replace(status, position_s=position_s if self._end_s is None else min(position_s, self._end_s))

    def probe(self) -> None:
        """Find out whether anything can be heard at all; ``status.problem`` tells a moment later."""
        self._send(_Probe())

    def play(self, path: Path, start_s: float = 0.0, end_s: float | None = None) -> None:
        """Play from a moment; what plays now stops.

        Args:
            path: Any audio file.
            start_s: Seconds.
            end_s: Stop there, seconds; None plays to the end of the file.
        """
        with self._lock:
            self._status = PlayStatus(PlayState.OPENING, start_s, path)
            self._send(_Play(path, start_s, end_s))

    def pause(self) -> None:
        """Stop and keep the position; nothing happens where nothing plays."""
        if self._status.state in (PlayState.OPENING, PlayState.PLAYING):
            self._send(_Pause())

    def stop(self) -> None:
        """Stop and forget the file."""
        self._send(_Pause(PlayState.STOPPED))

    def resume(self) -> None:
        """Go on where it was paused; nothing happens without a file."""
        status = self.status
        if status.path is not None and status.state in (PlayState.PAUSED, PlayState.ENDED):
            self.play(status.path, 0.0 if status.state is PlayState.ENDED else status.position_s)

    def close(self) -> None:
        """Stop, let the device go and end the thread."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._commands.put(_Close())
            thread.join(STALL_S)

    def _send(self, command: _Command) -> None:
        self._commands.put(command)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="player", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        """The thread: one command after the other until it is closed."""
        try:
            command = self._next()
            while not isinstance(command, _Close):
                command = self._obey(command) or self._next()
        finally:
            self._close_output()

    def _next(self) -> _Command:
        """Wait for a command; of several that came at once only the last one counts."""
        while True:
            try:
                command = self._commands.get(timeout=REST_AFTER_S if self._output is not None else None)
            except queue.Empty:
                self._close_output()
                continue
            return self._latest(command)

    def _latest(self, command: _Command) -> _Command:
        while not isinstance(command, _Close):
            try:
                command = self._commands.get_nowait()
            except queue.Empty:
                break
        return command

    def _obey(self, command: _Command) -> _Command | None:
        """Carry out a command; gives the one that interrupted it."""
        try:
            if isinstance(command, _Play):
                return self._play(command)
            if isinstance(command, _Pause):
                self._hold(command.state)
            elif isinstance(command, _Probe):
                self._probe()
        except VeravoxError as error:
            self._fail(str(error), error.hint)
        except Exception as error:  # the boundary of this thread
            logger.exception("Playback failed unexpectedly")
            self._fail(f"Playback failed: {error}", "Please report it with the log file.")
        return None

    def _fail(self, problem: str, hint: str) -> None:
        status = self.status
        self._feed = None
        self._close_output()
        self._tell(PlayStatus(PlayState.STOPPED, status.position_s, status.path, problem, hint))

    def _tell(self, status: PlayStatus) -> None:
        """Say what is; but what somebody has just asked for is not overwritten by what was before."""
        with self._lock:
            if self._commands.empty():
                self._status = status

    def _probe(self) -> None:
        if self._output is None:
            find_output(self._module())
        self._tell(replace(self._status, problem="", hint=""))

    def _hold(self, state: PlayState) -> None:
        status = self.status
        self._silence()
        self._tell(PlayStatus(state, status.position_s, None if state is PlayState.STOPPED else status.path))

    def _play(self, command: _Play) -> _Command | None:
        self._silence()
        self._end_s = command.end_s
        if self._output is None:
            self._output = Output(self._module(), self._clock)
        rate = self._output.rate
        with open_audio(command.path, AudioSpec(rate), start_s=command.start_s, block_s=BLOCK_S) as stream:
            feed = Feed(RingBuffer(round(RING_S * rate)), command.start_s, rate)
            return self._stream_into(feed, stream, command)

    def _stream_into(self, feed: Feed, stream: AudioStream, command: _Play) -> _Command | None:
        """Keep the ring full until the end, an error, or the next command, which is returned."""
        left = None if command.end_s is None else max(0, round((command.end_s - command.start_s) * feed.rate))
        for block in stream:
            piece = np.clip(block if left is None else block[:left], -1.0, 1.0)[:, None]
            while len(piece):
                room = feed.ring.capacity - feed.ring.available
                feed.ring.write(piece[:room])
                piece = piece[room:]
                self._begin(feed, command)
                if (other := self._interruption(feed)) is not None:
                    return other
            if left is not None:
                left -= len(block)
                if left <= 0:
                    break
        return self._drain(feed, command)

    def _begin(self, feed: Feed, command: _Play) -> None:
        output = self._output
        if output is not None and output.feed is None:
            output.feed = self._feed = feed
            self._tell(PlayStatus(PlayState.PLAYING, command.start_s, command.path))

    def _interruption(self, feed: Feed) -> _Command | None:
        """Wait until the ring has room; gives a command that came meanwhile.

        Raises:
            PlaybackError: The output has gone.
        """
        while True:
            try:
                command = self._latest(self._commands.get(timeout=POLL_S))
                if not isinstance(command, _Probe):
                    return command
            except queue.Empty:
                if self._output is None or self._output.is_gone:
                    raise PlaybackError("The sound output has gone") from None
            if feed.ring.available <= feed.ring.capacity // 2:
                return None

    def _drain(self, feed: Feed, command: _Play) -> _Command | None:
        """Let what is in the ring and in the device be heard."""
        latency_s = self._output.latency_s if self._output is not None else 0.0
        while feed.ring.available or self._clock() - feed.called_at < feed.last_count / feed.rate + latency_s:
            if not feed.played and not feed.ring.available:
                break
            if (other := self._interruption(feed)) is not None:
                return other
        end_s = max(command.start_s, feed.start_s + feed.played / feed.rate)
        self._silence()
        self._tell(PlayStatus(PlayState.ENDED, end_s, command.path))
        return None

    def _silence(self) -> None:
        self._feed = None
        if self._output is not None:
            self._output.feed = None

    def _close_output(self) -> None:
        output, self._output = self._output, None
        if output is not None:
            output.close()

    def _module(self) -> Any:
        """PortAudio, loaded when it is first needed: that takes a moment and may fail.

        Raises:
            PlaybackError: It is not on this machine.
        """
        if self._portaudio is None:
            try:
                self._portaudio = load_portaudio()
            except CaptureError as error:
                raise PlaybackError("Playback is not possible: PortAudio is not installed", PORTAUDIO_HINT) from error
        return self._portaudio
