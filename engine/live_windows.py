"""The scores of a session, kept small: 40 bytes a window, so that days of listening fit into memory."""

from __future__ import annotations

import math
from array import array
from itertools import starmap

from engine.results import WindowScore

_COLUMNS = 5


class WindowLog:
    """Append-only list of window scores."""

    def __init__(self) -> None:
        self._values = array("d")

    def __len__(self) -> int:
        return len(self._values) // _COLUMNS

    def append(self, window: WindowScore) -> None:
        """Keep one more window."""
        probability = math.nan if window.probability_ai is None else window.probability_ai
        self._values.extend((window.start_s, window.end_s, window.logit, probability, window.speech_share))

    def windows(self) -> tuple[WindowScore, ...]:
        """All of them, as they came."""
        columns = [iter(self._values)] * _COLUMNS
        return tuple(starmap(_window, zip(*columns, strict=True)))


def _window(start_s: float, end_s: float, logit: float, probability: float, share: float) -> WindowScore:
    return WindowScore(start_s, end_s, logit, None if math.isnan(probability) else probability, share)
