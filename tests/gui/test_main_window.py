"""The window with real widgets: drop a file, read its row."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytest.importorskip("PySide6.QtWidgets", reason="Qt's system libraries are missing", exc_type=ImportError)

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from gui.main_window import MainWindow
from gui.scan.results_model import ResultsModel


@pytest.fixture
def window(
    qtbot: Any, tiny_checkpoint: Path, energy_speech: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> MainWindow:
    monkeypatch.setattr("engine.audio.speech.SpeechDetector.load", lambda *_args: energy_speech)
    made = MainWindow(str(tiny_checkpoint), tmp_path / "history.db")
    qtbot.addWidget(made)
    made.show()
    return made


def drop(window: MainWindow, *paths: Path) -> None:
    """What the system does when files are dropped."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    zone = window.drop_zone
    entering = QDragEnterEvent(zone.rect().center(), action, mime, button, keys)
    zone.dragEnterEvent(entering)
    assert entering.isAccepted()
    zone.dropEvent(QDropEvent(QPointF(zone.rect().center()), action, mime, button, keys))


def rows(window: MainWindow) -> dict[str, tuple[str, str, str]]:
    model = window.results
    texts = [[model.data(model.index(row, column)) for column in range(4)] for row in range(model.rowCount())]
    return {text[ResultsModel.FILE]: (text[0], text[1], text[3]) for text in texts}


def test_a_dropped_file_becomes_a_row_with_words_number_and_why(
    window: MainWindow, qtbot: Any, synth: Any, write_wav: Any, tmp_path: Path
) -> None:
    drop(window, write_wav(tmp_path / "robot.wav", synth.ai_voice(9)))
    qtbot.waitUntil(lambda: window.results.rowCount() == 1, timeout=60_000)
    verdict, probability, why = rows(window)["robot.wav"]
    assert verdict.endswith("Likely AI")
    assert probability.endswith("%")
    assert "windows point to AI" in why
    qtbot.waitUntil(window.progress.isHidden, timeout=10_000)
    assert window.message.isHidden()


def test_a_second_drop_waits_and_broken_files_have_rows_too(
    window: MainWindow, qtbot: Any, synth: Any, write_wav: Any, tmp_path: Path
) -> None:
    (tmp_path / "broken.wav").write_bytes(b"RIFF")
    drop(window, write_wav(tmp_path / "anna.wav", synth.human_voice(6)))
    drop(window, tmp_path / "broken.wav")
    qtbot.waitUntil(lambda: window.results.rowCount() == 2, timeout=60_000)
    assert rows(window)["anna.wav"][0].endswith("Likely human")
    assert rows(window)["broken.wav"][0].endswith("Could not be read")
    qtbot.waitUntil(window.progress.isHidden, timeout=10_000)


def test_a_folder_without_audio_is_told(window: MainWindow, qtbot: Any, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    drop(window, tmp_path / "empty")
    qtbot.waitUntil(window.message.isVisible, timeout=60_000)
    assert "No audio was found" in window.message.text()
    qtbot.waitUntil(window.progress.isHidden, timeout=10_000)


def test_a_missing_detector_is_a_message_with_a_hint(qtbot: Any, synth: Any, write_wav: Any, tmp_path: Path) -> None:
    window = MainWindow("nonsense", tmp_path / "history.db")
    qtbot.addWidget(window)
    window.show()
    drop(window, write_wav(tmp_path / "robot.wav", synth.ai_voice(4)))
    qtbot.waitUntil(window.message.isVisible, timeout=60_000)
    assert "nonsense" in window.message.text()
    qtbot.waitUntil(window.progress.isHidden, timeout=10_000)


def test_closing_during_a_scan_ends_it(window: MainWindow, synth: Any, write_wav: Any, tmp_path: Path) -> None:
    drop(window, write_wav(tmp_path / "long.wav", synth.human_voice(60)))
    task = window._task
    assert task is not None
    window.close()
    assert not task.is_running


def test_controls_have_names_for_screen_readers(window: MainWindow) -> None:
    assert window.table.accessibleName()
    assert window.progress.accessibleName()
    assert "files" in window.drop_zone.files_button.text()
