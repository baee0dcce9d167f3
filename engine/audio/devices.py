"""Sound inputs: listing them and finding one again.

PortAudio numbers devices anew at every start and after every re-plug, so a device is known by host API and
name, never by its index.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from engine.errors import CaptureError, UsageError

PORTAUDIO_HINT = "Install PortAudio: on Debian or Ubuntu `sudo apt-get install libportaudio2`."
NO_INPUT_HINT = "Connect a microphone, or allow this program to use it, and try again."
_MONITOR_MARKS = ("monitor", "loopback", "stereo mix", "what u hear", "blackhole", "vb-audio", "cable output")


@dataclass(frozen=True, slots=True)
class InputDevice:
    """One sound input.

    Attributes:
        name: As the system calls it.
        host_api: ALSA, Core Audio, Windows WASAPI...
        index: PortAudio's number; valid only until the list changes.
        channels: Most channels it can deliver.
        default_rate: Its own sample rate, Hz.
        is_monitor: Whether it hears what the computer plays instead of the room.
        is_default: Whether the system would choose it.
    """

    name: str
    host_api: str
    index: int
    channels: int
    default_rate: int
    is_monitor: bool = False
    is_default: bool = False

    @property
    def identity(self) -> str:
        """What stays the same when devices are plugged in and out."""
        return f"{self.host_api}: {self.name}"


def load_portaudio() -> Any:
    """The sounddevice module, imported as late as possible.

    Raises:
        CaptureError: PortAudio is not on this machine; sounddevice's wheel for Linux does not bring it.
    """
    try:
        import sounddevice
    except (OSError, ImportError) as error:
        raise CaptureError("Live listening is not possible: PortAudio is not installed", PORTAUDIO_HINT) from error
    return sounddevice


@contextlib.contextmanager
def portaudio_errors(portaudio: Any, what: str) -> Iterator[None]:
    """Turn PortAudio's own errors into ours.

    Raises:
        CaptureError: Whatever PortAudio or its host API complained about.
    """
    try:
        yield
    except (portaudio.PortAudioError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise CaptureError(f"{what}: {reason}") from error


def list_devices(portaudio: Any = None) -> list[InputDevice]:
    """Every input of this machine, the default one first.

    Args:
        portaudio: The sounddevice module or a stand-in.

    Raises:
        CaptureError: PortAudio is missing or cannot list devices.
    """
    portaudio = portaudio or load_portaudio()
    with portaudio_errors(portaudio, "The sound inputs cannot be listed"):
        apis = portaudio.query_hostapis()
        rows = portaudio.query_devices()
        default = portaudio.default.device[0]
    devices = [_device(row, apis, index, default) for index, row in enumerate(rows) if row["max_input_channels"] > 0]
    return sorted(devices, key=lambda device: not device.is_default)


def _device(row: dict[str, Any], apis: Sequence[dict[str, Any]], index: int, default: int) -> InputDevice:
    name = str(row["name"]).strip()
    return InputDevice(
        name=name,
        host_api=str(apis[row["hostapi"]]["name"]),
        index=index,
        channels=int(row["max_input_channels"]),
        default_rate=round(row["default_samplerate"]),
        is_monitor=any(mark in name.lower() for mark in _MONITOR_MARKS),
        is_default=index == default,
    )


def find_device(wanted: str | None, devices: Sequence[InputDevice]) -> InputDevice:
    """The input a user means.

    Args:
        wanted: Identity, name, part of a name, or the number in the current list; None for the default input.
        devices: As `list_devices` gives them.

    Raises:
        CaptureError: No input at all.
        UsageError: None that fits, or several that do.
    """
    if not devices:
        raise CaptureError("This computer has no sound input", NO_INPUT_HINT)
    if wanted is None:
        return devices[0]
    for fits in _ways_to_name(wanted):
        found = [device for device in devices if fits(device)]
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(f'"{device.identity}"' for device in found)
            raise UsageError(f'"{wanted}" fits several inputs: {names}', "Give more of the name.")
    raise UsageError(f'There is no input "{wanted}"', "`veravox listen --list-devices` shows the inputs.")


def _ways_to_name(wanted: str) -> list[Any]:
    text = wanted.strip().lower()
    return [
        lambda device: text == device.identity.lower(),
        lambda device: text == device.name.lower(),
        lambda device: text.isdigit() and int(text) == device.index,
        lambda device: text in device.identity.lower(),
    ]
