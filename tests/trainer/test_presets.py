"""The settings that come with the program fit the program."""

from __future__ import annotations

import pytest

from engine.errors import UsageError
from engine.models.registry import ARCHITECTURES
from engine.resources import resource
from trainer.config import TrainConfig, read_config
from trainer.presets import preset, preset_names, space_file, space_names


def test_every_architecture_has_a_recipe() -> None:
    assert set(preset_names()) == set(ARCHITECTURES)


@pytest.mark.parametrize("name", list(ARCHITECTURES))
def test_a_recipe_is_valid_and_is_for_its_network(name: str) -> None:
    config = read_config(resource("training") / f"{name}.toml")
    assert config.model == name
    assert preset(name).model == name
    assert config.warmup_steps < 0.2 * config.epochs * config.steps_per_epoch


@pytest.mark.parametrize("name", list(ARCHITECTURES))
def test_its_network_takes_the_arguments(name: str) -> None:
    pytest.importorskip("torch", reason="torch belongs to the train extra")
    from engine.models.registry import build

    assert build(name, preset(name).model_args) is not None


def test_one_process_does_the_work_of_several() -> None:
    shipped = read_config(resource("training") / "duo.toml")
    found = preset("duo")
    assert shipped.processes == 2
    assert (found.processes, found.batch) == (1, shipped.processes * shipped.batch)
    assert preset() == found  # duo is the default


@pytest.mark.parametrize(("name", "lr", "batch", "epochs"), [("mel-cnn", 1e-4, 32, 10), ("wave-cnn-1s", 1e-3, 64, 5)])
def test_the_seeds_own_numbers(name: str, lr: float, batch: int, epochs: int) -> None:
    found = preset(name)
    assert (found.lr, found.batch, found.epochs) == (lr, batch, epochs)


def test_a_network_without_a_recipe_gets_the_defaults() -> None:
    assert preset("new-net") == TrainConfig(model="new-net")


def test_search_spaces_are_found_by_name() -> None:
    assert set(space_names()) == {"default", "in-the-wild"}
    assert space_file("in-the-wild").is_file()
    with pytest.raises(UsageError, match="no preset 'in-the-dark'"):
        space_file("in-the-dark")
