"""The settings file survives everything that people and power cuts do to files."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import UsageError
from gui.settings.model import Settings
from gui.settings.store import MIGRATIONS, SettingsStore, _to_toml


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "settings.toml"


def test_without_a_file_there_are_the_defaults_and_nothing_is_written(path: Path) -> None:
    store = SettingsStore(path)
    assert store.value == Settings()
    assert store.problem == ""
    assert not path.exists()


def test_a_change_is_there_at_the_next_start(path: Path) -> None:
    SettingsStore(path).update(theme="dark", hop_s=1.5, live_folder='C:\\Töne\\"x"', cache=False, threads=4)
    value = SettingsStore(path).value
    assert (value.theme, value.hop_s, value.live_folder) == ("dark", 1.5, 'C:\\Töne\\"x"')
    assert (value.cache, value.threads) == (False, 4)
    assert [each.name for each in path.parent.iterdir()] == ["settings.toml"]


def test_only_what_was_changed_is_in_the_file(path: Path) -> None:
    SettingsStore(path).update(theme="dark")
    assert tomllib.loads(path.read_text(encoding="utf-8")) == {"schema_version": 1, "theme": "dark"}


@pytest.mark.parametrize("changes", [{"hop_s": 9.0}, {"theme": "pink"}, {"nonsense": 1}, {"language": "../x"}])
def test_a_wrong_value_is_refused_by_name_and_changes_nothing(path: Path, changes: dict[str, object]) -> None:
    store = SettingsStore(path)
    with pytest.raises(UsageError, match=next(iter(changes))):
        store.update(**changes)
    assert store.value == Settings()
    assert not path.exists()


def test_a_file_that_is_no_toml_gives_the_defaults_and_is_kept(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("theme = [", encoding="utf-8")
    store = SettingsStore(path)
    assert store.value == Settings()
    assert str(path) in store.problem
    assert path.with_suffix(".broken.toml").read_text(encoding="utf-8") == "theme = ["


def test_one_wrong_field_costs_only_itself(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('theme = "dark"\nhop_s = "often"\nfrom_the_future = 1\n', encoding="utf-8")
    store = SettingsStore(path)
    assert (store.value.theme, store.value.hop_s) == ("dark", 3.0)
    assert "from_the_future, hop_s" in store.problem


def test_a_folder_that_cannot_be_written_is_told_and_the_change_holds(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = SettingsStore(tmp_path / "file" / "settings.toml")
    with pytest.raises(UsageError, match="cannot be saved"):
        store.update(theme="light")
    assert store.value.theme == "light"


def test_an_older_file_is_migrated(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MIGRATIONS, 0, lambda values: {"theme": values["colours"]})
    path.parent.mkdir()
    path.write_text('schema_version = 0\ncolours = "dark"\n', encoding="utf-8")
    store = SettingsStore(path)
    assert (store.value.theme, store.problem) == ("dark", "")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_every_text_comes_back_from_the_file(text: str) -> None:
    assert tomllib.loads(_to_toml(Settings(live_folder=text))).get("live_folder", "") == text
