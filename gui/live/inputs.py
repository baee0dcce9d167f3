"""The sound inputs of this computer as one record that can be compared. Knows no Qt; for a thread."""

from __future__ import annotations

from dataclasses import dataclass

from engine.audio.devices import InputDevice, list_devices, load_portaudio, refresh_portaudio
from engine.errors import CaptureError


@dataclass(frozen=True, slots=True)
class Inputs:
    """What there is to listen to.

    Attributes:
        devices: The default one first.
        problem: Why there is nothing, in words; empty where there is something.
        hint: What to do about it.
    """

    devices: tuple[InputDevice, ...] = ()
    problem: str = ""
    hint: str = ""

    @property
    def names(self) -> tuple[tuple[str, bool], ...]:
        """What the user sees; PortAudio's numbers change without anything having been plugged in or out."""
        return tuple((device.identity, device.is_default) for device in self.devices)


def find_inputs() -> Inputs:
    """Look anew; sees what was plugged in or out unless a stream is open."""
    try:
        portaudio = load_portaudio()
        refresh_portaudio(portaudio)
        devices = tuple(list_devices(portaudio))
    except CaptureError as error:
        return Inputs((), str(error), error.hint)
    return Inputs(devices)
