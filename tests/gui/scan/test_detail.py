"""The detail panel with real widgets: read it, hear it, walk through it, explain it; with mouse and with keys."""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from engine.audio.playback import PlayState, PlayStatus
from engine.detector import Detector, find_detector
from engine.explain_child import gradients_problem
from engine.results import FileResult, Verdict
from engine.scoring import StreamScorer
from engine.verdict import decide
from gui.context import AppContext
from gui.scan.detail import DetailPanel
from gui.scan.moments import Column

RATE = 16_000


class FakePlayer:
    """Plays in no time and no sound; remembers what it was told."""

    def __init__(self) -> None:
        self.status = PlayStatus()
        self.calls: list[tuple[str, float]] = []

    def probe(self) -> None:
        self.calls.append(("probe", 0.0))

    def play(self, path: Path, start_s: float = 0.0, end_s: float | None = None) -> None:
        assert end_s is None
        self.calls.append(("play", start_s))
        self.status = PlayStatus(PlayState.PLAYING, start_s, path)

    def pause(self) -> None:
        self.calls.append(("pause", self.status.position_s))
        self.status = replace(self.status, state=PlayState.PAUSED)

    def stop(self) -> None:
        self.status = PlayStatus()

    def close(self) -> None:
        self.calls.append(("close", 0.0))

    def played(self) -> list[float]:
        return [seconds for name, seconds in self.calls if name == "play"]


@pytest.fixture(scope="module")
def scanned(energy_speech: Any, tiny_checkpoint: Path) -> Callable[[Path, np.ndarray, float], FileResult]:
    """What a scan says about a wave, without a scan."""
    detector = Detector.load(tiny_checkpoint, "cpu", 1)

    def judge(path: Path, wave: np.ndarray, hop_s: float = 3.0) -> FileResult:
        scorer = StreamScorer(detector, energy_speech, hop_s)
        windows = tuple(scorer.push(wave) + scorer.flush())
        seconds = len(wave) / RATE
        said = decide(windows, detector.meta.calibration, duration_s=seconds, hop_s=hop_s)
        return FileResult(
            path,
            said.verdict,
            sha256="ab" * 32,
            duration_s=seconds,
            speech_s=said.speech_s,
            score=said.score,
            probability_ai=said.probability_ai,
            percent_ai=said.percent_ai,
            segments=said.segments,
            windows=windows,
            model=str(tiny_checkpoint),
            model_sha256=detector.sha256,
            hop_s=hop_s,
            reason=said.reason,
            point=said.point,
        )

    return judge


@pytest.fixture(scope="module")
def interview(synth: Any) -> np.ndarray:
    """A minute of human speech with AI speech from 12 s to 24 s and from 42 s to 54 s."""
    human, ai = synth.human_voice(60.0), synth.ai_voice(60.0)
    for first, last in ((12, 24), (42, 54)):
        human[first * RATE : last * RATE] = ai[first * RATE : last * RATE]
    return human


@pytest.fixture
def file(scanned: Any, interview: np.ndarray, write_wav: Any, tmp_path: Path) -> FileResult:
    path = write_wav(tmp_path / "interview.wav", interview)
    found = scanned(path, interview)
    assert found.verdict is Verdict.CONTAINS_AI
    return replace(found, size_bytes=path.stat().st_size)


@pytest.fixture
def player() -> FakePlayer:
    return FakePlayer()


@pytest.fixture
def panel(qtbot: Any, context: AppContext, player: FakePlayer) -> Iterator[DetailPanel]:
    made = DetailPanel(context, player=player)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(640, 900)
    made.show()
    yield made
    made.shut_down()
    assert player.calls[-1][0] == "close"


def show(qtbot: Any, panel: DetailPanel, result: FileResult) -> None:
    """Show a file and wait until everything about it has come."""
    panel.show_file(result)
    loader = panel.timeline.loader
    ready = lambda: loader.overview is not None and loader.overview.is_complete and panel.timeline.plot is not None  # noqa: E731
    qtbot.waitUntil(ready, timeout=20_000)
    qtbot.waitUntil(panel.player_bar.play_button.isEnabled, timeout=30_000)


def visible_text(panel: DetailPanel) -> str:
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def click_on(qtbot: Any, panel: DetailPanel, seconds: float) -> None:
    """A real click on the curve."""
    plot = panel.timeline.plot
    assert plot is not None
    view = plot._curve_view
    place = plot.mapFromScene(view.mapViewToScene(QPointF(seconds, 0.5)))
    qtbot.mouseMove(plot.viewport(), place)
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_it_says_what_was_found_why_and_how_sure(qtbot: Any, panel: DetailPanel, file: FileResult) -> None:
    show(qtbot, panel, file)
    text = visible_text(panel)
    assert panel.header.headline.text().startswith("Contains AI speech: 0:12-0:24")
    assert "points to AI" in text
    assert "Of 100 human recordings about 10 scored on the AI side in our test" in text
    assert "Grey band: uncertain" in text
    assert f"{100 * (file.probability_ai or 0):.0f} %" in text
    assert "interview.wav" in panel.header.name.text()
    assert "Contains AI speech" in panel.header.accessibleName()


def test_a_truth_that_is_set_changes_the_words_and_nothing_else(
    qtbot: Any, panel: DetailPanel, file: FileResult, player: FakePlayer
) -> None:
    show(qtbot, panel, file)
    facts = lambda: [label.text() for label in panel.facts.findChildren(QLabel)]  # noqa: E731
    assert not facts()  # made when they are looked at
    panel.tabs.setCurrentWidget(panel.facts)
    assert facts()
    assert "Truth" not in facts()
    click_on(qtbot, panel, 30.0)
    calls = list(player.calls)
    panel.show_truth(file.path, "human")
    assert panel.header.warnings.text() == "You said that this is human speech: the verdict is wrong."
    assert facts()[facts().index("Truth") + 1] == "human"
    assert "Caution" in facts()
    panel.show_truth(file.path.with_name("another.wav"), "ai")
    panel.show_truth(file.path, "ai")
    assert not panel.header.warnings.isVisible()
    assert facts()[facts().index("Truth") + 1] == "AI"
    assert player.calls == calls
    assert panel.player.is_playing


def test_another_file_leaves_the_drawing_where_it_is(qtbot: Any, panel: DetailPanel, file: FileResult) -> None:
    show(qtbot, panel, file)
    plot = panel.timeline.plot
    assert plot is not None
    sizes: list[QSize] = []
    plot.resizeEvent = lambda event: sizes.append(event.size())
    wordy = replace(file, warnings=tuple(f"Warning number {n} says that something went wrong" for n in range(4)))
    before = panel.header.height()
    show(qtbot, panel, wordy)
    assert panel.header.height() > before
    show(qtbot, panel, file)
    assert panel.header.height() == before
    assert not sizes
    panel.resize(640, 1100)
    qtbot.waitUntil(lambda: bool(sizes), timeout=5_000)


def test_what_is_known_of_the_detector_is_there_at_once(qtbot: Any, panel: DetailPanel, file: FileResult) -> None:
    show(qtbot, panel, file)
    words, legend = panel.header.trust.text(), panel.timeline.legend.text()
    assert words
    panel.show_file(None)
    panel.show_file(file)
    assert (panel.header.trust.text(), panel.timeline.legend.text()) == (words, legend)
    panel.show_file(replace(file, model_sha256="cd" * 32))
    assert panel.header.trust.text() == ""
    assert panel.timeline.legend.text() == ""


@pytest.mark.parametrize("tab", [0, 1, 2])
def test_everything_is_seen_in_a_window_of_1280_by_800(
    qtbot: Any, panel: DetailPanel, file: FileResult, tab: int
) -> None:
    panel.resize(440, 645)
    show(qtbot, panel, file)
    panel.tabs.setCurrentIndex(tab)
    QApplication.processEvents()
    bar = panel.tabs.tabBar()
    bottom = bar.mapTo(panel, bar.rect().bottomLeft()).y()
    assert panel.height() - bottom > 100  # the tabs show more than their titles
    assert panel.timeline.plot is not None
    assert panel.timeline.plot.height() >= 180
    if tab == 0:
        row = panel.moments.table.visualRect(panel.moments.model.index(1, 0)).bottomRight()
        assert panel.rect().contains(panel.moments.table.viewport().mapTo(panel, row))  # no need to scroll
        assert panel.moments.table.horizontalScrollBar().maximum() == 0


def test_a_narrow_panel_scrolls_the_moments_and_cuts_no_word(qtbot: Any, panel: DetailPanel, file: FileResult) -> None:
    panel.resize(370, 645)
    show(qtbot, panel, file)
    header = panel.moments.table.horizontalHeader()
    last = header.count() - 1
    text = panel.moments.model.headerData(last, Qt.Orientation.Horizontal)
    assert header.sectionSize(last) >= header.fontMetrics().horizontalAdvance(text)
    assert header.sectionSize(last) >= panel.fontMetrics().horizontalAdvance("uncertain")


def test_nothing_selected_says_what_to_do(panel: DetailPanel) -> None:
    assert "Select a file" in visible_text(panel)


def test_a_click_plays_from_there_and_the_cursor_follows(
    qtbot: Any, panel: DetailPanel, file: FileResult, player: FakePlayer
) -> None:
    show(qtbot, panel, file)
    click_on(qtbot, panel, 30.0)
    qtbot.waitUntil(lambda: bool(player.played()))
    assert player.played()[0] == pytest.approx(30.0, abs=0.3)
    player.status = replace(player.status, position_s=31.5)
    plot = panel.timeline.plot
    assert plot is not None
    qtbot.waitUntil(lambda: abs(plot._cursor.curve.value() - 31.5) < 1e-6)
    assert plot._cursor.curve.isVisible()
    assert panel.player_bar.clock.text() == "0:31.5 / 1:00.0"
    assert "human" in panel.player_bar.words.text()


def test_keys_play_pause_and_jump_between_flagged_moments(
    qtbot: Any, panel: DetailPanel, file: FileResult, player: FakePlayer
) -> None:
    show(qtbot, panel, file)
    panel.timeline.setFocus()
    first, second = 12.0, 42.0
    qtbot.keyClick(panel.timeline, Qt.Key.Key_Right)
    assert panel.player.position_s == pytest.approx(first, abs=1.6)
    assert player.played() == []  # it was not playing: only the cursor moves
    qtbot.keyClick(panel.timeline, Qt.Key.Key_Space)
    assert player.played() == [panel.player.position_s]
    qtbot.keyClick(panel.timeline, Qt.Key.Key_Right)
    assert player.played()[-1] == pytest.approx(second, abs=1.6)
    qtbot.keyClick(panel.timeline, Qt.Key.Key_Left)
    assert player.played()[-1] == pytest.approx(first, abs=1.6)
    qtbot.keyClick(panel.timeline, Qt.Key.Key_Space)
    assert player.calls[-1][0] == "pause"
    qtbot.waitUntil(lambda: "Play" in panel.player_bar.play_button.accessibleName())
    qtbot.mouseClick(panel.player_bar.next_button, Qt.MouseButton.LeftButton)
    assert panel.player.position_s == pytest.approx(second, abs=1.6)


def test_zoom_and_pan_with_keys_buttons_and_wheel(qtbot: Any, panel: DetailPanel, file: FileResult) -> None:
    show(qtbot, panel, file)
    plot = panel.timeline.plot
    assert plot is not None
    assert plot.view_s == pytest.approx((0.0, 60.0))
    qtbot.keyClick(panel.timeline, Qt.Key.Key_Plus)
    qtbot.mouseClick(panel.timeline.zoom_in_button, Qt.MouseButton.LeftButton)
    first, last = plot.view_s
    assert last - first == pytest.approx(60.0 / 1.6**2, rel=0.01)
    qtbot.keyClick(panel.timeline, Qt.Key.Key_PageDown)
    assert plot.view_s[0] == pytest.approx(min(first + 0.8 * (last - first), 60.0 - (last - first)), abs=0.1)
    qtbot.keyClick(panel.timeline, Qt.Key.Key_0)
    assert plot.view_s == pytest.approx((0.0, 60.0))
    where = plot.mapFromScene(plot._curve_view.mapViewToScene(QPointF(45.0, 0.5)))
    nothing = QPoint(0, 0)
    wheel = QWheelEvent(
        QPointF(where),
        QPointF(plot.mapToGlobal(where)),
        nothing,
        QPoint(0, 360),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(plot.viewport(), wheel)
    first, last = plot.view_s
    assert last - first == pytest.approx(60.0 / 1.6**3, rel=0.02)
    assert (45.0 - first) / (last - first) == pytest.approx(0.75, abs=0.02)  # what is under the pointer stays there


def test_the_pointer_shows_time_and_probability(qtbot: Any, panel: DetailPanel, file: FileResult) -> None:
    show(qtbot, panel, file)
    plot = panel.timeline.plot
    assert plot is not None
    place = plot.mapFromScene(plot._curve_view.mapViewToScene(QPointF(18.0, 0.5)))
    qtbot.mouseMove(plot.viewport(), place + QPoint(3, 3))
    qtbot.mouseMove(plot.viewport(), place)
    qtbot.waitUntil(plot._label.isVisible)
    words = plot._label.textItem.toPlainText()
    assert words.startswith("0:1")
    assert words.endswith("% AI, AI")
    plot.hovered.emit(None)
    assert not plot._label.isVisible()


def test_waveform_and_spectrogram_show_the_file(qtbot: Any, panel: DetailPanel, file: FileResult) -> None:
    show(qtbot, panel, file)
    plot = panel.timeline.plot
    assert plot is not None
    qtbot.waitUntil(lambda: len(plot._wave.getData()[0]) > 200)
    assert not plot._image.isVisible()
    qtbot.mouseClick(panel.timeline.spectrogram_button, Qt.MouseButton.LeftButton)
    assert plot._image.isVisible()
    assert not plot._wave.isVisible()
    bright = plot._image.image[: len(plot._image.image)].mean(axis=1)
    seconds = (np.arange(len(bright)) + 0.5) * 60.0 / len(bright)
    ai = bright[(seconds > 14) & (seconds < 22)].mean()
    human = bright[(seconds > 28) & (seconds < 38)].mean()
    assert ai > human  # the AI voice of the tests is the brighter one


def test_zooming_in_reads_a_finer_picture(qtbot: Any, panel: DetailPanel, file: FileResult) -> None:
    show(qtbot, panel, file)
    plot = panel.timeline.plot
    assert plot is not None
    with qtbot.waitSignal(panel.timeline.loader.close_up, timeout=10_000) as caught:
        plot.zoom(0.03, 20.0)
    first, last = plot.view_s
    assert caught.args[0].start_s <= first
    assert caught.args[0].end_s >= last


def test_moments_are_listed_sorted_heard_and_saved(
    qtbot: Any,
    panel: DetailPanel,
    file: FileResult,
    player: FakePlayer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    show(qtbot, panel, file)
    table, model = panel.moments.table, panel.moments.model
    assert model.rowCount() == len(file.windows)
    chances = [each.probability_ai for each in model.moments]
    assert chances == sorted(chances, reverse=True)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(model.index(0, 0)).center())
    assert player.played() == [model.moments[0].start_s]
    table.sortByColumn(Column.TIME, Qt.SortOrder.AscendingOrder)
    assert [each.start_s for each in model.moments] == sorted(each.start_s for each in file.windows)
    assert table.currentIndex().row() == model.moments.index(max(model.moments, key=lambda each: each.logit))
    table.setCurrentIndex(model.index(2, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert player.played()[-1] == 6.0
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert player.calls[-1][0] == "pause"
    target = tmp_path / "labels.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    qtbot.mouseClick(panel.moments.save_button, Qt.MouseButton.LeftButton)
    lines = target.read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(file.windows) + 2
    assert sum(line.endswith("AI passage") for line in lines) == 2


def test_labels_that_cannot_be_written_are_told(
    qtbot: Any, panel: DetailPanel, file: FileResult, context: AppContext, tmp_path: Path
) -> None:
    show(qtbot, panel, file)
    with qtbot.waitSignal(context.problem) as told:
        assert not panel.moments.save_labels(tmp_path / "gone" / "labels.txt")
    assert told.args[1]


def test_a_moment_is_explained_in_a_thread_with_words(qtbot: Any, panel: DetailPanel, file: FileResult) -> None:
    show(qtbot, panel, file)
    panel.moments.table.setCurrentIndex(panel.moments.model.index(0, 0))
    qtbot.mouseClick(panel.moments.explain_button, Qt.MouseButton.LeftButton)
    assert panel.tabs.currentWidget() is panel.explain
    assert panel.explain.is_running
    assert panel.work()
    qtbot.waitUntil(lambda: not panel.explain.is_running, timeout=30_000)
    assert panel.work() == ""
    text = visible_text(panel)
    assert "Most towards AI:" in text
    assert "Each piece was covered in turn" in text
    assert "not what made the sound" in text
    shown = panel.explain._plot
    assert shown is not None
    assert shown._heat.image.shape == (12, 12, 4)
    assert shown._heat.image[..., 3].max() > 150


def test_an_explanation_can_be_stopped_and_another_file_stops_it(
    qtbot: Any, panel: DetailPanel, file: FileResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped: list[threading.Event] = []

    def endless(*_args: Any, cancel: threading.Event, **_kwargs: Any) -> None:
        assert cancel.wait(20)
        stopped.append(cancel)
        raise RuntimeError("a late error of stopped work is told to nobody")

    monkeypatch.setattr("engine.explain.occlusion", endless)
    show(qtbot, panel, file)
    for end in (
        lambda: qtbot.mouseClick(panel.explain.stop_button, Qt.MouseButton.LeftButton),
        lambda: panel.show_file(None),
    ):
        panel.tabs.setCurrentWidget(panel.explain)
        qtbot.waitUntil(panel.explain.start_button.isEnabled)
        before = len(stopped)
        qtbot.mouseClick(panel.explain.start_button, Qt.MouseButton.LeftButton)
        assert panel.explain.is_running
        time.sleep(0.2)
        end()
        assert not panel.explain.is_running
        qtbot.waitUntil(lambda before=before: len(stopped) > before, timeout=30_000)
        qtbot.wait(50)
        assert "late error" not in panel.explain.words.text()


def test_without_its_detector_there_is_no_band_and_no_explanation_but_words(
    qtbot: Any, panel: DetailPanel, file: FileResult
) -> None:
    show(qtbot, panel, replace(file, model="gone", model_sha256="0" * 64))
    assert panel.timeline.legend.text() == ""
    assert panel.header.trust.isHidden()
    panel.moments.explain_button.click()
    qtbot.waitUntil(lambda: "not installed any more" in panel.explain.words.text())


def test_an_unreadable_file_is_told_in_plain_words(qtbot: Any, panel: DetailPanel, tmp_path: Path) -> None:
    path = tmp_path / "broken.mp3"
    path.write_bytes(b"nothing")
    failed = FileResult(path, Verdict.ERROR, error="Cannot decode broken.mp3: no sound", hint="Choose an audio file.")
    panel.show_file(failed)
    qtbot.wait(100)
    text = visible_text(panel)
    assert "Could not be read" in text
    assert "Cannot decode broken.mp3: no sound. Choose an audio file." in text
    assert not panel.timeline.isVisible()
    assert not panel.player_bar.isVisible()
    assert panel.tabs.isTabVisible(2)


def test_a_file_without_speech_is_told_in_plain_words(
    qtbot: Any, panel: DetailPanel, scanned: Any, synth: Any, write_wav: Any, tmp_path: Path
) -> None:
    wave = synth.silence(6.0)
    show(qtbot, panel, scanned(write_wav(tmp_path / "still.wav", wave), wave))
    assert panel.header.headline.text() == "No speech"
    assert "No moment holds enough speech to be judged." in visible_text(panel)
    assert not panel.player_bar.next_button.isEnabled()
    assert "Nothing is flagged" in panel.player_bar.next_button.toolTip()


def test_a_file_that_was_moved_keeps_its_verdict(
    qtbot: Any, panel: DetailPanel, file: FileResult, player: FakePlayer
) -> None:
    file.path.rename(file.path.with_name("elsewhere.wav"))
    panel.show_file(file)
    qtbot.waitUntil(lambda: "not where it was" in panel.timeline.note.text())
    qtbot.waitUntil(lambda: panel.timeline.plot is not None)
    assert panel.header.headline.text().startswith("Contains AI speech")
    assert not panel.player_bar.play_button.isEnabled()
    qtbot.keyClick(panel.timeline, Qt.Key.Key_Space)
    click_on(qtbot, panel, 30.0)
    assert player.played() == []


def test_a_file_that_changed_is_told(qtbot: Any, panel: DetailPanel, file: FileResult) -> None:
    show(qtbot, panel, replace(file, size_bytes=17))
    assert "has changed since it was checked" in panel.timeline.note.text()


def test_a_file_that_cannot_be_read_again_is_told(qtbot: Any, panel: DetailPanel, file: FileResult) -> None:
    file.path.write_bytes(b"overwritten" * 100)
    panel.show_file(replace(file, size_bytes=0))
    qtbot.waitUntil(lambda: "cannot be shown or played" in panel.timeline.note.text())
    assert "Traceback" not in visible_text(panel)


def test_results_without_windows_show_the_parts(qtbot: Any, panel: DetailPanel, file: FileResult) -> None:
    show(qtbot, panel, replace(file, windows=()))
    assert "were not kept" in visible_text(panel)
    assert not panel.tabs.isTabVisible(1)
    plot = panel.timeline.plot
    assert plot is not None
    assert np.nanmax(plot._curve_item.getData()[1]) > 0.9


def test_without_a_sound_output_the_button_rests_with_the_reason(
    qtbot: Any, panel: DetailPanel, file: FileResult, player: FakePlayer
) -> None:
    show(qtbot, panel, file)
    player.status = PlayStatus(problem="This computer has no sound output", hint="Connect headphones.")
    qtbot.waitUntil(panel.player_bar.problem.isVisible)
    assert panel.player_bar.problem.text() == "This computer has no sound output. Connect headphones."
    assert not panel.player_bar.play_button.isEnabled()
    player.status = PlayStatus()
    qtbot.waitUntil(panel.player_bar.play_button.isEnabled)


def test_files_may_change_faster_than_they_can_be_read(
    qtbot: Any, panel: DetailPanel, file: FileResult, scanned: Any, synth: Any, write_wav: Any, tmp_path: Path
) -> None:
    wave = synth.human_voice(6.0)
    other = scanned(write_wav(tmp_path / "other.wav", wave), wave)
    for _ in range(10):
        panel.show_file(file)
        QApplication.processEvents()
        panel.show_file(other)
        QApplication.processEvents()
    show(qtbot, panel, other)
    assert panel.timeline.loader.overview is not None
    assert panel.timeline.loader.overview.duration_s == pytest.approx(6.0)
    assert panel.header.headline.text() == "Likely human"


def test_the_theme_can_change_while_a_file_is_shown(
    qtbot: Any, panel: DetailPanel, file: FileResult, context: AppContext
) -> None:
    context.theme.choose("light")
    show(qtbot, panel, file)
    plot = panel.timeline.plot
    assert plot is not None
    light = plot._curve_item.opts["pen"].color().lightness()
    context.theme.choose("dark")
    assert plot._curve_item.opts["pen"].color().lightness() > light
    context.theme.choose("system")


def test_every_control_has_a_name_and_is_reached_by_tab(qtbot: Any, panel: DetailPanel, file: FileResult) -> None:
    show(qtbot, panel, file)
    bar, line = panel.player_bar, panel.timeline
    buttons = [bar.previous_button, bar.play_button, bar.next_button, line.wave_button, line.spectrogram_button]
    buttons += [line.zoom_in_button, line.zoom_out_button, line.fit_button]
    assert all(button.accessibleName() for button in buttons)
    assert all(button.focusPolicy() & Qt.FocusPolicy.TabFocus for button in buttons)
    assert line.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert {keys for keys, _ in panel.shortcuts()} >= {"Space", "Left / Right", "+ / -", "0"}


@pytest.mark.slow
def test_two_hundred_files_leave_the_memory_as_it_was(
    qtbot: Any, panel: DetailPanel, scanned: Any, interview: np.ndarray, write_wav: Any, tmp_path: Path
) -> None:
    files = [
        scanned(write_wav(tmp_path / f"{number}.wav", part), part, 1.0)
        for number, part in enumerate(np.array_split(interview, 6))
    ]
    process = psutil.Process(os.getpid())

    def open_and_close(times: int) -> None:
        for number in range(times):
            show(qtbot, panel, files[number % len(files)])
            if number % 2:
                panel.timeline.spectrogram_button.click()
                panel.timeline.wave_button.click()
            panel.show_file(None)

    open_and_close(20)  # caches, fonts and pools fill up once
    gc.collect()
    before = process.memory_info().rss
    open_and_close(200)
    gc.collect()
    grown_mb = (process.memory_info().rss - before) / 1e6
    assert grown_mb < 20, f"{grown_mb:.1f} MB more"


@pytest.mark.slow
def test_integrated_gradients_stand_beside_where_torch_is_installed(
    qtbot: Any, panel: DetailPanel, file: FileResult
) -> None:
    if problem := gradients_problem():
        pytest.skip(problem)
    had_torch = "torch" in sys.modules  # other tests may have loaded it
    shipped = find_detector("seresnet")
    show(qtbot, panel, replace(file, model="seresnet", model_sha256=shipped.sha256))
    panel.tabs.setCurrentWidget(panel.explain)
    qtbot.mouseClick(panel.explain.gradients_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(panel.explain.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.explain.is_running, timeout=200_000)
    assert "The score's gradient was followed" in visible_text(panel)
    assert had_torch or "torch" not in sys.modules


def test_without_torch_only_covering_is_offered(
    qtbot: Any, panel: DetailPanel, file: FileResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.explain_child.gradients_problem", lambda: "torch is missing")
    show(qtbot, panel, file)
    panel.tabs.setCurrentWidget(panel.explain)
    assert not panel.explain.gradients_button.isVisible()
    assert panel.explain.start_button.isVisible()
