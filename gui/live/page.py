"""The Live place: input and meter, the state in large words, the rolling plot, alerts, and what is kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.audio.capture_block import Notice
from engine.clock import clock
from engine.live_events import LiveAlert, LiveChange, LiveFlagged, LiveLevel, LiveScore, LiveWarning
from engine.live_input import QUIET_DBFS
from engine.live_service import LiveEnded, LiveService, LiveStarted
from engine.live_state import LiveState
from engine.results import FileResult
from gui.context import AppContext
from gui.engine_words import in_words
from gui.live.alarm import Alarm
from gui.live.alert_card import AlertCard
from gui.live.columns import Columns
from gui.live.controller import LiveController, MakeService
from gui.live.done_card import DoneCard
from gui.live.event_list import EventList
from gui.live.input_picker import InputPicker
from gui.live.inputs import Inputs, find_inputs
from gui.live.keep_card import KeepCard
from gui.live.meter import LevelMeter
from gui.live.plot_card import PlotCard
from gui.live.report import ask_target, write_session_report
from gui.live.session_line import SessionLine
from gui.live.state_card import StateCard
from gui.live.words import KINDS, delay_words, percent, state_word, warning_words
from gui.widgets.message_bar import MessageBar
from gui.widgets.scrolling import scrolling

TICK_MS = 40
SECOND_MS = 500
WIDE_PX = 820
STICKY = {Notice.GONE, Notice.DEAD, Notice.QUIET, Notice.ASLEEP, Notice.OVERRUN, Notice.HISTORY}
STICKY |= {Notice.RECORDING, Notice.SESSION_FILE}
"""Shown above the page too, until they are over or put away; the list below has all."""


class LivePage(QWidget):
    """Everything of a live session; its work is in `LiveController` and the engine."""

    def __init__(
        self,
        context: AppContext,
        *,
        find: Callable[[], Inputs] = find_inputs,
        make_service: MakeService = LiveService,
        parent: QWidget | None = None,
    ) -> None:
        """Make the page; nothing is opened and no plot is made before it is seen.

        Args:
            context: What all pages share.
            find: Lists the inputs; for a thread.
            make_service: Runs a session.
            parent: The window.
        """
        super().__init__(parent)
        self.context = context
        self.controller = LiveController(context, make_service, parent=self)
        self.picker = InputPicker(context, find)
        self.messages = MessageBar(context.theme)
        self.start_button = QPushButton()
        self.meter = LevelMeter(context.theme)
        self.line = SessionLine(context.theme)
        self.state_card = StateCard(context.theme)
        self.plot_card = PlotCard(context, lambda: self.controller.time_s)
        self.alerts = AlertCard(context)
        self.keep = KeepCard(context)
        self.events = EventList()
        self.done = DoneCard(context)
        self.alarm = Alarm(context, self.state_card, self)
        self._result: FileResult | None = None
        self._job_id: int | None = None
        self._latest: LiveScore | None = None
        self._state_since_s = 0.0
        self._is_gone = False
        self._arrange()
        self._tick_timer = self._timer(TICK_MS, self.meter.tick)
        self._second_timer = self._timer(SECOND_MS, self._each_second)
        self._connect()
        self._show_running()

    def work(self) -> str:
        """What runs, for the question before closing."""
        return self.tr("listening") if self.controller.is_running else ""

    def shut_down(self) -> None:
        """End the session; what was heard is kept."""
        self._tick_timer.stop()
        self._second_timer.stop()
        self.alarm.calm_down()
        self.controller.shut_down()

    def shortcuts(self) -> list[tuple[str, str]]:
        """For the sheet on F1."""
        return [
            ("Ctrl+R", self.tr("Start or stop listening")),
            ("Ctrl++", self.tr("Show less time in the plot")),
            ("Ctrl+-", self.tr("Show more time in the plot")),
            ("Ctrl+Left", self.tr("Look back in the plot")),
            ("Ctrl+Right", self.tr("Look ahead in the plot")),
            ("Ctrl+End", self.tr("Follow the sound again")),
        ]

    def toggle(self) -> None:
        """Start, or stop."""
        if self.controller.is_running:
            self.controller.stop()
            self.start_button.setEnabled(False)
            self.start_button.setText(self.tr("Stopping..."))
        elif self.start_button.isEnabled():
            self.controller.start(self.picker.chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """A narrow page has everything in one column."""
        super().resizeEvent(event)
        self.columns.set_wide(is_wide=self.width() >= WIDE_PX)

    def _arrange(self) -> None:
        self.start_button.setProperty("primary", True)
        self.start_button.setMinimumWidth(132)
        self.start_button.clicked.connect(self.toggle)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.picker, stretch=1)
        top.addWidget(self.start_button)
        self.columns = Columns(
            (self.state_card, self.plot_card, self.done), (self.alerts, self.keep, self.events), stretch=self.plot_card
        )
        body = QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(20, 16, 20, 16)
        rows.setSpacing(12)
        rows.addLayout(top)
        rows.addWidget(self.meter)
        rows.addWidget(self.line)
        rows.addWidget(self.columns, stretch=1)
        scroll = scrolling(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.messages)
        layout.addWidget(scroll, stretch=1)

    def _timer(self, interval_ms: int, run: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval_ms)
        timer.timeout.connect(run)
        return timer

    def _connect(self) -> None:
        controller = self.controller
        controller.starting.connect(self._starting)
        controller.started.connect(self._started)
        controller.level.connect(self._hear)
        controller.scored.connect(self._score)
        controller.changed.connect(self._change)
        controller.warned.connect(self._warn)
        controller.alerted.connect(self._alert)
        controller.flagged.connect(self._flagged)
        controller.lost.connect(self.line.set_lost)
        controller.ended.connect(self._ended)
        self.picker.found.connect(self._inputs_found)
        self.done.export_button.clicked.connect(self._export)
        self.done.show_button.clicked.connect(lambda: self.context.open_job.emit(str(self._job_id)))
        for keys, run in (
            ("Ctrl+R", self.toggle),
            (QKeySequence.StandardKey.ZoomIn, lambda: self.plot_card.zoom(0.5)),
            (QKeySequence.StandardKey.ZoomOut, lambda: self.plot_card.zoom(2.0)),
            ("Ctrl+Left", lambda: self._pan(-0.25)),
            ("Ctrl+Right", lambda: self._pan(0.25)),
            ("Ctrl+End", self.plot_card.follow),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(run)

    def _pan(self, share: float) -> None:
        left, right = self.plot_card.shown
        self.plot_card.pan(share * (right - left))

    def _show_running(self) -> None:
        running = self.controller.is_running
        theme = self.context.theme
        self.start_button.setText(self.tr("Stop") if running else self.tr("Start listening"))
        theme.put_icon(self.start_button, "mdi6.stop" if running else "mdi6.microphone", "on_accent")
        self.start_button.setToolTip("Ctrl+R")
        self.picker.set_listening(listening=running)
        self.alerts.set_listening(listening=running)
        self.keep.set_listening(listening=running)
        self.line.setVisible(running or self._result is not None)
        self.start_button.setEnabled(running or self._can_start())

    def _can_start(self) -> bool:
        inputs = self.picker.inputs
        return inputs is None or bool(inputs.devices)

    def _show_idle(self) -> None:
        if self._can_start():
            self.state_card.show_note(self.tr("Not listening"), self.tr("Choose an input and start."))
        else:
            self.state_card.show_note(
                self.tr("No sound input"), self.tr("Connect a microphone; it is found by itself.")
            )

    def _inputs_found(self) -> None:
        inputs = self.picker.inputs
        if self.controller.is_running or inputs is None:
            return
        self.start_button.setEnabled(self._can_start())
        self._show_idle()
        if inputs.devices:
            self.messages.clear("inputs")
        else:
            text = in_words(inputs.problem) or self.tr("This computer has no sound input.")
            hint = inputs.hint or self.tr(
                "Connect a microphone; it appears here by itself. Everything else works without one."
            )
            if self.messages.texts().get("inputs", "").split("\n")[0] != text:
                self.messages.tell("inputs", text, hint)

    def _starting(self) -> None:
        self._result, self._job_id, self._latest = None, None, None
        self._is_gone = False
        self.done.hide()
        self.events.clear()
        for key in list(self.messages.texts()):
            self.messages.clear(key)
        self.state_card.show_note(
            self.tr("Starting..."), self.tr("Loading the detector and opening the input."), "mdi6.timer-sand"
        )
        self._show_running()
        self.line.hide()
        self.context.status_changed.emit("live", self.tr("starting"))

    def _started(self, info: LiveStarted) -> None:
        self.line.begin(info.recording, keeps_flagged=self.context.settings.live_keep_flagged)
        self.line.show()
        self.plot_card.begin(self.controller.trace, info.human_below, info.ai_from)
        self._wait_for_speech()
        self.events.tell(
            0.0, self.tr("Listening to {name}").format(name=info.input_name), self._icon("mdi6.microphone")
        )
        self._tick_timer.start()
        self._second_timer.start()
        self._each_second()

    def _wait_for_speech(self) -> None:
        self.state_card.show_note(
            self.tr("Listening..."), self.tr("The first score comes after 3 seconds."), "mdi6.microphone"
        )

    def _hear(self, level: LiveLevel) -> None:
        self.meter.show_level(level)
        if not level.is_dead and Notice.DEAD.value in self.messages.texts():
            self.messages.clear(Notice.DEAD.value)
        if level.rms_dbfs > QUIET_DBFS and Notice.QUIET.value in self.messages.texts():
            self.messages.clear(Notice.QUIET.value)

    def _score(self, score: LiveScore) -> None:
        self._latest = score
        self._show_state()

    def _show_state(self) -> None:
        score = self._latest
        if self._is_gone:
            note = self.tr("Plug it in again; lost time is counted.")
            self.state_card.show_note(self.tr("Waiting for the input"), note, "mdi6.power-plug-off")
        elif score is not None:
            probability = score.smoothed if score.probability is not None else None
            self.state_card.show_state(score.state, probability, max(0.0, self.controller.time_s - self._state_since_s))

    def _change(self, change: LiveChange) -> None:
        self._state_since_s = change.time_s
        text = state_word(change.after)
        if change.after is not LiveState.NO_SPEECH:
            text += f", {percent(change.smoothed)}"
        self.events.tell(change.time_s, text, self.context.theme.verdict_icon(KINDS[change.after]))
        self._show_state()

    def _warn(self, warning: LiveWarning) -> None:
        info = self.controller.start_info
        text, hint = warning_words(warning, info.input_name if info is not None else "")
        self.events.tell(warning.time_s, text, self._icon("mdi6.alert-circle-outline", "error"), hint)
        if warning.notice in STICKY:
            self.messages.tell(warning.notice.value, text, hint)
        if warning.notice in (Notice.GONE, Notice.BACK):
            self._is_gone = warning.notice is Notice.GONE
            self.meter.switch_off()
            self._show_state()
        if warning.notice is Notice.BACK:
            self.messages.clear(Notice.GONE.value)
        if warning.notice is Notice.SESSION_FILE:
            self.line.stop_recording()

    def _alert(self, alert: LiveAlert) -> None:
        text = self.tr("Alert: AI probability {percent}, since {time}").format(
            percent=percent(alert.probability), time=clock(alert.start_s)
        )
        self.events.tell(alert.time_s, text, self._icon("mdi6.bell-ring-outline", "ai"))
        self.alarm.raise_alert(alert)

    def _flagged(self, event: LiveFlagged) -> None:
        flagged = event.flagged
        if flagged.recording is None:
            return
        text = self.tr("Kept: {name}").format(name=flagged.recording.name)
        self.events.tell(flagged.end_s, text, self._icon("mdi6.content-save-outline"), str(flagged.recording))
        self.keep.refresh()

    def _each_second(self) -> None:
        self.line.set_elapsed(self.controller.time_s)
        self._show_state()
        info = self.controller.start_info
        words = delay_words(self.controller.delay_s, info.latency_s if info is not None else 0.0)
        self.plot_card.set_delay(words)
        self.state_card.setToolTip(words)
        state = state_word(self._latest.state) if self._latest is not None else self.tr("listening")
        self.context.status_changed.emit("live", state)

    def _ended(self, event: LiveEnded) -> None:
        self._tick_timer.stop()
        self._second_timer.stop()
        self.meter.switch_off()
        self.alarm.calm_down()
        self.plot_card.end()
        self.line.end()
        self.context.status_changed.emit("live", "")
        self._result, self._job_id = event.result, event.job_id
        self._show_idle()
        if event.error:
            self.messages.tell("ended", event.error, event.hint)
        if event.summary is not None:
            self.line.set_elapsed(event.summary.duration_s)
            self.line.set_lost(event.summary.lost_s)
        if event.result is not None:
            self.done.show_result(event.result, event.job_id)
        self._show_running()
        self.picker.look()

    def _export(self) -> None:
        result = self._result
        target = ask_target(self.context, result, self) if result is not None else None
        if result is None or target is None:
            return
        self.context.change(report_folder=str(target.parent))
        self.context.tasks.run(self, lambda: write_session_report(result, target), self._exported)

    def _exported(self, target: object) -> None:
        self.messages.tell("exported", self.tr("Report written: {path}").format(path=target))

    def _icon(self, name: str, colour: str = "text") -> QIcon:
        return self.context.theme.icon(name, colour)
