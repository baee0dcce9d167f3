"""The History place with real clicks: open, compare, export, delete, search, forget."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from engine.history import FileStamp, History, JobSpec, JobState
from engine.job_lock import JobLock
from engine.results import FileResult, Verdict
from gui.context import AppContext
from gui.history.compare_dialog import CompareDialog
from gui.history.page import HistoryPage

AI, HUMAN = Verdict.AI, Verdict.HUMAN


@pytest.fixture
def history(context: AppContext) -> History:
    return History(context.db)


def add_job(
    history: History,
    results: dict[str, Verdict],
    model: str = "tiny",
    kind: str = "scan",
    state: JobState = JobState.FINISHED,
    truth: str = "",
) -> int:
    settings = {"input": "Desk microphone"} if kind == "live" else {}
    job_id = history.start_job(JobSpec(kind, "f", ("/data/calls",), model, "abc", 3.0, settings))
    for name, verdict in results.items():
        probability = {AI: 0.9, HUMAN: 0.1}.get(verdict)
        result = FileResult(
            Path("/data/calls") / name,
            verdict,
            probability_ai=probability,
            duration_s=75.0,
            truth=truth,
            model=model,
            model_sha256="abc",
        )
        history.save_result(job_id, result, FileStamp(1, 2))
    history.set_state(job_id, state)
    return job_id


@pytest.fixture
def jobs(history: History) -> tuple[int, int]:
    """Two scans of the same files with two detectors."""
    first = add_job(history, {"anna.wav": HUMAN, "bert.wav": AI, "bad.wav": Verdict.ERROR}, truth="human")
    return first, add_job(history, {"anna.wav": HUMAN, "bert.wav": HUMAN}, model="duo")


@pytest.fixture
def page(qtbot: Any, context: AppContext) -> HistoryPage:
    made = HistoryPage(context)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    return made


def shown(page: HistoryPage, qtbot: Any, count: int) -> HistoryPage:
    page.show()
    qtbot.waitUntil(lambda: len(page.jobs.rows) == count, timeout=10_000)
    return page


def cells(table: Any, row: int) -> list[str]:
    model = table.model()
    return [model.data(model.index(row, column)) for column in range(model.columnCount())]


def click(table: Any, row: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    place = table.visualRect(table.model().index(row, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, keys, place)


def answer(monkeypatch: pytest.MonkeyPatch, text: str) -> list[str]:
    asked: list[str] = []

    def choose(box: QMessageBox) -> None:
        asked.append(box.text())
        next(button for button in box.buttons() if button.text() == text).click()

    monkeypatch.setattr(QMessageBox, "exec", choose)
    return asked


@pytest.mark.usefixtures("jobs")
def test_jobs_and_sessions_are_listed_newest_first_with_their_counts(
    page: HistoryPage, history: History, qtbot: Any
) -> None:
    add_job(history, {"Live session.wav": AI}, kind="live")
    shown(page, qtbot, 3)
    assert cells(page.job_table, 0)[1:] == ["Live", "Desk microphone", "1", "1", "0", "tiny", "finished"]
    assert cells(page.job_table, 2)[1:] == ["Scan", "calls", "3", "1", "1", "tiny", "finished"]
    assert str(page.context.db) in page.size_label.text()


def test_an_empty_history_says_so_and_makes_no_file(page: HistoryPage, qtbot: Any) -> None:
    page.show()
    qtbot.waitUntil(lambda: "Nothing was checked yet" in page.empty.text(), timeout=10_000)
    assert page.stack.currentWidget() is page.empty
    assert not page.context.db.exists()
    assert not page.forget_button.isEnabled()


def test_a_broken_history_is_told_in_its_place(page: HistoryPage, qtbot: Any) -> None:
    page.context.db.write_bytes(b"this is no database" * 100)
    page.show()
    qtbot.waitUntil(lambda: "not a database" in page.empty.text(), timeout=10_000)
    assert page.stack.currentWidget() is page.empty


@pytest.mark.parametrize(
    "how",
    [
        lambda page: QTest.keyClick(page.job_table, Qt.Key.Key_Return),
        lambda page: QTest.mouseClick(page.buttons["open"], Qt.MouseButton.LeftButton),
    ],
    ids=["key", "button"],
)
def test_a_job_is_opened_again(
    page: HistoryPage, jobs: tuple[int, int], qtbot: Any, how: Callable[[HistoryPage], None]
) -> None:
    shown(page, qtbot, 2)
    opened: list[str] = []
    page.context.open_job.connect(opened.append)
    assert not page.buttons["open"].isEnabled()
    page.activateWindow()
    page.job_table.setFocus()
    click(page.job_table, 1)
    assert page.buttons["open"].isEnabled()
    how(page)
    assert opened == [str(jobs[0])]


@pytest.mark.usefixtures("jobs")
def test_two_jobs_are_compared(page: HistoryPage, qtbot: Any) -> None:
    shown(page, qtbot, 2)
    click(page.job_table, 0)
    assert not page.buttons["compare"].isEnabled()
    click(page.job_table, 1, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(page.buttons["compare"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.findChildren(CompareDialog)), timeout=10_000)
    dialog = page.findChildren(CompareDialog)[0]
    assert "2 files are in both; the verdict of 1 changed." in dialog.summary.text()
    assert "1 are only in the first" in dialog.summary.text()
    assert "Of 2 files whose truth is known, 1 were wrong before and 0 after." in dialog.summary.text()
    assert [cells(dialog.table, row)[:5] for row in range(dialog.model.rowCount())] == [
        ["bert.wav", "Likely AI", "Likely human", "90 % → 10 %", "-80 %"]
    ]
    qtbot.mouseClick(dialog.only_changed, Qt.MouseButton.LeftButton, pos=QPoint(8, dialog.only_changed.height() // 2))
    assert dialog.model.rowCount() == 3
    assert cells(dialog.table, 2)[2] == "not in this job"
    dialog.close()


def test_deleting_asks_and_takes_the_chosen_jobs(
    page: HistoryPage, jobs: tuple[int, int], history: History, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(page, qtbot, 2)
    asked = answer(monkeypatch, "Keep")
    click(page.job_table, 0)
    qtbot.mouseClick(page.buttons["delete"], Qt.MouseButton.LeftButton)
    assert asked == ["Delete this job with the results of 2 files?"]
    assert len(history.jobs()) == 2
    answer(monkeypatch, "Delete")
    qtbot.mouseClick(page.buttons["delete"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.jobs.rows) == 1, timeout=10_000)
    assert [job.id for job in history.jobs()] == [jobs[0]]


def test_a_running_job_is_marked_and_cannot_be_deleted(
    page: HistoryPage, history: History, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = add_job(history, {"a.wav": AI}, state=JobState.RUNNING)
    add_job(history, {"a.wav": AI}, state=JobState.RUNNING)
    lock = JobLock(history.path, running)
    assert lock.acquire()
    shown(page, qtbot, 2)
    assert [cells(page.job_table, row)[-1] for row in range(2)] == ["interrupted", "running"]
    told: list[str] = []
    page.context.problem.connect(lambda text, _hint: told.append(text))
    answer(monkeypatch, "Delete")
    click(page.job_table, 1)
    qtbot.mouseClick(page.buttons["delete"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert "is running" in told[0]
    lock.release()
    assert len(history.jobs()) == 2


def test_search_finds_files_of_all_jobs_and_opens_theirs(page: HistoryPage, jobs: tuple[int, int], qtbot: Any) -> None:
    shown(page, qtbot, 2)
    opened: list[str] = []
    page.context.open_job.connect(opened.append)
    QTest.keyClicks(page.search, "BERT calls")
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.hit_table, timeout=10_000)
    assert [cells(page.hit_table, row)[:4] for row in range(2)] == [
        ["Likely human", "bert.wav", "10 %", "1:15"],
        ["Likely AI", "bert.wav", "90 %", "1:15"],
    ]
    click(page.hit_table, 1)
    qtbot.mouseClick(page.buttons["open"], Qt.MouseButton.LeftButton)
    assert opened == [str(jobs[0])]
    assert not page.buttons["delete"].isEnabled()
    page.search.setText("nobody")
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty, timeout=10_000)
    page.search.clear()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.job_table, timeout=10_000)


def test_old_jobs_are_forgotten_after_saying_how_many(
    page: HistoryPage, jobs: tuple[int, int], history: History, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.run("UPDATE jobs SET updated = '2020-01-01T00:00:00.000+00:00' WHERE id = ?", (jobs[0],))
    shown(page, qtbot, 2)
    asked = answer(monkeypatch, "Delete")
    qtbot.mouseClick(page.forget_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.jobs.rows) == 1, timeout=10_000)
    assert asked == ["Forget 1 job that is older than three months?"]
    qtbot.mouseClick(page.forget_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.size_label.text() == "Nothing is that old.", timeout=10_000)
    assert len(asked) == 1


@pytest.mark.usefixtures("jobs")
def test_a_job_is_exported_as_a_report(
    page: HistoryPage, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.json"
    opened: list[str] = []
    monkeypatch.setattr("gui.history.export.ask_target", lambda *_args: target)
    monkeypatch.setattr(
        "gui.history.export.QDesktopServices", SimpleNamespace(openUrl=lambda url: opened.append(url.toLocalFile()))
    )
    page.context.change(report_format="json")
    shown(page, qtbot, 2)
    click(page.job_table, 1)
    qtbot.mouseClick(page.buttons["export"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.exporter.dialog is not None, timeout=10_000)
    dialog = page.exporter.dialog
    assert dialog is not None
    assert dialog.choices["flagged"].text() == "Flagged files (1)"
    dialog.choices["flagged"].click()
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    assert opened == [str(target)]
    assert "bert.wav" in target.read_text(encoding="utf-8")
    assert "anna.wav" not in json.dumps(json.loads(target.read_text(encoding="utf-8")).get("files", ""))


@pytest.mark.usefixtures("jobs")
def test_columns_sort_and_the_selection_stays_with_its_row(page: HistoryPage, qtbot: Any) -> None:
    shown(page, qtbot, 2)
    page.job_table.selectionModel().select(
        page.jobs.index(0, 0), QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    )
    chosen = page.job_table.chosen()[0].job.id
    page.job_table.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    assert [cells(page.job_table, row)[3] for row in range(2)] == ["3", "2"]
    assert page.job_table.chosen()[0].job.id == chosen


@pytest.mark.usefixtures("jobs")
def test_keys_are_named_and_control_f_searches(page: HistoryPage, qtbot: Any) -> None:
    shown(page, qtbot, 2)
    page.activateWindow()
    page.job_table.setFocus()
    QTest.keyClick(page.job_table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.search.hasFocus, timeout=30_000)
    assert dict(page.shortcuts())["Del"] == "Delete"
    assert QApplication.focusWidget() is page.search
    for widget in (page.job_table, page.hit_table, page.search, page.age):
        assert widget.accessibleName()


def test_the_search_field_has_room_in_a_narrow_window(page: HistoryPage) -> None:
    page.show()
    for width in (520, 1060):
        page.resize(width, 500)
        QApplication.processEvents()
        assert page.search.width() >= 240
        assert all(page.rect().contains(button.geometry()) for button in page.buttons.values())
    assert page.search.y() < page.buttons["open"].geometry().bottom()
    assert page.search.geometry().right() < page.buttons["open"].x()
