"""The folder tree of `veravox prepare init`."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import ManifestError
from trainer.prepare.tree import make_tree

SIX = {f"{label}_{stage}" for label in ("ai", "human") for stage in ("full", "converted", "split")}


def test_the_tree_holds_the_twelve_folders_and_a_readme(tmp_path: Path) -> None:
    make_tree(tmp_path / "data")
    found = {path.relative_to(tmp_path / "data").as_posix() for path in (tmp_path / "data").rglob("*")}
    assert found == SIX | {"validation_set", "README.md"} | {f"validation_set/{name}" for name in SIX}
    assert "prepare convert" in (tmp_path / "data" / "README.md").read_text()


def test_what_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / "ai_full").mkdir()
    (tmp_path / "ai_full" / "a.wav").write_bytes(b"x")
    made = make_tree(tmp_path)
    assert (tmp_path / "README.md").read_text() == "mine"
    assert (tmp_path / "ai_full" / "a.wav").read_bytes() == b"x"
    assert len(made) == 11
    assert make_tree(tmp_path) == []


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "human_split").write_text("in the way")
    with pytest.raises(ManifestError, match="human_split"):
        make_tree(tmp_path)
