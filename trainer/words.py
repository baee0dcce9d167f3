"""Figures for people, written the same way in cards and tables."""

from __future__ import annotations

from trainer.bootstrap import Interval


def percent(value: float) -> str:
    """A share of 0..1: ``14.2 %``."""
    return f"{100 * value:.1f} %"


def in_percent(figure: Interval) -> str:
    """A share with its interval: ``14.2 % (11.0-17.9)``."""
    return f"{100 * figure.value:.1f} % ({100 * figure.low:.1f}-{100 * figure.high:.1f})"
