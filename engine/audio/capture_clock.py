"""Time that goes on while the computer sleeps, and how much of it passed without sound."""

from __future__ import annotations

import sys
import time

LOSS_S = 0.5
"""Sound later than this is missing, not late: drivers hand over blocks of up to a fifth of a second."""
DRIFT_TIME_S = 30.0
"""A sound card's clock and the computer's drift apart by up to a second in three hours; that is no loss."""


def elapsed_s() -> float:
    """Seconds since some fixed moment, time asleep included; never goes back.

    `time.monotonic` stands still during sleep on Linux and macOS, so that a session would lose hours unseen.
    """
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


class LossWatch:
    """Compares the clock with the sound that arrived: what the driver lost silently shows as a growing lag."""

    def __init__(self) -> None:
        self._started_at = 0.0
        self._usual_lag_s: float | None = None
        self._looked_at = 0.0

    def start(self, now: float) -> None:
        """A stream was opened.

        Args:
            now: Seconds of `elapsed_s`.
        """
        self._started_at = self._looked_at = now
        self._usual_lag_s = None

    def missing_s(self, now: float, delivered_s: float) -> float:
        """Seconds newly lost.

        Args:
            now: Seconds of `elapsed_s`.
            delivered_s: Seconds of sound since the start of the stream, those known to be lost included.

        Returns:
            0 where the lag is as always.
        """
        lag = now - self._started_at - delivered_s
        passed, self._looked_at = now - self._looked_at, now
        if self._usual_lag_s is None:
            self._usual_lag_s = lag
            return 0.0
        excess = lag - self._usual_lag_s
        if excess > LOSS_S:
            self._started_at += excess  # told once; from here on the lag is as before
            return excess
        self._usual_lag_s += excess * min(1.0, passed / DRIFT_TIME_S)
        return 0.0
