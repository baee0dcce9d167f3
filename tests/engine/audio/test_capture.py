from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine.audio import capture as capture_module
from engine.audio.capture import Capture, LiveBlock
from engine.audio.devices import find_device, list_devices
from engine.errors import CaptureError

RATE = 16_000


def opened(portaudio: Any, fake_time: Any, name: str = "USB Microphone") -> Capture:
    device = find_device(name, list_devices(portaudio))
    capture = Capture(device, portaudio=portaudio, clock=fake_time.clock, sleep=fake_time.sleep)
    capture.open()
    return capture


def read(capture: Capture) -> LiveBlock:
    block = capture.read()
    assert block is not None
    return block


def tone(seconds: float, rate: int, hz: float = 1000.0) -> np.ndarray:
    return (0.5 * np.sin(2 * np.pi * hz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def test_sound_arrives_unchanged_at_the_wanted_rate(portaudio: Any, fake_time: Any) -> None:
    capture = opened(portaudio, fake_time)
    assert capture.input_rate == RATE
    sound = tone(0.5, RATE)
    portaudio.stream.feed(sound)
    np.testing.assert_allclose(read(capture).samples, sound, atol=1e-6)


def test_a_device_with_its_own_rate_is_resampled(portaudio: Any, fake_time: Any) -> None:
    portaudio.accepts = lambda channels, rate: rate == 44_100 and channels == 1
    capture = opened(portaudio, fake_time)
    assert capture.input_rate == 44_100
    parts = []
    for chunk in np.array_split(tone(2.0, 44_100), 20):
        portaudio.stream.feed(chunk)
        fake_time.sleep(0.1)
        parts.append(read(capture).samples)
    heard = np.concatenate(parts)
    assert len(heard) == pytest.approx(2.0 * RATE, rel=0.05)
    spectrum = np.abs(np.fft.rfft(heard[4000:20_000]))
    assert np.argmax(spectrum) == 1000


def test_a_device_that_insists_on_stereo_is_mixed_down(portaudio: Any, fake_time: Any) -> None:
    portaudio.accepts = lambda channels, _rate: channels == 2
    capture = opened(portaudio, fake_time, "Headset")
    assert portaudio.stream.arguments["channels"] == 2
    portaudio.stream.feed(tone(0.2, RATE))
    np.testing.assert_allclose(read(capture).samples, tone(0.2, RATE), atol=1e-6)


def test_a_device_that_accepts_nothing_is_a_readable_error(portaudio: Any, fake_time: Any) -> None:
    portaudio.accepts = lambda _channels, _rate: False
    with pytest.raises(CaptureError, match="accepts no known format"):
        opened(portaudio, fake_time)


def test_reading_waits_for_a_tenth_of_a_second(portaudio: Any, fake_time: Any) -> None:
    capture = opened(portaudio, fake_time)
    fake_time.on_sleep = lambda _now: portaudio.stream.feed(tone(0.02, RATE))
    assert len(read(capture).samples) == 5 * 320


def test_driver_overflows_are_counted_and_told_once(portaudio: Any, fake_time: Any) -> None:
    capture = opened(portaudio, fake_time)
    portaudio.stream.feed(tone(0.2, RATE), overflow=True)
    assert "1 driver overflows" in read(capture).warning
    assert capture.overflows == 1
    portaudio.stream.feed(tone(0.2, RATE))
    assert read(capture).warning == ""


def test_frames_the_ring_could_not_hold_become_counted_silence(
    portaudio: Any, fake_time: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capture_module, "RING_S", 0.5)
    capture = opened(portaudio, fake_time)
    portaudio.stream.feed(tone(2.0, RATE))
    block = read(capture)
    assert len(block.samples) == 2 * RATE
    assert block.lost_s == pytest.approx(2.0 - 8192 / RATE)
    assert not block.samples[8192:].any()
    assert "missing" in block.warning


def test_an_unplugged_device_is_waited_for_and_the_gap_is_filled(portaudio: Any, fake_time: Any) -> None:
    capture = opened(portaudio, fake_time, "Headset")
    portaudio.stream.feed(tone(0.2, RATE))
    started_at = fake_time.now
    read(capture)
    headset = portaudio.devices.pop(2)
    portaudio.stream.active = False
    assert "has gone" in read(capture).warning
    assert not capture.is_connected

    def plug_in(now: float) -> None:
        if now - started_at > 5.0 and len(portaudio.devices) == 3:
            portaudio.devices.insert(0, headset)

    fake_time.on_sleep = plug_in
    blocks = [read(capture)]
    while "is back" not in blocks[-1].warning:
        blocks.append(read(capture))
    filled = sum(len(block.samples) for block in blocks) / RATE
    assert filled == pytest.approx(fake_time.now - started_at, abs=0.01)
    assert sum(block.lost_s for block in blocks) == pytest.approx(filled, abs=0.01)
    assert capture.device.index == 0
    portaudio.stream.feed(tone(0.2, RATE))
    assert read(capture).samples.any()


def test_a_silent_driver_counts_as_unplugged_after_three_seconds(portaudio: Any, fake_time: Any) -> None:
    capture = opened(portaudio, fake_time)
    before = fake_time.now
    assert "has gone" in read(capture).warning
    assert fake_time.now - before == pytest.approx(3.0, abs=0.1)


def test_a_device_that_stays_away_ends_the_session_after_backing_off(portaudio: Any, fake_time: Any) -> None:
    capture = opened(portaudio, fake_time)
    portaudio.devices = portaudio.devices[:1]
    portaudio.stream.active = False
    blocks = iter(capture.read, None)
    with pytest.raises(CaptureError, match="has been gone for 120 s"):
        list(blocks)
    assert portaudio.restarts < 25


def test_closing_twice_is_fine_and_reading_a_closed_input_is_an_error(portaudio: Any, fake_time: Any) -> None:
    capture = opened(portaudio, fake_time)
    capture.close()
    capture.close()
    with pytest.raises(CaptureError, match="not open"):
        capture.read()
