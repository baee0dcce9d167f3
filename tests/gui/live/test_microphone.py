"""The whole way for real: a voice played into a null sink, PortAudio, the page, and the plot that rises."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.sound_server import run_python, running_sound_server

pytestmark = [pytest.mark.microphone, pytest.mark.slow]


@pytest.fixture
def sound_server() -> Iterator[dict[str, str]]:
    with running_sound_server() as env:
        yield env


WINDOW = """
import json, sys, time
from pathlib import Path
import numpy as np
import engine.audio.speech

class Loud:
    def shares(self, windows, real_samples=None):
        return (np.abs(windows).max(axis=1) > 1e-3).astype(np.float32)

engine.audio.speech.SpeechDetector.load = staticmethod(lambda *_: Loud())
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
app = QApplication([])
from gui.context import AppContext
from gui.live.page import LivePage
from gui.settings.store import SettingsStore
detector, folder, wanted, seconds, picture = sys.argv[1:]
context = AppContext(SettingsStore(Path(folder) / "s.toml"), Path(folder) / "h.db")
context.change(detector=detector, live_folder=folder, live_record_session=True, live_keep_flagged=True)
page = LivePage(context)
page.resize(1000, 720)
page.show()

def until(holds, most):
    end = time.monotonic() + most
    while not holds() and time.monotonic() < end:
        QTest.qWait(20)
    return holds()

until(lambda: page.picker.inputs is not None and page.plot_card.plot is not None, 30)
inputs = page.picker.inputs
if inputs.problem:
    sys.exit(f"skip: {inputs.problem}")
combo = page.picker.combo
index = next(i for i in range(combo.count()) if combo.itemText(i).strip().startswith(wanted))
combo.setCurrentIndex(index)
combo.activated.emit(index)
QTest.mouseClick(page.start_button, Qt.MouseButton.LeftButton)
if not until(lambda: page.controller.start_info is not None, 30):
    sys.exit(f"did not start: {page.messages.texts()}")
print("ready", flush=True)
until(lambda: page.controller.trace.end_s >= float(seconds) or not page.controller.is_running, 60)
page.plot_card.tick()
times, values = page.plot_card.plot._smoothed.getData()
page.grab().save(picture)
told = {
    "times": times.tolist(),
    "values": [None if np.isnan(value) else float(value) for value in values],
    "state": page.state_card.word.text(),
    "delay_s": page.controller.delay_s,
    "lost_s": page.controller.lost_s,
    "input": page.controller.start_info.input_name,
    "rate": page.controller.start_info.input_rate,
    "events": page.events.texts(),
    "messages": page.messages.texts(),
}
QTest.mouseClick(page.start_button, Qt.MouseButton.LeftButton)
until(lambda: not page.controller.is_running, 20)
told["done"] = page.done.text.text()
page.shut_down()
print(json.dumps(told), flush=True)
"""


@pytest.mark.parametrize("wanted", ["System default", "Monitor of Null Output"])
def test_a_voice_played_by_another_program_makes_the_plot_rise(
    sound_server: dict[str, str], synth: Any, write_wav: Any, tmp_path: Path, tiny_checkpoint: Path, wanted: str
) -> None:
    clip = write_wav(tmp_path / "call.wav", np.concatenate((synth.human_voice(7), synth.ai_voice(14))))
    env = sound_server | {"QT_QPA_PLATFORM": "offscreen"}
    arguments = (str(tiny_checkpoint), str(tmp_path), wanted, "17", str(tmp_path / "live.png"))
    window = run_python(WINDOW, env, *arguments)
    assert window.stdout is not None
    if "ready" not in window.stdout.readline():
        reason = window.communicate()[1]
        if "skip:" in reason:
            pytest.skip(f"PortAudio is missing (package libportaudio2): {reason.strip()}")
        pytest.fail(reason)
    player = subprocess.Popen(["paplay", "--device=vmic", str(clip)], env=sound_server)
    out, errors = window.communicate(timeout=120)
    player.wait(60)
    assert window.returncode == 0, errors
    told = json.loads(out.splitlines()[-1])
    heard = [value for value in told["values"] if value is not None]
    assert min(heard) < 0.2
    assert heard[-2] > 0.8
    assert told["state"] == "Likely AI"
    assert told["lost_s"] == 0
    assert 0 < told["delay_s"] < 2.0
    assert wanted == "System default" or told["input"] == "PulseAudio: Monitor of Null Output"
    assert any("Likely human" in text for text in told["events"])
    assert (tmp_path / "live.png").stat().st_size > 10_000
    assert len(list(tmp_path.glob("*.flac"))) == 1
