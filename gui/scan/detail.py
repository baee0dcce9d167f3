"""The panel beside the table: everything about one file, to be seen, heard and explained."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QStackedLayout,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from engine.audio.playback import Player
from engine.calibration import Calibration
from engine.errors import ModelError
from engine.explain import detector_of
from engine.results import FileResult, Verdict, WindowScore
from gui.context import AppContext
from gui.scan.detail_header import DetailHeader
from gui.scan.detail_words import Place, caution, facts, place_of, trust, warnings
from gui.scan.explain import ExplainView
from gui.scan.moments import MomentsView
from gui.scan.player import PlayerControl
from gui.scan.player_bar import PlayerBar
from gui.scan.timeline import Timeline
from gui.scan.timeline_data import flagged_starts, length_of
from gui.widgets.scrolling import scrolling

MIN_WIDTH = 360
TABS_HEIGHT = 188
LONG_WORD = 40


@dataclass(frozen=True, slots=True)
class _Background:
    """What had to be looked up about a file.

    Attributes:
        calibration: Of the detector that judged it; None where it is not there any more.
        place: Whether the file is still there.
    """

    calibration: Calibration | None
    place: Place


class DetailPanel(QWidget):
    """Shows one file at a time; made once, because plots that are thrown away keep their memory."""

    problem = Signal(str, str)
    """(text, hint): something that belongs above the page."""

    def __init__(self, context: AppContext, parent: QWidget | None = None, *, player: Player | None = None) -> None:
        """Start empty.

        Args:
            context: Shared by all pages.
            parent: Owner.
            player: Plays through the default output when None.
        """
        super().__init__(parent)
        self._context = context
        self.result: FileResult | None = None
        self._shown_number = 0
        self._calibrations: dict[str, Calibration] = {}  # by the detector's sha256; a few
        self._caution = ""
        self._facts_wait = False
        self.header = DetailHeader(context)
        self.timeline = Timeline(context)
        self.player = PlayerControl(player, self)
        self.player_bar = PlayerBar(context)
        self.moments = MomentsView(context)
        self.explain = ExplainView(context)
        self.facts = QWidget()
        self.tabs = _Tabs()
        self.setMinimumWidth(MIN_WIDTH)
        self.setAccessibleName(self.tr("Details of the file"))
        self._build()
        self._connect()
        self.show_file(None)

    def show_file(self, result: FileResult | None) -> None:
        """Show a file, or nothing; returns at once, what must be read follows.

        Args:
            result: With its windows; `engine.history.History.result` gives them for rows of the history.
        """
        self.player.set_file(None, 0.0)
        self.result = result
        self._shown_number += 1
        self._caution = ""
        self.explain.show_file(result)
        if result is None:
            self.timeline.show_file(None)
            self.moments.show_file(None)
            self._pages.setCurrentIndex(0)
            return
        with self._one_layout():
            self._fill(result)
        self._pages.setCurrentIndex(1)
        number = self._shown_number
        self._context.tasks.run(self, lambda: _look_up(result), lambda found: self._looked_up(number, found))

    def _fill(self, result: FileResult) -> None:
        is_error = result.verdict is Verdict.ERROR
        self.header.show_file(result)
        self.header.set_warnings(warnings(result))
        self.timeline.setVisible(not is_error)
        self.player_bar.setVisible(not is_error)
        for place, wanted in ((0, not is_error), (1, bool(result.windows) and not is_error)):
            if self.tabs.isTabVisible(place) is not wanted:  # Qt would lay all tabs out again
                self.tabs.setTabVisible(place, wanted)
        self.moments.show_file(None if is_error else result)
        self.timeline.show_file(None if is_error else result)
        self.player_bar.set_file(length_of(result), len(flagged_starts(result)))
        known = self._calibrations.get(result.model_sha256)
        if known is not None:
            self._trust(result, known)
        self._renew_facts()

    @contextmanager
    def _one_layout(self) -> Iterator[None]:
        """All that changes inside is laid out once, at its end: Qt does so for each widget that is shown or hidden."""
        layouts = [layout for layout in (self._column, self.header.layout()) if layout is not None]
        for layout in layouts:
            layout.setEnabled(False)
        try:
            yield
        finally:
            for layout in layouts:
                layout.setEnabled(True)
                layout.invalidate()
            self._column.activate()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The drawing takes a share of the height."""
        super().resizeEvent(event)
        self.timeline.set_room(event.size().height())

    def show_truth(self, path: Path, truth: str) -> None:
        """Say what a file really is, where it is the one that is shown; what is playing plays on.

        Args:
            path: Of the file.
            truth: ``ai``, ``human`` or empty.
        """
        if self.result is None or self.result.path != path or self.result.truth == truth:
            return
        self.result = replace(self.result, truth=truth)
        self.header.set_warnings(warnings(self.result))
        self._renew_facts()

    def work(self) -> str:
        """Words for what runs."""
        return self.tr("An explanation is being computed") if self.explain.is_running else ""

    def shut_down(self) -> None:
        """Stop every thread and let the sound card go."""
        self.timeline.loader.stop()
        self.explain.stop()
        self.player.close()

    def shortcuts(self) -> list[tuple[str, str]]:
        """Keys of the timeline."""
        return [
            ("Space", self.tr("Play and pause")),
            ("Left / Right", self.tr("Previous and next flagged moment")),
            ("+ / -", self.tr("Zoom the timeline")),
            ("0", self.tr("Show the whole file in the timeline")),
            ("PgUp / PgDown", self.tr("Move along the timeline")),
            ("Return", self.tr("Hear the selected moment")),
        ]

    # -- how it is made

    def _build(self) -> None:
        empty = QLabel(self.tr("Select a file to see why it was judged as it was."))
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setWordWrap(True)
        empty.setProperty("role", "muted")
        form = QFormLayout(self.facts)
        form.setContentsMargins(0, 8, 0, 0)
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form = form
        for page, words in (
            (self.moments, self.tr("Moments")),
            (self.explain, self.tr("Explain")),
            (self.facts, self.tr("File")),
        ):
            self.tabs.addTab(page, words)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName(self.tr("Details of the file"))
        self.tabs.setMinimumHeight(TABS_HEIGHT)
        body = _Body()
        self._column = column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.header)
        column.addWidget(self.timeline)
        column.addWidget(self.player_bar)
        column.addWidget(self.tabs, stretch=1)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(empty)
        self._pages.addWidget(scrolling(body))

    def _connect(self) -> None:
        self.timeline.play_from.connect(self.player.play_from)
        for source in (self.timeline, self.player_bar, self.moments):
            source.toggle_wanted.connect(self.player.toggle)
        for source in (self.timeline, self.player_bar):
            source.step_wanted.connect(self._step)
        self.player.moved.connect(self._moved)
        self.player.state_changed.connect(lambda playing: self.player_bar.set_playing(playing=playing))
        self.player.problem.connect(self.player_bar.set_problem)
        self.moments.moment_chosen.connect(self._hear)
        self.moments.explain_wanted.connect(self._explain)
        self.tabs.currentChanged.connect(lambda _place: self._fill_facts())

    def _renew_facts(self) -> None:
        """Twenty labels, made when somebody looks at them."""
        self._facts_wait = True
        self._fill_facts()

    def _fill_facts(self) -> None:
        result = self.result
        if not self._facts_wait or result is None or self.tabs.currentWidget() is not self.facts:
            return
        self._facts_wait = False
        while self._form.rowCount():
            self._form.removeRow(0)
        for label, value in facts(result):
            self._add_fact(label, value)
        if self._caution:
            self._add_fact(self.tr("Caution"), self._caution)

    def _add_fact(self, label: str, value: str) -> None:
        name = QLabel(label)
        name.setProperty("role", "muted")
        self._form.addRow(name, _long_word(value) if " " not in value and len(value) > LONG_WORD else _text(value))

    # -- what happens

    def _looked_up(self, number: int, found: _Background) -> None:
        result = self.result
        if result is None or number != self._shown_number:
            return
        if found.calibration is not None and result.model_sha256 not in self._calibrations:
            self._calibrations[result.model_sha256] = found.calibration
            self._trust(result, found.calibration)
            self._renew_facts()
        if result.verdict is Verdict.ERROR:
            return
        self.timeline.say(found.place.problem)
        if found.place.can_read:
            self.timeline.load_sound()
            self.player.set_file(result.path, length_of(result))
        self.player_bar.set_can_play(can_play=found.place.can_read)
        self.explain.set_moment(self.moments.current() if found.place.can_read and found.calibration else None)

    def _trust(self, result: FileResult, calibration: Calibration) -> None:
        self._caution = caution(result, calibration)
        self.header.set_trust(trust(result, calibration), self._caution)
        if result.verdict is not Verdict.ERROR:
            self.timeline.set_calibration(calibration)

    def _step(self, step: int) -> None:
        start = self.timeline.neighbour_s(step, self.player.position_s)
        if start is not None:
            self.timeline.bring_into_view(start, start + 3.0)
            self.player.jump_to(start)

    def _hear(self, chosen: WindowScore) -> None:
        self.timeline.bring_into_view(chosen.start_s, chosen.end_s)
        self.explain.set_moment(chosen)
        self.player.play_from(chosen.start_s)

    def _explain(self, chosen: WindowScore | None) -> None:
        if chosen is not None:
            self.tabs.setCurrentWidget(self.explain)
            self.explain.explain(chosen)

    def _moved(self, seconds: float) -> None:
        self.timeline.set_cursor(seconds, follow=self.player.is_playing)
        self.player_bar.set_position(seconds, self.timeline.words_at(seconds))


class _Body(QWidget):
    """As high as its words need at this width; Qt would also ask what they need at the least width of all."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Only the width; the scroll area asks for the height at that width."""
        return QSize(super().minimumSizeHint().width(), 0)


class _Tabs(QTabWidget):
    """Asks for the room of the page that is seen; Qt's asks for the highest, which pushes all out of a small window."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _place: self.updateGeometry())

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Answered in `sizeHint`."""
        return False

    def sizeHint(self) -> QSize:  # noqa: N802
        """Of the page that is seen, with its title."""
        page, size = self.currentWidget(), super().sizeHint()
        if page is None:
            return size
        inside = page.heightForWidth(self.width()) if page.hasHeightForWidth() else page.sizeHint().height()
        return QSize(size.width(), inside + self.tabBar().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The area around it scrolls: what does not fit is still reached."""
        return QSize(super().minimumSizeHint().width(), TABS_HEIGHT)


def _text(value: str) -> QLabel:
    label = QLabel(value)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


def _long_word(value: str) -> QLineEdit:
    """A path or fingerprint has no place to break, but can be scrolled and copied."""
    field = QLineEdit(value)
    field.setReadOnly(True)
    field.setFrame(False)
    field.setStyleSheet("background: transparent;")
    field.setCursorPosition(0)
    field.setToolTip(value)
    return field


def _look_up(result: FileResult) -> _Background:
    """The work of a thread: the detector's calibration, and whether the file is still there."""
    try:
        calibration = detector_of(result).meta.calibration
    except ModelError:
        calibration = None
    return _Background(calibration, place_of(result))
