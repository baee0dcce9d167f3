"""A real recording: PulseAudio with a null sink, a clip played into it, PortAudio listening to its monitor."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from tests.sound_server import run_python, running_sound_server

pytestmark = pytest.mark.microphone

RATE = 16_000


@pytest.fixture
def sound_server() -> Iterator[dict[str, str]]:
    """Environment of a private sound server whose default input hears what is played."""
    with running_sound_server() as env:
        yield env


RECORD = """
import sys
import numpy as np
from engine.audio.capture import Capture
from engine.errors import CaptureError
try:
    capture = Capture()
except CaptureError as error:
    sys.exit(f"skip: {error}")
with capture:
    print("ready", flush=True)
    parts = []
    while sum(map(len, parts)) < 4 * 16000:
        parts.append(capture.read().samples)
np.save(sys.argv[1], np.concatenate(parts))
"""


def test_a_tone_played_by_another_program_arrives_as_it_was(
    sound_server: dict[str, str], synth: Any, write_wav: Any, tmp_path: Path
) -> None:
    clip = write_wav(tmp_path / "tone.wav", synth.tone(6.0, hz=1000.0))
    recorder = run_python(RECORD, sound_server, str(tmp_path / "heard.npy"))
    assert recorder.stdout is not None
    if recorder.stdout.readline().strip() != "ready":
        reason = recorder.communicate()[1]
        if "skip:" in reason:
            pytest.skip(f"PortAudio is missing (package libportaudio2): {reason.strip()}")
        pytest.fail(reason)
    player = subprocess.Popen(["paplay", str(clip)], env=sound_server)
    _, errors = recorder.communicate(timeout=60)
    player.wait(30)
    assert recorder.returncode == 0, errors
    heard = np.load(tmp_path / "heard.npy")[-2 * RATE :]
    spectrum = np.abs(np.fft.rfft(heard * np.hanning(len(heard))))
    assert np.argmax(spectrum) / 2 == pytest.approx(1000.0, abs=1.0)
    assert np.sqrt(np.mean(heard**2)) == pytest.approx(0.25 / np.sqrt(2), rel=0.05)


UNPLUG = """
import sys, time
from engine.audio.capture import Capture
from engine.audio.devices import find_device, list_devices
from engine.errors import CaptureError
try:
    device = find_device("Monitor of Null Output", list_devices())
except CaptureError as error:
    sys.exit(f"skip: {error}")
capture = Capture(device, give_up_s=60.0)
given = lost = 0.0
with capture:
    first = None
    end = time.monotonic() + 60
    while time.monotonic() < end:
        block = capture.read()
        now = time.monotonic()
        given += len(block.samples) / 16000
        lost += block.lost_s
        if first is None and given > 0.5:
            first = now - given
            print("ready", flush=True)
        if block.warning:
            print(block.notice.value, flush=True)
        if block.notice == "back":
            end = now + 5
    print("lag", now - given - first, "lost", lost, flush=True)
"""


@pytest.mark.slow
def test_an_input_that_is_pulled_out_and_put_back_is_found_and_every_second_counted(
    sound_server: dict[str, str],
) -> None:
    def pactl(*arguments: str) -> None:
        subprocess.run(["pactl", *arguments], env=sound_server, check=True, capture_output=True)

    listener = run_python(UNPLUG, sound_server)
    assert listener.stdout is not None
    if listener.stdout.readline().strip() != "ready":
        reason = listener.communicate()[1]
        pytest.skip(reason.strip()) if "skip:" in reason else pytest.fail(reason)
    pactl("unload-module", "module-null-sink")
    assert listener.stdout.readline().strip() == "gone"
    time.sleep(3)
    pactl("load-module", "module-null-sink", "sink_name=vmic")
    assert listener.stdout.readline().strip() == "back"
    words = listener.communicate(timeout=60)[0].split()
    assert listener.returncode == 0
    lag_s, lost_s = float(words[1]), float(words[3])
    assert abs(lag_s) < 0.7
    assert 3.0 < lost_s < 20.0


LISTEN = """
import sys
import numpy as np
import engine.audio.speech

class Loud:
    def shares(self, windows, real_samples=None):
        return (np.abs(windows).max(axis=1) > 1e-3).astype(np.float32)

engine.audio.speech.SpeechDetector.load = staticmethod(lambda *_: Loud())
import main
sys.exit(main.main(sys.argv[1:]))
"""


def test_listen_hears_a_voice_and_flags_it(
    sound_server: dict[str, str], synth: Any, write_wav: Any, tmp_path: Path, tiny_checkpoint: Path
) -> None:
    clip = write_wav(tmp_path / "robot.wav", synth.ai_voice(20))
    arguments = ["listen", "--json", "-", "--seconds", "10", "--model", str(tiny_checkpoint)]
    arguments += ["--record-flagged", str(tmp_path / "kept")]
    listener = run_python(LISTEN, sound_server, *arguments)
    player = subprocess.Popen(["paplay", str(clip)], env=sound_server)
    out, errors = listener.communicate(timeout=120)
    player.wait(60)
    if "PortAudio is not installed" in errors:
        pytest.skip("PortAudio is missing (package libportaudio2)")
    lines = [json.loads(line) for line in out.splitlines()]
    assert listener.returncode == 1, errors
    assert {line["type"] for line in lines} >= {"score", "state", "summary"}
    assert max(line["level_dbfs"] for line in lines if line["type"] == "score") > -30
    assert any(line["type"] == "state" and line["state"] == "ai" for line in lines)
    assert lines[-1]["duration_s"] == 10.0
    assert lines[-1]["lost_s"] == 0
    (recording,) = (tmp_path / "kept").glob("*.wav")
    assert soundfile.info(recording).duration > 3
