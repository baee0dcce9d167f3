"""A private PulseAudio with a null sink: what is played into it can be recorded, and nobody hears it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ASOUNDRC = "pcm.!default { type pulse }\nctl.!default { type pulse }\n"
SINK = "vmic"


@contextmanager
def running_sound_server() -> Iterator[dict[str, str]]:
    """Environment of a sound server whose default input hears what is played; skips where it cannot be had."""
    missing = [program for program in ("pulseaudio", "pactl", "paplay") if shutil.which(program) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)} (packages pulseaudio, pulseaudio-utils)")
    if not sys.platform.startswith("linux") or not list(
        Path("/usr").glob("lib/*/alsa-lib/libasound_module_pcm_pulse.so")
    ):
        pytest.skip("ALSA's PulseAudio plugin is missing (package libasound2-plugins)")
    with tempfile.TemporaryDirectory(prefix="vv") as folder:  # short: a socket's path has at most 107 characters
        home = Path(folder)
        (home / ".asoundrc").write_text(ASOUNDRC)
        (home / "run").mkdir(mode=0o700)
        env = {
            name: value for name, value in os.environ.items() if not name.startswith(("PULSE_", "DBUS_", "XDG_"))
        } | {"HOME": folder, "XDG_RUNTIME_DIR": str(home / "run")}
        arguments = ["-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
        modules = ["module-native-protocol-unix", f"module-null-sink sink_name={SINK}"]
        server = subprocess.Popen(
            ["pulseaudio", *arguments, *(word for module in modules for word in ("-L", module))],
            env=env,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(["pactl", "set-default-source", f"{SINK}.monitor"], env)
            yield env
        finally:
            server.terminate()
            server.wait(10)


def _wait_for(command: list[str], env: dict[str, str]) -> None:
    for _ in range(100):
        if subprocess.run(command, env=env, check=False, capture_output=True).returncode == 0:
            return
        time.sleep(0.1)
    pytest.fail("PulseAudio did not start within 10 s")


def run_python(code: str, env: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    """A process of its own: PortAudio reads ALSA's configuration once, when it is loaded."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=env,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
