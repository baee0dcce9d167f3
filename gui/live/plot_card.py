"""The rolling plot with its head: which part of the session is shown, and what stands under the mouse."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from engine.clock import clock
from gui.context import AppContext
from gui.live.trace import LiveTrace
from gui.live.words import percent, state_word
from gui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from gui.live.plot import LivePlot

TICK_MS = 40
SPANS_S = (30, 60, 300, 900, 3_600, 0)
"""What the list offers; 0 is the whole session."""
SHORTEST_S = 5.0
LEAD = 0.02
"""Share of the plot that is left free at the right."""


class PlotCard(QFrame):
    """Shows a `LiveTrace`; follows the sound until somebody looks back."""

    def __init__(self, context: AppContext, now_s: Callable[[], float], parent: QWidget | None = None) -> None:
        """Prepare; the plot itself is made when it is first seen.

        Args:
            context: Theme, settings, tasks.
            now_s: Seconds of the session now.
            parent: The page.
        """
        super().__init__(parent)
        self._context = context
        self._now_s = now_s
        self._trace = LiveTrace()
        self._lines: tuple[float, float] | None = None
        self._span_s = float(context.settings.live_plot_s)
        self._right_s: float | None = None
        self._drawn: tuple[float, float, int, int] | None = None
        self._is_loading = False
        self._hover_s: float | None = None
        self.plot: LivePlot | None = None
        self.setProperty("card", True)
        self.setMinimumHeight(260)
        self._make_head()
        self._placeholder = QLabel(self.tr("The plot is being prepared..."))
        self._placeholder.setProperty("role", "muted")
        self._placeholder.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(12, 8, 8, 8)
        self._rows.setSpacing(4)
        self._rows.addLayout(self._head)
        self._rows.addWidget(self._placeholder, stretch=1)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        context.theme_changed.connect(self._follow_theme)

    @property
    def shown(self) -> tuple[float, float]:
        """Left and right edge, seconds of the session."""
        now = self._now_s()
        first = max(0.0, self._trace.start_s - 3.0)
        span = self._span_s or max(60.0, now - first)
        # A session that is shorter than the plot grows from its left edge.
        right = max(now if self._right_s is None else self._right_s, first + span)
        return right - span, right + LEAD * span

    @property
    def is_following(self) -> bool:
        """Whether the right edge is now."""
        return self._right_s is None

    def begin(self, trace: LiveTrace, human_below: float, ai_from: float) -> None:
        """A session has begun."""
        self._trace, self._lines = trace, (human_below, ai_from)
        self._right_s = self._drawn = None
        self.back_button.hide()
        if self.plot is not None:
            self.plot.set_lines(human_below, ai_from)
        self._timer.start()

    def end(self) -> None:
        """The session is over; it may still be looked at."""
        self._timer.stop()
        self.tick()

    def follow(self) -> None:
        """Show now again."""
        self._right_s = None
        self.back_button.hide()
        self.tick()

    def zoom(self, factor: float) -> None:
        """Show more (above 1) or less of the session."""
        left, right = self.shown
        span = min(max((right - left) / (1 + LEAD) * factor, SHORTEST_S), 86_400.0)
        self._span_s = span
        self._show_span()
        self.tick()

    def pan(self, seconds: float) -> None:
        """Look back (below 0) or ahead; at the end it follows again."""
        now = self._now_s()
        right = (now if self._right_s is None else self._right_s) + seconds
        self._right_s = None if right >= now else max(right, min(now, self._trace.start_s + 3.0))
        self.back_button.setVisible(self._right_s is not None)
        self.tick()

    def tick(self) -> None:
        """Draw what changed."""
        plot = self.plot
        if plot is None or not self.isVisible():
            return
        left, right = self.shown
        plot.show_range(left, right)
        # The data are drawn with room on either side, so that they need no new drawing at every tick.
        room = 0.25 * (right - left)
        drawn = self._drawn
        count = len(self._trace) + len(self._trace.alerts)
        fits = drawn is not None and drawn[0] <= left and right <= drawn[1] and drawn[2] == count
        if not fits or (drawn is not None and drawn[3] != round(right - left)):
            plot.show_trace(self._trace, left - room, right + room)
            self._drawn = (left - room, right + room, count, round(right - left))
        self._show_hover()

    def set_delay(self, words: str) -> None:
        """For the tooltip."""
        self.setToolTip(words)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Import pyqtgraph in a thread: on this one it would stop the window for a second."""
        super().showEvent(event)
        self._drawn = None
        if self.plot is None and not self._is_loading:
            self._is_loading = True
            self._context.tasks.run(self, lambda: import_module("pyqtgraph"), self._make_plot)
        self.tick()

    def _make_plot(self, _module: object) -> None:
        from gui.live.plot import LivePlot

        self.plot = plot = LivePlot(self._context.theme)
        plot.setAccessibleName(self.tr("AI probability over time"))
        plot.zoomed.connect(self.zoom)
        plot.dragged.connect(self.pan)
        plot.hovered.connect(self._hover)
        if self._lines is not None:
            plot.set_lines(*self._lines)
        self._rows.replaceWidget(self._placeholder, plot)
        self._rows.setStretchFactor(plot, 1)
        self._placeholder.hide()
        self.tick()

    def _make_head(self) -> None:
        title = QLabel(self.tr("AI probability"))
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        self.hover = ElidedLabel()
        self.hover.setProperty("role", "muted")
        self.hover.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.back_button = QPushButton(self.tr("Back to &now"))
        self.back_button.clicked.connect(self.follow)
        self.back_button.hide()
        self.span = QComboBox()
        self.span.setAccessibleName(self.tr("Length of time shown"))
        self.span.setToolTip(self.tr("The mouse wheel over the plot zooms, dragging looks back"))
        for seconds in SPANS_S:
            self.span.addItem(self._span_words(seconds), seconds)
        self._show_span()
        self.span.activated.connect(self._choose_span)
        self._head = QHBoxLayout()
        self._head.setSpacing(12)
        self._head.addWidget(title)
        self._head.addWidget(self.hover, stretch=1)
        self._head.addWidget(self.back_button)
        self._head.addWidget(self.span)

    def _span_words(self, seconds: float) -> str:
        if not seconds:
            return self.tr("Whole session")
        if seconds < 60:
            return self.tr("{count} seconds").format(count=round(seconds))
        if seconds == 60:
            return self.tr("1 minute")
        if seconds == 3_600:
            return self.tr("1 hour")
        if seconds % 60:
            return clock(seconds)
        return self.tr("{count} minutes").format(count=round(seconds / 60))

    def _show_span(self) -> None:
        """A length reached with the mouse wheel becomes an entry of its own, the last one."""
        while self.span.count() > len(SPANS_S):
            self.span.removeItem(self.span.count() - 1)
        found = self.span.findData(self._span_s)
        if found < 0:
            self.span.addItem(self._span_words(round(self._span_s)), self._span_s)
            found = self.span.count() - 1
        self.span.setCurrentIndex(found)

    def _choose_span(self, index: int) -> None:
        self._span_s = float(self.span.itemData(index))
        self._show_span()
        self._context.change(live_plot_s=round(self._span_s))
        self.tick()

    def _hover(self, time_s: float | None) -> None:
        self._hover_s = time_s
        self._show_hover()

    def _show_hover(self) -> None:
        point = None if self._hover_s is None else self._trace.at(self._hover_s)
        if point is None:
            text = self.tr("strong: running average, faint: single scores")
        else:
            text = self.tr("{time}: {word}, AI probability {percent} (single window {raw}), speech {speech}").format(
                time=clock(point.time_s),
                word=state_word(point.state),
                percent=percent(point.smoothed),
                raw=percent(point.raw),
                speech=percent(point.speech_share),
            )
        if text != self.hover.text():
            self.hover.setText(text)

    def _follow_theme(self) -> None:
        if self.plot is not None:
            self.plot.show_theme()
            self._drawn = None
            self.tick()
