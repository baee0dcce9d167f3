"""Queues of threads reach the main thread: in order, a little at a time, and never after the owner is gone."""

from __future__ import annotations

import queue
import threading
import time
from typing import Any

import pytest
from PySide6.QtCore import QObject

import gui.bridge
from engine.errors import CancelledError, UsageError
from gui.bridge import Bridge
from gui.context import AppContext


def test_items_come_in_order_on_the_main_thread(qtbot: Any) -> None:
    bridge, events = Bridge(), queue.SimpleQueue[int]()
    got: list[tuple[int, threading.Thread]] = []
    bridge.attach(events, lambda item: got.append((item, threading.current_thread())))
    thread = threading.Thread(target=lambda: [events.put(number) for number in range(100)])
    thread.start()
    qtbot.waitUntil(lambda: len(got) == 100)
    assert [number for number, _ in got] == list(range(100))
    assert {each for _, each in got} == {threading.main_thread()}
    bridge.detach(events)
    assert not bridge._timer.isActive()


def test_a_turn_ends_after_its_time(monkeypatch: pytest.MonkeyPatch, qapp: object) -> None:
    del qapp
    monkeypatch.setattr(gui.bridge, "TURN_S", 0.02)
    bridge, events = Bridge(), queue.SimpleQueue[int]()
    handled: list[int] = []

    def slow(item: int) -> None:
        time.sleep(0.005)
        handled.append(item)

    bridge.attach(events, slow)
    for number in range(1000):
        events.put(number)
    started = time.perf_counter()
    bridge.turn()
    assert time.perf_counter() - started < 0.2
    assert 1 <= len(handled) <= 4


def test_a_full_queue_does_not_starve_another(qapp: object) -> None:
    del qapp
    bridge, full, other = Bridge(), queue.SimpleQueue[int](), queue.SimpleQueue[str]()
    got: list[Any] = []
    bridge.attach(full, got.append)
    bridge.attach(other, got.append)
    for number in range(3):
        full.put(number)
    other.put("other")
    bridge.turn()
    assert got == [0, "other", 1, 2]


def test_a_task_delivers_its_result(context: AppContext, qtbot: Any) -> None:
    got: list[tuple[int, threading.Thread]] = []
    context.tasks.run(context, lambda: 6 * 7, lambda number: got.append((number, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(got))
    assert got == [(42, threading.main_thread())]
    assert not context.bridge._timer.isActive()


def test_an_expected_error_comes_with_its_hint_and_others_are_put_in_words(context: AppContext, qtbot: Any) -> None:
    def fail(error: Exception) -> Any:
        raise error

    told: list[tuple[str, str]] = []
    context.problem.connect(lambda text, hint: told.append((text, hint)))
    context.tasks.run(context, lambda: fail(UsageError("Too much", "Take less.")), told.append)
    context.tasks.run(context, lambda: fail(KeyError("x")), told.append)
    context.tasks.run(context, lambda: fail(CancelledError()), told.append)
    qtbot.waitUntil(lambda: not context.bridge._timer.isActive())
    assert sorted(told) == [
        ("Something went wrong: 'x'", "Please report it with the log file."),
        ("Too much", "Take less."),
    ]


def test_nothing_is_delivered_to_an_owner_that_is_gone(context: AppContext, qtbot: Any) -> None:
    import shiboken6

    owner, go, got = QObject(), threading.Event(), []
    context.tasks.run(owner, go.wait, got.append)
    shiboken6.delete(owner)
    go.set()
    qtbot.waitUntil(lambda: not context.bridge._timer.isActive())
    assert got == []
