"""What was measured: figures with their intervals, the confusion matrix, curves, and every group on its own."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.context import AppContext
from gui.trainer.parts import Card, Columns, fill_table, new_table, note_label
from gui.trainer.words import figure, figure_word, interval, share
from gui.words import point_word

if TYPE_CHECKING:
    from gui.trainer.plots import HistogramPlot, RatePlot

ORDER = (
    "eer", "eer_unseen", "auc", "balanced_accuracy", "accuracy", "precision", "recall", "specificity", "f1", "mcc",
    "brier", "ece", "loss", "eer_clip",
)  # fmt: skip
HEIGHT = 270
WIDE_PX = 800
FEW = 3
"""Groups with fewer recordings say nothing."""


class FiguresCard(Card):
    """One sentence, the table of figures, the confusion matrix, the operating points."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Figures"))
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.rows.addWidget(self.sentence)
        self.table = new_table(
            self.tr("Figures"), (self.tr("Figure"), self.tr("Value"), self.tr("95 % interval over sources"))
        )
        self.matrix = new_table(
            self.tr("Confusion matrix"), (self.tr("Truth"), self.tr("called human"), self.tr("called AI"))
        )
        self.points = new_table(
            self.tr("Operating points"), (self.tr("Operating point"), self.tr("human flagged"), self.tr("AI missed"))
        )
        beside = QWidget()
        side = QVBoxLayout(beside)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(8)
        side.addWidget(note_label(self.tr("Confusion matrix at the balanced operating point")))
        side.addWidget(self.matrix)
        side.addWidget(note_label(self.tr("Errors at the operating points")))
        side.addWidget(self.points)
        side.addStretch()
        first = QWidget()
        upper = QVBoxLayout(first)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.addWidget(self.table)
        upper.addStretch()
        tables = Columns(WIDE_PX)
        tables.add(first, 3)
        tables.add(beside, 2)
        self.rows.addWidget(tables)
        for table in (self.table, self.matrix, self.points):
            table.setMinimumWidth(200)

    def show_record(self, record: dict[str, Any]) -> None:
        """Show a measurement."""
        figures = record["figures"]
        eer = figures["eer"]
        words = self.tr(
            "{detector} on {data}, {split}: {ai} AI and {human} human recordings. Of 100 recordings about {n} are "
            "judged wrongly where both errors are equally common ({low} to {high})."
        )
        self.sentence.setText(
            words.format(
                detector=record["detector"],
                data=record["data_name"],
                split=record["split"],
                ai=record["n_ai"],
                human=record["n_human"],
                n=f"{100 * eer['value']:.1f}",
                low=f"{100 * eer['low']:.1f}",
                high=f"{100 * eer['high']:.1f}",
            )
        )
        rows = [
            (figure_word(name), figure(name, figures[name]["value"]), interval(name, figures[name]))
            for name in ORDER
            if name in figures
        ]
        rows += [
            (self.tr("EER, {corruption}").format(corruption=column["name"]), figure("eer", column["eer"]["value"]),
             interval("eer", column["eer"]))
            for column in record["columns"][1:]
        ]  # fmt: skip
        fill_table(self.table, rows)
        cells = record["confusion"]
        fill_table(
            self.matrix,
            [
                (self.tr("human"), str(cells["human_as_human"]), str(cells["human_as_ai"])),
                (self.tr("AI"), str(cells["ai_as_human"]), str(cells["ai_as_ai"])),
            ],
        )
        fill_table(
            self.points,
            [(point_word(p["name"]), share(p["false_alarm"]), share(p["miss"])) for p in record["points"]],
        )


class PlotsCard(Card):
    """ROC, DET and the histogram of probabilities; made when first seen."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._record: dict[str, Any] | None = None
        self.set_title(self.tr("Curves"))
        self.roc: RatePlot | None = None
        self.det: RatePlot | None = None
        self.histogram: HistogramPlot | None = None
        self._columns = Columns(WIDE_PX)
        self.rows.addWidget(self._columns)

    def show_record(self, record: dict[str, Any]) -> None:
        """Show a measurement."""
        self._record = record
        if self.roc is not None:
            self._draw()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Make the plots when they are first seen."""
        super().showEvent(event)
        if self.roc is None:
            self._context.tasks.run(self, lambda: import_module("pyqtgraph"), lambda _module: self._make())

    def _make(self) -> None:
        if self.roc is not None:
            return
        plots = import_module("gui.trainer.plots")
        theme = self._context.theme
        flagged = self.tr("human flagged")
        self.roc = plots.RatePlot(theme, self.tr("ROC"), flagged, self.tr("AI found"), is_det=False)
        self.det = plots.RatePlot(theme, self.tr("DET"), flagged, self.tr("AI missed"), is_det=True)
        self.histogram = plots.HistogramPlot(
            theme, self.tr("Probabilities told"), self.tr("AI probability"), (self.tr("human"), self.tr("AI"))
        )
        for plot in (self.roc, self.det, self.histogram):
            plot.setFixedHeight(HEIGHT)
            self._columns.add(plot)
        self._draw()

    def _draw(self) -> None:
        record = self._record
        if record is None or self.roc is None or self.det is None or self.histogram is None:
            return
        curve = record["curve"]
        for plot, words in (
            (self.roc, self.tr("AUC {value}").format(value=f"{curve['auc']:.3f}")),
            (self.det, self.tr("EER {value} %").format(value=f"{100 * curve['eer']:.1f}")),
        ):
            plot.clear()
            plot.add("curve", words, "accent")
            plot.show_rates("curve", curve["alarm"], curve["miss"])
        bars = record["histogram"]
        self.histogram.show_bars(bars["edges"], bars["human"], bars["ai"])


class SlicesCard(Card):
    """The same figures for each generator, language, codec, length; and the generators that fool it most."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Where it fails"))
        self._slices: dict[str, list[dict[str, Any]]] = {}
        self.worst = QLabel()
        self.worst.setWordWrap(True)
        self.worst.setTextFormat(Qt.TextFormat.PlainText)
        self.column = QComboBox()
        self.column.setAccessibleName(self.tr("Grouped by"))
        self.column.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.column.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.column.currentIndexChanged.connect(lambda _index: self._show_slice())
        label = QLabel(self.tr("&Grouped by"))
        label.setBuddy(self.column)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label)
        head.addWidget(self.column)
        head.addStretch()
        self.table = new_table(
            self.tr("Figures of each group"),
            (
                self.tr("Group"),
                self.tr("Recordings"),
                self.tr("AI missed"),
                self.tr("human flagged"),
                self.tr("Wrong"),
                self.tr("AUC"),
            ),
        )
        self.rows.addWidget(self.worst)
        self.rows.addLayout(head)
        self.rows.addWidget(self.table)

    def show_record(self, record: dict[str, Any]) -> None:
        """Show a measurement."""
        worst = record["worst"]
        if worst:
            named = ", ".join(f"{g['name']} ({share(g['wrong'])})" for g in worst[:5])
            self.worst.setText(self.tr("Generators that are missed most often: {names}").format(names=named))
        else:
            self.worst.setText(self.tr("No generator with three or more recordings is missed."))
        self._slices = {name: groups for name, groups in record["slices"].items() if groups}
        before = self.column.currentText()
        self.column.blockSignals(True)
        self.column.clear()
        self.column.addItems(list(self._slices))
        if before in self._slices:
            self.column.setCurrentText(before)
        self.column.blockSignals(False)
        self._show_slice()

    def _show_slice(self) -> None:
        groups = self._slices.get(self.column.currentText(), [])
        told = [g for g in groups if g["n_clips"] >= FEW] or groups
        rows = [
            (
                g["name"],
                f"{g['n_clips']:,}",
                share(g["miss"]),
                share(g["false_alarm"]),
                self._wrong(g),
                figure("auc", g["auc"]),
            )
            for g in told
        ]
        fill_table(self.table, rows)

    def _wrong(self, group: dict[str, Any]) -> str:
        text = share(group["wrong"])
        if group["low"] is None or group["high"] is None:
            return text
        return f"{text} ({100 * group['low']:.0f}-{100 * group['high']:.0f})"
