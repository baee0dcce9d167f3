"""What the window's tests share: a user of their own, and the context that every page gets."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytest.importorskip("PySide6.QtWidgets", reason="Qt's system libraries are missing", exc_type=ImportError)

if TYPE_CHECKING:
    from gui.context import AppContext

HOME_NAMES = ("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")


@pytest.fixture(autouse=True)
def private_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, history, log and detectors of the person who runs the tests are never touched."""
    home = tmp_path / "home"
    home.mkdir()
    for name in (*HOME_NAMES, "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home))
    return home


@pytest.fixture
def context(qapp: object, tmp_path: Path) -> Iterator[AppContext]:
    """Settings and history of this test alone."""
    del qapp
    from gui.context import AppContext
    from gui.settings.store import SettingsStore

    made = AppContext(SettingsStore(tmp_path / "settings.toml"), tmp_path / "history.db")
    yield made
    made.tasks.wait(5.0)
    made.deleteLater()
