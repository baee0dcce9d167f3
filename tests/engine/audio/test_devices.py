from __future__ import annotations

import builtins
import sys
from typing import Any

import pytest

from engine.audio.devices import StreamHold, find_device, list_devices, load_portaudio, refresh_portaudio
from engine.audio.devices_pulse import PulseSource
from engine.errors import CaptureError, UsageError


def test_only_inputs_are_listed_and_the_default_comes_first(portaudio: Any) -> None:
    devices = list_devices(portaudio)
    assert [device.name for device in devices] == ["USB Microphone", "Headset", "Monitor of Built-in Audio"]
    assert [device.is_default for device in devices] == [True, False, False]
    assert [device.is_monitor for device in devices] == [False, False, True]
    assert devices[0].default_rate == 44_100


def test_identity_survives_a_new_numbering(portaudio: Any) -> None:
    before = find_device("Headset", list_devices(portaudio))
    portaudio.devices.insert(0, portaudio.row("Another Microphone", 1, 16_000))
    after = find_device(before.identity, list_devices(portaudio))
    assert (before.index, after.index) == (2, 3)
    assert after.identity == before.identity == "ALSA: Headset"


@pytest.mark.parametrize("wanted", ["headset", "ALSA: Headset", "2", "heads"])
def test_an_input_can_be_named_in_several_ways(portaudio: Any, wanted: str) -> None:
    assert find_device(wanted, list_devices(portaudio)).name == "Headset"


def test_no_name_means_the_default_input(portaudio: Any) -> None:
    assert find_device(None, list_devices(portaudio)).name == "USB Microphone"


def test_an_ambiguous_name_lists_what_fits(portaudio: Any) -> None:
    with pytest.raises(UsageError, match=r"fits several inputs.*USB Microphone.*Monitor"):
        find_device("o", [device for device in list_devices(portaudio) if device.name != "Headset"])


def test_an_unknown_name_says_how_to_see_the_inputs(portaudio: Any) -> None:
    with pytest.raises(UsageError, match="no input") as caught:
        find_device("studio", list_devices(portaudio))
    assert "--list-devices" in caught.value.hint


def test_no_input_at_all_says_what_to_do(portaudio: Any) -> None:
    portaudio.devices = portaudio.devices[:1]
    with pytest.raises(CaptureError, match="no sound input") as caught:
        find_device(None, list_devices(portaudio))
    assert "microphone" in caught.value.hint


def test_a_missing_portaudio_names_the_package_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real_import = builtins.__import__

    def refuse(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "sounddevice":
            raise OSError("PortAudio library not found")
        return real_import(name, *args, **kwargs)

    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(CaptureError) as caught:
        load_portaudio()
    assert "apt-get install libportaudio2" in caught.value.hint


def test_the_sources_of_a_sound_server_are_inputs_of_their_own(portaudio: Any) -> None:
    portaudio.devices.append(portaudio.row("pulse", 32, 44_100))
    sources = [
        PulseSource("hdmi.monitor", "Monitor of HDMI", is_monitor=True, is_default=False, channels=2, rate=48_000),
        PulseSource("usb", "Desk Microphone", is_monitor=False, is_default=True, channels=1, rate=44_100),
    ]
    devices = list_devices(portaudio, sources=lambda: sources)
    monitor = find_device("PulseAudio: Monitor of HDMI", devices)
    assert (monitor.index, monitor.source, monitor.is_monitor) == (4, "hdmi.monitor", True)
    names = [device.name for device in devices]
    assert names.index("Desk Microphone") < names.index("Monitor of HDMI")
    assert find_device("4", devices).name == "pulse"


def test_two_inputs_of_one_name_can_be_told_apart(portaudio: Any) -> None:
    portaudio.devices.append(portaudio.row("Headset", 1, 48_000))
    devices = list_devices(portaudio)
    assert find_device("ALSA: Headset (2)", devices).index == 4
    assert len({device.identity for device in devices}) == len(devices)


def test_converters_of_alsa_are_left_out(portaudio: Any) -> None:
    portaudio.devices.append(portaudio.row("samplerate", 128, 44_100))
    assert "samplerate" not in [device.name for device in list_devices(portaudio)]


def test_one_unreadable_name_does_not_hide_the_other_inputs(portaudio: Any) -> None:
    rows = [*portaudio.devices]

    def query(index: int | None = None) -> Any:
        if index in (None, 1):
            b"Mikrof\xf3n".decode()
        if index is not None and index >= len(rows):
            raise portaudio.PortAudioError("Error querying device")
        return rows[index or 0]

    portaudio.query_devices = query
    assert [device.name for device in list_devices(portaudio)] == ["Headset", "Monitor of Built-in Audio"]


def test_portaudio_is_restarted_only_while_no_stream_is_open(portaudio: Any) -> None:
    hold = StreamHold()
    assert not refresh_portaudio(portaudio)
    assert portaudio.restarts == 0
    hold.release()
    hold.release()
    assert refresh_portaudio(portaudio)
    assert portaudio.restarts == 1
