from __future__ import annotations

from engine.live_windows import WindowLog
from engine.results import WindowScore


def test_windows_come_back_as_they_went_in() -> None:
    log = WindowLog()
    windows = (WindowScore(0.0, 3.0, -1.25, None, 0.1), WindowScore(0.5, 3.5, 4.0, 0.97, 1.0))
    for window in windows:
        log.append(window)
    assert len(log) == 2
    assert log.windows() == windows


def test_an_empty_log_has_no_windows() -> None:
    assert WindowLog().windows() == ()
