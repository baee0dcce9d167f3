"""What is written as TOML is read back as it was."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from trainer.config import TrainConfig
from trainer.toml_text import to_toml


@pytest.mark.parametrize(
    "values",
    [
        {"a": 1, "b": 1e-4, "c": 3.0, "d": True, "e": 'quote " and \\ and \n line', "f": ""},
        {"list": [1, 2.5, "x"], "nested": [[1, 2], [3]], "empty": []},
        {"top": 1, "table": {"x": 1, "deeper": {"y": "z"}}, "other": {"v": False}},
        {"a key with spaces": 1, "model_args.dropout": 2, "ünï": 3},
        TrainConfig(model_args={"width": 8, "blocks": [2, 2]}).model_dump(),
    ],
)
def test_values_come_back(values: dict[str, Any]) -> None:
    assert tomllib.loads(to_toml(values, "first line\nsecond line")) == values


def test_what_is_not_known_is_left_out() -> None:
    assert tomllib.loads(to_toml({"a": None, "b": 1, "t": {}})) == {"b": 1, "t": {}}


def test_other_types_are_refused() -> None:
    with pytest.raises(TypeError, match="no place for a set"):
        to_toml({"a": {1, 2}})
