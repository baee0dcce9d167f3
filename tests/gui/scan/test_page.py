"""The stories of the Scan place, clicked through with real widgets."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QByteArray, QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from engine.discover import Found
from engine.history import History, JobState
from engine.results import Verdict
from engine.scan_events import ScanFinished
from gui.context import AppContext
from gui.scan.notice import Notice
from gui.scan.page import ScanPage
from gui.scan.paths_in import paths_of_mime
from gui.scan.row_order import Column
from gui.scan.rows import RowState
from gui.scan.workbench import Workbench

Drop = Callable[..., None]
Settled = Callable[[ScanPage], None]
Texts = Callable[[ScanPage], dict[str, list[str]]]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def folder(tmp_path: Path, synth: Any, write_wav: Any) -> Path:
    """Good and broken files, nested, with things between them that are no audio."""
    root = tmp_path / "Recordings"
    write_wav(root / "human" / "anna.wav", synth.human_voice(6))
    write_wav(root / "human" / "bert 50%25.wav", synth.human_voice(5))
    write_wav(root / "fake" / "robot.wav", synth.ai_voice(9))
    write_wav(root / "silent.wav", synth.silence(4))
    (root / "broken.wav").write_bytes(b"RIFF")
    (root / "notes.txt").write_text("no sound")
    (root / ".hidden.wav").write_bytes(b"x")
    return root


def bench_of(page: ScanPage) -> Workbench:
    assert page.workbench is not None
    return page.workbench


def press(notice: Notice | None, text: str) -> None:
    assert notice is not None
    button = next(each for each in notice.buttons if text in each.text())
    QTest.mouseClick(button, LEFT)


def press_key(page: ScanPage, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(bench_of(page).table, key, modifier)


def select(page: ScanPage, *names: str) -> None:
    table = bench_of(page).table
    table.select_rows([row for row in page.model.shown if row.name in names])
    table.setFocus()


def test_the_first_start_shows_three_sentences_and_the_drop_zone(page: ScanPage) -> None:
    assert page.drop_zone.isVisible()
    assert len(page.drop_zone.sentences) == 3
    assert all(label.text().endswith(".") for label in page.drop_zone.sentences)
    assert page.workbench is None
    assert not page.notices.isVisible()
    assert page.work() == ""


def test_a_dropped_folder_becomes_rows_and_what_is_no_audio_is_told(
    page: ScanPage, drop: Drop, settled: Settled, texts: Texts, folder: Path, qtbot: Any
) -> None:
    drop(page, folder)
    settled(page)
    rows = texts(page)
    verdicts = {name: cells[Column.VERDICT] for name, cells in rows.items()}
    assert verdicts == {
        "anna.wav": "Likely human",
        "bert 50%25.wav": "Likely human",
        "robot.wav": "Likely AI",
        "silent.wav": "No speech",
        "broken.wav": "Could not be read",
    }
    assert rows["robot.wav"][Column.PROBABILITY].endswith("%")
    assert rows["robot.wav"][Column.DURATION] == "9.0 s"
    assert rows["robot.wav"][Column.FLAGGED] != "0 s"
    assert rows["anna.wav"][Column.DETECTOR] == "tiny"
    assert rows["broken.wav"][Column.STATE] == "Done"
    assert "2 were skipped" in page.notices.texts()["skipped"]
    press(page.notices.notice("skipped"), "Show which")
    listed = page.findChild(QDialog).findChild(QPlainTextEdit).toPlainText()
    assert "notes.txt: it is a text file" in listed
    assert ".hidden.wav: it is hidden" in listed
    chips = bench_of(page).filter_bar.chips
    qtbot.waitUntil(lambda: chips[Verdict.HUMAN].text().endswith("2"))
    assert chips[Verdict.CONTAINS_AI].isHidden()
    qtbot.waitUntil(lambda: "1 flagged, 1 could not be read" in bench_of(page).summary.counts.text(), timeout=5000)


def test_a_folder_without_audio_is_told(page: ScanPage, drop: Drop, settled: Settled, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "a.txt").write_text("text")
    drop(page, tmp_path / "empty")
    settled(page)
    text = page.notices.texts()["nothing"]
    assert "No audio was found in empty." in text
    assert "1 was skipped: it is a text file" in text
    assert page.drop_zone.isVisible()


def test_many_files_are_not_checked_before_somebody_says_so(
    page: ScanPage,
    drop: Drop,
    settled: Settled,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: Any,
) -> None:
    monkeypatch.setattr("gui.scan.controller.ASK_ABOVE", 3)
    drop(page, folder)
    qtbot.waitUntil(lambda: any(key.startswith("ask") for key in page.notices.texts()))
    key, text = next((k, t) for k, t in page.notices.texts().items() if k.startswith("ask"))
    assert "5 audio files in Recordings; 2 were skipped" in text
    assert text.endswith("0.0 hours of audio.")
    assert {row.state for row in page.model.rows} == {RowState.FOUND}
    assert not page.controller.is_running
    press(page.notices.notice(key), "Do not check")
    assert len(page.model) == 0
    assert page.drop_zone.isVisible()
    drop(page, folder)
    qtbot.waitUntil(lambda: any(key.startswith("ask") for key in page.notices.texts()))
    key = next(key for key in page.notices.texts() if key.startswith("ask"))
    notice = page.notices.notice(key)
    assert notice is not None
    notice.buttons[0].setFocus()
    press(notice, "Check 5 files")
    focused = page.window().focusWidget()
    assert focused is page or focused is None  # a key pressed twice does nothing by accident
    settled(page)
    assert {row.state for row in page.model.rows} == {RowState.DONE}


def test_a_drop_during_a_scan_joins_it(
    page: ScanPage, drop: Drop, settled: Settled, folder: Path, tmp_path: Path, synth: Any, write_wav: Any, qtbot: Any
) -> None:
    long = write_wav(tmp_path / "long" / "long.wav", synth.human_voice(240))
    late = write_wav(tmp_path / "late.wav", synth.ai_voice(4))
    drop(page, long)
    qtbot.waitUntil(lambda: page.controller.is_running, timeout=10_000)
    drop(page, late)
    drop(page, folder)
    qtbot.waitUntil(lambda: len(page.model) == 7, timeout=10_000)
    settled(page)
    assert {row.state for row in page.model.rows} == {RowState.DONE}
    assert sum(row.verdict is Verdict.AI for row in page.model.rows) == 2


def test_cancel_keeps_what_is_done_and_go_on_does_the_rest(
    page: ScanPage, drop: Drop, settled: Settled, tmp_path: Path, synth: Any, write_wav: Any, qtbot: Any
) -> None:
    for number in range(6):
        write_wav(tmp_path / "in" / f"{number}.wav", synth.human_voice(3 if number == 0 else 100 + number))
    drop(page, tmp_path / "in")
    qtbot.waitUntil(lambda: any(row.result for row in page.model.rows), timeout=30_000)
    assert page.work()
    bench_of(page).progress.cancel_button.setFocus()
    QTest.mouseClick(bench_of(page).progress.cancel_button, LEFT)
    settled(page)
    assert page.window().focusWidget() is bench_of(page)  # a second press hits nothing else
    done = [row for row in page.model.rows if row.state is RowState.DONE]
    stopped = [row for row in page.model.rows if row.state is RowState.STOPPED]
    assert done
    assert stopped
    assert len(done) + len(stopped) == 6
    job_id = done[0].job_id
    assert bench_of(page).progress.isHidden()
    press(page.notices.notice("go on"), "Go on")
    settled(page)
    assert {row.state for row in page.model.rows} == {RowState.DONE}
    assert {row.job_id for row in page.model.rows} == {job_id}


def test_pause_stops_and_the_same_button_goes_on(
    page: ScanPage, drop: Drop, settled: Settled, tmp_path: Path, synth: Any, write_wav: Any, qtbot: Any
) -> None:
    write_wav(tmp_path / "in" / "long.wav", synth.human_voice(300))
    drop(page, tmp_path / "in")
    qtbot.waitUntil(lambda: page.workbench is not None and page.workbench.progress.isVisible(), timeout=10_000)
    progress = bench_of(page).progress
    QTest.mouseClick(progress.pause_button, LEFT)
    assert page.controller.is_paused
    assert "Go on" in progress.pause_button.text().replace("&", "")
    qtbot.waitUntil(lambda: progress.text.text().startswith("Paused"), timeout=10_000)
    share = page.model.shown[0].share
    qtbot.wait(300)
    assert page.model.shown[0].share == share
    assert page.model.shown[0].result is None
    press_key(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert not page.controller.is_paused
    settled(page)
    assert page.model.shown[0].verdict is Verdict.HUMAN


def test_paths_are_pasted(page: ScanPage, settled: Settled, folder: Path) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("just words")
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "no file or path" in page.notices.texts()["nothing"]
    clipboard.setText(f'"{folder / "human" / "anna.wav"}"\n{folder / "fake"}')
    QTest.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settled(page)
    assert sorted(row.name for row in page.model.rows) == ["anna.wav", "robot.wav"]
    assert "nothing" not in page.notices.texts()


def test_keys_work_while_the_side_bar_has_the_focus(page: ScanPage, settled: Settled, folder: Path, qtbot: Any) -> None:
    window, side = QWidget(), QPushButton("Scan")
    layout = QVBoxLayout(window)
    layout.addWidget(side)
    layout.addWidget(page)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    side.setFocus()
    QGuiApplication.clipboard().setText(str(folder / "fake"))
    QTest.keyClick(side, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settled(page)
    assert [row.name for row in page.model.rows] == ["robot.wav"]
    QTest.keyClick(side, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(bench_of(page).filter_bar.search.hasFocus, timeout=5000)
    page.setParent(None)


def test_in_a_narrow_window_the_detail_stands_below_the_table(page: ScanPage, make_row: Any, qtbot: Any) -> None:
    page.model.add([make_row("a.wav", Verdict.AI)])
    bench = bench_of(page)
    for width, is_wide in ((1000, True), (620, False)):
        page.resize(width, 700)
        qtbot.waitUntil(lambda wanted=is_wide: bench._drop_note.isVisible() is wanted, timeout=5000)
        assert (bench.splitter.orientation() is Qt.Orientation.Horizontal) is is_wide
        margins = bench.detail.layout().contentsMargins()
        assert (margins.left(), margins.top()) == ((8, 0) if is_wide else (0, 8))


def test_a_chosen_chip_keeps_its_count_in_sight(page: ScanPage, make_row: Any) -> None:
    page.model.add([make_row("a.wav", Verdict.AI)])
    bench = bench_of(page)
    bench.filter_bar.show_counts({Verdict.AI: 1}, 0, knows_truth=False)
    chip = bench.filter_bar.chips[Verdict.AI]
    before = chip.sizeHint().width()
    QTest.mouseClick(chip, LEFT)
    assert chip.isChecked()
    assert chip.sizeHint().width() <= before


def test_the_window_s_arguments_are_checked(page: ScanPage, settled: Settled, folder: Path) -> None:
    page.context.scan_requested.emit([folder / "fake" / "robot.wav"])
    settled(page)
    assert [row.verdict for row in page.model.rows] == [Verdict.AI]


def test_a_missing_detector_is_a_message_with_a_hint(
    page: ScanPage, drop: Drop, settled: Settled, folder: Path
) -> None:
    page.context.store.update(detector="nonsense")
    drop(page, folder)
    settled(page)
    assert "nonsense" in page.notices.texts()["failed"]
    assert {row.state for row in page.model.rows} == {RowState.STOPPED}


def test_truth_by_hand_filter_for_incorrect_and_export(
    page: ScanPage,
    drop: Drop,
    settled: Settled,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: Any,
) -> None:
    drop(page, folder)
    settled(page)
    bench = bench_of(page)
    select(page, "anna.wav")
    press_key(page, Qt.Key.Key_A)
    select(page, "robot.wav", "bert 50%25.wav")
    press_key(page, Qt.Key.Key_H)
    chip = bench.filter_bar.incorrect_chip
    qtbot.waitUntil(lambda: chip.text().endswith("2"), timeout=5000)
    qtbot.waitUntil(lambda: "accuracy 33.3 % (1 of 3 decided)" in bench.summary.truth.text(), timeout=5000)
    assert "AUC 0.250" in bench.summary.truth.text() or "AUC 0.000" in bench.summary.truth.text()
    QTest.mouseClick(bench.summary.matrix_button, LEFT)
    assert bench.summary.matrix.cells["human", Verdict.AI].text() == "1"
    QTest.mouseClick(chip, LEFT)
    assert sorted(row.name for row in page.model.shown) == ["anna.wav", "robot.wav"]
    target = tmp_path / "out.csv"
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_a, **_k: (str(target), ""))
    press_key(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = bench.findChild(QDialog)
    dialog.choices["incorrect"].setChecked(True)
    dialog.format.setCurrentIndex(2)
    QTest.mouseClick(dialog.save_button, LEFT)
    qtbot.waitUntil(lambda: "The report is written" in page.notices.texts().get("export", ""), timeout=20_000)
    table = target.read_text(encoding="utf-8-sig")
    assert "anna.wav" in table
    assert "robot.wav" in table
    assert "bert" not in table
    assert page.opened == [QUrl.fromLocalFile(str(target))]


def test_the_truth_is_kept_in_the_history(page: ScanPage, drop: Drop, settled: Settled, folder: Path) -> None:
    drop(page, folder)
    settled(page)
    select(page, "anna.wav")
    press_key(page, Qt.Key.Key_H)
    job_id = page.model.shown[0].job_id
    page.shut_down()
    kept = {result.name: result.truth for result in History(page.context.db).results(job_id)}
    assert kept["anna.wav"] == "human"
    assert kept["robot.wav"] == ""


def test_truth_from_folder_names_and_from_a_csv_file(
    page: ScanPage, drop: Drop, settled: Settled, folder: Path, tmp_path: Path, texts: Texts, qtbot: Any
) -> None:
    drop(page, folder)
    settled(page)
    bench = bench_of(page)
    bench.set_truth_from("folders")
    qtbot.waitUntil(lambda: texts(page)["robot.wav"][Column.TRUTH] == "AI", timeout=5000)
    assert texts(page)["anna.wav"][Column.TRUTH] == "human"
    assert texts(page)["silent.wav"][Column.TRUTH] == ""
    assert page.notices.texts()["note"] == "The truth is set for 3 of 5 files."
    table = tmp_path / "labels.csv"
    table.write_text("path,label\nsilent.wav,fake\n")
    bench.set_truth_from(str(table))
    qtbot.waitUntil(lambda: texts(page)["silent.wav"][Column.TRUTH] == "AI", timeout=5000)
    table.write_text("path,label\nsilent.wav,nonsense\n")
    bench.set_truth_from(str(table))
    qtbot.waitUntil(lambda: "line 2" in page.notices.texts()["note"], timeout=5000)


def test_rescan_copies_and_removal_by_keys_alone(
    page: ScanPage, drop: Drop, settled: Settled, folder: Path, qtbot: Any
) -> None:
    drop(page, folder)
    settled(page)
    bench = bench_of(page)
    first_job = page.model.shown[0].job_id
    press_key(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert bench.filter_bar.search.hasFocus()
    QTest.keyClicks(bench.filter_bar.search, "robot")
    qtbot.waitUntil(lambda: len(page.model.shown) == 1)
    bench.table.setFocus()
    press_key(page, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press_key(page, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    mime: QMimeData = QGuiApplication.clipboard().mimeData()
    assert mime.text() == str(folder / "fake" / "robot.wav")
    assert mime.urls() == [QUrl.fromLocalFile(mime.text())]
    press_key(page, Qt.Key.Key_F5)
    settled(page)
    row = page.model.shown[0]
    assert row.job_id != first_job
    assert row.result is not None
    assert not row.result.cached
    press_key(page, Qt.Key.Key_Delete)
    assert len(page.model.shown) == 0
    press_key(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(bench.filter_bar.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(page.model.shown) == 4)
    bench.table.setFocus()
    press_key(page, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press_key(page, Qt.Key.Key_Delete)
    assert page.drop_zone.isVisible()


def test_another_detector_writes_another_result(
    page: ScanPage, drop: Drop, settled: Settled, folder: Path, tmp_path: Path, tiny_checkpoint: Path, qtbot: Any
) -> None:
    home = tmp_path / "detectors"
    home.mkdir()
    for suffix in (".safetensors", ".onnx"):
        shutil.copy(tiny_checkpoint.with_suffix(suffix), home / f"other{suffix}")
    drop(page, folder / "fake")
    settled(page)
    first = page.model.shown[0].job_id
    select(page, "robot.wav")
    page.controller.rescan(page.model.shown, str(home / "other.safetensors"))
    settled(page)
    assert page.model.shown[0].job_id != first
    menu = bench_of(page).actions_of_rows.detectors
    qtbot.waitUntil(lambda: bool(menu.actions()), timeout=5000)


def test_the_row_under_the_cursor_is_shown_with_its_scores(
    page: ScanPage, drop: Drop, settled: Settled, folder: Path, qtbot: Any
) -> None:
    drop(page, folder)
    settled(page)
    bench = bench_of(page)
    assert bench.detail.isHidden()
    bench.table.setFocus()
    for _ in range(2):
        press_key(page, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: bench.detail.panel is not None and bool(bench.detail.panel.files), timeout=5000)
    shown = bench.detail.panel.files[-1]
    assert shown.path == bench.table.selected_rows()[0].path
    assert shown.windows or shown.verdict is Verdict.ERROR
    assert bench.detail.isVisible()
    count = len(bench.detail.panel.files)
    press_key(page, Qt.Key.Key_A)
    qtbot.wait(500)
    assert bench.table.selected_rows()[0].truth == "ai"
    assert len(bench.detail.panel.files) == count  # who is listening is not interrupted
    assert bench.detail.panel.truths[-1] == (shown.path, "ai")


def test_an_old_job_is_shown_without_a_rescan(
    page: ScanPage,
    drop: Drop,
    settled: Settled,
    folder: Path,
    texts: Texts,
    qtbot: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drop(page, folder)
    settled(page)
    before, job_id = texts(page), page.model.shown[0].job_id
    QTest.mouseClick(bench_of(page).clear_button, LEFT)
    assert len(page.model) == 0
    monkeypatch.setattr("engine.scan.ScanJob.run", lambda _self: pytest.fail("scanned again"))
    shutil.rmtree(folder)
    page.context.open_job.emit(str(job_id))
    qtbot.waitUntil(lambda: len(page.model) == 5, timeout=10_000)
    assert texts(page) == before
    assert "Nothing was checked again" in page.notices.texts()["job"]
    page.context.open_job.emit("999")
    qtbot.waitUntil(lambda: "no job 999" in page.notices.texts().get("job", ""), timeout=10_000)


def test_an_interrupted_scan_is_offered_again(
    page: ScanPage,
    drop: Drop,
    settled: Settled,
    folder: Path,
    context: AppContext,
    qtbot: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drop(page, folder)
    settled(page)
    job_id = page.model.shown[0].job_id
    page.shut_down()
    history = History(context.db)
    history.set_state(job_id, JobState.RUNNING)  # as a power cut leaves it
    second = ScanPage(context)
    qtbot.addWidget(second)
    second.show()
    qtbot.waitUntil(lambda: second.notices.notice("interrupted") is not None, timeout=10_000)
    assert "Recordings" in second.notices.texts()["interrupted"]
    begun: list[str] = []
    monkeypatch.setattr("gui.scan.workbench.ProgressStrip.begin", lambda _strip, words: begun.append(words))
    press(second.notices.notice("interrupted"), "Go on with it")
    settled(second)
    assert begun == ["Starting"]  # it can be paused and cancelled like any other
    assert len(second.model) == 5
    assert {row.job_id for row in second.model.rows} == {job_id}
    assert history.job(job_id).state is JobState.FINISHED
    second.shut_down()


def test_an_interrupted_scan_that_is_left_is_not_offered_again(
    page: ScanPage, drop: Drop, settled: Settled, folder: Path, context: AppContext, qtbot: Any
) -> None:
    drop(page, folder)
    settled(page)
    job_id = page.model.shown[0].job_id
    history = History(context.db)
    history.set_state(job_id, JobState.RUNNING)
    second = ScanPage(context)
    qtbot.addWidget(second)
    qtbot.waitUntil(lambda: second.notices.notice("interrupted") is not None, timeout=10_000)
    second.show()
    press(second.notices.notice("interrupted"), "Leave it")
    qtbot.waitUntil(lambda: history.job(job_id).state is JobState.CANCELLED, timeout=5000)
    second.shut_down()


def test_closing_during_a_scan_ends_it(
    page: ScanPage, drop: Drop, tmp_path: Path, synth: Any, write_wav: Any, qtbot: Any
) -> None:
    drop(page, write_wav(tmp_path / "long.wav", synth.human_voice(300)))
    qtbot.waitUntil(lambda: page.controller.is_running, timeout=10_000)
    task = page.controller._task
    assert task is not None
    page.shut_down()
    assert not task.is_running


def test_controls_have_names_for_screen_readers(page: ScanPage, drop: Drop, settled: Settled, folder: Path) -> None:
    drop(page, folder)
    settled(page)
    bench = bench_of(page)
    assert bench.table.accessibleName()
    assert bench.progress.bar.accessibleName()
    assert bench.filter_bar.search.accessibleName()
    assert all(chip.accessibleName() for chip in bench.filter_bar.chips.values())
    assert len(page.shortcuts()) > 8


@pytest.mark.parametrize(("seconds", "wanted", "told"), [(31.0, True, 1), (5.0, True, 0), (31.0, False, 0)])
def test_the_end_of_a_long_scan_is_notified_where_it_is_wanted(
    page: ScanPage, monkeypatch: pytest.MonkeyPatch, seconds: float, *, wanted: bool, told: int
) -> None:
    texts: list[str] = []
    monkeypatch.setattr(page.notifier, "tell", lambda _title, text, _icon: texts.append(text))
    page.context.store.update(scan_notify=wanted)
    page.controller.finished.emit(ScanFinished(1, 1200, 3, 0, cancelled=False, seconds_taken=seconds))
    assert texts == ["1,200 files checked, 3 flagged."] * told


def test_tab_reaches_every_control(page: ScanPage, drop: Drop, settled: Settled, folder: Path) -> None:
    drop(page, folder)
    settled(page)
    bench = bench_of(page)
    wanted = {
        bench.files_button,
        bench.folder_button,
        bench.truth_button,
        bench.export_button,
        bench.clear_button,
        bench.filter_bar.search,
        bench.table,
        *(chip for chip in bench.filter_bar.chips.values() if chip.isVisible()),
    }
    page.activateWindow()
    bench.files_button.setFocus()
    reached = set()
    for _ in range(40):
        reached.add(page.focusWidget())
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert wanted <= reached


def test_thousands_of_files_show_their_first_row_at_once(
    page: ScanPage, drop: Drop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    names = [tmp_path / f"{number:05d}.wav" for number in range(4_000)]
    gate = threading.Event()

    def slow(*_args: Any, **_names: Any) -> Any:
        for number, path in enumerate(names):
            if number == 1000:
                assert gate.wait(20)  # the walk is far from its end
            yield Found(path, tmp_path)

    monkeypatch.setattr("gui.scan.survey.discover", slow)
    monkeypatch.setattr("gui.scan.survey.HEADERS_S", 0.0)
    drop(page, tmp_path)
    qtbot.waitUntil(lambda: page.model.rowCount() > 0, timeout=5000)
    assert page.workbench is not None
    assert page.work() == "A folder is being looked through."
    gate.set()
    qtbot.waitUntil(lambda: any(key.startswith("ask") for key in page.notices.texts()), timeout=20_000)
    assert page.model.rowCount() == 4_000
    text = next(text for key, text in page.notices.texts().items() if key.startswith("ask"))
    assert text.startswith("4,000 audio files in ")


@pytest.mark.skipif(os.name == "nt", reason="names on Windows are Unicode")
def test_a_name_that_is_no_unicode_goes_all_the_way(
    page: ScanPage, settled: Settled, tmp_path: Path, synth: Any, write_wav: Any, qtbot: Any
) -> None:
    path = write_wav(tmp_path / "x.wav", synth.ai_voice(6)).rename(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.wav"))
    mime = QMimeData()
    mime.setData("text/uri-list", QByteArray(path.as_uri().encode()))
    assert paths_of_mime(mime) == [path]
    page.check([path])
    settled(page)
    (row,) = page.model.rows
    assert row.verdict is Verdict.AI
    assert page.model.index(0, Column.FILE).data() == "caf\ufffd.wav"
    bench_of(page).table.selectRow(0)
    bench_of(page).table.setFocus()
    press_key(page, Qt.Key.Key_H)
    press_key(page, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert paths_of_mime(QGuiApplication.clipboard().mimeData()) == [path]
    qtbot.waitUntil(lambda: bench_of(page).detail.panel is not None, timeout=5000)
    bench_of(page).grab()
    job_id = row.job_id
    page.shut_down()
    assert [result.truth for result in History(page.context.db).results(job_id)] == ["human"]
