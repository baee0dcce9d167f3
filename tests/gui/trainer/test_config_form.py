"""Settings as fields: limits, what was changed, back to the recipe."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from gui.context import AppContext
from gui.trainer.config_form import ConfigForm, _table, _table_text

FIELDS = [
    {"name": "model", "kind": "words", "words": ""},
    {"name": "batch", "kind": "whole", "ge": 2, "words": "Crops a step."},
    {"name": "lr", "kind": "number", "gt": 0, "words": ""},
    {"name": "bf16", "kind": "yes", "words": ""},
    {"name": "schedule", "kind": "choice", "choices": ["wsd", "cosine"], "words": ""},
    {"name": "model_args", "kind": "table", "words": ""},
    {"name": "teachers", "kind": "list", "words": ""},
]
RECIPE = {
    "model": "cnn", "epochs": 9, "batch": 48, "lr": 0.0012, "bf16": True, "schedule": "wsd", "model_args": {"width": 8},
    "teachers": [],
}  # fmt: skip


@pytest.fixture
def form(context: AppContext, qtbot: QtBot) -> ConfigForm:
    made = ConfigForm(context)
    qtbot.addWidget(made)
    made.build(FIELDS)
    made.set_defaults(RECIPE)
    return made


def test_the_recipe_comes_back_unchanged(form: ConfigForm) -> None:
    assert form.values() == RECIPE


def test_changed_values_are_bold_until_the_recipe_is_back(form: ConfigForm) -> None:
    batch = form.field("batch")
    assert isinstance(batch, QSpinBox)
    batch.setValue(1)
    assert form.values()["batch"] == 2
    assert form._fields["batch"].label.font().bold()
    form.set_value("epochs", 3)
    assert form.values()["epochs"] == 3
    form.reset_button.click()
    assert form.values() == RECIPE
    assert not form._fields["batch"].label.font().bold()


def test_numbers_have_no_empty_zeros(form: ConfigForm) -> None:
    rate = form.field("lr")
    assert isinstance(rate, QDoubleSpinBox)
    assert rate.text() == "0.0012"
    rate.setValue(0.0)
    assert rate.value() > 0
    rate.setValue(2.0)
    assert rate.text() == "2"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("width = 4, name = x", {"width": 4, "name": "x"}),
        ("dropout=0.5,deep=true", {"dropout": 0.5, "deep": True}),
        ("", {}),
        ("width, = 3", {}),
        ("stem_stride = [4, 2], width = 4", {"stem_stride": [4, 2], "width": 4}),
        (
            "width = 4, token_drop = [0.3, 0.5], flags = [true, x]",
            {"width": 4, "token_drop": [0.3, 0.5], "flags": [True, "x"]},
        ),
        ("blocks = []", {"blocks": []}),
    ],
)
def test_tables_of_names_and_values(text: str, values: dict[str, object]) -> None:
    assert _table(text) == values
    assert _table(_table_text(values)) == values


def test_a_list_is_separated_by_semicolons(form: ConfigForm) -> None:
    form.set_value("teachers", ["one, two.safetensors", "b.safetensors"])
    assert form.values()["teachers"] == ["one, two.safetensors", "b.safetensors"]
    line = form.field("teachers")
    assert isinstance(line, QLineEdit)
    line.setText(" a ;; b ;")
    assert form.values()["teachers"] == ["a", "b"]
