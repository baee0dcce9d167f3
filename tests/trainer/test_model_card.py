"""The card's words come from the measured tables."""

from __future__ import annotations

import pytest

from trainer.bootstrap import Interval
from trainer.config import TrainConfig
from trainer.evaluation import Evaluation
from trainer.measure import ColumnFigures, PointRates
from trainer.model_card import training_in_words, weaknesses
from trainer.slices import GroupFigures, worst
from trainer.trained import Trained


def column(name: str, false_alarm: float, **extra: float) -> ColumnFigures:
    figures = {"eer": Interval(0.1, 0.08, 0.12)} | {k: Interval(v, v, v) for k, v in extra.items()}
    generators = (
        GroupFigures("One-off", "ai", 1, 1.0, 0.2, -2.0),
        GroupFigures("Hard TTS", "ai", 10, 0.7, 0.6, -0.5),
        GroupFigures("Easy TTS", "ai", 10, 0.0, 1.0, 3.0),
    )
    sources = (GroupFigures("studio", "human", 5, 0.4, 0.7, 0.1), GroupFigures("radio", "human", 5, 0.1, 0.9, -2.0))
    points = (PointRates("balanced", 0.0, false_alarm, 0.1),)
    return ColumnFigures(name, 21, 10, 0, figures, points, {}, generators, sources, ())


def evaluation(**extra: float) -> Evaluation:
    columns = (column("clean", 0.1, **extra), column("phone_8k", 0.6), column("room", 0.1))
    return Evaluation("d", "0" * 64, "data", "1" * 64, "dev", columns, {}, ())


def test_weak_sides_are_named_with_their_rates() -> None:
    text = weaknesses(evaluation(eer_unseen=0.2))
    assert "Hard TTS (70% of 10 clips missed)" in text
    assert "studio (40% of 5 clips flagged)" in text
    assert "60% of human recordings are flagged" in text
    assert "20.0 % against 10.0 %" in text


@pytest.mark.parametrize("name", ["One-off", "Easy TTS", "radio", "Room"])
def test_what_is_not_weak_or_too_few_is_not_named(name: str) -> None:
    assert name not in weaknesses(evaluation())


def test_the_worst_come_without_groups_of_one_clip() -> None:
    assert [g.name for g in worst(evaluation().clean.generators, "ai")] == ["Hard TTS"]


def test_a_branch_that_went_on_alone_is_told() -> None:
    later = {"config": TrainConfig(model="seresnet", seed=3, augment_full=1.0).model_dump(), "steps": 7600, "epoch": 76}
    record = {"config": TrainConfig(seed=1).model_dump(), "branches_trained_on": {"seresnet": later}}
    words = training_in_words(Trained("duo", {}, {}, 66, 3300, record, "last.ckpt"))
    assert words.startswith("3,300 steps")
    assert "the branch `seresnet` then alone: 7,600 steps" in words
    assert "growing to 1); checkpoint `last.ckpt`" in words
    assert "alone" not in training_in_words(Trained("duo", {}, {}, 66, 3300, {"config": record["config"]}, "last.ckpt"))


def test_what_helped_is_told() -> None:
    config = TrainConfig(
        start_from="old/first.safetensors", teachers=["a/one.safetensors", "two.safetensors"], teacher_share=0.7
    )
    words = training_in_words(Trained("duo", {}, {}, 1, 10, {"config": config.model_dump()}, "last.ckpt"))
    assert "from the weights of `first`" in words
    assert "70% of what is learned is the mean opinion of `one`, `two`" in words
    assert "twins" not in words
    config = TrainConfig(teachers=["two.safetensors"])
    words = training_in_words(Trained("duo", {}, {}, 1, 10, {"config": config.model_dump()}, "last.ckpt"))
    assert "the opinion of `two` as it was then" in words
    alone = TrainConfig(copy_share=0.1, pair_twins=True).model_dump()
    words = training_in_words(Trained("duo", {}, {}, 1, 10, {"config": alone}, "last.ckpt"))
    assert "10% of the AI crops are vocoded twins" in words
    assert "of human clips, every second one beside its original" in words
    assert "opinion" not in words
    assert "weights of" not in words
    assert "Whisper" not in words
    assert "both classes of a source" not in words
    begun = TrainConfig(model="whisper", pretrained="somewhere", even_sources=True).model_dump()
    words = training_in_words(Trained("whisper", {}, {}, 1, 10, {"config": begun}, "last.ckpt"))
    assert "from the encoder of Whisper tiny.en (OpenAI, MIT license), whose parts learn at 0.1 of the rate" in words
    assert "both classes of a source that has both drawn about equally often" in words
