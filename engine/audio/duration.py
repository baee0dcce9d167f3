"""How long a recording is by its header alone: for a rough sum before a scan, never for results."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from engine.audio.sniff import sniff_file

_PLAIN = frozenset({"wav", "aiff", "au", "caf", "flac", "w64", "voc", "sphere"})
"""Containers whose header libsndfile reads without walking through the file."""


def header_duration_s(path: Path) -> float | None:
    """Seconds that a file announces, read in about a millisecond.

    Headers lie and mp3 files only allow an estimate; whoever needs the truth decodes the file.

    Returns:
        None where the file does not say or cannot be opened; why is told when it is scanned.
    """
    try:
        container = sniff_file(path).container
    except OSError:
        return None
    if not container:
        return None
    return (_by_soundfile(path) if container in _PLAIN else None) or _by_pyav(path)


def _by_soundfile(path: Path) -> float | None:
    import soundfile

    try:
        info = soundfile.info(str(path) if sys.platform == "win32" else os.fsencode(path))
    except (soundfile.LibsndfileError, RuntimeError, TypeError, ValueError):
        return None
    return float(info.frames) / info.samplerate if info.samplerate and info.frames < 1 << 62 else None


def _by_pyav(path: Path) -> float | None:
    import av
    import av.error

    try:
        with path.open("rb") as file, av.open(file, "r", metadata_errors="ignore") as container:
            return container.duration / av.time_base if container.duration else None
    except (av.error.FFmpegError, OSError, ValueError):
        return None
