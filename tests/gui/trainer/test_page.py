"""The Train page with real clicks and real child processes."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from engine.detector import find_detector, weights_folders
from gui.context import AppContext
from gui.trainer import missing
from gui.trainer import page as page_module
from gui.trainer.folders_dialog import FoldersDialog
from gui.trainer.page import TrainPage
from gui.trainer.runner import Work
from gui.trainer.state import DataFacts

pytest.importorskip("lightning")
LEFT = Qt.MouseButton.LeftButton
Wait = Callable[[TrainPage], None]


def click(button: QWidget) -> None:
    assert button.isEnabled()
    assert button.isVisible()
    QTest.mouseClick(button, LEFT)


def drop(page: TrainPage, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    no_keys = Qt.KeyboardModifier.NoModifier
    page.data.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, LEFT, no_keys))


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_two_epochs_and_the_result_is_active(
    ready: TrainPage, context: AppContext, qtbot: QtBot, until_free: Wait, tmp_path: Path
) -> None:
    page = ready
    assert page.state.facts is not None
    assert page.state.facts.splits == ["train", "dev"]
    click(page.train.setup.start_button)
    assert "Training tiny" in page.work()
    until_free(page)
    assert page.work() == ""
    assert page.train.run.problem.text() == ""
    assert "Finished after 2 epochs" in page.train.run.state.text()
    assert len(page.train.run.curves.points["auc"]) == 2
    assert "Epoch 2 of 2" in page.train.run.log.toPlainText()

    click(page.train.run.next_button)
    qtbot.waitUntil(lambda: page.catalog.is_loaded)
    click(page.evaluate.measure_button)
    until_free(page)
    assert page.evaluate.problem.text() == ""
    assert page.evaluate.figures.table.rowCount() > 8
    assert "tiny on data" in page.evaluate.figures.sentence.text()
    counts = [int(page.evaluate.figures.matrix.item(i, j).text()) for i in (0, 1) for j in (1, 2)]
    record = page.state.evaluation
    assert record is not None
    assert sum(counts) == record["n_ai"] + record["n_human"]

    click(page.evaluate.next_button)
    click(page.use.detector.use_button)
    qtbot.waitUntil(lambda: context.settings.detector == "tiny", timeout=60_000)
    assert find_detector("tiny").path.parent == weights_folders()[0]
    assert "active" in page.use.detector.said.text()
    page.use.export_to(tmp_path)
    parts = [tmp_path / f"tiny{suffix}" for suffix in (".safetensors", ".onnx", ".md")]
    qtbot.waitUntil(lambda: all(part.is_file() for part in parts), timeout=60_000)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_pause_stop_and_go_on(ready: TrainPage, qtbot: QtBot, until_free: Wait) -> None:
    page, run = ready, ready.train.run
    for name, value in (("epochs", 3), ("steps_per_epoch", 40), ("validate_every", 3), ("crop_s", 1.0)):
        page.train.setup.form.set_value(name, value)
    click(page.train.setup.start_button)
    qtbot.waitUntil(lambda: "begins" in run.log.toPlainText(), timeout=240_000)
    click(run.pause_button)
    qtbot.waitUntil(lambda: "Paused" in run.state.text(), timeout=60_000)
    click(run.pause_button)
    qtbot.waitUntil(lambda: "Goes on" in run.log.toPlainText(), timeout=60_000)
    click(run.stop_button)
    assert run.stop_button.text() == "Stop at once"
    until_free(page)
    qtbot.waitUntil(lambda: len(page.state.runs) == 1)
    row = page.state.runs[0]
    assert (row.name, row.state, row.has_weights) == ("tiny", "stopped", True)
    assert "stopped after" in page.train.run_list.list.item(0).text()

    click(page.train.run_list.resume_button)
    until_free(page)
    assert "Finished after 3 epochs" in run.state.text()
    assert "Training begins at step 0" in run.log.toPlainText()
    assert run.log.toPlainText().count("Training begins") == 2


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs signals")
def test_a_killed_training_loses_no_checkpoint(ready: TrainPage, qtbot: QtBot, until_free: Wait) -> None:
    """Kill -9 of the whole child in its second epoch: words, an unfinished run, and a start from its checkpoint."""
    page, run = ready, ready.train.run
    for name, value in (("epochs", 4), ("steps_per_epoch", 6), ("validate_every", 4), ("crop_s", 1.0)):
        page.train.setup.form.set_value(name, value)
    click(page.train.setup.start_button)
    checkpoint = page.state.folder / "tiny" / "checkpoints" / "last.ckpt"
    qtbot.waitUntil(checkpoint.is_file, timeout=240_000)
    assert page.runner.pid is not None
    os.killpg(page.runner.pid, signal.SIGKILL)
    until_free(page)
    assert "ended without a word" in run.problem.text()
    assert "kept" in run.problem.text()
    qtbot.waitUntil(lambda: len(page.state.runs) == 1)
    assert page.state.runs[0].has_weights
    assert "interrupted after" in page.train.run_list.list.item(0).text()

    click(page.train.run_list.resume_button)
    until_free(page)
    assert "Finished after 4 epochs" in run.state.text()
    assert "goes on" in run.log.toPlainText() or "Training begins at step" in run.log.toPlainText()
    assert run.log.toPlainText().count("Training begins at step 0") == 1


def test_wrong_data_in_plain_words(page: TrainPage, tmp_path: Path, until_free: Wait) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("nothing")
    drop(page, tmp_path / "notes")
    until_free(page)
    problem = page.data.choice.problem
    assert problem.isVisible()
    assert "looks like none of the data sets" in problem.text()
    assert "Traceback" not in problem.text()
    assert page.state.facts is None
    assert not page.data.preparation.all_button.isEnabled()


def test_a_broken_recording_is_listed(page: TrainPage, data: Path, until_free: Wait) -> None:
    (data / "ai" / "broken.wav").write_bytes(b"not audio")
    drop(page, data)
    until_free(page)
    assert page.data.choice.counts.text().startswith("13 AI · 12 human")
    click(page.data.preparation.all_button)
    until_free(page)
    results = page.data.preparation.results
    assert "broken.wav" in results["import"].text()
    assert "windows" in results["stats"].text()
    assert page.data.choice.problems.text().endswith(": 1")
    assert (data / "manifest.csv").is_file()


def test_two_dropped_folders_are_asked_about(page: TrainPage, data: Path, tmp_path: Path, until_free: Wait) -> None:
    drop(page, data / "human", data / "ai")
    dialog = page.findChild(FoldersDialog)
    assert dialog is not None
    assert dialog.lines["ai"].text() == str(data / "ai")
    assert dialog.lines["out"].text() == str(data)
    dialog.lines["out"].setText(str(tmp_path / "list"))
    dialog.buttons.buttons()[0].click()
    until_free(page)
    assert page.state.facts is not None
    assert page.state.facts.n_clips == 24
    assert page.state.facts.values["counts"]["generator"] == 6


def test_things_that_are_no_data_set(page: TrainPage, tmp_path: Path) -> None:
    drop(page, tmp_path / "a.wav", tmp_path / "b.wav", tmp_path / "c.wav")
    assert "3 things" in page.notices.texts()["problem"]
    assert not page.runner.is_busy


def test_each_step_says_what_is_missing(page: TrainPage) -> None:
    assert "first" in page.data.preparation.note.text()
    assert "step 1" in page.train.setup.note.text()
    assert "step 1" in page.evaluate.choice.note.text()
    assert "step 2" in page.use.detector.note.text()
    assert not page.train.setup.start_button.isEnabled()
    assert not page.evaluate.measure_button.isEnabled()
    assert not page.use.detector.use_button.isEnabled()
    assert not page.use.comparison.compare_button.isEnabled()


def test_without_torch_the_page_says_how_to_get_it(
    context: AppContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "missing_parts", lambda: ["torch", "lightning"])
    made = TrainPage(context)
    qtbot.addWidget(made)
    made.show_step(1)
    assert made.missing is not None
    assert "torch, lightning" in made.missing.words.text()
    assert "pip install" in made.missing.line.text()
    assert not made.train.setup.isEnabled()
    assert made.data.choice.isEnabled()
    assert not made.train.can_train


def test_the_packaged_app_does_not_train(context: AppContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (page_module, missing):
        monkeypatch.setattr(module, "is_frozen", lambda: True)
    made = TrainPage(context)
    qtbot.addWidget(made)
    made.show()
    assert made.missing is not None
    assert "packaged app" in made.missing.words.text()
    assert not made.data.choice.isEnabled()
    assert not made.describer.is_busy


def test_what_is_missing_is_found_without_importing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missing, "find_spec", lambda name: None if name == "torch" else object())
    assert missing.missing_parts() == ["torch"]


def test_keyboard_only_through_the_steps(page: TrainPage, qtbot: QtBot) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    for number in (3, 1, 2, 0):
        QTest.keyClick(page, Qt.Key(Qt.Key.Key_1.value + number), Qt.KeyboardModifier.AltModifier)
        assert page.stack.currentIndex() == number
        assert page.bar.buttons[number].hasFocus()
    QTest.keyClick(page.bar.buttons[0], Qt.Key.Key_Right)
    assert page.stack.currentIndex() == 1
    QTest.keyClick(page.bar.buttons[1], Qt.Key.Key_Left)
    seen = set()
    for _ in range(12):
        QTest.keyClick(page.focusWidget() or page, Qt.Key.Key_Tab)
        seen.add(page.focusWidget())
    choice = page.data.choice
    assert {choice.folder_button, choice.manifest_button, choice.two_button, choice.new_button} <= seen


def test_everything_that_takes_the_focus_has_a_name(page: TrainPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.train.setup.is_described, timeout=240_000)
    nameless = [
        widget
        for kind in (QAbstractButton, QComboBox, QLineEdit)
        for widget in page.findChildren(kind)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not widget.objectName().startswith("qt_")
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]
    assert nameless == []
    assert len(page.shortcuts()) == 5


def test_every_setting_is_offered_with_its_default(context: AppContext, qtbot: QtBot) -> None:
    """The one test that asks the trainer itself, in its process."""
    from trainer.config import TrainConfig
    from trainer.presets import preset

    page = TrainPage(context)
    qtbot.addWidget(page)
    page.show()
    setup = page.train.setup
    qtbot.waitUntil(lambda: setup.is_described, timeout=240_000)
    for model in ("duo", "mel-cnn"):
        setup.choose_model(model)
        assert TrainConfig(**setup.config()) == preset(model)
    assert setup.epochs.value() == preset("mel-cnn").epochs
    assert setup.name.text().startswith("mel-cnn-")


def test_an_unfinished_run_is_offered_again(
    page: TrainPage, qtbot: QtBot, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = page.state.folder / "left"
    (folder / "checkpoints").mkdir(parents=True)
    (folder / "run.json").write_text('{"config": {"model": "cnn", "epochs": 4, "steps_per_epoch": 2}}')
    (folder / "data.json").write_text(json.dumps({"data": str(data), "device": "cpu"}))
    (folder / "progress.jsonl").write_text('{"event": "step", "step": 4, "steps": 8, "epochs": 4}\n')
    page.train.load_runs()
    qtbot.waitUntil(lambda: "unfinished" in page.notices.texts(), timeout=60_000)
    assert "left is not finished: interrupted after 2 of 4 epochs" in page.notices.texts()["unfinished"]
    asked: list[Work] = []
    monkeypatch.setattr(page.runner, "start", lambda work: bool(asked.append(work)))
    notice = page.notices.notice("unfinished")
    assert notice is not None
    notice.buttons[0].click()
    assert page.stack.currentIndex() == 1
    assert (asked[0].job, asked[0].args["out"], asked[0].args["device"]) == ("train", str(folder), "cpu")
    assert "config" not in asked[0].args


def test_a_name_that_is_no_file_name(page: TrainPage) -> None:
    page.show_step(1)
    page.train.setup.name.setText("../tiny")
    page.train.setup.name.setModified(True)
    splits = {"train": {"ai": 3, "human": 3}, "dev": {"ai": 1, "human": 1}}
    names: dict[str, list[str]] = {"speaker": [], "generator": [], "source": []}
    values = {
        "data": "/d", "layout": "manifest", "clips": {"ai": 4, "human": 4}, "hours": 0.1, "splits": splits,
        "counts": dict.fromkeys(names, 0), "names": names, "raw": 0, "is_converted": False, "is_listed": True,
        "problems": 0, "problem_list": "", "has_stats": False,
    }  # fmt: skip
    page.state.set_facts(DataFacts(values))
    click(page.train.setup.start_button)
    assert not page.runner.is_busy
    assert "letters" in page.train.setup.name_problem.text()
