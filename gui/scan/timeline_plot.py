"""The drawing of a timeline: curve above, parts between, waveform or spectrogram below, on one axis of time.

Imports pyqtgraph, which takes a second: `gui.scan.timeline` does so when the first file is shown. The plot is made once
and only gets other data, because plots that are thrown away do not give their memory back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QWidget

from engine.overview import Overview
from engine.results import Segment
from gui.scan.timeline_data import Band, Curve
from gui.scan.timeline_items import Parts, TimeAxis
from gui.theme import Theme

AXIS_WIDTH = 56
STRIP_HEIGHT = 20
REDRAW_MS = 33
SHORTEST_VIEW_S = 0.25
ZOOM_STEP = 1.6
_NOTHING = np.empty(0)
SPECTRUM_DEPTH = 160
"""Steps of half a dB below the loudest cell that the colours span."""


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines that move over both plots."""

    curve: Any
    picture: Any

    def put(self, seconds: float | None) -> None:
        for line in (self.curve, self.picture):
            line.setVisible(seconds is not None)
            if seconds is not None:
                line.setValue(seconds)


class TimelinePlot(pg.GraphicsLayoutWidget):  # type: ignore[misc]
    """Shows one file; zoom with the wheel, move by dragging."""

    time_clicked = Signal(float)
    hovered = Signal(object)
    """Seconds under the pointer, None outside."""
    view_changed = Signal(float, float)
    """First and last visible second, at most thirty times a second."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._length_s = 1.0
        self._curve_data: Curve | None = None
        self._overview: Overview | None = None
        self._close_up: Overview | None = None
        self._band: Band | None = None
        self._is_spectrogram = False
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(REDRAW_MS)
        self._redraw.timeout.connect(self._draw)
        self._build()
        self.restyle()
        self.scene().sigMouseClicked.connect(self._clicked)
        self._moves = pg.SignalProxy(self.scene().sigMouseMoved, rateLimit=30, slot=self._moved)

    # -- what is shown

    def set_file(self, length_s: float, curve: Curve, parts: Sequence[Segment], band: Band | None) -> None:
        """Show another file; its picture follows by `set_overview`."""
        self._length_s, self._curve_data = max(length_s, 0.1), curve
        self._overview = self._close_up = None
        self._band = band
        for item in (self._strip, *self._shades):
            item.set_parts(parts)
        for view in self._views:
            shortest = min(SHORTEST_VIEW_S, self._length_s)
            view.setLimits(xMin=0, xMax=self._length_s, minXRange=shortest, maxXRange=self._length_s)
        self._place_band()
        self.set_cursor(None)
        self._wave.setData(_NOTHING, _NOTHING)
        self._scale_picture()
        self.fit()
        self._draw()

    def set_band(self, band: Band | None) -> None:
        """Draw the decision band, once the detector's file was read."""
        self._band = band
        self._place_band()

    def set_overview(self, overview: Overview | None) -> None:
        """Draw what there is of the file's picture."""
        self._overview = overview
        self._scale_picture()
        self._draw()

    def set_close_up(self, close_up: Overview | None) -> None:
        """Draw a finer picture where it fits."""
        self._close_up = close_up
        self._draw()

    def set_spectrogram(self, is_spectrogram: bool) -> None:  # noqa: FBT001 - a toggle
        """Choose the picture."""
        self._is_spectrogram = is_spectrogram
        self._scale_picture()
        self._draw()

    def set_cursor(self, seconds: float | None) -> None:
        """Put the line of what is heard now; None hides it."""
        self._cursor.put(seconds)

    def set_hover(self, seconds: float | None, text: str = "") -> None:
        """Put the line under the pointer with its words."""
        self._hover.put(seconds)
        self._label.setVisible(seconds is not None)
        if seconds is None:
            return
        first, last = self.view_s
        self._label.setText(text, color=self._theme.colours.text)
        self._label.setAnchor((0.0 if seconds < (first + last) / 2 else 1.0, 0.0))
        self._label.setPos(seconds, 1.1)

    # -- where the view is

    @property
    def view_s(self) -> tuple[float, float]:
        """First and last visible second."""
        first, last = self._curve_view.viewRange()[0]
        return float(first), float(last)

    def fit(self) -> None:
        """Show the whole file."""
        self._look_at(0.0, self._length_s)

    def zoom(self, factor: float, centre_s: float | None = None) -> None:
        """Show ``factor`` times as much; below 1 shows details."""
        first, last = self.view_s
        centre = (first + last) / 2 if centre_s is None else centre_s
        span = min(max((last - first) * factor, min(SHORTEST_VIEW_S, self._length_s)), self._length_s)
        share = (centre - first) / max(last - first, 1e-9)
        self._look_at(centre - share * span, centre + (1 - share) * span)

    def pan(self, share: float) -> None:
        """Move by a share of what is visible."""
        first, last = self.view_s
        self._look_at(first + share * (last - first), last + share * (last - first))

    def bring_into_view(self, start_s: float, end_s: float) -> None:
        """Move, without zooming, so that a stretch can be seen."""
        first, last = self.view_s
        if start_s < first or end_s > last:
            lead = 0.1 * (last - first)
            self._look_at(start_s - lead, start_s - lead + (last - first))

    def _look_at(self, first: float, last: float) -> None:
        span = last - first
        first = min(max(0.0, first), max(0.0, self._length_s - span))
        self._curve_view.setXRange(first, first + span, padding=0)

    # -- how it is made

    def _build(self) -> None:
        self.ci.layout.setSpacing(0)
        self.ci.layout.setContentsMargins(0, 0, 8, 0)
        self._curve_plot = self._plot(0, {"left": pg.AxisItem("left")})
        self._curve_view = self._curve_plot.getViewBox()
        self._curve_view.setYRange(-0.06, 1.1, padding=0)
        axis = self._curve_plot.getAxis("left")
        axis.setTicks([[(0.0, "0 %"), (0.5, "50 %"), (1.0, "100 %")]])
        strip_plot = self._plot(1, {"left": pg.AxisItem("left")})
        strip_plot.setFixedHeight(STRIP_HEIGHT)
        strip_plot.getAxis("left").setTicks([[]])
        strip_plot.getViewBox().setYRange(0, 1, padding=0)
        self._picture_plot = self._plot(2, {"left": pg.AxisItem("left"), "bottom": TimeAxis("bottom")})
        self._plots = (self._curve_plot, strip_plot, self._picture_plot)
        self._views = [plot.getViewBox() for plot in self._plots]
        for view in self._views[1:]:
            view.setXLink(self._curve_view)
        self._curve_view.sigXRangeChanged.connect(lambda *_: self._redraw.isActive() or self._redraw.start())
        layout = self.ci.layout
        layout.setRowStretchFactor(0, 5)
        layout.setRowStretchFactor(2, 4)
        self._add_items(strip_plot)

    def _plot(self, row: int, axes: dict[str, Any]) -> Any:
        plot = self.addPlot(row=row, col=0, axisItems=axes)
        plot.hideButtons()
        plot.setMenuEnabled(False)
        plot.setDefaultPadding(0)
        plot.disableAutoRange()
        plot.setMouseEnabled(x=True, y=False)
        plot.getAxis("left").setWidth(AXIS_WIDTH)
        plot.getAxis("left").setStyle(tickLength=0, tickTextOffset=6)
        if "bottom" not in axes:
            plot.hideAxis("bottom")
        return plot

    def _add_items(self, strip_plot: Any) -> None:
        self._strip = Parts(self._theme, is_shade=False)
        strip_plot.addItem(self._strip)
        self._shades = [Parts(self._theme, is_shade=True) for _ in range(2)]
        self._curve_plot.addItem(self._shades[0])
        self._band_item = pg.LinearRegionItem(orientation="horizontal", movable=False)
        self._middle = pg.InfiniteLine(angle=0, movable=False)
        self._curve_item = pg.PlotCurveItem(connect="finite", skipFiniteCheck=False)
        self._reach_item = pg.PlotCurveItem(connect="finite", skipFiniteCheck=False)
        for item in (self._band_item, self._middle, self._reach_item, self._curve_item):
            self._curve_plot.addItem(item)
        self._image = pg.ImageItem(axisOrder="col-major", autoDownsample=False)
        self._wave = pg.PlotCurveItem(connect="all", skipFiniteCheck=True)
        for item in (self._image, self._wave, self._shades[1]):
            self._picture_plot.addItem(item)
        self._cursor, self._hover = self._add_lines(), self._add_lines()
        self._label = pg.TextItem(fill=pg.mkBrush(0, 0, 0, 0))
        self._label.setZValue(30)
        self._curve_plot.addItem(self._label, ignoreBounds=True)
        self._label.hide()

    def _add_lines(self) -> _Lines:
        lines = _Lines(pg.InfiniteLine(angle=90, movable=False), pg.InfiniteLine(angle=90, movable=False))
        for plot, line in ((self._curve_plot, lines.curve), (self._picture_plot, lines.picture)):
            line.setZValue(20)
            line.hide()
            plot.addItem(line, ignoreBounds=True)
        return lines

    def restyle(self) -> None:
        """Take the colours of the theme."""
        colours = self._theme.colours
        self.setBackground(self._theme.plot_background())
        for plot in self._plots:
            for name in ("left", "bottom"):
                plot.getAxis(name).setPen(pg.mkPen(colours.border, width=1))
                plot.getAxis(name).setTextPen(colours.muted)
        self._curve_item.setPen(pg.mkPen(colours.text, width=1))
        self._reach_item.setPen(pg.mkPen(colours.no_speech_fill, width=1))
        self._wave.setPen(pg.mkPen(colours.accent, width=1))
        for line in (self._cursor.curve, self._cursor.picture):
            line.setPen(pg.mkPen(colours.error, width=1))
        for line in (self._hover.curve, self._hover.picture):
            line.setPen(pg.mkPen(colours.muted, width=1, style=Qt.PenStyle.DashLine))
        self._label.fill = pg.mkBrush(colours.raised)
        self._label.border = pg.mkPen(colours.border, width=1)
        grey = QColor(colours.uncertain_fill)
        grey.setAlpha(60)
        self._band_item.setBrush(grey)
        for line in self._band_item.lines:
            line.setPen(pg.mkPen(colours.uncertain_fill, width=1))
        self._middle.setPen(pg.mkPen(colours.muted, width=1, style=Qt.PenStyle.DashLine))
        self._image.setLookupTable(_ramp(colours.raised, colours.accent, colours.text))
        for item in (self._strip, *self._shades):
            item.update()

    # -- drawing

    def _place_band(self) -> None:
        band = self._band
        self._band_item.setVisible(band is not None)
        self._middle.setVisible(band is not None)
        if band is not None:
            self._band_item.setRegion((band.low, band.high))
            self._middle.setValue(band.middle)

    def _scale_picture(self) -> None:
        view, axis = self._picture_plot.getViewBox(), self._picture_plot.getAxis("left")
        self._image.setVisible(self._is_spectrogram and self._overview is not None)
        self._wave.setVisible(not self._is_spectrogram and self._overview is not None)
        if self._is_spectrogram:
            cells = self._overview.spectrogram if self._overview is not None else None
            top = 8000.0 if cells is None else cells.row_hz * cells.cells.shape[1]
            view.setYRange(0, top, padding=0)
            axis.setTicks([[(hertz, f"{hertz / 1000:.0f} kHz") for hertz in np.arange(2000, top, 2000)]])
        else:
            loudest = max(0.01, self._overview.loudest if self._overview is not None else 1.0)
            view.setYRange(-1.05 * loudest, 1.05 * loudest, padding=0)
            axis.setTicks([[]])

    def _draw(self) -> None:
        """One pass a tick: only what is visible, only as many points as the screen has."""
        self._redraw.stop()
        first, last = self.view_s
        width = max(100, round(self._curve_view.width()))
        if self._curve_data is not None:
            shown = self._curve_data.thinned(first, last, width)
            self._curve_item.setData(shown.times, shown.values)
            self._reach_item.setData(shown.reach_times, shown.reach)
        source = self._source(first, last)
        if source is not None and self._is_spectrogram:
            self._draw_image(source, first, last, width)
        elif source is not None:
            times, low, high = source.envelope(first, last, width)
            self._wave.setData(np.repeat(times, 2), np.stack([low, high], axis=1).ravel())
        self.view_changed.emit(first, last)

    def _source(self, first: float, last: float) -> Overview | None:
        """The close-up where it covers what is visible, else the whole file's overview."""
        close = self._close_up
        if close is None or close.start_s > first + 0.01 or close.end_s < last - 0.01:
            return self._overview
        return close

    def _draw_image(self, source: Overview, first: float, last: float, width: int) -> None:
        cells, column_s = source.spectrogram.cells, source.spectrogram.column_s
        begin = max(0, int((first - source.start_s) / column_s))
        end = min(len(cells), int((last - source.start_s) / column_s) + 2)
        if end <= begin:
            self._image.hide()
            return
        step = max(1, (end - begin) // (2 * width))
        shown = np.maximum.reduceat(cells[begin:end], np.arange(0, end - begin, step), axis=0)
        loudest = int(cells[:: max(1, len(cells) // 2000)].max())
        self._image.setImage(shown, autoLevels=False, levels=(loudest - SPECTRUM_DEPTH, loudest))
        top = source.spectrogram.row_hz * (cells.shape[1] + 0.5)
        left = source.start_s + begin * column_s
        self._image.setRect(QRectF(left, source.spectrogram.row_hz / 2, len(shown) * step * column_s, top))
        self._image.show()

    # -- the mouse

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """The wheel zooms at the pointer; with Shift, or sideways, it moves."""
        angle = event.angleDelta()
        sideways = angle.x() if angle.x() else angle.y() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0
        if sideways:
            self.pan(-sideways / 120 * 0.1)
        else:
            self.zoom(ZOOM_STEP ** (-angle.y() / 120), self._seconds_at(self.mapToScene(event.position().toPoint())))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """The pointer has gone."""
        self.hovered.emit(None)
        super().leaveEvent(event)

    def _seconds_at(self, point: QPointF) -> float:
        seconds = float(self._curve_view.mapSceneToView(point).x())
        return min(max(0.0, seconds), self._length_s)

    def _is_inside(self, point: QPointF) -> bool:
        box = self._curve_view.sceneBoundingRect()
        return bool(box.left() <= point.x() <= box.right())

    def _clicked(self, event: Any) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._is_inside(event.scenePos()):
            self.time_clicked.emit(self._seconds_at(event.scenePos()))

    def _moved(self, points: tuple[QPointF]) -> None:
        point = points[0]
        self.hovered.emit(self._seconds_at(point) if self._is_inside(point) else None)


def _ramp(*stops: QColor) -> npt.NDArray[np.uint8]:
    """256 colours between a few."""
    places = np.linspace(0, 255, len(stops))
    channels = [[getattr(stop, name)() for stop in stops] for name in ("red", "green", "blue")]
    return np.stack([np.interp(np.arange(256), places, each) for each in channels], axis=1).astype(np.uint8)
