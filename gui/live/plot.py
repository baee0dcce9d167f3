"""The rolling plot itself. Importing this module imports pyqtgraph, which takes more than a second.

Rules for speed (measured, see GUI.md): pens of width 1, no antialiasing, one ``setData`` a tick, a fixed Y range,
items made once and never again.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from engine.clock import clock
from engine.live_state import LiveState
from gui.live.trace import LOST, NOTHING, STATES, LiveTrace
from gui.live.words import KINDS
from gui.theme import Theme

AXIS_PX = 64
STRIP_PX = 44
WHEEL_STEP = 1.25
FINE_SCREEN = 1.5
"""Pixels a point from which on curves are two pixels wide. At most 1,500 points are drawn, which is fast enough."""


class TimeAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """Minutes and seconds of the session."""

    def tickStrings(self, values: list[float], _scale: float, spacing: float) -> list[str]:  # noqa: N802
        """0:42, and tenths where they are far apart."""
        return [clock(value) if spacing >= 1 else f"{clock(value)}.{round(10 * (value % 1)) % 10}" for value in values]

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:  # noqa: N802
        """Steps that people count time in."""
        steps = (0.1, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200)
        wanted = (high - low) / max(2.0, size / 90)
        return [(next((step for step in steps if step >= wanted), 86_400), 0.0)]


class TimeView(pg.ViewBox):  # type: ignore[misc]
    """Tells what the mouse wants instead of doing it: the time axis has one owner."""

    zoomed = Signal(float)
    """Factor on the length shown; above 1 shows more."""
    dragged = Signal(float)
    """Seconds to the left."""

    def __init__(self) -> None:
        super().__init__(enableMenu=False)
        self.setMouseEnabled(x=False, y=False)

    def wheelEvent(self, event: Any, axis: int | None = None) -> None:  # noqa: N802
        """Zoom in time."""
        del axis
        self.zoomed.emit(WHEEL_STEP if event.delta() < 0 else 1 / WHEEL_STEP)
        event.accept()

    def mouseDragEvent(self, event: Any, axis: int | None = None) -> None:  # noqa: N802
        """Move in time."""
        del axis
        event.accept()
        before, after = self.mapToView(event.lastPos()), self.mapToView(event.pos())
        self.dragged.emit(before.x() - after.x())

    def mouseClickEvent(self, event: Any) -> None:  # noqa: N802
        """No menu."""
        event.ignore()


class LivePlot(pg.GraphicsLayoutWidget):  # type: ignore[misc]
    """Probability above, speech and state below, one time axis."""

    zoomed = Signal(float)
    dragged = Signal(float)
    hovered = Signal(object)
    """Time under the mouse, seconds; None outside."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAntialiasing(False)
        self.setMinimumHeight(200)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.ci.setContentsMargins(4, 8, 8, 4)
        self.ci.setSpacing(0)
        self.curves = self._add_curves()
        self.strip = self._add_strip()
        self._add_items()
        self.scene().sigMouseMoved.connect(self._move)
        self.show_theme()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Small: where words wrap, a scroll area gives every widget the height that it hints at."""
        return QSize(320, 200)

    def set_lines(self, human_below: float, ai_from: float) -> None:
        """Where the decisions lie, as smoothed probabilities; between them nothing is decided."""
        self._band.setRegion((human_below, ai_from))
        self._band.show()
        zones = [((1 + ai_from) / 2, self.tr("AI")), (human_below / 2, self.tr("human"))]
        if ai_from - human_below > 0.1:
            zones.append(((human_below + ai_from) / 2, self.tr("uncertain")))
        self.curves.getAxis("right").setTicks([zones])

    def show_range(self, start_s: float, end_s: float) -> None:
        """Move the time axis."""
        self.curves.setXRange(start_s, end_s, padding=0)

    def show_trace(self, trace: LiveTrace, start_s: float, end_s: float) -> None:
        """Draw a part of the session."""
        view = trace.view(start_s, end_s)
        self._raw.setData(view.time_s, view.raw)
        self._smoothed.setData(view.time_s, view.smoothed)
        alerts = [each for each in trace.alerts if start_s <= each <= end_s]
        self._alerts.setData(alerts, [0.96] * len(alerts))
        strip = trace.strip(start_s, end_s)
        if len(strip.states):
            self._image.setImage(self._strip_colours(strip.speech, strip.states), autoLevels=False)
            self._image.setRect(QRectF(strip.start_s, 0.0, strip.step_s * len(strip.states), 2.0))
        self._image.setVisible(bool(len(strip.states)))

    def show_theme(self) -> None:
        """Take over the colours."""
        colours = self._theme.colours
        self.setBackground(self._theme.plot_background())
        for plot in (self.curves, self.strip):
            for name in ("left", "bottom", "right"):
                axis = plot.getAxis(name)
                axis.setPen(pg.mkPen(colours.border))
                axis.setTextPen(pg.mkPen(colours.muted))
        grid = self.curves.getAxis("bottom")
        grid.setGrid(40)
        self._put_pens()
        self._band.setBrush(pg.mkBrush(_faded(colours.uncertain_fill, 70)))
        for line, colour in zip(self._band.lines, (colours.human, colours.ai), strict=True):
            line.setPen(pg.mkPen(colour, width=1))
        self._alerts.setBrush(pg.mkBrush(colours.ai))
        self._alerts.setPen(pg.mkPen(colours.raised))
        self._cursor.setPen(pg.mkPen(colours.muted, width=1, style=Qt.PenStyle.DashLine))
        self._palette = self._strip_palette()
        self._speech_colour = _rgba(colours.muted)
        self._empty_colour = _rgba(colours.soft)

    def _put_pens(self) -> None:
        """One screen point wide: pens count pixels, and on a fine screen one pixel is a hair."""
        width = 2 if self.devicePixelRatioF() >= FINE_SCREEN else 1
        self._smoothed.setPen(pg.mkPen(self._theme.colours.text, width=width))
        self._raw.setPen(pg.mkPen(self._theme.colours.uncertain_fill, width=width))

    def _add_curves(self) -> Any:
        view = TimeView()
        view.zoomed.connect(self.zoomed)
        view.dragged.connect(self.dragged)
        plot = self.addPlot(row=0, col=0, viewBox=view, axisItems={"bottom": TimeAxis("bottom")})
        plot.hideButtons()
        plot.setMenuEnabled(False)
        plot.setYRange(0.0, 1.0, padding=0)
        view.disableAutoRange()
        view.setLimits(yMin=0.0, yMax=1.0)
        plot.getAxis("left").setTicks([[(each / 4, f"{25 * each} %") for each in range(5)]])
        plot.getAxis("left").setWidth(AXIS_PX)
        plot.showAxis("right")
        plot.getAxis("right").setWidth(AXIS_PX)
        plot.getAxis("right").setTicks([])
        plot.getAxis("right").setStyle(tickLength=0)
        plot.getAxis("bottom").setStyle(showValues=False, tickLength=0)
        plot.getAxis("bottom").setHeight(4)
        return plot

    def _add_strip(self) -> Any:
        view = TimeView()
        view.zoomed.connect(self.zoomed)
        view.dragged.connect(self.dragged)
        plot = self.addPlot(row=1, col=0, viewBox=view, axisItems={"bottom": TimeAxis("bottom")})
        plot.hideButtons()
        plot.setMenuEnabled(False)
        plot.setXLink(self.curves)
        plot.setYRange(0.0, 2.0, padding=0)
        view.disableAutoRange()
        plot.getAxis("left").setTicks([[(0.5, self.tr("speech")), (1.5, self.tr("state"))]])
        plot.getAxis("left").setStyle(tickLength=0)
        plot.getAxis("left").setWidth(AXIS_PX)
        plot.showAxis("right")
        plot.getAxis("right").setWidth(AXIS_PX)
        plot.getAxis("right").setTicks([])
        self.ci.layout.setRowFixedHeight(1, STRIP_PX + 24)
        return plot

    def _add_items(self) -> None:
        self._band = pg.LinearRegionItem(orientation="horizontal", movable=False)
        self._band.setZValue(-10)
        self._band.hide()  # until a session says which detector decides, and where
        self.curves.addItem(self._band, ignoreBounds=True)
        options = {"connect": "finite", "antialias": False, "skipFiniteCheck": False}
        self._raw = self.curves.plot(**options)
        self._smoothed = self.curves.plot(**options)
        self._alerts = pg.ScatterPlotItem(symbol="t", size=11, pxMode=True, antialias=False)
        self.curves.addItem(self._alerts, ignoreBounds=True)
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._cursor.hide()
        self.curves.addItem(self._cursor, ignoreBounds=True)
        self._image = pg.ImageItem(axisOrder="row-major")
        self.strip.addItem(self._image, ignoreBounds=True)

    def _strip_palette(self) -> Any:
        colours = self._theme.colours
        table = [_rgba(self._theme.verdict_fill(KINDS[LiveState(state)])) for state in STATES]
        assert (len(table), len(table) + 1) == (LOST, NOTHING)
        return np.array([*table, _rgba(colours.error), _rgba(colours.raised)], dtype=np.uint8)

    def _strip_colours(self, speech: Any, states: Any) -> Any:
        """Row 0 is below: speech from nothing to the full colour; row 1: the state."""
        image = np.empty((2, len(states), 4), np.uint8)
        image[1] = self._palette[states]
        share = speech[:, None]
        image[0] = (share * self._speech_colour + (1 - share) * self._empty_colour).astype(np.uint8)
        image[0][states >= LOST] = self._palette[states[states >= LOST]]
        return image

    def _move(self, position: QPointF) -> None:
        inside = self.curves.sceneBoundingRect().united(self.strip.sceneBoundingRect()).contains(position)
        if inside:
            time_s = float(self.curves.vb.mapSceneToView(position).x())
            self._cursor.setPos(time_s)
        self._cursor.setVisible(inside)
        self.hovered.emit(time_s if inside else None)

    def leaveEvent(self, event: Any) -> None:  # noqa: N802
        """The mouse is elsewhere."""
        super().leaveEvent(event)
        self._cursor.hide()
        self.hovered.emit(None)


def _rgba(colour: QColor) -> Any:
    return np.array([colour.red(), colour.green(), colour.blue(), 255], dtype=np.float64)


def _faded(colour: QColor, alpha: int) -> QColor:
    faded = QColor(colour)
    faded.setAlpha(alpha)
    return faded
