"""A run's history over its starts, and its picture."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from engine.errors import TrainingError
from trainer.curves import HistoryRow, draw_curves, read_history

FIRST = """dev/auc,dev/eer_source,epoch,step,step/loss,train/accuracy,train/loss
,,0,19,0.7,,
,,0,99,,0.6,0.69
,,1,199,,0.7,0.55
0.8,0.25,1,199,,,
,,2,299,,0.71,0.5
"""
SECOND = """dev/auc,epoch,step,train/loss,train/lr,train/strength
,2,299,0.52,0.001,0.4
nan,2,299,,,
,3,3"""


@pytest.fixture
def run(tmp_path: Path) -> Path:
    for start, text in (("start-01", FIRST), ("start-02", SECOND)):
        (tmp_path / "log" / start).mkdir(parents=True)
        (tmp_path / "log" / start / "metrics.csv").write_text(text)
    return tmp_path


def test_starts_are_merged_and_the_later_one_counts(run: Path) -> None:
    rows = read_history(run)
    assert [row.epoch for row in rows] == [0, 1, 2]
    assert rows[0] == HistoryRow(0, loss=0.69, accuracy=0.6)
    assert (rows[1].auc, rows[1].eer_source, rows[1].loss) == (0.8, 0.25, 0.55)
    assert rows[2] == HistoryRow(2, loss=0.52, accuracy=0.71, lr=0.001, strength=0.4)


def test_a_folder_without_tables_has_no_history(tmp_path: Path) -> None:
    assert read_history(tmp_path) == []


def test_a_table_that_is_no_text_is_an_error_with_a_hint(run: Path) -> None:
    (run / "log" / "start-02" / "metrics.csv").write_bytes(b"\xff\xfe\x00epoch")
    with pytest.raises(TrainingError, match="start-02") as caught:
        read_history(run)
    assert caught.value.hint


def test_the_picture_has_six_panels_and_a_line_for_what_was_measured(run: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    png, svg = draw_curves(read_history(run), tmp_path / "pictures", "se2: seresnet")
    assert png.read_bytes().startswith(b"\x89PNG")
    texts = ["".join(each.itertext()) for each in ElementTree.parse(svg).iter() if each.tag.endswith("}text")]
    for title in ("se2: seresnet", "Loss", "Accuracy", "Equal error rate, dev", "Learning rate", "epoch"):
        assert title in texts
    assert texts.count("not measured") == 0
    assert sorted(file.name for file in (tmp_path / "pictures").iterdir()) == ["curves.png", "curves.svg"]


def test_what_was_not_measured_is_said_and_the_same_rows_give_the_same_file(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    rows = [HistoryRow(epoch, loss=0.7 - 0.1 * epoch) for epoch in range(3)]
    first = draw_curves(rows, tmp_path / "a")[1].read_text()
    assert first.count("not measured") == 5
    assert draw_curves(rows, tmp_path / "b")[1].read_text() == first
