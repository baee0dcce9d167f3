"""The data path's share: crop and front end over the whole step."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import data_path


@pytest.mark.parametrize(("crop_ms", "share", "holds"), [(2.0, "25 %", "yes"), (4.0, "36 %", "no")])
def test_the_share_is_crop_and_front_end_over_everything(
    crop_ms: float, share: str, holds: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(data_path, "_step_ms", lambda: (1.0, 10.0))
    monkeypatch.setattr(data_path, "_crop_ms", lambda _: crop_ms)
    today, everything = data_path.measure(tmp_path)
    assert today.figure.startswith(share)
    assert today.holds is (holds == "yes")
    assert everything.holds is None


def test_crops_can_be_drawn_from_the_benchmarks_data() -> None:
    clips, shards = data_path._data()
    assert {clip.label for clip in clips} == {"human", "ai"}
    assert all(len(shards.samples(i, variant)) == 192_000 for i in range(len(clips)) for variant in range(3))
    assert min(abs(shards.samples(i)).max() for i in range(len(clips))) > 1000
