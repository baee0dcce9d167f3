"""The scan's thread: what it is asked for, and errors in words for somebody with a window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.errors import DeviceError, UnknownModelError, UsageError
from engine.scan_events import ScanRequest
from gui.scan.scan_task import Ended, Failed, ScanTask, hint_for, request_for
from gui.settings.model import Settings

DB = Path("h.db")


def test_a_core_is_left_to_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gui.scan.scan_task.usable_cores", lambda: 8)
    request = request_for([Path("a.wav")], Settings(), DB)
    assert (request.workers, request.threads) == (7, 7)
    monkeypatch.setattr("gui.scan.scan_task.usable_cores", lambda: 1)
    assert request_for([], Settings(), DB).threads == 1
    asked = request_for([], Settings(threads=3, workers=2), DB)
    assert (asked.workers, asked.threads) == (2, 3)


def test_the_settings_are_used() -> None:
    request = request_for(
        [Path("a")], Settings(detector="duo", operating_point="miss_little", hop_s=1.0, device="cpu", cache=False), DB
    )
    assert (request.model, request.point, request.hop_s, request.device) == ("duo", "miss_little", 1.0, "cpu")
    assert not request.use_cache
    assert request.db == DB


def test_another_detector_decides_at_its_own_point() -> None:
    settings = Settings(detector="duo", operating_point="miss_little")
    assert request_for([], settings, DB, model="cnn").point is None
    assert request_for([], settings, DB, model="duo").point == "miss_little"
    assert request_for([], Settings(), DB).model is None


def test_hints_do_not_send_people_to_the_command_line() -> None:
    assert "settings" in hint_for(UnknownModelError("gone"))
    assert "settings" in hint_for(DeviceError("gone"))
    assert hint_for(UsageError("x", "Do y.")) == "Do y."


def test_an_unexpected_fault_ends_the_task_with_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(*_args: Any, **_names: Any) -> Any:
        raise RuntimeError("out of luck")

    monkeypatch.setattr("engine.scan.ScanJob.run", broken)
    task = ScanTask(ScanRequest((tmp_path,), db=tmp_path / "h.db"))
    task.start()
    task.join(30)
    failed, ended = task.events.get(), task.events.get()
    assert isinstance(failed, Failed)
    assert "out of luck" in failed.text
    assert isinstance(ended, Ended)


def test_a_task_that_is_cancelled_before_its_start_reads_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("engine.scan.ScanJob.run", lambda _self: pytest.fail("it ran"))
    task = ScanTask(ScanRequest((tmp_path,), db=tmp_path / "h.db"))
    task.cancel()
    task.start()
    task.join(30)
    assert isinstance(task.events.get(), Ended)
    assert not task.add([tmp_path])
