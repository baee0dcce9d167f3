"""An hour of live sound, sixty times faster, through session, history and page: memory stays flat."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from engine.audio.capture_block import LiveBlock
from engine.history import History
from engine.live_service import LiveService
from gui.live.inputs import Inputs
from gui.live.page import LivePage

pytestmark = pytest.mark.slow
MB = 2**20
BLOCK = 1600


class Hour:
    """An hour of changing voices, made as it is taken, sixty times faster than real time."""

    def __init__(self, device: Any, synth: Any, seconds: float, speed: float) -> None:
        minute = np.concatenate([synth.human_voice(30), synth.ai_voice(20), 1e-3 * synth.noise(10)])
        self.device, self.input_rate, self.latency_s = device, 44_100, 0.05
        self._blocks = [minute[first : first + BLOCK] for first in range(0, len(minute), BLOCK)]
        self._count = round(seconds * 10)
        self._speed = speed
        self._given = 0
        self._begun = 0.0

    def read(self) -> Any:
        if self._given == self._count:
            return None
        self._begun = self._begun or time.monotonic()
        ahead = self._given / 10 / self._speed - (time.monotonic() - self._begun)
        if ahead > 0:
            time.sleep(ahead)
        block = self._blocks[self._given % len(self._blocks)]
        self._given += 1
        return LiveBlock(block, heard_at=time.monotonic())


@pytest.mark.timeout(600)
def test_an_hour_of_listening_keeps_memory_flat(
    qtbot: Any,
    live_context: Any,
    energy_speech: Any,
    devices: list[Any],
    synth: Any,
    tmp_path: Path,
    record_property: Any,
) -> None:
    live_context.change(
        live_alerts=True,
        live_alert_sound=False,
        live_alert_notify=False,
        live_keep_flagged=True,
        live_record_session=True,
    )

    @contextmanager
    def open_source(_name: str | None) -> Iterator[Hour]:
        yield Hour(devices[1], synth, 3_600.0, 60.0)

    def service(request: Any, events: Any) -> LiveService:
        return LiveService(request, events, open_source=open_source, speech=energy_speech)

    page = LivePage(live_context, find=lambda: Inputs(tuple(devices)), make_service=service)
    qtbot.addWidget(page)
    page.resize(1000, 720)
    page.show()
    qtbot.waitUntil(lambda: page.plot_card.plot is not None, timeout=30_000)
    process = psutil.Process()
    at: dict[int, float] = {}

    def look(_lost: object = None) -> None:
        minute = int(page.controller.trace.end_s // 60)
        if minute % 5 == 0 and minute not in at:
            gc.collect()
            at[minute] = process.memory_info().rss / MB

    page.controller.scored.connect(look)
    page.toggle()
    qtbot.waitUntil(page.done.isVisible, timeout=500_000)
    page.shut_down()
    record_property("rss_mb", str({minute: round(value) for minute, value in at.items()}))
    grown = at[55] - at[10]
    assert grown < 20, at
    assert page.controller.lost_s == 0
    assert len(page.controller.trace) == pytest.approx(7_195, abs=2)
    (job,) = History(live_context.db).jobs()
    assert next(History(live_context.db).results(job.id)).duration_s == pytest.approx(3_600.0)
    assert len(list((tmp_path / "kept").glob("*.wav"))) == 60
