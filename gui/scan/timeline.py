"""The timeline with its tools: which picture, how near, and what is under the pointer."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.calibration import Calibration
from engine.overview import Overview
from engine.results import FileResult
from gui.context import AppContext
from gui.scan.overview_loader import OverviewLoader
from gui.scan.timeline_data import (
    Band,
    are_in_order,
    band_of,
    curve_of,
    flagged_starts,
    length_of,
    moment,
    neighbour,
    segment_at,
    value_at,
)
from gui.words import point_word, segment_word

if TYPE_CHECKING:
    from gui.scan.timeline_plot import TimelinePlot

LEAST_HEIGHT, MOST_HEIGHT = 194, 480
ROOM_SHARE = 0.28
ICON = QSize(18, 18)


class Timeline(QWidget):
    """What was said about each moment of a file, over its sound."""

    play_from = Signal(float)
    """The user pointed at a moment to hear it."""
    toggle_wanted = Signal()
    """Space: play or pause."""
    step_wanted = Signal(int)
    """Arrow keys: 1 to the next flagged moment, -1 to the previous one."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._result: FileResult | None = None
        self._plot: TimelinePlot | None = None
        self._band: Band | None = None
        self._cursor_s: float | None = None
        self._is_importing = False
        self.loader = OverviewLoader(context, self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Timeline"))
        self.setAccessibleDescription(
            self.tr(
                "Space plays and pauses. Left and right go to the previous and next flagged moment. Plus and minus "
                "zoom, 0 shows the whole file, Page Up and Page Down move."
            )
        )
        self._build()
        self._connect()

    # -- what is shown

    def show_file(self, result: FileResult | None) -> None:
        """Show another file with what was said about it, or nothing; its sound follows by `load_sound`."""
        self._result, self._band, self._cursor_s = result, None, None
        self.legend.clear()
        self.say("")
        self.loader.stop()
        if result is None:
            return
        if self._plot is not None:
            self._fill(self._plot, result)
        elif not self._is_importing:
            self._is_importing = True
            # pyqtgraph takes a second to import; in a thread the window goes on
            self._context.tasks.run(self, lambda: import_module("pyqtgraph"), lambda _module: self._make_plot())

    def set_room(self, height: int) -> None:
        """Give the drawing a share of so many pixels.

        The words around it change from file to file; a drawing that followed them would be laid out four times a file.
        """
        self._holder.setFixedHeight(min(max(LEAST_HEIGHT, round(ROOM_SHARE * height)), MOST_HEIGHT))

    def load_sound(self) -> None:
        """Begin to read the file for its waveform and spectrogram."""
        if self._result is not None:
            self.loader.load(self._result.path)

    def set_calibration(self, calibration: Calibration) -> None:
        """Draw the decision band of the detector that judged the file."""
        if self._result is None:
            return
        self._band = band_of(calibration, self._result)
        if self._plot is not None:
            self._plot.set_band(self._band)
        self.legend.setText(
            self.tr("Grey band: uncertain. Above it a moment points to AI, below it to human speech ({point}).").format(
                point=point_word(self._band.point)
            )
        )

    def set_cursor(self, seconds: float | None, *, follow: bool = False) -> None:
        """Show what is heard now; ``follow`` turns the page when it leaves the view."""
        self._cursor_s = seconds
        if self._plot is None:
            return
        self._plot.set_cursor(seconds)
        if seconds is not None and follow:
            self._plot.bring_into_view(seconds, seconds)

    def bring_into_view(self, start_s: float, end_s: float) -> None:
        """Move so that a stretch can be seen."""
        if self._plot is not None:
            self._plot.bring_into_view(start_s, end_s)

    def neighbour_s(self, step: int, now_s: float) -> float | None:
        """The next or previous flagged moment; None where there is none."""
        return neighbour(flagged_starts(self._result), now_s, step) if self._result is not None else None

    def words_at(self, seconds: float) -> str:
        """What was said about a moment: probability and part."""
        if self._result is None:
            return ""
        value = value_at(self._result, seconds)
        part = segment_at(self._result.segments, seconds)
        words = [] if value is None else [self.tr("{n} % AI").format(n=round(100 * value))]
        return ", ".join([*words, segment_word(part.kind)] if part is not None else words)

    @property
    def plot(self) -> TimelinePlot | None:
        """The drawing; None until the first file is shown."""
        return self._plot

    def _make_plot(self) -> None:
        from gui.scan.timeline_plot import TimelinePlot

        plot = self._plot = TimelinePlot(self._context.theme)
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # it would like to be 480 high
        plot.time_clicked.connect(self._clicked)
        plot.hovered.connect(self._hovered)
        plot.view_changed.connect(self.loader.look_at)
        plot.set_spectrogram(self.spectrogram_button.isChecked())
        self._frame_layout.addWidget(plot)
        if self._result is not None:
            self._fill(plot, self._result)
            plot.set_overview(self.loader.overview)

    def _fill(self, plot: TimelinePlot, result: FileResult) -> None:
        parts = result.segments if are_in_order(result.segments) else ()
        plot.set_file(length_of(result), curve_of(result), parts, self._band)
        plot.set_cursor(self._cursor_s)

    # -- how it is made

    def _build(self) -> None:
        self.wave_button = self._tool("mdi6.waveform", self.tr("Waveform"), checkable=True)
        self.spectrogram_button = self._tool("mdi6.chart-histogram", self.tr("Spectrogram"), checkable=True)
        self.wave_button.setChecked(True)
        group = QButtonGroup(self)
        for button in (self.wave_button, self.spectrogram_button):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            group.addButton(button)
        self.zoom_in_button = self._tool("mdi6.magnify-plus-outline", self.tr("Zoom in (+)"))
        self.zoom_out_button = self._tool("mdi6.magnify-minus-outline", self.tr("Zoom out (-)"))
        self.fit_button = self._tool("mdi6.arrow-expand-horizontal", self.tr("Show the whole file (0)"))
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedSize(96, 6)
        self.progress.setAccessibleName(self.tr("Reading the sound for the picture"))
        self.progress.hide()
        tools = QHBoxLayout()
        tools.setSpacing(4)
        tools.addWidget(self.wave_button)
        tools.addWidget(self.spectrogram_button)
        tools.addWidget(self.progress)
        tools.addStretch(1)
        for button in (self.zoom_out_button, self.zoom_in_button, self.fit_button):
            tools.addWidget(button)
        self._holder = QFrame()
        self._holder.setProperty("card", True)
        self._frame_layout = QVBoxLayout(self._holder)
        self._frame_layout.setContentsMargins(4, 8, 4, 4)
        self.set_room(0)
        self.legend, self.note = self._text("muted"), self._text("error")
        self.note.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(tools)
        layout.addWidget(self._holder)
        layout.addWidget(self.note)
        layout.addWidget(self.legend)

    def _tool(self, icon: str, words: str, *, checkable: bool = False) -> QToolButton:
        button = QToolButton()
        button.setText(words)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setCheckable(checkable)
        button.setAutoRaise(True)
        button.setIconSize(ICON)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._context.theme.put_icon(button, icon)
        return button

    def _text(self, role: str) -> QLabel:
        label = QLabel()
        label.setProperty("role", role)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        return label

    def _connect(self) -> None:
        self.spectrogram_button.toggled.connect(self._choose_picture)
        self.zoom_in_button.clicked.connect(lambda: self._zoom(1 / 1.6))
        self.zoom_out_button.clicked.connect(lambda: self._zoom(1.6))
        self.fit_button.clicked.connect(self._fit)
        self.loader.progress.connect(self._progressed)
        self.loader.changed.connect(self._picture_changed)
        self.loader.close_up.connect(self._close_up_read)
        self.loader.failed.connect(self._failed)
        self._context.theme_changed.connect(self._restyle)

    # -- what happens

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """The keys of the timeline; all others go on to whoever wants them."""
        key = event.key()
        if key == Qt.Key.Key_Space:
            self.toggle_wanted.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step_wanted.emit(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Up):
            self._zoom(1 / 1.6)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Down):
            self._zoom(1.6)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self._fit()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and self._plot is not None:
            self._plot.pan(0.8 if key == Qt.Key.Key_PageDown else -0.8)
        else:
            super().keyPressEvent(event)

    def _zoom(self, factor: float) -> None:
        """Around the cursor where it is visible, else around the middle."""
        if self._plot is None:
            return
        first, last = self._plot.view_s
        seen = self._cursor_s is not None and first <= self._cursor_s <= last
        self._plot.zoom(factor, self._cursor_s if seen else None)

    def _fit(self) -> None:
        if self._plot is not None:
            self._plot.fit()

    def _close_up_read(self, found: Overview) -> None:
        if self._plot is not None:
            self._plot.set_close_up(found)

    def _clicked(self, seconds: float) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.play_from.emit(seconds)

    def _hovered(self, seconds: float | None) -> None:
        if self._plot is None:
            return
        if seconds is None or self._result is None:
            self._plot.set_hover(None)
            return
        self._plot.set_hover(seconds, f"{moment(seconds)}  {self.words_at(seconds)}")

    def _choose_picture(self, is_spectrogram: bool) -> None:  # noqa: FBT001 - Qt's signal
        if self._plot is not None:
            self._plot.set_spectrogram(is_spectrogram)

    def _progressed(self, done_s: int, total_s: int) -> None:
        self.progress.setRange(0, total_s)
        self.progress.setValue(min(done_s, total_s))
        self.progress.show()

    def _picture_changed(self, overview: Overview) -> None:
        if self._plot is not None:
            self._plot.set_overview(overview)
        if overview.is_complete:
            self.progress.hide()
            if self._plot is not None:
                self.loader.look_at(*self._plot.view_s)

    def _failed(self, text: str, hint: str) -> None:
        self.say(self.tr("The sound cannot be shown or played: {text}. {hint}").format(text=text, hint=hint))

    def say(self, text: str) -> None:
        """Tell why there is no picture; empty words take it away."""
        self.progress.hide()
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _restyle(self) -> None:
        if self._plot is not None:
            self._plot.restyle()
