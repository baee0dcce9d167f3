"""A Live page with inputs and sound made here: nothing of this computer is listened to."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

if TYPE_CHECKING:
    from gui.context import AppContext
    from gui.live.page import LivePage

BLOCK = 1600


def cut(wave: np.ndarray) -> list[np.ndarray]:
    """Pieces of a tenth of a second."""
    return [wave[first : first + BLOCK] for first in range(0, len(wave), BLOCK)]


@dataclass
class FakeSource:
    """Plays blocks as fast as they are taken, then holds the line until it is hung up; exceptions are raised."""

    device: Any
    blocks: list[Any]
    holds: bool = True
    input_rate: int = 44_100
    latency_s: float = 0.05
    opened: list[str | None] = field(default_factory=list)
    hung_up: threading.Event = field(default_factory=threading.Event)
    all_taken: bool = False

    def read(self) -> Any:
        from engine.audio.capture_block import LiveBlock

        if self.blocks:
            block = self.blocks.pop(0)
            if isinstance(block, Exception):
                raise block
            if isinstance(block, LiveBlock):
                return block
            return LiveBlock(block, heard_at=time.monotonic() - 0.2)
        self.all_taken = True
        if not self.holds or self.hung_up.wait(0.02):
            return None
        return LiveBlock(np.zeros(0, np.float32))


@dataclass
class Desk:
    """One page and everything under it."""

    page: LivePage
    source: FakeSource
    inputs: list[Any]

    def plug(self, *devices: Any, problem: str = "", hint: str = "") -> None:
        """What the next look at the inputs finds."""
        from gui.live.inputs import Inputs

        self.inputs[:] = [Inputs(tuple(devices), problem, hint)]


@pytest.fixture
def devices() -> list[Any]:
    """A default microphone, another one, and what the computer plays."""
    from engine.audio.devices import InputDevice

    return [
        InputDevice("Built-in Microphone", "ALSA", 0, 2, 48_000, is_default=True),
        InputDevice("Desk Microphone", "PulseAudio", 1, 1, 44_100, source="usb"),
        InputDevice("Monitor of Speakers", "PulseAudio", 1, 2, 48_000, is_monitor=True, source="out.monitor"),
    ]


@pytest.fixture
def live_context(context: AppContext, tiny_checkpoint: Path, tmp_path: Path) -> AppContext:
    """With the tiny detector, and a folder for sound that is this test's own."""
    assert context.change(detector=str(tiny_checkpoint), live_folder=str(tmp_path / "kept"))
    return context


@pytest.fixture
def desk(qtbot: Any, live_context: AppContext, energy_speech: Any, devices: list[Any]) -> Iterator[Callable[..., Desk]]:
    """Makes a visible page that hears the given sound."""
    from engine.live_service import LiveService
    from gui.live.inputs import Inputs
    from gui.live.page import LivePage

    desks: list[Desk] = []

    def make(sound: Any = (), *, holds: bool = True, present: bool = True, **settings: Any) -> Desk:
        assert live_context.change(**settings)
        blocks = cut(sound) if isinstance(sound, np.ndarray) else list(sound)
        source = FakeSource(devices[1], blocks, holds)
        inputs = [Inputs(tuple(devices) if present else ())]

        @contextmanager
        def open_source(name: str | None) -> Iterator[FakeSource]:
            source.opened.append(name)
            yield source

        def service(request: Any, events: Any) -> LiveService:
            return LiveService(request, events, open_source=open_source, speech=energy_speech)

        page = LivePage(live_context, find=lambda: inputs[0], make_service=service)
        qtbot.addWidget(page)
        page.resize(1000, 720)
        page.show()
        qtbot.waitUntil(lambda: page.picker.inputs is not None, timeout=10_000)
        desks.append(Desk(page, source, inputs))
        return desks[-1]

    yield make
    for each in desks:
        each.source.hung_up.set()
        each.page.shut_down()
