"""Search spaces: what is read, what is refused and with which hint, and which points a grid has."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import TrainingError
from trainer.config import TrainConfig
from trainer.presets import preset, space_file, space_names
from trainer.tune_space import Choice, Range, Space, applied, check_space, read_space


def read(folder: Path, text: str) -> Space:
    (folder / "space.toml").write_text(text)
    return read_space(folder / "space.toml")


def test_choices_ranges_and_arguments_of_the_network_are_read(tmp_path: Path) -> None:
    text = """
        preset = "cnn"
        sampler = "grid"
        trials = 7
        [fixed]
        epochs = 4
        [space]
        lr = { low = 1e-4, high = 1e-2, log = true }
        batch = [16, 32]
        "model_args.dropout" = [0.1]
        [space.model_args]
        width = { low = 4, high = 8 }
    """
    found = read(tmp_path, text)
    assert (found.preset, found.sampler, found.pruner, found.trials) == ("cnn", "grid", "", 7)
    assert found.fixed == {"epochs": 4}
    assert found.dimensions == {
        "lr": Range(1e-4, 1e-2, log=True),
        "batch": Choice((16, 32)),
        "model_args.dropout": Choice((0.1,)),
        "model_args.width": Range(4, 8),
    }


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("[spaec]\nlr = [1]", "Unknown key 'spaec'", "space"),
        ("[space]", "nothing to try", "lr"),
        ("[space]\nlr = 3", "what to try for 'lr'", "log = true"),
        ("[space]\nlr = { low = 1, high = 0.5 }", "range of 'lr'", "low"),
        ("[space]\nlr = { low = 0, high = 1, log = true }", "range of 'lr'", "low"),
        ('[space]\nlr = { low = "a", high = 1 }', "range of 'lr'", "low"),
        ("[space]\nlr = []", "what to try for 'lr'", "low"),
        ('sampler = "best"\n[space]\nlr = [1]', "no sampler 'best'", "tpe"),
        ('pruner = "some"\n[space]\nlr = [1]', "no pruner 'some'", "median"),
        ('trials = "many"\n[space]\nlr = [1]', "trials", "whole number"),
        ("[space\n", "Cannot read", "syntax"),
    ],
)
def test_what_makes_no_sense_is_said(tmp_path: Path, text: str, message: str, hint: str) -> None:
    with pytest.raises(TrainingError, match=message) as caught:
        read(tmp_path, text)
    assert hint in caught.value.hint


def test_a_grid_has_every_combination_once_in_an_order_of_its_seed() -> None:
    space = Space({"lr": Choice((1e-4, 1e-3)), "batch": Choice((8, 16, 32))})
    points = space.grid(0)
    assert len(points) == 6
    assert {(p["lr"], p["batch"]) for p in points} == {(lr, b) for lr in (1e-4, 1e-3) for b in (8, 16, 32)}
    assert points == space.grid(0) != space.grid(1)


def test_a_grid_over_a_range_is_refused() -> None:
    with pytest.raises(TrainingError, match="whole range of 'lr'"):
        Space({"lr": Range(1e-4, 1e-3)}).grid(0)


def test_arguments_of_the_network_are_added_to_those_of_the_recipe() -> None:
    base = TrainConfig(model="seresnet", model_args={"width": 8, "dropout": 0.1})
    found = applied(base, {"lr": 0.5, "model_args.dropout": 0.4})
    assert (found.lr, found.model_args) == (0.5, {"width": 8, "dropout": 0.4})


@pytest.mark.parametrize(("name", "value"), [("learning_rate", 1e-3), ("lr", -1.0), ("label_smoothing", 0.9)])
def test_settings_are_tried_before_anything_is_trained(name: str, value: float) -> None:
    with pytest.raises(TrainingError):
        check_space(Space({name: Choice((0.01, value))}), TrainConfig())


@pytest.mark.parametrize("name", space_names())
def test_the_spaces_that_come_with_the_program_fit_its_recipes(name: str) -> None:
    space = read_space(space_file(name))
    base = preset(space.preset or None)
    check_space(space, applied(base, space.fixed))
    if space.sampler == "grid":
        assert len(space.grid(0)) == 27
