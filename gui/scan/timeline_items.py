"""What is drawn on a timeline by one item each, however many parts there are. Imports pyqtgraph: only when needed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from engine.results import Segment, SegmentKind
from gui.scan.timeline_data import clock_ticks, moment
from gui.theme import Theme
from gui.words import segment_word

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int8]
MIN_AI_PX = 3
MIN_GAP_PX = 5.0
SHADE_ALPHA = 36
DARK_INK, LIGHT_INK = QColor("#111318"), QColor("#ffffff")
KINDS = (SegmentKind.NO_SPEECH, SegmentKind.HUMAN, SegmentKind.UNCERTAIN, SegmentKind.AI)
"""In the order of painting: the later ones lie above where parts are narrower than a point of the screen."""


class TimeAxis(pg.AxisItem):  # type: ignore[misc]
    """Moments as 12:31, with tenths where it is zoomed in."""

    def tickValues(self, minimum: float, maximum: float, size: float) -> list[tuple[float, list[float]]]:  # noqa: N802
        """Round moments, as many as have room."""
        step, ticks = clock_ticks(minimum, maximum, max(2, int(size / 70)))
        return [(step, ticks)]

    def tickStrings(self, values: Sequence[float], _scale: float, spacing: float) -> list[str]:  # noqa: N802
        """Words for the ticks."""
        digits = 0 if spacing >= 1 else 1 if spacing >= 0.1 else 2
        return [moment(value, digits) for value in values]


class Parts(pg.GraphicsObject):  # type: ignore[misc]
    """All parts of a file in one item: a strip with words, or a shade behind a curve.

    Painting costs as much as the width of the screen, not as the number of parts: ten hours may have thousands.
    """

    def __init__(self, theme: Theme, *, is_shade: bool) -> None:
        """Start without parts.

        Args:
            theme: Gives the colours.
            is_shade: Shade AI passages only, over the whole height.
        """
        super().__init__()
        self._theme, self._is_shade = theme, is_shade
        self.set_parts(())

    def set_parts(self, parts: Sequence[Segment]) -> None:
        """Replace them; they follow each other in time."""
        wanted = [part for part in parts if part.kind is SegmentKind.AI] if self._is_shade else list(parts)
        self._starts = np.array([part.start_s for part in wanted])
        self._ends = np.array([part.end_s for part in wanted])
        self._kinds = np.array([KINDS.index(part.kind) for part in wanted], dtype=np.int8)
        self.prepareGeometryChange()
        self.update()

    def viewTransformChanged(self) -> None:  # noqa: N802
        """The item fills its view, so its borders move with it."""
        self.prepareGeometryChange()

    def boundingRect(self) -> QRectF:  # noqa: N802
        """What is visible."""
        view = self.getViewBox()
        return QRectF() if view is None else QRectF(view.viewRect())

    def paint(self, painter: QPainter, _option: Any, _widget: QWidget | None = None) -> None:
        """Only what is visible, on whole points of the screen."""
        box = self.boundingRect()
        first, last = np.searchsorted(self._ends, box.left()), np.searchsorted(self._starts, box.right())
        if first >= last:
            return
        area = painter.worldTransform().mapRect(box)
        scale = area.width() / max(box.width(), 1e-9)
        lefts = (self._starts[first:last] - box.left()) * scale
        rights = (self._ends[first:last] - box.left()) * scale
        kinds = self._kinds[first:last]
        painter.save()
        painter.setWorldMatrixEnabled(False)
        for left, right, code in runs_of(lefts, rights, kinds, max(1, int(area.width()))):
            fill = QColor(self._theme.verdict_fill(KINDS[code]))
            fill.setAlpha(SHADE_ALPHA if self._is_shade else 255)
            painter.fillRect(QRectF(area.left() + left, area.top(), right - left, area.height()), fill)
        if not self._is_shade:
            self._paint_words(painter, area, lefts, rights, kinds)
        painter.restore()

    def _paint_words(self, painter: QPainter, area: QRectF, lefts: Floats, rights: Floats, kinds: Codes) -> None:
        """The word, where it has room, and a gap between neighbours."""
        surface = self._theme.plot_background()
        for place in np.flatnonzero(rights - lefts >= MIN_GAP_PX).tolist():
            left, right = max(0.0, float(lefts[place])), min(area.width(), float(rights[place]))
            box = QRectF(area.left() + left, area.top(), right - left, area.height())
            painter.fillRect(QRectF(box.right() - 1, box.top(), 1, box.height()), surface)
            word = segment_word(KINDS[int(kinds[place])])
            if painter.fontMetrics().horizontalAdvance(word) + 8 <= box.width():
                fill = self._theme.verdict_fill(KINDS[int(kinds[place])])
                painter.setPen(DARK_INK if fill.lightness() > 105 else LIGHT_INK)
                painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), word)


def runs_of(lefts: Floats, rights: Floats, kinds: Codes, width: int) -> list[tuple[int, int, int]]:
    """Stretches of one colour on a line of points: first, one past last, kind.

    Args:
        lefts: Where parts begin, points.
        rights: Where they end, points.
        kinds: Places in `KINDS`; a later one covers an earlier one where they share a point.
        width: Points of the line.
    """
    line = np.full(width, -1, dtype=np.int8)
    for code in range(len(KINDS)):
        chosen = kinds == code
        first = np.clip(np.floor(lefts[chosen]), 0, width - 1).astype(np.int64)
        shortest = MIN_AI_PX if KINDS[code] is SegmentKind.AI else 1
        last = np.clip(np.maximum(np.floor(rights[chosen]), first + shortest), 0, width).astype(np.int64)
        cover = np.zeros(width + 1, dtype=np.int64)
        np.add.at(cover, first, 1)
        np.add.at(cover, last, -1)
        line[np.cumsum(cover[:-1]) > 0] = code
    borders = [0, *(np.flatnonzero(np.diff(line)) + 1).tolist(), width]
    return [(a, b, int(line[a])) for a, b in pairwise(borders) if line[a] >= 0]
