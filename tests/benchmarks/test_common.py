from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from benchmarks.common import Row, long_mp3, run_child, speech
from benchmarks.run import page


def test_a_long_mp3_has_the_length_and_the_format_that_is_claimed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.common.CHUNK_S", 5)
    path = long_mp3(tmp_path / "long.mp3", 15)
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        n_samples = sum(frame.samples for frame in container.decode(stream))
        assert (stream.rate, stream.channels) == (44_100, 2)
    assert n_samples / 44_100 == pytest.approx(15, abs=0.3)
    assert path.stat().st_size * 8 / 15 == pytest.approx(128_000, rel=0.02)


def test_speech_repeats_to_any_length() -> None:
    short, long = speech(2), speech(40)
    assert (len(short), len(long)) == (32_000, 640_000)
    assert np.array_equal(short, long[: len(short)])


def test_a_child_is_measured_by_its_own_memory_not_by_ours() -> None:
    ballast = np.ones(30_000_000)
    lean = run_child(["-S", "-c", "print('done')"])
    fat = run_child(["-S", "-c", "x = b'1' * (200 * 2**20)"])
    assert lean.stdout == "done\n"
    assert lean.peak_mb < 100 < ballast.nbytes / 2**20
    assert fat.peak_mb == pytest.approx(200 + lean.peak_mb, abs=20)


def test_a_failing_child_is_an_error_with_its_words() -> None:
    with pytest.raises(RuntimeError, match="broken for this test"):
        run_child(["-c", "raise SystemExit('broken for this test')"], accepted=(0,))


def test_the_page_says_what_falls_short() -> None:
    text = page(
        ["a machine"], [Row("speed", "2.0", "at most 1.5", holds=False, how="by the clock"), Row("size", "3 MB")]
    )
    assert "| speed | 2.0 | at most 1.5 | **no** |" in text
    assert "| size | 3 MB |  |  |" in text
    assert "- speed: by the clock." in text
