"""The plots of the Train page. Importing this module imports pyqtgraph, which takes more than a second."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.theme import Theme

DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
SYMBOLS = ("o", "s", "t", "d")
Points = Sequence[tuple[float, float]]


class LinePlot(QWidget):
    """Lines with a legend under the title; every line has a colour, a dash or a sign of its own."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        below: str,
        range_y: tuple[float, float] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty plot.

        Args:
            theme: Colours.
            title: Above it.
            below: Words of the horizontal axis.
            range_y: Least and most of the vertical axis; found out where None.
            parent: Owner.
        """
        super().__init__(parent)
        self._theme = theme
        self.names: list[str] = []
        self._title = title
        self._words: dict[str, tuple[str, str]] = {}
        self._points: dict[str, Points] = {}
        self._colours: dict[str, tuple[str, bool]] = {}
        self._curves: dict[str, pg.PlotDataItem] = {}
        self.head = QLabel()
        self.head.setWordWrap(True)
        self.head.setTextFormat(Qt.TextFormat.RichText)
        self.view = pg.PlotWidget()
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMenuEnabled(False)
        self.view.hideButtons()
        self.view.setMouseEnabled(x=False, y=False)
        self.view.setMinimumHeight(170)
        self.view.setLabel("bottom", below)
        self.view.showGrid(x=False, y=True, alpha=0.25)
        if range_y is not None:
            self.view.setYRange(*range_y, padding=0.02)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.head)
        layout.addWidget(self.view, stretch=1)
        self.setMinimumWidth(220)
        theme.changed.connect(self.show_theme)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Small: the layout gives it what there is."""
        return QSize(280, 220)

    def add(self, name: str, words: str, colour: str, *, has_dots: bool = False) -> None:
        """A line; its points follow.

        Args:
            name: To fill it.
            words: For the legend.
            colour: A field of `gui.theme.Colours`.
            has_dots: Whether its points are marked: few points, far apart.
        """
        self.names.append(name)
        self._words[name] = (words, colour)
        self._colours[name] = (colour, has_dots)
        self._curves[name] = self.view.plot([], [], antialias=False)
        self.show_theme()

    def show_points(self, name: str, points: Points) -> None:
        """Draw a line through points."""
        self._points[name] = points
        x, y = ([point[i] for point in points] for i in (0, 1))
        self._curves[name].setData(x, y)
        last = f": {points[-1][1]:.3f}" if points else ""
        self.view.setAccessibleName(f"{self._title}, {self._words[name][0]}{last}")

    def clear(self) -> None:
        """Take all lines out."""
        for curve in self._curves.values():
            self.view.removeItem(curve)
        for values in (self.names, self._words, self._points, self._colours, self._curves):
            values.clear()
        self.show_theme()

    def show_theme(self) -> None:
        """Take over the colours of the theme."""
        _paint(self.view, self._theme)
        colours = self._theme.colours
        legend = []
        for i, name in enumerate(self.names):
            colour, has_dots = self._colours[name]
            shade = getattr(colours, colour)
            curve = self._curves[name]
            width = 2 if self.devicePixelRatioF() >= 1.5 or has_dots else 1
            curve.setPen(pg.mkPen(shade, width=width, style=DASHES[i % len(DASHES)]))
            curve.setSymbol(SYMBOLS[i % len(SYMBOLS)] if has_dots else None)
            if has_dots:
                curve.setSymbolBrush(shade)
                curve.setSymbolPen(shade)
                curve.setSymbolSize(6)
            sign = {"o": "●", "s": "■", "t": "▼", "d": "◆"}[SYMBOLS[i % 4]] if has_dots else "━"
            legend.append(f'<span style="color:{shade.name()}">{sign}</span>&nbsp;{self._words[name][0]}')
        words = "&nbsp;&nbsp; ".join(legend)
        self.head.setText(f"<b>{self._title}</b>&nbsp;&nbsp; {words}")


class RatePlot(LinePlot):
    """Rates of errors: ROC on plain axes, DET on probit ones."""

    TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8)
    LEAST, MOST = 0.005, 0.85

    def __init__(self, theme: Theme, title: str, below: str, beside: str, *, is_det: bool) -> None:
        super().__init__(theme, title, below)
        self._is_det = is_det
        self.view.setLabel("left", beside)
        self.view.showGrid(x=True, y=True, alpha=0.25)
        if is_det:
            ends = probit(np.array([self.LEAST, self.MOST]))
            ticks = [[(float(probit(np.array([t]))[0]), f"{100 * t:g} %") for t in self.TICKS]]
            self.view.setRange(xRange=ends, yRange=ends, padding=0.0)
        else:
            ticks = [[(t / 5, f"{20 * t} %") for t in range(6)]]
            self.view.setRange(xRange=(0, 1), yRange=(0, 1), padding=0.02)
        self.view.getAxis("left").setTicks(ticks)
        self.view.getAxis("bottom").setTicks([ticks[0][::2]] if is_det else ticks)

    def show_rates(self, name: str, alarm: Sequence[float], miss: Sequence[float]) -> None:
        """Draw the rates of one detector."""
        x, y = np.asarray(alarm), np.asarray(miss)
        if self._is_det:
            x, y = probit(np.clip(x, 1e-4, 1 - 1e-4)), probit(np.clip(y, 1e-4, 1 - 1e-4))
        else:
            y = 1.0 - y
        self.show_points(name, list(zip(x.tolist(), y.tolist(), strict=True)))


class HistogramPlot(LinePlot):
    """Bars of both classes over the probability."""

    def __init__(self, theme: Theme, title: str, below: str, words: tuple[str, str]) -> None:
        self._bars: dict[str, pg.BarGraphItem] = {}
        super().__init__(theme, title, below)
        self._bar_words = words
        self._values: tuple[list[float], list[float], list[float]] = ([], [], [])
        self.view.setXRange(0, 1, padding=0.02)
        self.view.getAxis("bottom").setTicks([[(t / 5, f"{20 * t} %") for t in range(6)]])

    def show_bars(self, edges: list[float], human: list[float], ai: list[float]) -> None:
        """Share of each class in each bin."""
        self._values = (edges, human, ai)
        for item in self._bars.values():
            self.view.removeItem(item)
        self._bars.clear()
        width = (edges[1] - edges[0]) / 2
        for i, (name, heights) in enumerate((("human", human), ("ai", ai))):
            x = [edge + width * (i + 0.5) for edge in edges[:-1]]
            item = pg.BarGraphItem(x=x, height=heights, width=width * 0.9)
            self._bars[name] = item
            self.view.addItem(item)
        top = max([*human, *ai, 0.01])
        self.view.setYRange(0, top, padding=0.05)
        ticks = [t / 10 for t in range(0, 11, 2)] if top > 0.3 else [t / 20 for t in range(7)]
        self.view.getAxis("left").setTicks([[(t, f"{100 * t:.0f} %") for t in ticks]])
        self.show_theme()

    def show_theme(self) -> None:
        """Take over the colours of the theme."""
        super().show_theme()
        colours = self._theme.colours
        legend = []
        for (name, item), words in zip(self._bars.items(), getattr(self, "_bar_words", ()), strict=False):
            shade = colours.human_fill if name == "human" else colours.ai_fill
            item.setOpts(brush=shade, pen=pg.mkPen(None))
            legend.append(f'<span style="color:{shade.name()}">■</span>&nbsp;{words}')
        self.head.setText(f"<b>{self._title}</b>&nbsp;&nbsp; {'&nbsp;&nbsp; '.join(legend)}")


def probit(rates: np.ndarray) -> np.ndarray:
    """Normal quantile of rates, with which normally distributed scores give straight lines.

    Shape:
        rates, result: ``(n,)``.
    """
    from statistics import NormalDist

    return np.array([NormalDist().inv_cdf(float(rate)) for rate in rates])


def _paint(view: pg.PlotWidget, theme: Theme) -> None:
    colours = theme.colours
    view.setBackground(theme.plot_background())
    for side in ("left", "bottom"):
        axis = view.getAxis(side)
        axis.setPen(pg.mkPen(colours.border))
        axis.setTextPen(pg.mkPen(colours.muted))
        axis.setTickFont(view.font())
