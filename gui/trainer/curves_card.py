"""Holds the curves of a run: the numbers here, the plots in a module that is loaded when they are first seen."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from gui.context import AppContext
from gui.trainer.parts import Columns

if TYPE_CHECKING:
    from gui.trainer.plots import LinePlot

DRAW_MS = 200
HEIGHT = 250
WIDE_PX = 620
MOST_POINTS = 2000
"""Steps that are drawn one by one; beyond it every second one is dropped, and so on."""


class CurvesPanel(Columns):
    """Loss by step, AUC and EER by epoch."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(WIDE_PX, parent)
        self._context = context
        self.loss: LinePlot | None = None
        self.quality: LinePlot | None = None
        self.clear()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAW_MS)
        self._timer.timeout.connect(self._draw_now)

    def clear(self) -> None:
        """Another run."""
        self.points: dict[str, list[tuple[float, float]]] = {"loss": [], "dev_loss": [], "auc": [], "eer": []}
        if self.loss is not None:
            self._draw_now()

    def take(self, event: dict[str, Any]) -> None:
        """Note what an event tells; `draw` shows it."""
        epochs, steps = event.get("epochs"), event.get("steps")
        if not epochs or not steps:
            return
        at = event["step"] / (steps / epochs)
        if event["event"] == "step" and event.get("loss") is not None:
            points = self.points["loss"]
            points.append((at, event["loss"]))
            if len(points) > MOST_POINTS:
                del points[::2]
        figures = event.get("figures", {})
        for name, key in (("dev_loss", "loss"), ("auc", "auc"), ("eer", "eer_source")):
            if event["event"] == "epoch" and figures.get(key) is not None:
                self.points[name].append((at, figures[key]))

    def draw(self) -> None:
        """Show what is there, soon."""
        if not self._timer.isActive():
            self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Make the plots when they are first seen."""
        super().showEvent(event)
        if self.loss is None:
            self._context.tasks.run(self, lambda: import_module("pyqtgraph"), lambda _module: self._make())

    def _make(self) -> None:
        if self.loss is not None:
            return
        plots = import_module("gui.trainer.plots")
        colours = ("ai_fill", "accent")
        self.loss = plots.LinePlot(self._context.theme, self.tr("Loss"), self.tr("epoch"))
        self.loss.add("loss", self.tr("training"), "muted")
        self.loss.add("dev_loss", self.tr("dev recordings"), colours[1], has_dots=True)
        self.quality = plots.LinePlot(
            self._context.theme, self.tr("On the dev recordings"), self.tr("epoch"), (0.0, 1.0)
        )
        self.quality.add("auc", self.tr("AUC (higher is better)"), "human_fill", has_dots=True)
        self.quality.add("eer", self.tr("EER (lower is better)"), colours[0], has_dots=True)
        for plot in (self.loss, self.quality):
            plot.setFixedHeight(HEIGHT)
            self.add(plot)
        self._draw_now()

    def _draw_now(self) -> None:
        if self.loss is None or self.quality is None:
            return
        for plot in (self.loss, self.quality):
            for name in plot.names:
                plot.show_points(name, self.points[name])
