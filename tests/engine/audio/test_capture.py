from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine.audio import capture as capture_module
from engine.audio.capture import Capture
from engine.audio.capture_block import LiveBlock, Notice
from engine.audio.devices import find_device, hold_portaudio, list_devices, refresh_portaudio
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


def deliver(portaudio: Any, seconds: float) -> Any:
    """Feed a tone of that length in blocks of a tenth of a second, as a driver does in real time."""
    fed = 0.0

    def feed(_now: float) -> None:
        nonlocal fed
        if fed < seconds:
            portaudio.stream.feed(tone(0.02, RATE))
            fed += 0.02

    return feed


def test_a_sleep_of_minutes_under_a_live_stream_is_skipped_and_counted(portaudio: Any, fake_time: Any) -> None:
    capture = opened(portaudio, fake_time)
    fake_time.on_sleep = deliver(portaudio, 1e9)
    before = [read(capture) for _ in range(20)]
    assert sum(block.lost_s + block.skipped_s for block in before) == 0
    fake_time.now += 600.0
    portaudio.stream.feed(tone(0.1, RATE))
    woken = read(capture)
    assert woken.skipped_s == pytest.approx(600.0, abs=0.2)
    assert woken.notice is Notice.ASLEEP
    assert len(woken.samples) < RATE
    after = [read(capture) for _ in range(20)]
    assert sum(block.lost_s + block.skipped_s for block in after) == 0


def test_a_driver_that_loses_sound_without_a_word_is_found_out(portaudio: Any, fake_time: Any) -> None:
    capture = opened(portaudio, fake_time)
    fake_time.on_sleep = deliver(portaudio, 1e9)
    for _ in range(20):
        read(capture)
    fake_time.now += 2.0
    fake_time.sleep(0.1)
    portaudio.stream.feed(tone(0.1, RATE))
    block = read(capture)
    assert block.lost_s == pytest.approx(2.0, abs=0.2)
    assert block.notice is Notice.OVERRUN


def test_a_stream_that_died_in_a_sleep_is_opened_again_and_the_night_is_counted(portaudio: Any, fake_time: Any) -> None:
    capture = opened(portaudio, fake_time)
    portaudio.stream.feed(tone(0.2, RATE))
    read(capture)
    fake_time.now += 8 * 3600.0
    portaudio.stream.active = False
    blocks = [read(capture)]
    while blocks[-1].notice is not Notice.BACK:
        blocks.append(read(capture))
    assert sum(block.skipped_s + block.lost_s for block in blocks) == pytest.approx(8 * 3600.0, abs=2.0)
    assert sum(len(block.samples) for block in blocks) < 2 * RATE


def test_what_was_on_its_way_when_the_input_went_is_counted_too(portaudio: Any, fake_time: Any) -> None:
    capture = opened(portaudio, fake_time)
    started_at = fake_time.now
    fake_time.now += 2.0  # a sound server hands everything over two seconds late
    fake_time.on_sleep = deliver(portaudio, 1e9)
    blocks = [read(capture) for _ in range(20)]
    fake_time.on_sleep = lambda _now: None
    portaudio.stream.active = False
    while not blocks or blocks[-1].notice is not Notice.BACK:
        blocks.append(read(capture))
    fake_time.now += 2.0
    fake_time.on_sleep = deliver(portaudio, 1e9)
    blocks += [read(capture) for _ in range(20)]
    given = sum(len(block.samples) for block in blocks) / RATE
    assert given == pytest.approx(fake_time.now - started_at - 2.0, abs=0.3)
    assert sum(1 for block in blocks if block.warning) == 2
    gone = sum(block.lost_s for block in blocks)
    assert gone == pytest.approx(0.5 + 2.0, abs=0.3)


def test_a_window_may_wait_for_ever(portaudio: Any, fake_time: Any) -> None:
    device = find_device("USB Microphone", list_devices(portaudio))
    capture = Capture(device, portaudio=portaudio, clock=fake_time.clock, sleep=fake_time.sleep, give_up_s=None)
    capture.open()
    everything = list(portaudio.devices)
    portaudio.devices = portaudio.devices[:1]
    portaudio.stream.active = False
    lost = sum(read(capture).lost_s for _ in range(5000))
    assert lost > 400
    portaudio.devices = everything
    blocks = [read(capture) for _ in range(200)]
    assert Notice.BACK in [block.notice for block in blocks]


def test_opening_twice_opens_one_stream(portaudio: Any, fake_time: Any) -> None:
    capture = opened(portaudio, fake_time)
    stream = portaudio.stream
    with capture:
        assert portaudio.stream is stream
    assert not stream.active


def test_a_stream_that_will_not_start_is_closed_and_told(
    portaudio: Any, fake_time: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[bool] = []

    class Stubborn:
        def __init__(self, **_arguments: Any) -> None:
            pass

        def start(self) -> None:
            raise portaudio.PortAudioError("Device unavailable [PaErrorCode -9985]")

        def close(self) -> None:
            closed.append(True)

    monkeypatch.setattr(portaudio, "InputStream", Stubborn)
    with pytest.raises(CaptureError, match="-9985"):
        opened(portaudio, fake_time)
    assert closed == [True]
    assert refresh_portaudio(portaudio)


def test_another_open_stream_is_not_killed_to_find_a_lost_input(portaudio: Any, fake_time: Any) -> None:
    capture = opened(portaudio, fake_time)
    with hold_portaudio():
        portaudio.stream.active = False
        assert read(capture).notice is Notice.GONE
        while read(capture).notice is not Notice.BACK:
            continue
        assert portaudio.restarts == 0
    capture.close()
    assert refresh_portaudio(portaudio)


def test_values_that_are_no_numbers_become_silence(portaudio: Any, fake_time: Any) -> None:
    capture = opened(portaudio, fake_time)
    portaudio.stream.feed(np.array([0.5, np.nan, np.inf, -np.inf] * 800, dtype=np.float32))
    np.testing.assert_array_equal(read(capture).samples, np.array([0.5, 0, 0, 0] * 800, dtype=np.float32))


def test_a_loopback_that_sends_nothing_while_nothing_plays_is_not_gone(portaudio: Any, fake_time: Any) -> None:
    portaudio.query_hostapis = lambda: [{"name": "Windows WASAPI"}]
    portaudio.devices.append(portaudio.row("Speakers [Loopback]", 2, 48_000))
    capture = opened(portaudio, fake_time, "Speakers [Loopback]")
    blocks = [read(capture) for _ in range(20)]
    assert sum(len(block.samples) for block in blocks) / RATE == pytest.approx(fake_time.now - 100.0, abs=0.1)
    assert {block.lost_s for block in blocks} == {0.0}
