"""The hint for a name that is not known."""

from __future__ import annotations

from trainer.nearest import did_you_mean


def test_the_nearest_name_is_asked_for_and_else_what_there_is() -> None:
    known = {"stem": 1, "stages.0": 2, "head": 3}
    assert did_you_mean("stage.0", known, "no") == "Did you mean 'stages.0'?"
    assert did_you_mean("xyz", known, "It has stem.") == "It has stem."
    assert did_you_mean("stem", iter(known), "no") == "Did you mean 'stem'?"
