"""A level meter: mean power as a bar, peaks as a line that stays for a while, and lamps for what is wrong."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.audio.level import FLOOR_DBFS
from engine.live_events import LiveLevel
from gui.theme import Theme

LOW_DBFS = -60.0
LOUD_DBFS = -12.0
HOT_DBFS = -3.0
HOLD_S = 1.5
FALL_DB_PER_S = 24.0
CLIP_LAMP_S = 2.0
TICKS = (-60, -48, -36, -24, -12, 0)


class LevelMeter(QWidget):
    """Paints itself; `tick` lets bar and peak fall between two blocks of sound."""

    def __init__(
        self, theme: Theme, clock: Callable[[], float] = time.monotonic, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._clock = clock
        self._bar = self._peak = FLOOR_DBFS
        self._peak_at = self._clipped_at = self._ticked_at = 0.0
        self._is_on = False
        self.is_dead = False
        self.setAccessibleName(self.tr("Input level"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def peak_dbfs(self) -> float:
        """The peak that is held."""
        return self._peak

    @property
    def is_clipping(self) -> bool:
        """Whether the lamp for clipping is on."""
        return self._is_on and self._clock() - self._clipped_at < CLIP_LAMP_S

    def show_level(self, level: LiveLevel) -> None:
        """Take the latest tenth of a second."""
        now = self._clock()
        if not self._is_on:
            self._is_on, self._clipped_at, self._ticked_at = True, now - CLIP_LAMP_S, now
        self._bar = max(self._bar, level.rms_dbfs)
        if level.peak_dbfs >= self._peak:
            self._peak, self._peak_at = level.peak_dbfs, now
        if level.is_clipped:
            self._clipped_at = now
        self.is_dead = level.is_dead

    def tick(self) -> None:
        """Let bar and peak fall; called many times a second while listening."""
        now = self._clock()
        fall = FALL_DB_PER_S * max(0.0, now - self._ticked_at)
        self._ticked_at = now
        self._bar = max(FLOOR_DBFS, self._bar - fall)
        if now - self._peak_at > HOLD_S:
            self._peak = max(FLOOR_DBFS, self._peak - fall)
        self.update()

    def switch_off(self) -> None:
        """Nothing is heard any more."""
        self._bar = self._peak = FLOOR_DBFS
        self._is_on = self.is_dead = False
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Bar and numbers."""
        return QSize(240, self._bar_height() + 4 + self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Room for all numbers."""
        return QSize(180, self.sizeHint().height())

    def _bar_height(self) -> int:
        return 12

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Track, bar, peak, numbers."""
        painter = QPainter(self)
        colours = self._theme.colours
        track = QRectF(0.5, 0.5, self.width() - 1.0, self._bar_height() - 1.0)
        painter.setPen(colours.border)
        painter.setBrush(colours.soft)
        painter.drawRect(track)
        painter.setPen(Qt.PenStyle.NoPen)
        for low, high, colour in self._zones():
            end = min(self._bar, high)
            if end > low:
                left, right = self._x(low), self._x(end)
                painter.fillRect(QRectF(left, 1.0, right - left, self._bar_height() - 2.0), colour)
        if self._peak > LOW_DBFS:
            colour = colours.error if self._peak >= HOT_DBFS else colours.text
            painter.fillRect(QRectF(self._x(self._peak) - 2.0, 1.0, 2.0, self._bar_height() - 2.0), colour)
        self._paint_numbers(painter, colours.muted)
        painter.end()

    def _zones(self) -> tuple[tuple[float, float, QColor], ...]:
        colours = self._theme.colours
        return (
            (LOW_DBFS, LOUD_DBFS, colours.human_fill),
            (LOUD_DBFS, HOT_DBFS, colours.contains_fill),
            (HOT_DBFS, 0.0, colours.error_fill),
        )

    def _paint_numbers(self, painter: QPainter, colour: QColor) -> None:
        metrics = self.fontMetrics()
        font = painter.font()
        font.setPointSizeF(max(7.0, font.pointSizeF() * 0.85))
        painter.setFont(font)
        painter.setPen(colour)
        top, height = self._bar_height() + 2, metrics.height()
        for tick in TICKS:
            text = self.tr("{level} dB").format(level=tick) if tick == 0 else str(tick)
            width = painter.fontMetrics().horizontalAdvance(text) + 2
            left = min(max(0.0, self._x(float(tick)) - width / 2), self.width() - width)
            painter.drawText(QRectF(left, top, width, height), int(Qt.AlignmentFlag.AlignCenter), text)

    def _x(self, dbfs: float) -> float:
        share = (min(max(dbfs, LOW_DBFS), 0.0) - LOW_DBFS) / -LOW_DBFS
        return 1.0 + share * (self.width() - 2.0)
