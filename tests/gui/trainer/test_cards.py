"""What the cards make of results: mistakes to play, comparisons in words, an adaptation that got worse, curves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gui.context import AppContext
from gui.trainer.calibrate_card import CalibrateCard
from gui.trainer.compare_card import CompareCard
from gui.trainer.curves_card import MOST_POINTS, CurvesPanel
from gui.trainer.mistakes_card import MistakesCard
from gui.trainer.prepare_words import result_words
from gui.trainer.result_cards import SlicesCard
from gui.trainer.state import DataFacts, TrainState, is_good_name
from gui.trainer.words import figure, interval, time_words

GROUP = {"n_clips": 5, "miss": 0.2, "false_alarm": None, "wrong": 0.2, "low": 0.0, "high": 0.5, "auc": 0.9}


def test_mistakes_can_be_heard_and_opened(context: AppContext, qtbot: QtBot, tmp_path: Path) -> None:
    card = MistakesCard(context)
    qtbot.addWidget(card)
    file = {
        "path": str(tmp_path / "gone.wav"), "shown": "gone.wav", "truth": "ai", "verdict": "human",
        "probability": 0.1, "generator": "gen", "seconds": 4.0,
    }  # fmt: skip
    card.show_record({"incorrect": [file], "n_incorrect": 1, "n_ai": 3, "n_human": 2})
    assert "1 of 5" in card.note.text()
    cells = [card.table.item(0, column).text() for column in range(4)]
    assert cells == ["gone.wav", "AI", "Likely human", "10 %"]
    card.play_button.click()
    assert "not there any more" in card.clock.text()
    with qtbot.waitSignal(context.scan_requested) as asked:
        card.scan_button.click()
    assert asked.args == [[tmp_path / "gone.wav"]]
    card.show_record({"incorrect": [], "n_incorrect": 0, "n_ai": 3, "n_human": 2})
    assert not card.play_button.isVisibleTo(card)


def test_a_mistake_is_played(context: AppContext, qtbot: QtBot, voices: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = MistakesCard(context)
    qtbot.addWidget(card)
    path = next(voices.rglob("*.wav"))
    file = {
        "path": str(path), "shown": path.name, "truth": "ai", "verdict": "human", "probability": 0.1,
        "generator": "", "seconds": 4.0,
    }  # fmt: skip
    card.show_record({"incorrect": [file], "n_incorrect": 1, "n_ai": 3, "n_human": 2})
    asked: list[Any] = []
    monkeypatch.setattr(card.player._player, "play", lambda *place: asked.append(place))
    card.play_button.click()
    assert asked == [(path, 0.0)]
    card.shut_down()


def test_differences_in_words(context: AppContext, qtbot: QtBot) -> None:
    card = CompareCard(context)
    qtbot.addWidget(card)
    figures = {name: {"value": 0.1, "low": 0.0, "high": 0.2} for name in ("eer", "auc", "balanced_accuracy")}
    gap = {"first": "mine", "second": "cnn", "difference": {"value": -0.05, "low": -0.08, "high": -0.02}}
    record = {
        "models": [{"name": name, "incorrect": 2, "figures": figures} for name in ("mine", "cnn")],
        "differences": [{**gap, "is_clear": True}, {**gap, "is_clear": False}],
        "n_ai": 4, "n_human": 4, "files": 8, "disputed": 3, "curves": [], "notes": ["Both are young."],
    }  # fmt: skip
    card.show_record(record)
    text = card.said.text()
    assert "mine has a clearly lower error rate than cnn: by 5.0 points." in text
    assert "Between mine and cnn the difference may be chance." in text
    assert text.endswith("Both are young.")
    assert card.table.item(0, 1).text() == "10.0 %"


def test_an_adaptation_that_got_worse_says_so(qtbot: QtBot) -> None:
    card = CalibrateCard()
    qtbot.addWidget(card)
    assert not card.check()
    assert "folder of your clips" in card.said.text()
    record = {
        "weights": "/w/mine.safetensors", "rows": [["EER", "10 %", "20 %", "+10 %"]], "worse": "EER 0.1 -> 0.2",
        "name": "mine", "base": "cnn", "used": 20, "clips": 24,
    }  # fmt: skip
    card.show_record(record)
    assert "got worse" in card.said.text()
    card.show_record({**record, "worse": ""})
    assert "24 could not all be judged" in card.said.text()
    assert card.weights == Path("/w/mine.safetensors")


def test_groups_with_their_intervals(qtbot: QtBot) -> None:
    card = SlicesCard()
    qtbot.addWidget(card)
    few = {**GROUP, "name": "rare", "n_clips": 1}
    record = {
        "worst": [{**GROUP, "name": "gen-a"}],
        "slices": {"generator": [{**GROUP, "name": "gen-a"}, few], "language": [{**GROUP, "name": "de"}], "x": []},
    }
    card.show_record(record)
    assert "gen-a (20 %)" in card.worst.text()
    assert card.table.rowCount() == 1
    assert [card.table.item(0, column).text() for column in range(6)] == [
        "gen-a", "5", "20 %", "–", "20 % (0-50)", "0.900"
    ]  # fmt: skip
    card.column.setCurrentText("language")
    assert card.table.item(0, 0).text() == "de"
    assert card.column.count() == 2


def test_curves_grow_by_epoch_and_stay_small(context: AppContext, qtbot: QtBot) -> None:
    panel = CurvesPanel(context)
    qtbot.addWidget(panel)
    for number in range(MOST_POINTS + 10):
        panel.take({"event": "step", "step": number, "steps": 4000, "epochs": 40, "loss": 0.5})
    panel.take({"event": "epoch", "step": 100, "steps": 4000, "epochs": 40, "figures": {"auc": 0.9, "eer_source": 0.1}})
    assert len(panel.points["loss"]) <= MOST_POINTS
    assert panel.points["auc"] == [(1.0, 0.9)]
    panel.show()
    qtbot.waitUntil(lambda: panel.quality is not None, timeout=60_000)
    assert panel.quality is not None
    x, y = panel.quality._curves["eer"].getData()
    assert (x.tolist(), y.tolist()) == ([1.0], [0.1])


def test_probit_axes() -> None:
    from gui.trainer.plots import probit

    assert np.allclose(probit(np.array([0.5, 0.8413447, 0.0227501])), [0.0, 1.0, -2.0], atol=1e-5)


def test_the_shortcut_warning_in_words() -> None:
    values = {"auc": 0.81, "is_suspicious": True, "sentences": ["loudness: AI clips are louder"], "n": 40}
    state, words = result_words("probe", values)
    assert state == "warning"
    assert "differ in recording" in words
    assert "AI clips are louder" in words
    assert result_words("probe", {**values, "is_suspicious": False})[0] == "done"
    state, words = result_words("check", {"clips": 9, "n": 1, "leaks": ["content: a and b"]})
    assert (state, words.splitlines()[1]) == ("failed", "content: a and b")


def test_figures_for_people() -> None:
    assert figure("eer", 0.1234) == "12.3 %"
    assert figure("auc", -1e-12) == "0.000"
    assert figure("auc", None) == "–"
    assert interval("auc", {"low": 0.5, "high": 0.75}) == "0.500 to 0.750"
    assert [time_words(s) for s in (0.2, 80, 600, 7200)] == ["1 s", "80 s", "10 min", "2.0 h"]


def test_names_of_runs_become_files(tmp_path: Path) -> None:
    assert is_good_name("mel-cnn_2.1")
    assert not any(is_good_name(name) for name in ("", "..", "a/b", "a b", "-x", "x" * 65))
    state = TrainState(tmp_path / "settings.toml")
    first = state.free_name("duo")
    assert first.startswith("duo-")


def test_the_data_of_the_last_time_is_remembered(tmp_path: Path) -> None:
    splits = {"train": {"ai": 1, "human": 1}, "dev": {"ai": 2}, "test": {"human": 1, "ai": 1}}
    facts = DataFacts({"data": "/d", "clips": {"ai": 4, "human": 2}, "splits": splits})
    assert facts.splits == ["train", "test"]
    assert not facts.is_ready
    TrainState(tmp_path / "settings.toml").set_facts(facts)
    again = TrainState(tmp_path / "settings.toml")
    assert again.last_data == "/d"
    (tmp_path / "train.json").write_text("{broken")
    assert TrainState(tmp_path / "settings.toml").last_data == ""
