"""The spectrogram of one window with the heat of an explanation over it. Imports pyqtgraph: only when needed."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from engine.explain import Explanation
from gui.scan.timeline_items import TimeAxis
from gui.theme import Theme

DEPTH_DB = 70.0
MOST_OPAQUE = 215
FAINTEST = 0.08
"""Pieces weaker than this share of the strongest one stay clear."""


class ExplainPlot(pg.GraphicsLayoutWidget):  # type: ignore[misc]
    """Made once; gets one explanation after the other."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: Explanation | None = None
        self.ci.layout.setContentsMargins(0, 4, 8, 0)
        self._plot: Any = self.addPlot(axisItems={"left": pg.AxisItem("left"), "bottom": TimeAxis("bottom")})
        self._plot.hideButtons()
        self._plot.setMenuEnabled(False)
        self._plot.disableAutoRange()
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.getAxis("left").setWidth(44)
        self._picture = pg.ImageItem(axisOrder="row-major")
        self._heat = pg.ImageItem(axisOrder="row-major")
        self._plot.addItem(self._picture)
        self._plot.addItem(self._heat)
        self.restyle()

    def show_explanation(self, found: Explanation | None) -> None:
        """Show another one, or nothing."""
        self._shown = found
        self._picture.setVisible(found is not None)
        self._heat.setVisible(found is not None)
        if found is None:
            return
        box = QRectF(found.start_s, 0.0, found.end_s - found.start_s, found.highest_hz)
        loudest = float(found.spectrogram_db.max())
        self._picture.setImage(found.spectrogram_db, autoLevels=False, levels=(loudest - DEPTH_DB, loudest))
        self._heat.setImage(self._coloured(found.heat), autoLevels=False, levels=(0, 255))
        for item in (self._picture, self._heat):
            item.setRect(box)
        self._plot.setXRange(found.start_s, found.end_s, padding=0)
        self._plot.setYRange(0, found.highest_hz, padding=0)
        ticks = [(hertz, f"{hertz / 1000:.0f} kHz") for hertz in np.arange(2000, found.highest_hz, 2000)]
        self._plot.getAxis("left").setTicks([ticks])

    def restyle(self) -> None:
        """Take the colours of the theme."""
        colours = self._theme.colours
        self.setBackground(self._theme.plot_background())
        for name in ("left", "bottom"):
            self._plot.getAxis(name).setPen(pg.mkPen(colours.border, width=1))
            self._plot.getAxis(name).setTextPen(colours.muted)
        # grey, so that the only colours are those that mean something
        self._picture.setLookupTable(_grey(colours.raised, colours.text))
        self.show_explanation(self._shown)

    def _coloured(self, heat: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
        """AI colour above 0, human colour below, the more the less clear."""
        strongest = max(float(np.abs(heat).max()), 1e-9)
        share = np.abs(heat) / strongest
        coloured = np.zeros((*heat.shape, 4), np.uint8)
        for is_side, colour in ((heat > 0, self._theme.colours.ai_fill), (heat < 0, self._theme.colours.human_fill)):
            coloured[is_side, :3] = (colour.red(), colour.green(), colour.blue())
        coloured[..., 3] = np.where(share < FAINTEST, 0, MOST_OPAQUE * share).astype(np.uint8)
        return coloured


def _grey(first: QColor, last: QColor) -> npt.NDArray[np.uint8]:
    ends = [(colour.red(), colour.green(), colour.blue()) for colour in (first, last)]
    return np.stack([np.linspace(one, other, 256) for one, other in zip(*ends, strict=True)], axis=1).astype(np.uint8)
