"""Somebody's own clips: what is enough, what stays together, and how they are dealt into parts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="scikit-learn belongs to the train extra")
pytest.importorskip("torch", reason="torch belongs to the train extra")

from engine.errors import TrainingError
from trainer.datasets.manifest import Clip
from trainer.few_shot_data import ClipSet, check_enough, deal, groups_of
from trainer.few_shot_head import Move
from trainer.window_table import WindowTable


def labelled(human: int, ai: int) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    return np.repeat([0, 1], [human, ai]).astype(np.intp)


def test_twenty_clips_of_both_classes_are_enough() -> None:
    check_enough(labelled(15, 5))
    check_enough(labelled(5, 15))


@pytest.mark.parametrize(
    ("human", "ai", "message"), [(10, 9, "10 human and 9 ai clips"), (36, 4, "5 of each class"), (30, 0, "5 of each")]
)
def test_less_is_refused_with_the_numbers(human: int, ai: int, message: str) -> None:
    with pytest.raises(TrainingError, match=message):
        check_enough(labelled(human, ai))


def test_no_source_is_in_two_parts_and_every_rest_has_both_classes() -> None:
    rng = np.random.default_rng(0)
    labels = (np.arange(100) % 2).astype(np.intp)
    groups = np.array([f"{label}-{rng.integers(8)}" for label in labels])
    folds = deal(labels, groups, 5)
    assert len(set(folds.tolist())) == 5
    for group in np.unique(groups):
        assert len(set(folds[groups == group].tolist())) == 1
    for part in range(5):
        assert set(labels[folds != part].tolist()) == {0, 1}


def test_two_sources_of_a_class_make_two_parts() -> None:
    labels = labelled(10, 10)
    groups = np.array([f"{label}-{i % 2 if label else i}" for i, label in enumerate(labels)])
    assert set(deal(labels, groups, 5).tolist()) == {0, 1}


def test_one_source_of_a_class_cannot_be_held_out() -> None:
    labels = labelled(10, 10)
    groups = np.array(["only" if label else str(i) for i, label in enumerate(labels)])
    with pytest.raises(TrainingError, match="too few sources"):
        deal(labels, groups, 5)


def clip(number: int, label: str, source: str) -> Clip:
    return Clip(Path(f"{label}{number}.wav"), label, source=source)


def test_clips_stay_together_by_source_where_there_are_some_and_by_file_where_not() -> None:
    many = [clip(i, label, f"{label}{i % 3}") for i in range(6) for label in ("human", "ai")]
    groups, by = groups_of(many)
    assert by == "source"
    assert len(set(groups.tolist())) == 6
    one = [clip(i, label, label) for i in range(6) for label in ("human", "ai")]
    groups, by = groups_of(one)
    assert by == "file"
    assert len(set(groups.tolist())) == 12
    assert groups_of([clip(i, label, "") for i in range(2) for label in ("human", "ai")])[1] == "source"


def test_a_subset_keeps_windows_with_their_clips() -> None:
    table = WindowTable(
        np.array([0, 0, 1, 2, 2]), np.zeros(5), np.full(5, 3.0), np.arange(5.0), np.array([1.0, 0.5, 1.0, 1.0, 1.0])
    )
    rows = np.arange(10.0).reshape(5, 2)
    data = ClipSet(
        tuple(clip(i, "ai", "") for i in range(3)), table, rows, np.array([0, 1, 1]), np.array(["a", "b", "c"])
    )
    kept = data.take(np.array([True, False, True]))
    assert kept.table.clip.tolist() == [0, 0, 1, 1]
    assert kept.table.logit.tolist() == [0.0, 1.0, 3.0, 4.0]
    assert [c.path.name for c in kept.clips] == ["ai0.wav", "ai2.wav"]
    # Clip 0: the second window holds half as much speech.
    assert kept.mean_rows()[0] == pytest.approx(rows[0] * 2 / 3 + rows[1] / 3)
    assert kept.moved(Move(np.array([1.0, 0.0]), 0.5)).logit == pytest.approx([0.5, 3.5, 9.5, 12.5])
    assert kept.moved(None) is kept.table
