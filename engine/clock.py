"""Moments of a recording in words: 12:31, 1:02:03."""

from __future__ import annotations

from collections.abc import Iterable


def clock(seconds: float) -> str:
    """Minutes and seconds, hours where there are any.

    >>> clock(751.2), clock(3723), clock(0)
    ('12:31', '1:02:03', '0:00')
    """
    whole = int(seconds + 1e-6)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def span(start_s: float, end_s: float) -> str:
    """A stretch of time, its end rounded up so that it holds the whole stretch.

    >>> span(751.0, 841.4)
    '12:31-14:02'
    """
    return f"{clock(start_s)}-{clock(-(-(end_s - 1e-6) // 1))}"


def spans_in_words(spans: Iterable[tuple[float, float]], most: int = 4) -> str:
    """Several stretches as a list; more than ``most`` are counted.

    >>> spans_in_words([(0, 9), (60, 72)])
    '0:00-0:09 and 1:00-1:12'
    """
    texts = [span(start, end) for start, end in spans]
    if len(texts) > most:
        return f"{', '.join(texts[:most])} and {len(texts) - most} more"
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} and {texts[-1]}"
