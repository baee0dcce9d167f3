"""The Settings page with real clicks and keys: what is chosen is saved, what is measured is shown."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QPushButton, QVBoxLayout, QWidget

from engine.detector import find_detector
from gui.context import AppContext
from gui.settings.model import Settings
from gui.settings.page import SettingsPage
from gui.settings.store import SettingsStore


@pytest.fixture
def shipped(tmp_path: Path, tiny_checkpoint: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One shipped detector, the default; the user's folder is empty."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    for suffix in (".safetensors", ".onnx"):
        shutil.copy(tiny_checkpoint.with_suffix(suffix), folder)
    (folder / "tiny.md").write_text(
        "# The tiny card\n\nIt is small.\n\n| | |\n|-|-|\n| size | tiny |\n", encoding="utf-8"
    )
    (folder / "default.txt").write_text("tiny")
    monkeypatch.setattr("engine.detector.weights_dir", lambda: folder)
    monkeypatch.setattr("engine.detector_files.weights_dir", lambda: folder)
    return folder


@pytest.fixture
def page(qtbot: Any, context: AppContext, shipped: Path) -> SettingsPage:
    assert shipped.is_dir()
    made = SettingsPage(context)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitUntil(lambda: made.catalog.is_loaded, timeout=10_000)
    return made


def saved(page: SettingsPage) -> Settings:
    return SettingsStore(page.catalog.context.store.path).value


def test_points_are_words_with_measured_rates_and_a_click_saves(page: SettingsPage, qtbot: Any) -> None:
    buttons = page.checking.points.buttons
    assert [button.text() for button in buttons.values()] == [
        "Few false alarms",
        "Balanced (recommended)",
        "Miss little",
    ]
    assert buttons["balanced"].isChecked()
    assert "Of 100 human recordings 1.0 are called AI; of 100 AI recordings 30 are missed." in (
        buttons["few_false_alarms"].accessibleDescription()
    )
    qtbot.mouseClick(buttons["miss_little"], Qt.MouseButton.LeftButton)
    assert saved(page).operating_point == "miss_little"
    assert page.checking.points.buttons["miss_little"].isChecked()
    qtbot.mouseClick(page.checking.points.buttons["balanced"], Qt.MouseButton.LeftButton)
    assert saved(page).operating_point == ""
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Up)
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Down)
    assert saved(page).operating_point == "miss_little"


def test_choices_numbers_and_boxes_are_saved(page: SettingsPage) -> None:
    hop = page.checking.fields["hop_s"]
    QTest.keyClick(hop, Qt.Key.Key_Down)
    threads = page.checking.fields["threads"]
    QTest.keyClick(threads, Qt.Key.Key_Up)
    page.show_section("live")
    box = page.live.fields["live_alerts"]
    assert not page.live.fields["live_alert_s"].isEnabled()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert page.live.fields["live_alert_s"].isEnabled()
    page.show_section("general")
    cache = page.general.fields["cache"]
    QTest.keyClick(cache, Qt.Key.Key_Space)
    value = saved(page)
    assert (value.hop_s, value.threads, value.live_alerts, value.cache) == (1.5, 1, True, False)


def test_a_folder_can_be_typed_and_cleared(page: SettingsPage, tmp_path: Path) -> None:
    page.show_section("live")
    line = page.live.fields["live_folder"]
    QTest.keyClicks(line, str(tmp_path))
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert saved(page).live_folder == str(tmp_path)


def test_a_change_from_elsewhere_is_shown_and_every_field_of_the_model_has_a_widget(page: SettingsPage) -> None:
    page.catalog.context.change(hop_s=0.5, theme="dark", live_quota_mb=900, operating_point="few_false_alarms")
    assert page.checking.fields["hop_s"].currentData() == 0.5
    assert page.general.fields["theme"].currentData() == "dark"
    assert page.live.fields["live_quota_mb"].value() == 900
    assert page.checking.points.buttons["few_false_alarms"].isChecked()
    elsewhere = {"schema_version", "detector", "operating_point", "live_input"}
    shown = {*page.checking.fields, *page.live.fields, *page.general.fields}
    assert shown | elsewhere == set(Settings.model_fields)


def test_every_control_has_a_name_for_screen_readers(page: SettingsPage) -> None:
    fields = [*page.checking.fields.values(), *page.live.fields.values(), *page.general.fields.values()]
    assert [field.objectName() for field in fields if not field.accessibleName()] == []
    buttons = page.findChildren(QAbstractButton)
    named = [button for button in buttons if button.objectName() not in ("ScrollLeftButton", "ScrollRightButton")]
    assert [b for b in named if not (b.text() or b.accessibleName() or b.parent().accessibleName())] == []


def test_the_list_shows_detectors_with_error_rate_and_card(page: SettingsPage, tiny_checkpoint: Path) -> None:
    page.show_section("detectors")
    section = page.detectors
    assert section.list.item(0).text() == "tiny (active, default)\nerror rate 10 %"
    assert section.card.toPlainText().split("\n") == ["The tiny card", "It is small.", "size", "tiny", ""]
    sha256 = find_detector(tiny_checkpoint).sha256
    assert sha256 in section.facts.text()
    section.copy_button.click()
    assert QGuiApplication.clipboard().text() == sha256
    assert not section.use_button.isEnabled()


def other_detector(tiny_checkpoint: Path, folder: Path) -> Path:
    """The same network under another name."""
    from engine.checkpoint import load_tensors, read, write

    tiny = read(tiny_checkpoint)
    meta = tiny.meta.model_copy(update={"name": "second"})
    return write(folder / "second", load_tensors(tiny), meta, tiny.onnx_path.read_bytes()).path


def names(page: SettingsPage) -> list[str]:
    return [row.name for row in page.catalog.rows]


def test_a_detector_is_imported_used_and_removed(
    page: SettingsPage, qtbot: Any, tiny_checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = other_detector(tiny_checkpoint, tmp_path)
    monkeypatch.setattr("gui.settings.detectors.QFileDialog.getOpenFileName", lambda *_args: (str(source), ""))
    section = page.detectors
    page.show_section("detectors")
    qtbot.mouseClick(section.import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names(page) == ["second", "tiny"], timeout=10_000)
    assert section.list.currentItem().text().startswith("second")
    qtbot.mouseClick(section.use_button, Qt.MouseButton.LeftButton)
    assert saved(page).detector == "second"
    assert section.list.item(0).text().startswith("second (active)")
    asked: list[str] = []

    def answer(box: QMessageBox) -> None:
        asked.append(box.text() + box.informativeText())
        next(button for button in box.buttons() if button.text() == "Remove").click()

    monkeypatch.setattr(QMessageBox, "exec", answer)
    qtbot.mouseClick(section.remove_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names(page) == ["tiny"], timeout=10_000)
    assert saved(page).detector == ""
    assert asked == ["Remove second? Its files are deleted."]


def test_an_ensemble_is_imported_told_in_words_and_chosen(
    page: SettingsPage, qtbot: Any, tiny_checkpoint: Path, tmp_path: Path
) -> None:
    from engine.ensemble import EnsembleFile, MemberRef, write_ensemble

    page.detectors.import_file(other_detector(tiny_checkpoint, tmp_path))
    qtbot.waitUntil(lambda: names(page) == ["second", "tiny"], timeout=10_000)
    members = tuple(MemberRef(name=row.name, sha256=row.sha256) for row in page.catalog.rows)
    described = EnsembleFile(name="both", members=members)
    ensemble = write_ensemble(tmp_path, described, [row.path.parent for row in page.catalog.rows])
    section = page.detectors
    page.show_section("detectors")
    section.import_file(ensemble.path)
    qtbot.waitUntil(lambda: names(page) == ["both", "second", "tiny"], timeout=10_000)
    assert section.facts.text().startswith("Ensemble: the mean of second, tiny; ")
    assert "has no model card of its own" in section.card.toPlainText()
    qtbot.mouseClick(section.use_button, Qt.MouseButton.LeftButton)
    assert saved(page).detector == "both"
    assert page.checking.detector.currentText() == "both"


def test_the_tabs_are_walked_with_keys_from_anywhere(page: SettingsPage, qtbot: Any) -> None:
    window, side = QWidget(), QPushButton("Settings")
    layout = QVBoxLayout(window)
    layout.addWidget(side)
    layout.addWidget(page)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    side.setFocus()
    QTest.keyClick(side, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert page.tabs.currentWidget() is page.detectors
    back = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    for _ in range(2):
        QTest.keyClick(side, Qt.Key.Key_Backtab, back)
    assert page.tabs.currentWidget() is page.trust
    page.setParent(None)


def test_a_wrong_file_is_refused_with_the_reason(page: SettingsPage, qtbot: Any, tmp_path: Path) -> None:
    told: list[tuple[str, str]] = []
    page.catalog.context.problem.connect(lambda text, hint: told.append((text, hint)))
    (tmp_path / "fake.safetensors").write_bytes(b"not a detector")
    page.detectors.import_file(tmp_path / "fake.safetensors")
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert told[0][0].startswith("fake.safetensors was not imported. fake.safetensors is not a Veravox detector")
    assert told[0][1]
    assert names(page) == ["tiny"]


def test_removing_a_shipped_detector_asks_and_the_default_stays(
    page: SettingsPage, qtbot: Any, shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    asked: list[str] = []
    page.catalog.context.problem.connect(lambda text, _hint: told.append(text))

    def answer(box: QMessageBox) -> None:
        asked.append(box.informativeText())
        next(button for button in box.buttons() if button.text() == "Remove").click()

    monkeypatch.setattr(QMessageBox, "exec", answer)
    page.show_section("detectors")
    qtbot.mouseClick(page.detectors.remove_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert "came with Veravox" in asked[0]
    assert "it stays" in told[0]
    assert (shipped / "tiny.safetensors").exists()


def test_a_damaged_detector_is_listed_with_its_problem(context: AppContext, qtbot: Any, shipped: Path) -> None:
    (shipped / "broken.safetensors").write_bytes(b"rubbish")
    page = SettingsPage(context)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: page.catalog.is_loaded, timeout=10_000)
    page.detectors.list.setCurrentRow(0)
    assert page.detectors.list.item(0).text() == "broken\ncannot be used"
    assert "damaged" in page.detectors.facts.text()
    assert not page.detectors.use_button.isEnabled()
    assert page.checking.detector.findText("broken") == -1


def test_how_far_to_trust_this_shows_the_measured_figures(page: SettingsPage) -> None:
    page.show_section("trust")
    text = page.trust.text.toPlainText()
    for words in ("A verdict is an estimate, not a proof", "Measured: tiny", "few false alarms", "30 %", "10 %"):
        assert words in text
    page.catalog.context.change(theme="dark")
    assert page.trust.text.toPlainText() == text


def test_a_detector_named_by_its_path_is_in_the_list(
    context: AppContext, qtbot: Any, tiny_checkpoint: Path, tmp_path: Path, shipped: Path
) -> None:
    assert shipped.is_dir()
    path = other_detector(tiny_checkpoint, tmp_path)
    context.change(detector=str(path))
    page = SettingsPage(context)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: page.catalog.is_loaded, timeout=10_000)
    assert page.checking.detector.currentText() == "second"


def test_tab_walks_through_all_fields_of_a_section(page: SettingsPage, qtbot: Any) -> None:
    page.show_section("live")
    qtbot.waitActive(page)
    fields = list(page.live.fields.values())
    fields[0].setFocus()
    reached: list[QWidget | None] = []
    for _ in range(30):
        reached.append(page.focusWidget())
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    enabled = [field for field in fields if field.isEnabled()]
    assert [field.objectName() for field in enabled if field not in reached] == []
