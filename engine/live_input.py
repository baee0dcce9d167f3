"""What is wrong with an input while it delivers: mute, overdriven, hardly audible; told once each time it begins."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from engine.audio.capture_block import Notice
from engine.audio.level import Level
from engine.live_events import LiveWarning

CLIP_WARNING_EVERY_S = 10.0
QUIET_DBFS = -60.0
"""Speech at a usable distance is above -45 dBFS; below this a detector hears the microphone's own noise."""
QUIET_S = 10.0

_ALLOW = {
    "darwin": "System Settings, Privacy & Security, Microphone: allow this program, then start it again.",
    "win32": "Settings, Privacy & security, Microphone: let desktop apps use the microphone.",
}
_ALLOW_ELSEWHERE = "In the sound settings, see that this input is not muted and that its level moves when you speak."


def permission_hint(platform: str = sys.platform) -> str:
    """Where the system lets a user allow the microphone."""
    where = _ALLOW.get(platform, _ALLOW_ELSEWHERE)
    return f"Check the mute switch, and that the system allows this program to use the microphone. {where}"


class InputWatch:
    """Follows the level of one input."""

    def __init__(self, *, may_be_silent: bool = False) -> None:
        """Begin.

        Args:
            may_be_silent: Silence is normal: nothing may be playing.
        """
        self._may_be_silent = may_be_silent
        self._told_dead = False
        self._told_clipped_s = -CLIP_WARNING_EVERY_S
        self._quiet_since_s: float | None = None
        self._told_quiet = False

    def warnings(self, level: Level, time_s: float) -> Iterator[LiveWarning]:
        """What there is to tell after one more block.

        Args:
            level: Of the block.
            time_s: Its end, seconds of session time.
        """
        if level.is_clipped and time_s - self._told_clipped_s >= CLIP_WARNING_EVERY_S:
            self._told_clipped_s = time_s
            text, hint = "The input is overdriven (clipping)", "Lower the recording level."
            yield LiveWarning(time_s, text, hint, Notice.CLIPPED)
        if self._may_be_silent:
            return
        if level.is_dead and not self._told_dead:
            text = "The input gives nothing but digital silence"
            yield LiveWarning(time_s, text, permission_hint(), Notice.DEAD)
        self._told_dead = level.is_dead
        yield from self._quiet(level, time_s)

    def _quiet(self, level: Level, time_s: float) -> Iterator[LiveWarning]:
        if level.is_dead or level.rms_dbfs >= QUIET_DBFS:
            self._quiet_since_s, self._told_quiet = None, False
            return
        if self._quiet_since_s is None:
            self._quiet_since_s = time_s
        if time_s - self._quiet_since_s >= QUIET_S and not self._told_quiet:
            self._told_quiet = True
            text = "The input is almost silent"
            yield LiveWarning(time_s, text, "Raise the recording level, or go closer to the microphone.", Notice.QUIET)
