"""A stand-in for sounddevice: inputs that can be plugged, fed, stalled and refused."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from engine.audio import devices


class PortAudioError(Exception):
    pass


@dataclass
class Status:
    input_overflow: bool = False


class FakeStream:
    def __init__(self, portaudio: FakePortAudio, arguments: dict[str, Any]) -> None:
        self.arguments = arguments
        self.active = False
        self.portaudio = portaudio

    def start(self) -> None:
        self.active = True
        self.portaudio.stream = self

    def close(self) -> None:
        self.active = False

    def feed(self, mono: np.ndarray, *, overflow: bool = False) -> None:
        frames = np.repeat(mono[:, None], self.arguments["channels"], axis=1).astype(np.float32)
        self.arguments["callback"](frames, len(frames), None, Status(overflow))


@dataclass
class Default:
    device: list[int] = field(default_factory=lambda: [0, 0])


class FakePortAudio:
    """Only what engine.audio uses of sounddevice."""

    PortAudioError = PortAudioError

    def __init__(self) -> None:
        self.default = Default()
        self.devices = [
            self.row("Built-in Speaker", 0, 48_000),
            self.row("USB Microphone", 1, 44_100),
            self.row("Headset", 2, 48_000),
            self.row("Monitor of Built-in Audio", 2, 48_000),
        ]
        self.default.device = [1, 0]
        self.accepts: Callable[[int, int], bool] = lambda _channels, _rate: True
        self.stream: FakeStream | None = None
        self.restarts = 0

    @staticmethod
    def row(name: str, inputs: int, rate: int) -> dict[str, Any]:
        return {"name": name, "hostapi": 0, "max_input_channels": inputs, "default_samplerate": float(rate)}

    def query_hostapis(self) -> list[dict[str, Any]]:
        return [{"name": "ALSA"}]

    def query_devices(self) -> list[dict[str, Any]]:
        return self.devices

    def check_input_settings(self, *, device: int, channels: int, dtype: str, samplerate: int) -> None:
        assert dtype == "float32"
        if device >= len(self.devices) or not self.accepts(channels, samplerate):
            raise PortAudioError("Invalid sample rate [PaErrorCode -9997]")

    def InputStream(self, **arguments: Any) -> FakeStream:  # noqa: N802
        return FakeStream(self, arguments)

    def _terminate(self) -> None:
        self.restarts += 1

    def _initialize(self) -> None:
        pass


class FakeTime:
    """A clock that moves only when somebody sleeps; may call back then."""

    def __init__(self) -> None:
        self.now = 100.0
        self.on_sleep: Callable[[float], None] = lambda _now: None

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.on_sleep(self.now)


@pytest.fixture
def portaudio(monkeypatch: pytest.MonkeyPatch) -> FakePortAudio:
    monkeypatch.setattr(devices, "_open", weakref.WeakSet())  # streams that earlier tests left open
    return FakePortAudio()


@pytest.fixture
def fake_time() -> FakeTime:
    return FakeTime()
