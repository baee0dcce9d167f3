"""The run beside installed detectors, on the same recordings."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from gui.context import AppContext
from gui.trainer.parts import Card, Outcome, button, fill_table, new_table
from gui.trainer.runs import RunRow
from gui.trainer.state import DataFacts
from gui.trainer.words import figure

if TYPE_CHECKING:
    from engine.detector import DetectorRow
    from gui.trainer.plots import RatePlot

SHADES = ("accent", "human_fill", "ai_fill", "contains_fill", "uncertain_fill", "error_fill")


class CompareCard(Card):
    """Boxes to choose from, a table of figures, curves, and which differences are more than chance."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.set_title(self.tr("Compare with installed detectors"))
        self._record: dict[str, Any] | None = None
        self._rows_shown: list[str] = []
        self.boxes: dict[str, QCheckBox] = {}
        self._box_area = QVBoxLayout()
        self._box_area.setSpacing(4)
        self.rows.addLayout(self._box_area)
        self.compare_button = button(self.tr("C&ompare"), lambda: None)
        row = QHBoxLayout()
        row.addWidget(self.compare_button)
        row.addStretch()
        self.rows.addLayout(row)
        self.said = Outcome()
        self.rows.addWidget(self.said)
        self.table = new_table(
            self.tr("Detectors side by side"),
            (
                self.tr("Detector"),
                self.tr("EER"),
                self.tr("AUC"),
                self.tr("Balanced accuracy"),
                self.tr("Wrong verdicts"),
            ),
        )
        self.table.hide()
        self.rows.addWidget(self.table)
        self.roc: RatePlot | None = None

    def chosen(self) -> list[str]:
        """Paths of the detectors that are ticked."""
        return [path for path, box in self.boxes.items() if box.isChecked()]

    def refresh(
        self, rows: Sequence[DetectorRow], run: RunRow | None, facts: DataFacts | None, *, can_start: bool
    ) -> None:
        """Offer what is installed."""
        paths = [str(row.path) for row in rows]
        if paths != self._rows_shown:
            self._rows_shown = paths
            before = {path: box.isChecked() for path, box in self.boxes.items()}
            for box in self.boxes.values():
                self._box_area.removeWidget(box)
                box.hide()
                box.deleteLater()
            self.boxes = {}
            for row in rows:
                box = QCheckBox(row.name)
                box.setChecked(before.get(str(row.path), row.is_default))
                box.toggled.connect(lambda _on: self._show_button())
                self.boxes[str(row.path)] = box
                self._box_area.addWidget(box)
        if run is None or facts is None:
            self.set_note(self.tr("Needs a trained run (step 2) and recordings (step 1)."))
        else:
            self.set_note(self.tr("On the test recordings of {name}, or its dev ones.").format(name=facts.data.name))
        self._can_start = can_start and run is not None and facts is not None
        self._show_button()

    def show_problem(self, text: str, hint: str) -> None:
        """Why it could not be done."""
        self.said.say_problem(text, hint)

    def show_record(self, record: dict[str, Any]) -> None:
        """Show a comparison."""
        self._record = record
        rows = []
        for model in record["models"]:
            figures = model["figures"]
            values = [
                figure(name, figures[name]["value"]) if name in figures else "–"
                for name in ("eer", "auc", "balanced_accuracy")
            ]
            rows.append((model["name"], *values, str(model["incorrect"])))
        fill_table(self.table, rows)
        self.table.show()
        self.said.say("\n".join(self._sentences(record)))
        if self.roc is None:
            self._load()
        else:
            self._draw()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Make the curves where there is something to draw."""
        super().showEvent(event)
        if self._record is not None and self.roc is None:
            self._load()

    def _sentences(self, record: dict[str, Any]) -> list[str]:
        words = self.tr("{files} recordings ({ai} AI, {human} human); the verdicts differ on {n}.")
        found = [words.format(files=record["files"], ai=record["n_ai"], human=record["n_human"], n=record["disputed"])]
        for gap in record["differences"]:
            value = 100 * gap["difference"]["value"]
            better, worse = (gap["first"], gap["second"]) if value < 0 else (gap["second"], gap["first"])
            if gap["is_clear"]:
                text = self.tr("{better} has a clearly lower error rate than {worse}: by {points} points.")
                found.append(text.format(better=better, worse=worse, points=f"{abs(value):.1f}"))
            else:
                text = self.tr("Between {first} and {second} the difference may be chance.")
                found.append(text.format(first=gap["first"], second=gap["second"]))
        return [*found, *record["notes"]]

    def _load(self) -> None:
        """In a thread: it takes more than a second."""
        self._context.tasks.run(self, lambda: import_module("pyqtgraph"), lambda _module: self._make())

    def _make(self) -> None:
        if self.roc is not None or self._record is None or not self._record["curves"]:
            return
        plots = import_module("gui.trainer.plots")
        self.roc = plots.RatePlot(
            self._context.theme, self.tr("ROC"), self.tr("human flagged"), self.tr("AI found"), is_det=False
        )
        self.roc.setFixedHeight(260)
        self.rows.addWidget(self.roc)
        self._draw()

    def _draw(self) -> None:
        if self.roc is None or self._record is None:
            return
        self.roc.clear()
        for i, curve in enumerate(self._record["curves"]):
            words = self.tr("{name}, AUC {value}").format(name=curve["name"], value=f"{curve['auc']:.3f}")
            self.roc.add(curve["name"], words, SHADES[i % len(SHADES)])
            self.roc.show_rates(curve["name"], curve["alarm"], curve["miss"])

    def _show_button(self) -> None:
        self.compare_button.setEnabled(self._can_start and bool(self.chosen()))
