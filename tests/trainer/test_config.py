"""A run's settings: unknown keys are named with the nearest one, the schedules do what their words say."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from engine.errors import TrainingError
from trainer.config import TrainConfig, make_config, read_config, with_values


def test_an_unknown_key_names_the_nearest_valid_one() -> None:
    with pytest.raises(TrainingError, match="'bach'") as caught:
        make_config({"bach": 8})
    assert "'batch'" in caught.value.hint


def test_a_key_like_no_other_lists_all() -> None:
    with pytest.raises(TrainingError) as caught:
        make_config({"qqqq": 8})
    assert "steps_per_epoch" in caught.value.hint


@pytest.mark.parametrize(("key", "value"), [("lr", 0), ("batch", 1), ("decay_share", 1.5), ("epochs", "many")])
def test_a_value_out_of_range_is_refused_and_its_key_named(key: str, value: object) -> None:
    with pytest.raises(TrainingError, match=key):
        make_config({key: value})


def test_a_toml_file_is_read_and_what_it_leaves_out_keeps_its_default(tmp_path: Path) -> None:
    file = tmp_path / "run.toml"
    file.write_text('model = "cnn"\nlr = 3e-4\n[model_args]\ndropout = 0.1\n')
    config = read_config(file)
    assert config == TrainConfig(model="cnn", lr=3e-4, model_args={"dropout": 0.1})


@pytest.mark.parametrize("text", ["model = ", 'model = "cnn"\nlearning = 3\n'])
def test_a_wrong_file_is_a_typed_error_with_a_hint(tmp_path: Path, text: str) -> None:
    file = tmp_path / "run.toml"
    file.write_text(text)
    with pytest.raises(TrainingError) as caught:
        read_config(file)
    assert caught.value.hint
    with pytest.raises(TrainingError, match="absent"):
        read_config(tmp_path / "absent.toml")


def test_replaced_values_are_checked_too() -> None:
    config = TrainConfig(model="cnn", epochs=7)
    assert with_values(config, {"lr": 1e-4}) == TrainConfig(model="cnn", epochs=7, lr=1e-4)
    with pytest.raises(TrainingError):
        with_values(config, {"lr": -1.0})


def test_the_rate_warms_up_stays_and_decays_to_zero() -> None:
    config = TrainConfig(epochs=10, steps_per_epoch=10, warmup_steps=5, decay_share=0.2)
    rates = [config.rate(step) for step in range(101)]
    assert rates[:5] == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0])
    assert rates[5:81] == pytest.approx([1.0] * 76)
    assert rates[90] == pytest.approx(0.5)
    assert rates[100] == 0.0
    assert all(a >= b for a, b in pairwise(rates[80:]))


def test_augmentation_grows_from_its_start_to_full_strength() -> None:
    config = TrainConfig(epochs=10, ramp_share=0.4, augment_start=0.3, augment_full=1.0)
    strengths = [config.strength(epoch) for epoch in range(10)]
    assert strengths[0] == pytest.approx(0.3)
    assert strengths[2] == pytest.approx(0.65)
    assert strengths[4:] == pytest.approx([1.0] * 6)
    assert config.decay_from() == 8


def test_the_other_schedules_do_what_their_names_say() -> None:
    values = {"epochs": 10, "steps_per_epoch": 10, "warmup_steps": 5, "decay_share": 0.2}
    cosine, constant = (TrainConfig(schedule=name, **values) for name in ("cosine", "constant"))
    steps = TrainConfig(schedule="step", step_epochs=4, step_factor=0.5, **values)
    for config in (cosine, constant, steps):
        assert [config.rate(step) for step in range(5)] == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0])
    assert cosine.rate(5) == pytest.approx(1.0)
    assert cosine.rate(52) == pytest.approx(0.5, abs=0.02)
    assert cosine.rate(100) == pytest.approx(0.0, abs=1e-12)
    assert all(a >= b for a, b in pairwise(cosine.rate(step) for step in range(5, 101)))
    assert {constant.rate(step) for step in range(5, 101)} == {1.0}
    assert [steps.rate(step) for step in (39, 40, 79, 80, 99)] == [1.0, 0.5, 0.5, 0.25, 0.25]


def test_the_rate_of_a_step_is_told_after_it() -> None:
    config = TrainConfig(lr=1e-3, epochs=1, steps_per_epoch=10, warmup_steps=5)
    assert config.lr_after(0) == config.lr_after(1) == pytest.approx(2e-4)
    assert config.lr_after(5) == pytest.approx(1e-3)


@pytest.mark.parametrize(
    "values", [{"optimizer": "sgd"}, {"schedule": "steps"}, {"balance": "both"}, {"monitor": "f1"}]
)
def test_a_choice_that_is_none_is_refused_and_its_key_named(values: dict[str, str]) -> None:
    with pytest.raises(TrainingError, match=next(iter(values))):
        make_config(dict(values))
