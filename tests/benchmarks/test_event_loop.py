"""The measured lateness is that of the real window at work."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtWidgets", reason="Qt's system libraries are missing", exc_type=ImportError)

from benchmarks import event_loop

pytestmark = pytest.mark.slow


def test_an_idle_and_a_busy_window_are_timed(tmp_path: Path) -> None:
    files = event_loop.make_files(tmp_path / "files", 4, 4)
    assert len({path.read_bytes() for path in files.iterdir()}) == 4
    idle, busy = event_loop.run(tmp_path, files, idle_s=1.0)
    assert idle.ticks > 10
    assert busy.ticks > 50
    assert 0 <= idle.p99 <= idle.worst
    assert 0 <= busy.p99 <= busy.worst
