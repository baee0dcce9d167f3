"""One job at a time in a process of its own: progress, stop, kill, and ends in plain words."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from gui.context import AppContext
from gui.trainer import child
from gui.trainer.runner import JobRunner, Work

ECHO = """
import json, sys
request = json.loads(sys.stdin.readline())
say = lambda **values: print(json.dumps(values), flush=True)
say(say="progress", what="import", done=1, total=4)
print("a library talks")
say(say="result", value=request["args"])
"""
WAITS = """
import json, subprocess, sys
sys.stdin.readline()
helper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(json.dumps({"say": "progress", "what": str(helper.pid), "done": 0, "total": 0}), flush=True)
sys.stdin.readline()
STUBBORN
print(json.dumps({"say": "stopped"}), flush=True)
helper.kill()
"""


@pytest.fixture
def runner(context: AppContext) -> Iterator[JobRunner]:
    made = JobRunner(context)
    yield made
    made.shut_down()


def use(monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    monkeypatch.setattr(child, "command", lambda: [sys.executable, "-c", source])


def is_alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as handle:  # noqa: PTH123
            return handle.read().split()[2] != "Z"
    except OSError:
        return False


def test_result_progress_and_noise(runner: JobRunner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, ECHO)
    got: list[Any] = []
    heard: list[str] = []
    name = b"caf\xe9".decode("utf-8", "surrogateescape")
    work = Work("look", {"data": name}, "Looking", got.append, on_message=lambda message: heard.append(message.kind))
    assert runner.start(work)
    assert runner.is_busy
    qtbot.waitUntil(lambda: bool(got), timeout=60_000)
    assert got == [{"data": name}]
    assert heard == ["progress"]
    assert not runner.is_busy
    assert (runner.what, runner.done, runner.total) == ("import", 1, 4)


def test_one_job_at_a_time(runner: JobRunner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, WAITS.replace("STUBBORN", ""))
    told: list[str] = []
    runner.failed.connect(lambda text, _hint: told.append(text))
    over: list[int] = []
    assert runner.start(Work("look", {}, "Waiting", lambda _value: None, on_over=lambda: over.append(1)))
    assert not runner.start(Work("look", {}, "Second", lambda _value: None))
    assert told == ["Something else is still running."]
    qtbot.waitUntil(lambda: runner.what != "", timeout=60_000)
    runner.stop()
    assert runner.is_stopping
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=60_000)
    assert over == [1]
    assert len(told) == 1


@pytest.mark.skipif(os.name == "nt", reason="looks into /proc")
def test_the_second_stop_ends_it_with_its_children(
    runner: JobRunner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, WAITS.replace("STUBBORN", "import time; time.sleep(60)"))
    runner.start(Work("train", {}, "Training", lambda _value: None))
    qtbot.waitUntil(lambda: runner.what != "", timeout=60_000)
    helper, pid = int(runner.what), runner.pid
    runner.stop()
    runner.stop()
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=60_000)
    assert pid is not None
    assert not is_alive(pid)
    qtbot.waitUntil(lambda: not is_alive(helper), timeout=30_000)


def test_a_crash_becomes_words_with_the_log(runner: JobRunner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, "import os, sys; sys.stderr.write('Segmentation'); sys.stderr.flush(); os._exit(9)")
    told: list[tuple[str, str]] = []
    runner.start(Work("train", {}, "Training", lambda _value: None, lambda text, hint: told.append((text, hint))))
    qtbot.waitUntil(lambda: bool(told), timeout=60_000)
    text, hint = told[0]
    assert "exit code 9" in text
    assert "kept" in hint
    assert str(runner.log) in hint
    assert "Segmentation" in runner.log.read_text(encoding="utf-8")


def test_hints_name_the_page_and_not_commands(runner: JobRunner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    hint = "Run `veravox split` on this data first."
    line = f'{{"say": "error", "text": "No splits", "hint": "{hint}"}}'
    use(monkeypatch, f"print({line!r})")
    told: list[tuple[str, str]] = []
    runner.failed.connect(lambda text, found: told.append((text, found)))
    runner.start(Work("train", {}, "Training", lambda _value: None))
    qtbot.waitUntil(lambda: bool(told), timeout=60_000)
    assert told == [("No splits", "Split the recordings in step 1.")]


def test_a_closing_window_stops_it(context: AppContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, WAITS.replace("STUBBORN", ""))
    runner = JobRunner(context)
    runner.start(Work("train", {}, "Training", lambda _value: None))
    qtbot.waitUntil(lambda: runner.what != "", timeout=60_000)
    pid = runner.pid
    runner.shut_down()
    assert pid is not None
    assert not is_alive(pid)
    assert not runner.is_busy
