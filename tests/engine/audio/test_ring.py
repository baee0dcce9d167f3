from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.audio.ring import RingBuffer


def frames(values: range, channels: int = 1) -> np.ndarray:
    return np.repeat(np.array(values, dtype=np.float32)[:, None], channels, axis=1)


@pytest.mark.parametrize(("asked", "made"), [(1, 1), (2, 2), (3, 4), (1000, 1024), (1024, 1024)])
def test_the_capacity_is_the_next_power_of_two(asked: int, made: int) -> None:
    assert RingBuffer(asked).capacity == made


@pytest.mark.parametrize(("capacity", "channels"), [(0, 1), (8, 0)])
def test_an_empty_ring_is_refused(capacity: int, channels: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        RingBuffer(capacity, channels)


def test_frames_come_out_in_order_across_the_wrap() -> None:
    ring = RingBuffer(8, channels=2)
    ring.write(frames(range(6), 2))
    assert ring.read(4)[:, 0].tolist() == [0, 1, 2, 3]
    ring.write(frames(range(6, 12), 2))
    assert ring.read()[:, 1].tolist() == list(range(4, 12))
    assert ring.available == 0


def test_what_does_not_fit_is_dropped_and_counted() -> None:
    ring = RingBuffer(4)
    assert ring.write(frames(range(3))) == 0
    assert ring.write(frames(range(3, 10))) == 6
    assert ring.dropped == 6
    assert ring.read()[:, 0].tolist() == [0, 1, 2, 3]
    assert ring.write(frames(range(2))) == 0
    assert ring.dropped == 6


def test_reading_gives_a_copy() -> None:
    ring = RingBuffer(4)
    ring.write(frames(range(4)))
    taken = ring.read()
    ring.write(frames(range(10, 14)))
    assert taken[:, 0].tolist() == [0, 1, 2, 3]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=60))
def test_any_pattern_of_writes_and_reads_loses_only_what_is_counted(pattern: list[tuple[int, int]]) -> None:
    ring = RingBuffer(16)
    sent: list[float] = []
    got: list[float] = []
    number = 0
    for to_write, to_read in pattern:
        dropped = ring.write(frames(range(number, number + to_write)))
        sent += range(number, number + to_write - dropped)
        number += to_write
        got += ring.read(to_read)[:, 0].tolist()
    got += ring.read()[:, 0].tolist()
    assert got == sent
    assert ring.dropped == number - len(sent)


def test_a_producer_thread_and_a_consumer_thread_agree() -> None:
    ring = RingBuffer(256)
    total = 20_000

    def produce() -> None:
        sent = 0
        while sent < total:
            count = min(97, total - sent, ring.capacity - ring.available)
            ring.write(frames(range(sent, sent + count)))
            sent += count

    thread = threading.Thread(target=produce)
    thread.start()
    got: list[float] = []
    while len(got) < total:
        got += ring.read()[:, 0].tolist()
    thread.join()
    assert got == list(range(total))
    assert ring.dropped == 0
