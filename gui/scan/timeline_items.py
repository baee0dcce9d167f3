"""What is drawn on a timeline by one item each, however many parts there are. Imports pyqtgraph: only when needed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from engine.results import Segment, SegmentKind
from gui.scan.timeline_data import clock_ticks, moment
from gui.theme import Theme
from gui.words import segment_word

MIN_AI_PX = 3.0
MIN_PX = 0.3
_LATER = {SegmentKind.NO_SPEECH: 0, SegmentKind.HUMAN: 1, SegmentKind.UNCERTAIN: 2, SegmentKind.AI: 3}
"""Kinds drawn later lie above the others where parts are narrower than a point of the screen."""


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
    """All parts of a file in one item: a strip with words, or a shade behind a curve."""

    def __init__(self, theme: Theme, *, is_shade: bool) -> None:
        """Start without parts.

        Args:
            theme: Gives the colours.
            is_shade: Shade AI passages only, over the whole height.
        """
        super().__init__()
        self._theme, self._is_shade = theme, is_shade
        self._parts: list[Segment] = []
        self._starts: list[float] = []
        self._ends: list[float] = []

    def set_parts(self, parts: Sequence[Segment]) -> None:
        """Replace them; they follow each other in time."""
        wanted = [part for part in parts if part.kind is SegmentKind.AI] if self._is_shade else list(parts)
        self._parts = wanted
        self._starts, self._ends = [part.start_s for part in wanted], [part.end_s for part in wanted]
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
        box, transform = self.boundingRect(), painter.worldTransform()
        first, last = bisect_left(self._ends, box.left()), bisect_left(self._starts, box.right())
        visible = self._parts[first:last]
        painter.save()
        painter.setWorldMatrixEnabled(False)
        area = transform.mapRect(box)
        for part in visible if self._is_shade else sorted(visible, key=lambda part: _LATER[part.kind]):
            left = max(area.left(), transform.map(QPointF(part.start_s, 0.0)).x())
            right = min(area.right(), transform.map(QPointF(part.end_s, 0.0)).x())
            self._paint_part(painter, part, QRectF(left, area.top(), right - left, area.height()))
        painter.restore()

    def _paint_part(self, painter: QPainter, part: Segment, box: QRectF) -> None:
        is_ai = part.kind is SegmentKind.AI
        if box.width() < MIN_PX and not is_ai:
            return
        box.setWidth(max(box.width(), MIN_AI_PX if is_ai else 1.0))
        fill = QColor(self._theme.verdict_fill(part.kind))
        if self._is_shade:
            fill.setAlpha(36)
            painter.fillRect(box, fill)
            return
        painter.fillRect(box.adjusted(0, 0, -1 if box.width() > 4 else 0, 0), fill)
        word = segment_word(part.kind)
        if painter.fontMetrics().horizontalAdvance(word) + 8 <= box.width():
            painter.setPen(QColor("#111318") if fill.lightness() > 105 else QColor("#ffffff"))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), word)
