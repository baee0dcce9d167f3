"""The inputs of a PulseAudio or PipeWire sound server: what the computer plays, and microphones by their real names.

PortAudio speaks to the server through one ALSA device and sees none of the server's sources. The server lists them
through `pactl`, and ``PULSE_SOURCE`` in the environment chooses one while the ALSA device is being opened.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

logger = logging.getLogger(__name__)

HOST_API = "PulseAudio"
ALSA_DEVICE = "pulse"
"""ALSA's name for the sound server, from its plugin package."""
VARIABLE = "PULSE_SOURCE"
TIMEOUT_S = 2.0


@dataclass(frozen=True, slots=True)
class PulseSource:
    """One source of the sound server.

    Attributes:
        name: The server's own name.
        title: For people.
        is_monitor: Whether it hears what an output plays.
        is_default: Whether the server would choose it.
        rate: Its sample rate, Hz.
    """

    name: str
    title: str
    is_monitor: bool
    is_default: bool
    channels: int
    rate: int


def pulse_sources() -> list[PulseSource]:
    """All sources of the running sound server; none where there is no server, no `pactl`, or another system."""
    if not sys.platform.startswith("linux"):
        return []
    text = _pactl("--format=json", "list", "sources")
    if not text:
        return []
    try:
        rows = json.loads(text)
    except json.JSONDecodeError as error:
        logger.info("pactl is too old to list sources as JSON: %s", error)
        return []
    default = _pactl("get-default-source").strip()
    return [_source(row, default) for row in rows if isinstance(row, dict) and row.get("name")]


def _source(row: dict[str, Any], default: str) -> PulseSource:
    name = str(row["name"])
    of_sink = row.get("monitor_of_sink") or row.get("monitor_source")
    channels, rate = 1, 48_000
    for word in str(row.get("sample_specification", "")).split():
        if word.endswith("ch") and word[:-2].isdigit():
            channels = int(word[:-2])
        elif word.endswith("Hz") and word[:-2].isdigit():
            rate = int(word[:-2])
    is_monitor = name.endswith(".monitor") or of_sink not in (None, "", "n/a")
    return PulseSource(name, str(row.get("description") or name), is_monitor, name == default, channels, rate)


def _pactl(*arguments: str) -> str:
    try:
        done = subprocess.run(
            ["pactl", *arguments],
            capture_output=True,
            timeout=TIMEOUT_S,
            check=True,
            env={**os.environ, "LC_NUMERIC": "C"},
        )
    except (OSError, subprocess.SubprocessError) as error:
        logger.debug("No sound server to ask: %s", error)
        return ""
    return done.stdout.decode("utf-8", "replace")


@contextmanager
def chosen_source(name: str) -> Iterator[None]:
    """Open the ALSA device inside this context to get that source; nothing changes for an empty name."""
    before = os.environ.get(VARIABLE)
    if name:
        os.environ[VARIABLE] = name
    try:
        yield
    finally:
        if name and before is None:
            os.environ.pop(VARIABLE, None)
        elif name and before is not None:
            os.environ[VARIABLE] = before
