from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import ReportError
from engine.report.audacity import labels_of, write_labels
from engine.results import FileResult, Segment, SegmentKind, Verdict, WindowScore


def test_passages_and_moments_become_lines_in_the_order_of_time(tmp_path: Path) -> None:
    windows = [WindowScore(12.0, 15.0, 5.0, 0.987, 1.0), WindowScore(3.0, 6.0, 4.0, 0.9, 1.0)]
    segments = (Segment(0.0, 9.0, SegmentKind.HUMAN, 0.1), Segment(9.0, 18.0, SegmentKind.AI, 0.95))
    result = FileResult(Path("a.wav"), Verdict.CONTAINS_AI, segments=segments)
    path = tmp_path / "a.txt"
    write_labels(labels_of(result, [*windows, WindowScore(30.0, 33.0, 0.0, None, 0.0)]), path)
    assert path.read_text(encoding="utf-8").splitlines() == [
        "3.000000\t6.000000\t90 % AI",
        "9.000000\t18.000000\tAI passage",
        "12.000000\t15.000000\t99 % AI",
    ]


def test_a_folder_that_does_not_exist_is_a_readable_error(tmp_path: Path) -> None:
    with pytest.raises(ReportError):
        write_labels([(0.0, 1.0, "a")], tmp_path / "gone" / "a.txt")
