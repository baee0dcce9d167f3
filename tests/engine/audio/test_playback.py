"""The player with a stand-in for PortAudio that plays ten times as fast, and once through a real sound server."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.audio import playback
from engine.audio.devices import refresh_portaudio
from engine.audio.playback import Player, PlayState
from engine.audio.ring import RingBuffer

ROOT = Path(__file__).parents[3]
RATE = 16_000
SPEED = 10.0
FRAMES = 320


class PortAudioError(Exception):
    pass


class FakeStream:
    """Calls back in a thread of its own, as a sound card does."""

    def __init__(self, owner: FakeOutput, arguments: dict[str, Any]) -> None:
        self.owner, self.arguments = owner, arguments
        self.active, self.latency = False, 0.02
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self.active = True
        self._thread.start()

    def abort(self) -> None:
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(2)
        self.active = False

    def close(self) -> None:
        self.abort()
        self.owner.closed += 1

    def _run(self) -> None:
        target = np.empty((FRAMES, self.arguments["channels"]), np.float32)
        while not self._stop.wait(FRAMES / RATE / SPEED):
            if self.owner.unplugged:
                self.active = False
                return
            target[:] = 9.0  # whatever was in the memory before
            self.arguments["callback"](target, FRAMES, None, None)
            self.owner.heard.append(target.copy())


class FakeOutput:
    PortAudioError = PortAudioError

    def __init__(self) -> None:
        self.heard: list[np.ndarray] = []
        self.closed = self.opened = self.restarts = 0
        self.channels = 2
        self.unplugged = self.refuses = False

    def query_devices(self, kind: str) -> dict[str, Any]:
        assert kind == "output"
        if not self.channels:
            raise PortAudioError("Error querying device -1")
        return {"name": "Speaker", "max_output_channels": self.channels, "default_samplerate": float(RATE)}

    def OutputStream(self, **arguments: Any) -> FakeStream:  # noqa: N802
        if self.refuses:
            raise PortAudioError("Device unavailable [PaErrorCode -9985]")
        self.opened += 1
        return FakeStream(self, arguments)

    def _terminate(self) -> None:
        self.restarts += 1

    def _initialize(self) -> None:
        pass

    def sound(self) -> np.ndarray:
        """What was heard, left channel, without the silence around it."""
        if not self.heard:
            return np.empty(0, np.float32)
        mono = np.concatenate(list(self.heard))[:, 0]
        loud = np.flatnonzero(mono)
        return mono[loud[0] : loud[-1] + 1] if len(loud) else mono[:0]


@pytest.fixture
def output() -> FakeOutput:
    return FakeOutput()


@pytest.fixture
def player(output: FakeOutput) -> Iterator[Player]:
    made = Player(portaudio=output)
    yield made
    made.close()


@pytest.fixture
def ramp(write_wav: Any, tmp_path: Path) -> Path:
    """Six seconds whose sample values tell where they are in the file."""
    return write_wav(tmp_path / "ramp.wav", np.linspace(0.01, 0.9, 6 * RATE, dtype=np.float32))


def moment_of(value: float) -> float:
    return (float(value) - 0.01) / 0.89 * 6.0


def wait_for(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.005)


def test_a_file_is_heard_from_a_moment_to_its_end(player: Player, output: FakeOutput, ramp: Path) -> None:
    player.play(ramp, 4.0)
    assert player.status.state is PlayState.OPENING
    wait_for(lambda: player.status.state is PlayState.ENDED)
    sound = output.sound()
    assert len(sound) / RATE == pytest.approx(2.0, abs=0.01)
    assert moment_of(sound[0]) == pytest.approx(4.0, abs=0.01)
    assert moment_of(sound[-1]) == pytest.approx(6.0, abs=0.01)
    assert np.abs(np.diff(sound)).max() < 1e-3  # no gap, nothing twice
    assert player.status.position_s == pytest.approx(6.0, abs=0.01)
    assert all(np.array_equal(block[:, 0], block[:, 1]) for block in output.heard)


def test_it_stops_where_it_was_told_to(player: Player, output: FakeOutput, ramp: Path) -> None:
    player.play(ramp, 1.0, 2.5)
    wait_for(lambda: player.status.state is PlayState.ENDED)
    assert len(output.sound()) / RATE == pytest.approx(1.5, abs=0.01)
    assert player.status.position_s == pytest.approx(2.5, abs=0.01)


def test_the_position_goes_on_evenly_and_stays_where_it_was_paused(
    player: Player, output: FakeOutput, ramp: Path
) -> None:
    player.play(ramp, 1.0)
    wait_for(lambda: player.status.state is PlayState.PLAYING and player.status.position_s > 1.5)
    seen = [player.status.position_s for _ in range(200)]
    assert seen == sorted(seen)
    player.pause()
    wait_for(lambda: player.status.state is PlayState.PAUSED)
    paused_s = player.status.position_s
    time.sleep(0.05)
    assert player.status.position_s == paused_s
    assert np.concatenate(output.heard)[-FRAMES:].max() == 0.0
    assert player.status.path == ramp
    output.heard.clear()
    player.resume()
    wait_for(lambda: len(output.sound()) > 0)
    assert moment_of(output.sound()[0]) == pytest.approx(paused_s, abs=0.02)


def test_another_moment_is_jumped_to_without_opening_the_device_again(
    player: Player, output: FakeOutput, ramp: Path
) -> None:
    player.play(ramp, 0.0)
    wait_for(lambda: player.status.state is PlayState.PLAYING)
    player.play(ramp, 5.0)
    wait_for(lambda: player.status.state is PlayState.ENDED)
    assert output.opened == 1
    assert moment_of(output.sound()[-1]) == pytest.approx(6.0, abs=0.01)
    sound = output.sound()
    sound = sound[sound != 0.0]  # reading from the other moment takes its time, and the card goes on meanwhile
    jumps = np.flatnonzero(np.diff(sound) > 0.05)
    assert len(jumps) == 1
    assert moment_of(sound[jumps[0] + 1]) == pytest.approx(5.0, abs=0.01)


def test_after_the_end_it_begins_again(player: Player, output: FakeOutput, ramp: Path) -> None:
    player.play(ramp, 5.5)
    wait_for(lambda: player.status.state is PlayState.ENDED)
    output.heard.clear()
    player.resume()
    wait_for(lambda: len(output.sound()) > 0)
    assert moment_of(output.sound()[0]) == pytest.approx(0.0, abs=0.02)


def test_stopping_forgets_the_file(player: Player, ramp: Path) -> None:
    player.play(ramp)
    wait_for(lambda: player.status.state is PlayState.PLAYING)
    player.stop()
    wait_for(lambda: player.status.state is PlayState.STOPPED)
    assert player.status.path is None
    player.resume()
    player.pause()
    time.sleep(0.03)
    assert player.status.state is PlayState.STOPPED


@pytest.mark.parametrize(("content", "words"), [(None, "Cannot open"), (b"no sound" * 99, "Cannot decode")])
def test_a_file_that_cannot_be_read_is_told_in_words(
    player: Player, tmp_path: Path, content: bytes | None, words: str
) -> None:
    path = tmp_path / "bad.wav"
    if content is not None:
        path.write_bytes(content)
    player.play(path)
    wait_for(lambda: bool(player.status.problem))
    assert player.status.problem.startswith(words)
    assert player.status.hint
    assert player.status.state is PlayState.STOPPED


def test_without_an_output_the_reason_is_told_and_one_plugged_in_later_works(
    player: Player, output: FakeOutput, ramp: Path
) -> None:
    output.channels = 0
    player.probe()
    wait_for(lambda: bool(player.status.problem))
    assert player.status.problem == "This computer has no sound output"
    assert "headphones" in player.status.hint
    assert output.restarts == 1  # PortAudio sees new devices only after a restart
    output.channels = 1
    player.probe()
    wait_for(lambda: not player.status.problem)
    player.play(ramp, 5.9)
    wait_for(lambda: player.status.state is PlayState.ENDED)


def test_a_busy_device_is_told_in_words(player: Player, output: FakeOutput, ramp: Path) -> None:
    output.refuses = True
    player.play(ramp)
    wait_for(lambda: bool(player.status.problem))
    assert "cannot be opened: Device unavailable" in player.status.problem


def test_a_device_that_is_unplugged_ends_playing_with_a_word(player: Player, output: FakeOutput, ramp: Path) -> None:
    player.play(ramp)
    wait_for(lambda: player.status.state is PlayState.PLAYING)
    output.unplugged = True
    wait_for(lambda: bool(player.status.problem))
    assert player.status.problem == "The sound output has gone"
    assert output.closed == 1


def test_portaudio_is_not_restarted_while_something_plays(player: Player, output: FakeOutput, ramp: Path) -> None:
    player.play(ramp)
    wait_for(lambda: player.status.state is PlayState.PLAYING)
    assert not refresh_portaudio(output)
    player.close()
    assert output.closed == 1
    assert refresh_portaudio(output)


def test_a_question_in_between_does_not_interrupt(player: Player, output: FakeOutput, ramp: Path) -> None:
    player.play(ramp, 5.0)
    wait_for(lambda: player.status.state is PlayState.PLAYING)
    player.probe()
    wait_for(lambda: player.status.state is PlayState.ENDED)
    assert len(output.sound()) / RATE == pytest.approx(1.0, abs=0.01)


def test_the_device_is_let_go_after_a_while(
    player: Player, output: FakeOutput, ramp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(playback, "REST_AFTER_S", 0.05)
    player.play(ramp, 5.9)
    wait_for(lambda: output.closed == 1)
    player.play(ramp, 5.9)
    wait_for(lambda: output.opened == 2)


def test_without_portaudio_the_reason_is_told(monkeypatch: pytest.MonkeyPatch, ramp: Path) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    player = Player()
    player.play(ramp)
    wait_for(lambda: bool(player.status.problem))
    assert player.status.problem == "Playback is not possible: PortAudio is not installed"
    assert "libportaudio2" in player.status.hint
    player.close()


def test_the_ring_fills_a_buffer_in_place_and_across_its_wrap() -> None:
    ring = RingBuffer(8)
    ring.write(np.arange(6, dtype=np.float32)[:, None])
    target = np.full((4, 2), -1.0, np.float32)
    assert ring.read_into(target) == 4
    assert target.tolist() == [[0, 0], [1, 1], [2, 2], [3, 3]]
    ring.write(np.arange(6, 11, dtype=np.float32)[:, None])
    target = np.full((9, 2), -1.0, np.float32)
    assert ring.read_into(target) == 7
    assert target[:, 1].tolist() == [4, 5, 6, 7, 8, 9, 10, -1, -1]
    assert ring.available == 0


PLAY = """
import sys, time
from pathlib import Path
from engine.audio.playback import Player, PlayState
player = Player()
started = time.monotonic()
player.play(Path(sys.argv[1]), 2.0)
while player.status.state is PlayState.OPENING:
    time.sleep(0.005)
if player.status.problem:
    sys.exit("skip: " + player.status.problem)
begun = time.monotonic()
positions = []
while player.status.state is PlayState.PLAYING:
    positions.append((time.monotonic() - begun, player.status.position_s))
    time.sleep(0.02)
player.close()
moving = [position - passed for passed, position in positions if position > 2.1]  # a null sink begins late
drift = max(moving) - min(moving)
print(player.status.state, round(positions[-1][1], 2), round(drift, 3), len(positions))
"""


@pytest.fixture
def sink() -> Iterator[dict[str, str]]:
    """Environment of a private sound server with a null sink, whose monitor hears what is played."""
    missing = [program for program in ("pulseaudio", "pactl", "parec") if shutil.which(program) is None]
    plugin = list(Path("/usr").glob("lib/*/alsa-lib/libasound_module_pcm_pulse.so"))
    if missing or not plugin:
        pytest.skip("PulseAudio or ALSA's plugin for it is missing (pulseaudio, pulseaudio-utils, libasound2-plugins)")
    with tempfile.TemporaryDirectory(prefix="vv") as folder:  # short: a socket's path has at most 107 characters
        home = Path(folder)
        (home / ".asoundrc").write_text("pcm.!default { type pulse }\nctl.!default { type pulse }\n")
        (home / "run").mkdir(mode=0o700)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PULSE_", "DBUS_", "XDG_"))}
        env = kept | {"HOME": folder, "XDG_RUNTIME_DIR": str(home / "run")}
        modules = ["module-native-protocol-unix", "module-null-sink sink_name=out rate=48000"]
        server = subprocess.Popen(
            ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
            + [word for module in modules for word in ("-L", module)],
            env=env,
            stderr=subprocess.DEVNULL,
        )
        try:
            ask = ["pactl", "set-default-sink", "out"]
            wait_for(lambda: subprocess.run(ask, env=env, check=False, capture_output=True).returncode == 0, 10)
            yield env
        finally:
            server.terminate()
            server.wait(10)


@pytest.mark.microphone
def test_a_real_sound_server_hears_the_file_from_the_asked_moment(
    sink: dict[str, str], synth: Any, write_wav: Any, tmp_path: Path
) -> None:
    wave = np.concatenate([synth.tone(2.0, hz=500.0), synth.tone(2.0, hz=1500.0)])
    path = write_wav(tmp_path / "tones.wav", wave)
    recording = tmp_path / "heard.raw"
    with recording.open("wb") as file:
        record = ["parec", "-d", "out.monitor", "--format=float32le", "--rate=16000", "--channels=1"]
        recorder = subprocess.Popen([*record, "--latency-msec=300"], env=sink, stdout=file)
        wait_for(lambda: recording.stat().st_size > 0, 10)  # a monitor of silence gives zeros: it listens
        played = subprocess.run(
            [sys.executable, "-c", PLAY, str(path)], cwd=ROOT, env=sink, text=True, capture_output=True, check=False
        )
        ended = recording.stat().st_size
        wait_for(lambda: recording.stat().st_size > ended + RATE * 4, 10)  # a second more: nothing is on its way
        recorder.terminate()
        recorder.wait(10)
    if "skip: Playback is not possible" in played.stderr:
        pytest.skip("PortAudio is missing (package libportaudio2)")
    assert played.returncode == 0, played.stderr
    state, last_s, drift_s, count = played.stdout.split()
    assert state == "ended"
    assert float(last_s) == pytest.approx(4.0, abs=0.1)
    assert float(drift_s) < 0.2
    assert int(count) > 50
    heard = np.fromfile(recording, np.float32)
    first, last = np.flatnonzero(np.abs(heard) > 0.01)[[0, -1]]
    loud = heard[first:last]
    assert len(loud) / RATE == pytest.approx(2.0, abs=0.15)
    spectrum = np.abs(np.fft.rfft(loud[RATE // 4 : RATE // 4 + RATE] * np.hanning(RATE)))
    assert int(spectrum.argmax()) == pytest.approx(1500, abs=2)  # the second tone only
    assert np.sqrt(np.mean(loud**2)) == pytest.approx(0.25 / np.sqrt(2), rel=0.08)
