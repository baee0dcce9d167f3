"""Step 3: measure a run or an installed detector, and see where it fails."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from gui.context import AppContext
from gui.settings.catalog import Catalog
from gui.trainer.mistakes_card import MistakesCard
from gui.trainer.parts import Card, Step, button
from gui.trainer.result_cards import FiguresCard, PlotsCard, SlicesCard
from gui.trainer.runner import JobRunner, Work
from gui.trainer.runs import RunRow
from gui.trainer.state import TrainState
from gui.trainer.words import split_word

RESULT = "evaluation.json"


class EvaluateStep(Step):
    """What to measure above, what came out below."""

    next_wanted = Signal()

    def __init__(
        self,
        context: AppContext,
        runner: JobRunner,
        state: TrainState,
        catalog: Catalog,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, parent)
        self.setAccessibleName(self.tr("Step 3: evaluate"))
        self._runner, self._state, self._catalog = runner, state, catalog
        self._shown: dict[str, Any] | None = None
        self._offered: list[tuple[str, str]] = []
        self._add_choice()
        self.figures = FiguresCard()
        self.plots = PlotsCard(context)
        self.slices = SlicesCard()
        self.mistakes = MistakesCard(context)
        self._results = (self.figures, self.plots, self.slices, self.mistakes)
        for card in (self.choice, *self._results):
            self.rows.addWidget(card)
        self.rows.addStretch()
        catalog.changed.connect(self._refresh)
        runner.changed.connect(self._show_buttons)
        state.changed.connect(self._refresh)
        self._refresh()

    def measure(self) -> None:
        """Measure what is chosen."""
        facts = self._state.facts
        if facts is None or self.what.currentData() is None:
            return
        kind, value = self.what.currentData()
        args: dict[str, Any] = {
            "data": str(facts.data),
            "split": str(self.split.currentData()),
            "clean": not self.grid.isChecked(),
            "cache": str(self._state.cache(facts.data)),
            "fit_split": "dev" if "dev" in facts.splits else "all",
        }
        if kind == "run":
            args |= {"run": value, "name": Path(value).name}
        else:
            args |= {"weights": value}
        self.problem.hide()
        words = self.tr("Measuring {name}").format(name=self.what.currentText())
        self._runner.start(Work("evaluate", args, words, self._measured, self._failed))

    def load_kept(self, run: RunRow | None) -> None:
        """Show what was measured of a run before."""
        if run is None:
            return
        path = run.path / RESULT

        def read() -> dict[str, Any] | None:
            try:
                found = json.loads(path.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                return None
            return found if isinstance(found, dict) and "figures" in found else None

        def show(found: dict[str, Any] | None) -> None:
            if found is not None and self._state.run is not None and self._state.run.path == run.path:
                self._state.set_evaluation(found)

        self.context.tasks.run(self, read, show)

    def shut_down(self) -> None:
        """Let the sound card go."""
        self.mistakes.shut_down()

    def _add_choice(self) -> None:
        self.choice = Card()
        self.choice.set_title(self.tr("Measure"))
        self.what, self.split = QComboBox(), QComboBox()
        self.what.setAccessibleName(self.tr("What is measured"))
        self.split.setAccessibleName(self.tr("On which recordings"))
        self.grid = QCheckBox(self.tr("Also through noise, codecs and telephones (six times as long)"))
        self.measure_button = button(self.tr("&Measure"), self.measure, primary=True)
        self.next_button = button(self.tr("Go on to 4 Use"), self.next_wanted.emit)
        self.problem = QLabel()
        self.problem.setProperty("role", "error")
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        self.problem.hide()
        form = QFormLayout()
        form.setHorizontalSpacing(20)
        form.setVerticalSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for text, box in ((self.tr("&Detector"), self.what), (self.tr("&Recordings"), self.split)):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            label = QLabel(text)
            label.setBuddy(box)
            form.addRow(label, box)
        form.addRow(self.grid)
        self.choice.rows.addLayout(form)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.measure_button)
        buttons.addWidget(self.next_button)
        buttons.addStretch()
        self.choice.rows.addLayout(buttons)
        self.choice.rows.addWidget(self.problem)

    def _measured(self, record: dict[str, Any]) -> None:
        self._state.weights = str(record["weights"])
        self._state.set_evaluation(record)

    def _failed(self, text: str, hint: str) -> None:
        self.problem.setText(f"{text}\n{hint}" if hint else text)
        self.problem.show()

    def _refresh(self) -> None:
        self._offer_detectors()
        self._offer_splits()
        facts = self._state.facts
        if facts is None:
            self.choice.set_note(self.tr("Choose recordings in step 1 first: a detector is measured on them."))
        elif not self._offered:
            self.choice.set_note(self.tr("There is no detector yet: train one in step 2."))
        elif "test" not in facts.splits:
            self.choice.set_note(
                self.tr("There is no test split: figures on recordings that training saw, or chose by, look too good.")
            )
        else:
            self.choice.set_note("")
        self._show_result()
        self._show_buttons()

    def _offer_detectors(self) -> None:
        runs = [run for run in self._state.runs if run.has_weights]
        current = self._state.run
        if current is not None and current.has_weights and current.path not in {run.path for run in runs}:
            runs.insert(0, current)
        offered = [("run", str(run.path)) for run in runs]
        offered += [("weights", str(row.path)) for row in self._catalog.rows if row.meta is not None]
        if offered == self._offered:
            return
        wanted = ("run", str(current.path)) if current is not None else self.what.currentData()
        names = {str(row.path): row.name for row in self._catalog.rows}
        self._offered = offered
        self.what.clear()
        for kind, value in offered:
            if kind == "run":
                self.what.addItem(self.tr("run {name}").format(name=Path(value).name), (kind, value))
            else:
                self.what.addItem(self.tr("detector {name}").format(name=names[value]), (kind, value))
        at = next((i for i, each in enumerate(offered) if each == wanted), 0)
        self.what.setCurrentIndex(at if offered else -1)

    def _offer_splits(self) -> None:
        facts = self._state.facts
        splits = facts.splits if facts is not None else []
        names = [*splits, "all"] if facts is not None else []
        if names == [self.split.itemData(i) for i in range(self.split.count())]:
            return
        self.split.clear()
        for name in names:
            self.split.addItem(split_word(name), name)
        wanted = next((name for name in ("test", "dev", "all") if name in names), None)
        self.split.setCurrentIndex(names.index(wanted) if wanted else -1)

    def _show_result(self) -> None:
        record = self._state.evaluation
        if record is not None and record is not self._shown:
            self.figures.show_record(record)
            self.plots.show_record(record)
            self.slices.show_record(record)
            self.mistakes.show_record(record)
        self._shown = record
        for card in self._results:
            card.setVisible(record is not None)

    def _show_buttons(self) -> None:
        can = self._state.facts is not None and bool(self._offered) and not self._runner.is_busy
        self.measure_button.setEnabled(can)
        self.next_button.setVisible(self._state.evaluation is not None)
