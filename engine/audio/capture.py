"""Live sound from an input, as 16 kHz mono blocks; a device that goes away is waited for, and nothing is hidden.

The audio callback copies into a preallocated ring and counts overflows, nothing else. Time that was lost, because
the machine was too slow or the device was gone, is filled with digital silence and counted: the clock of a session
stays true, and a window over a gap holds less speech instead of a splice.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import numpy as np
import soxr

from engine.audio.capture_block import LiveBlock, Notice, Samples
from engine.audio.capture_clock import LossWatch, elapsed_s
from engine.audio.devices import (
    InputDevice,
    StreamHold,
    find_device,
    list_devices,
    load_portaudio,
    portaudio_errors,
    refresh_portaudio,
)
from engine.audio.devices_pulse import chosen_source
from engine.audio.ring import RingBuffer
from engine.errors import CaptureError, UsageError
from engine.spec import DEFAULT_SPEC, AudioSpec

logger = logging.getLogger(__name__)

RING_S = 20.0
POLL_S = 0.02
BLOCK_S = 0.1
STALL_S = 3.0
"""An input that delivers nothing for this long counts as gone; some drivers only fall silent on unplugging."""
BACK_OFF_S = (0.5, 1.0, 2.0, 4.0, 8.0)
GIVE_UP_S = 120.0
SKIP_FROM_S = 30.0
"""A gap of this length or more, known only at its end, is skipped instead of being filled with silence."""
IDLE_S = 0.5
"""A loopback input that delivers nothing for this long hears silence: Windows sends no frames while nothing plays."""


class Capture:
    """A microphone or monitor input as a source of `LiveBlock`; also a context manager.

    Opens the input at the detector's rate where the driver converts, else at its own rate through a streaming
    resampler.
    """

    def __init__(
        self,
        device: InputDevice | None = None,
        spec: AudioSpec = DEFAULT_SPEC,
        *,
        portaudio: Any = None,
        clock: Callable[[], float] = elapsed_s,
        sleep: Callable[[float], None] = time.sleep,
        give_up_s: float | None = GIVE_UP_S,
    ) -> None:
        """Choose the input; nothing is opened yet.

        Args:
            device: From `list_devices`; the default input when None.
            spec: Rate to deliver.
            portaudio: The sounddevice module or a stand-in.
            clock: Seconds, going on while the computer sleeps.
            sleep: Waits that many seconds.
            give_up_s: How long to try to open an input again that is gone; None for ever.

        Raises:
            CaptureError: No PortAudio, or no input.
        """
        self._portaudio = portaudio or load_portaudio()
        self.device = device or find_device(None, list_devices(self._portaudio))
        self._spec = spec
        self._clock = clock
        self._sleep = sleep
        self._give_up_s = give_up_s
        self._idles_in_silence = self.device.is_monitor and "wasapi" in self.device.host_api.lower()
        self._hold: StreamHold | None = None
        self._watch = LossWatch()
        self._stream: Any = None
        self._ring: RingBuffer | None = None
        self._resampler: soxr.ResampleStream | None = None
        self._rate = spec.sample_rate
        self._overflows = 0
        self._told_overflows = 0
        self._told_dropped = 0
        self._last_frames_at = 0.0
        self._is_gone = False
        self._is_back = False
        self._delivered_s = 0.0
        self._trying_s = 0.0
        self._filled_until = 0.0
        self._attempts = 0
        self._next_attempt_at = 0.0

    @property
    def overflows(self) -> int:
        """Times the driver threw sound away before handing it over."""
        return self._overflows

    @property
    def is_connected(self) -> bool:
        """Whether the input delivers; False while it is waited for."""
        return self._stream is not None

    @property
    def input_rate(self) -> int:
        """Hz at which the input was opened."""
        return self._rate

    @property
    def latency_s(self) -> float:
        """How old sound is when the driver hands it over, by its own account; 0 where it does not say."""
        latency = getattr(self._stream, "latency", 0.0)
        return float(latency) if isinstance(latency, int | float) else 0.0

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def open(self) -> None:
        """Start listening; may be called twice.

        Raises:
            CaptureError: The input refuses every format, or is in use.
        """
        if self._stream is not None:
            return  # a second stream would free the first one's callback while PortAudio still calls it
        hold = StreamHold()
        try:
            with chosen_source(self.device.source):
                self._stream = self._opened()
        except BaseException:
            hold.release()
            raise
        self._hold = hold
        self._last_frames_at = self._clock()
        if not self._is_gone:
            self._delivered_s = 0.0
            self._watch.start(self._last_frames_at)

    def _opened(self) -> Any:
        channels, self._rate = self._accepted_format()
        self._ring = RingBuffer(round(RING_S * self._rate), channels)
        self._told_dropped = 0
        needs_resampler = self._rate != self._spec.sample_rate
        self._resampler = soxr.ResampleStream(self._rate, self._spec.sample_rate, 1) if needs_resampler else None
        with portaudio_errors(self._portaudio, f'The input "{self.device.name}" cannot be opened'):
            stream = self._portaudio.InputStream(
                samplerate=self._rate,
                device=self.device.index,
                channels=channels,
                dtype="float32",
                blocksize=0,
                latency="high",
                callback=self._callback_into(self._ring),
            )
            try:
                stream.start()
            except self._portaudio.PortAudioError:
                stream.close()
                raise
        logger.info("Listening to %s at %d Hz, %d channel(s)", self.device.identity, self._rate, channels)
        return stream

    def close(self) -> None:
        """Stop listening; may be called twice."""
        stream, self._stream = self._stream, None
        if stream is None:
            return
        try:
            stream.close()
        except self._portaudio.PortAudioError as error:
            logger.warning("The input %s did not close cleanly: %s", self.device.identity, error)
        finally:
            if self._hold is not None:
                self._hold.release()

    def read(self) -> LiveBlock | None:
        """Wait for about a tenth of a second of sound.

        Returns:
            The next block; never None, a microphone has no end.

        Raises:
            CaptureError: The input has been gone for too long.
        """
        while True:
            block = self._read_gone() if self._is_gone else self._read_connected()
            if block is not None:
                return block
            self._sleep(POLL_S)

    def _accepted_format(self) -> tuple[int, int]:
        """Channels and rate: mono at the wanted rate where the driver converts, else what the device has."""
        most = max(1, self.device.channels)
        for rate in (self._spec.sample_rate, self.device.default_rate):
            for channels in dict.fromkeys((1, min(2, most), most)):
                try:
                    self._portaudio.check_input_settings(
                        device=self.device.index, channels=channels, dtype="float32", samplerate=rate
                    )
                except (self._portaudio.PortAudioError, ValueError) as error:
                    logger.debug("%s refuses %d Hz, %d channel(s): %s", self.device.identity, rate, channels, error)
                else:
                    return channels, rate
        raise CaptureError(
            f'The input "{self.device.name}" accepts no known format',
            "Choose another input with --input, or close the program that is using it.",
        )

    def _callback_into(self, ring: RingBuffer) -> Callable[[Samples, int, Any, Any], None]:
        def callback(frames: Samples, _count: int, _time: Any, status: Any) -> None:
            if status.input_overflow:
                self._overflows += 1
            ring.write(frames)

        return callback

    def _read_connected(self) -> LiveBlock | None:
        ring, stream = self._ring, self._stream
        if ring is None or stream is None:
            raise CaptureError(f'The input "{self.device.name}" is not open', "Open it before reading.")
        now = self._clock()
        if ring.available >= BLOCK_S * self._rate:
            return self._drained(ring, now)
        silent_s = now - self._last_frames_at
        if not stream.active or (silent_s > STALL_S and not self._idles_in_silence):
            return self._lose(ring)
        if self._idles_in_silence and silent_s > IDLE_S:
            self._last_frames_at = now
            return LiveBlock(self._silence(silent_s), heard_at=time.monotonic())
        return None

    def _drained(self, ring: RingBuffer, now: float) -> LiveBlock:
        """Everything that waits, with what is known to be lost."""
        samples = self._at_wanted_rate(_mono(ring.read()))
        self._last_frames_at = now
        lost_frames = ring.dropped - self._told_dropped
        self._told_dropped = ring.dropped
        overflows, self._told_overflows = self._overflows - self._told_overflows, self._overflows
        delivered_s = self._delivered_s + ring.total / self._rate
        unseen_s = 0.0 if self._idles_in_silence else self._watch.missing_s(now, delivered_s)
        heard_at = time.monotonic() - self.latency_s
        if self._is_back:
            # What was on its way through the driver when the input went: part of a loss that has been told.
            self._is_back = False
            samples = np.concatenate((self._silence(unseen_s), samples))
            return LiveBlock(samples, unseen_s, heard_at=heard_at)
        if unseen_s >= SKIP_FROM_S:
            text = f"The computer slept or stood still for {unseen_s:.0f} s; nothing was heard in that time"
            return LiveBlock(samples, 0.0, text, "", Notice.ASLEEP, unseen_s, heard_at)
        lost_s = lost_frames / self._rate + unseen_s
        if not lost_s and not overflows:
            return LiveBlock(samples, heard_at=heard_at)
        text = f"Sound was lost: the computer was too slow ({lost_s:.1f} s missing, {overflows} driver overflows)"
        hint = "Close other programs, or use a larger --hop."
        return LiveBlock(
            np.concatenate((self._silence(unseen_s), samples, self._silence(lost_frames / self._rate))),
            lost_s,
            text,
            hint,
            Notice.OVERRUN,
            heard_at=heard_at,
        )

    def _silence(self, seconds: float) -> Samples:
        return np.zeros(self._spec.samples(seconds), dtype=np.float32)

    def _at_wanted_rate(self, mono: Samples) -> Samples:
        if self._resampler is None:
            return mono
        resampled: Samples = self._resampler.resample_chunk(mono)
        return resampled

    def _lose(self, ring: RingBuffer) -> LiveBlock:
        """The input is gone: hand over what is left and begin to wait for it."""
        self.close()
        self._is_gone = True
        self._delivered_s += ring.total / self._rate
        self._filled_until = self._last_frames_at
        self._attempts, self._trying_s = 0, 0.0
        self._next_attempt_at = self._clock() + BACK_OFF_S[0]
        return LiveBlock(
            self._at_wanted_rate(_mono(ring.read())),
            warning=f'The input "{self.device.name}" has gone; waiting for it',
            hint="Plug it in again. Listening goes on by itself.",
            notice=Notice.GONE,
        )

    def _read_gone(self) -> LiveBlock | None:
        """Silence for the time that passes, and an attempt to open the input when one is due."""
        if self._give_up_s is not None and self._trying_s > self._give_up_s:
            raise CaptureError(
                f'The input "{self.device.name}" has been gone for {self._give_up_s:.0f} s',
                "Connect it and start listening again.",
            )
        back = self._clock() >= self._next_attempt_at and self._reopened()
        missing = self._clock() - self._filled_until
        if missing < BLOCK_S and not back:
            return None
        self._filled_until += missing
        self._delivered_s += missing
        self._is_gone, self._is_back = not back, back
        text, notice = (f'The input "{self.device.name}" is back', Notice.BACK) if back else ("", Notice.OTHER)
        if missing >= SKIP_FROM_S:
            return LiveBlock(self._silence(0.0), 0.0, text, "", notice, skipped_s=missing)
        self._trying_s += missing
        return LiveBlock(self._silence(missing), missing, text, "", notice)

    def _reopened(self) -> bool:
        """Refresh PortAudio's list where no other stream is open, and try once."""
        self._next_attempt_at = self._clock() + BACK_OFF_S[min(self._attempts, len(BACK_OFF_S) - 1)]
        self._attempts += 1
        try:
            refresh_portaudio(self._portaudio)
            self.device = find_device(self.device.identity, list_devices(self._portaudio))
            self.open()
        except (CaptureError, UsageError) as error:
            logger.info("Still gone: %s", error)
            return False
        return True


def _mono(frames: Samples) -> Samples:
    """The mean of the channels; a driver's values that are no numbers become silence."""
    mono: Samples = np.nan_to_num(frames.mean(axis=1, dtype=np.float32), copy=False, posinf=0.0, neginf=0.0)
    return mono
