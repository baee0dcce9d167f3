from __future__ import annotations

import time

import pytest

from engine.audio.capture_clock import LossWatch, elapsed_s


def test_the_clock_runs_at_the_speed_of_time() -> None:
    before, started = elapsed_s(), time.monotonic()
    time.sleep(0.05)
    assert elapsed_s() - before == pytest.approx(time.monotonic() - started, abs=0.01)


def test_blocks_that_come_late_are_no_loss() -> None:
    watch = LossWatch()
    watch.start(0.0)
    lost = [watch.missing_s(0.2 * n + 0.3 * (n % 2), 0.2 * n) for n in range(1, 500)]
    assert sum(lost) == 0


def test_a_sound_card_that_is_slow_by_a_ten_thousandth_loses_nothing_in_a_day() -> None:
    watch = LossWatch()
    watch.start(0.0)
    assert sum(watch.missing_s(float(second), second * (1 - 1e-4)) for second in range(1, 86_400)) == 0


def test_a_gap_is_told_once_and_in_full() -> None:
    watch = LossWatch()
    watch.start(0.0)
    lost = [watch.missing_s(n / 10 + (5.0 if n >= 50 else 0.0), n / 10) for n in range(1, 100)]
    assert [each for each in lost if each] == pytest.approx([5.0], abs=0.01)


def test_the_start_of_a_stream_may_take_its_time() -> None:
    watch = LossWatch()
    watch.start(0.0)
    assert watch.missing_s(2.0, 0.1) == 0
    assert watch.missing_s(2.1, 0.2) == 0
