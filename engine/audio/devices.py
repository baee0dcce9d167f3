"""Sound inputs: listing them and finding one again.

PortAudio numbers devices anew at every start and after every re-plug, so a device is known by host API and
name, never by its index.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import weakref
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.audio.devices_pulse import ALSA_DEVICE, HOST_API, PulseSource, pulse_sources
from engine.errors import CaptureError, UsageError

logger = logging.getLogger(__name__)

PORTAUDIO_HINT = "Install PortAudio: on Debian or Ubuntu `sudo apt-get install libportaudio2`."
NO_INPUT_HINT = "Connect a microphone, or allow this program to use it, and try again."
_MONITOR_MARKS = ("monitor", "loopback", "stereo mix", "what u hear", "blackhole", "vb-audio", "cable output")
_NO_DEVICES_OF_THEIR_OWN = {"a52", "dmix", "lavrate", "oss", "samplerate", "speex", "speexrate", "sysdefault"}
_NO_DEVICES_OF_THEIR_OWN |= {"upmix", "usbstream", "vdownmix", "jack", "arcam_av_ctl"}
"""ALSA lists its converters beside the inputs; each only leads to an input that is listed itself."""

_gate = threading.RLock()
_open: weakref.WeakSet[StreamHold] = weakref.WeakSet()


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
        source: The sound server's name of it, where it is reached through the server; else empty.
        is_server_default: Whether the server would choose it: this is what the system's default input leads to.
    """

    name: str
    host_api: str
    index: int
    channels: int
    default_rate: int
    is_monitor: bool = False
    is_default: bool = False
    source: str = ""
    is_server_default: bool = False

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


class StreamHold:
    """Says that a PortAudio stream is open, recording or playing, so that nobody restarts PortAudio under it."""

    def __init__(self) -> None:
        with _gate:
            _open.add(self)

    def release(self) -> None:
        """The stream is closed; may be called twice."""
        with _gate:
            _open.discard(self)


@contextlib.contextmanager
def hold_portaudio() -> Iterator[None]:
    """Every stream of this process is opened, used and closed inside this context, or under a `StreamHold`."""
    hold = StreamHold()
    try:
        yield
    finally:
        hold.release()


def refresh_portaudio(portaudio: Any) -> bool:
    """Make PortAudio see what was plugged in or out since its start.

    It can do so only by a restart, which kills every open stream.

    Returns:
        False where a stream is open and nothing was done.
    """
    with _gate:
        if _open:
            return False
        with portaudio_errors(portaudio, "PortAudio cannot be restarted"):
            portaudio._terminate()  # noqa: SLF001  PortAudio has no public way to see new devices
            portaudio._initialize()  # noqa: SLF001
        return True


def list_devices(
    portaudio: Any = None, *, sources: Callable[[], list[PulseSource]] = pulse_sources
) -> list[InputDevice]:
    """Every input of this machine, the default one first, microphones before what the computer plays.

    Args:
        portaudio: The sounddevice module or a stand-in.
        sources: Lists what a sound server offers; asked only where ALSA has a device that leads to it.

    Raises:
        CaptureError: PortAudio is missing or cannot list devices.
    """
    portaudio = portaudio or load_portaudio()
    with _gate, portaudio_errors(portaudio, "The sound inputs cannot be listed"):
        apis = portaudio.query_hostapis()
        rows = _rows(portaudio)
        default = portaudio.default.device[0]
    devices = [_device(row, apis, index, default) for index, row in rows if row["max_input_channels"] > 0]
    server = next((d for d in devices if d.host_api == "ALSA" and d.name == ALSA_DEVICE), None)
    if server is not None:
        devices += [_served(source, server.index) for source in sources()]
    devices = [d for d in devices if d.is_default or d.host_api != "ALSA" or d.name not in _NO_DEVICES_OF_THEIR_OWN]
    return _distinct(sorted(devices, key=lambda device: (not device.is_default, device.is_monitor)))


def _rows(portaudio: Any) -> list[tuple[int, dict[str, Any]]]:
    """All devices with their numbers; one with an unreadable name must not hide the others."""
    try:
        return list(enumerate(portaudio.query_devices()))
    except UnicodeDecodeError as error:
        logger.warning("A sound device has an unreadable name: %s", error)
    rows = []
    for index in range(256):
        try:
            rows.append((index, portaudio.query_devices(index)))
        except UnicodeDecodeError:
            logger.warning("Sound device %d is left out: its name cannot be read", index)
        except (portaudio.PortAudioError, ValueError):
            break
    return rows


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


def _served(source: PulseSource, index: int) -> InputDevice:
    return InputDevice(
        name=source.title,
        host_api=HOST_API,
        index=index,
        channels=max(1, source.channels),
        default_rate=source.rate,
        is_monitor=source.is_monitor,
        source=source.name,
        is_server_default=source.is_default,
    )


def _distinct(devices: Sequence[InputDevice]) -> list[InputDevice]:
    """Two microphones of one make have one name: the later ones get a number, so that each can be chosen."""
    seen: Counter[str] = Counter()
    distinct = []
    for device in devices:
        seen[device.identity] += 1
        count = seen[device.identity]
        distinct.append(device if count == 1 else replace(device, name=f"{device.name} ({count})"))
    return distinct


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
        lambda device: text.isdigit() and int(text) == device.index and not device.source,
        lambda device: text in device.identity.lower(),
    ]
