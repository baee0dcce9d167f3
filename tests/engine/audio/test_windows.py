"""Windows: where they start, what pads them, and that the size of the pushed blocks changes nothing."""

import pickle
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.audio.windows import Window, WindowCutter
from engine.errors import UsageError
from engine.spec import DEFAULT_SPEC, AudioSpec

SMALL = AudioSpec(sample_rate=100, window_s=3.0)


def cut(wave: np.ndarray, hop_s: float, sizes: list[int], spec: AudioSpec = SMALL) -> list[Window]:
    cutter, windows, at, turn = WindowCutter(spec, hop_s), [], 0, 0
    while at < len(wave):
        size = sizes[turn % len(sizes)]
        windows += cutter.push(wave[at : at + size])
        at, turn = at + size, turn + 1
    return windows + cutter.flush()


@pytest.mark.parametrize(
    ("n", "hop_s", "starts", "last_end"),
    [
        (0, 3.0, [], None),
        (1, 3.0, [0.0], 0.01),
        (299, 3.0, [0.0], 2.99),
        (300, 3.0, [0.0], 3.0),
        (301, 3.0, [0.0, 3.0], 3.01),
        (600, 3.0, [0.0, 3.0], 6.0),
        (700, 3.0, [0.0, 3.0, 6.0], 7.0),
        (300, 1.0, [0.0], 3.0),
        (400, 1.0, [0.0, 1.0], 4.0),
        (401, 1.0, [0.0, 1.0, 2.0], 4.01),
        (310, 0.25, [0.0, 0.25], 3.1),
    ],
)
def test_windows_start_at_every_hop_and_cover_all_audio(
    n: int, hop_s: float, starts: list[float], last_end: float | None
) -> None:
    windows = cut(np.arange(n, dtype=np.float32), hop_s, [64])
    assert [w.start_s for w in windows] == pytest.approx(starts)
    if windows:
        assert windows[-1].end_s == pytest.approx(last_end)


def test_the_last_window_repeats_its_real_part() -> None:
    wave = np.arange(420, dtype=np.float32)
    last = cut(wave, 3.0, [420])[-1]
    np.testing.assert_array_equal(last.samples, np.concatenate([wave[300:], wave[300:], wave[300:360]]))
    assert last.samples.shape == (300,)


@settings(max_examples=60, deadline=None)
@given(
    n=st.integers(0, 1500),
    hop_s=st.sampled_from([0.25, 0.5, 1.0, 1.37, 2.99, 3.0]),
    sizes=st.lists(st.integers(1, 700), min_size=1, max_size=5),
)
def test_block_sizes_change_nothing(n: int, hop_s: float, sizes: list[int]) -> None:
    wave = np.random.default_rng(n).standard_normal(n).astype(np.float32)
    pieces, whole = cut(wave, hop_s, sizes), cut(wave, hop_s, [max(1, n)])
    assert [(w.start_s, w.end_s) for w in pieces] == [(w.start_s, w.end_s) for w in whole]
    for piece, window in zip(pieces, whole, strict=True):
        np.testing.assert_array_equal(piece.samples, window.samples)
        real = round((piece.end_s - piece.start_s) * 100)
        start = round(piece.start_s * 100)
        np.testing.assert_array_equal(piece.samples[:real], wave[start : start + real])
    assert (not n) == (not whole)
    assert not n or whole[-1].end_s == pytest.approx(n / 100)


def test_windows_own_their_memory() -> None:
    cutter = WindowCutter(DEFAULT_SPEC, 0.25)
    block = np.ones(100_000, np.float32)
    windows = cutter.push(block)
    block[:] = 7.0
    windows[0].samples[:] = 5.0
    assert windows[1].samples.max() == 1.0
    assert len(pickle.dumps(windows[1].samples)) < 4 * DEFAULT_SPEC.window_samples + 1000


def test_ten_minutes_in_blocks_of_10_ms_take_no_quadratic_time() -> None:
    cutter, block = WindowCutter(DEFAULT_SPEC, 3.0), np.zeros(160, np.float32)
    started = time.perf_counter()
    n_windows = sum(len(cutter.push(block)) for _ in range(60_000))
    assert n_windows == 200
    assert cutter.total_s == pytest.approx(600.0)
    assert time.perf_counter() - started < 10.0


@pytest.mark.parametrize("hop_s", [0.0, -1.0, 0.1, 3.01])
def test_an_impossible_hop_is_refused_with_a_hint(hop_s: float) -> None:
    with pytest.raises(UsageError) as caught:
        WindowCutter(DEFAULT_SPEC, hop_s)
    assert "0.25" in caught.value.hint


def test_an_ended_stream_takes_no_more() -> None:
    cutter = WindowCutter(SMALL, 3.0)
    cutter.push(np.ones(10))
    assert len(cutter.flush()) == 1
    assert cutter.flush() == []
    with pytest.raises(RuntimeError, match="ended"):
        cutter.push(np.ones(10))
