"""The measured start is that of the real window."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtWidgets", reason="Qt's system libraries are missing", exc_type=ImportError)

from benchmarks import window_start


def test_the_window_opens_and_is_timed(tmp_path: Path) -> None:
    assert 0.05 < window_start.start(tmp_path) < 60


def test_a_heavy_import_before_the_window_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window_start, "HEAVY", {"json"})
    with pytest.raises(RuntimeError, match="Imported before the window could be used: json"):
        window_start.start(tmp_path)
