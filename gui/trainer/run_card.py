"""The run on the screen: state, time left, best epoch, curves, log, and its buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QProgressBar, QWidget

from gui.context import AppContext
from gui.trainer.curves_card import CurvesPanel
from gui.trainer.parts import Card, button
from gui.trainer.run_words import event_line, monitored, run_state
from gui.trainer.runs import RunRow
from gui.trainer.words import doing, time_words

LOG_LINES = 2000
FINE = 1000


class RunCard(Card):
    """Takes the events of a run and shows them."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._monitor, self._name = "", ""
        self._epochs = 0
        self._is_running = self._is_paused = self._is_pausing = False
        self._row: RunRow | None = None
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.state.setAccessibleName(self.tr("State of the run"))
        self.best = QLabel()
        self.best.setWordWrap(True)
        self.best.setProperty("role", "muted")
        self.problem = QLabel()
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.bar = QProgressBar()
        self.bar.setRange(0, FINE)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.bar.setAccessibleName(self.tr("Progress of the run"))
        self.pause_button = button(self.tr("&Pause"), lambda: None)
        self.stop_button = button(self.tr("S&top"), lambda: None)
        self.stop_button.setToolTip(self.tr("Writes a checkpoint; the run can go on later"))
        self.resume_button = button(self.tr("&Go on"), lambda: None)
        self.next_button = button(self.tr("Go on to 3 Evaluate"), lambda: None, primary=True)
        self.curves = CurvesPanel(context)
        self.log = QPlainTextEdit()
        self.log.setReadOnly(True)
        self.log.setMaximumBlockCount(LOG_LINES)
        self.log.setAccessibleName(self.tr("Log"))
        self.log.setFixedHeight(132)
        self.log.setStyleSheet("QPlainTextEdit { border: 1px solid palette(mid); border-radius: 4px; }")
        self.log.setTabChangesFocus(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for each in (self.pause_button, self.stop_button, self.resume_button, self.next_button):
            buttons.addWidget(each)
        buttons.addStretch()
        for widget in (self.state, self.bar, self.best, self.problem):
            self.rows.addWidget(widget)
        self.rows.addLayout(buttons)
        self.rows.addWidget(self.curves)
        self.rows.addWidget(self.log)
        self.hide()

    def begin(self, name: str, epochs: int, monitor: str, events: Sequence[dict[str, Any]]) -> None:
        """Show a run from its beginning; older events are drawn at once."""
        self._name, self._epochs, self._monitor = name, epochs, monitor
        self._row = None
        self.set_title(self.tr("Run {name}").format(name=name))
        self.log.clear()
        self.problem.hide()
        self.best.clear()
        self.state.setText(self.tr("Starting..."))
        self.bar.setRange(0, 0)
        self.curves.clear()
        self.show()
        for event in events:
            self._note(event)
        self.curves.draw()

    def take(self, event: dict[str, Any]) -> None:
        """Something happened in the run."""
        self._note(event)
        self.curves.draw()
        kind = event["event"]
        if kind in ("paused", "resumed"):
            self._is_paused = kind == "paused"
            self._is_pausing = False
            self._show_pause()
        if event.get("steps"):
            self.bar.setRange(0, FINE)
            self.bar.setValue(round(FINE * event["step"] / event["steps"]))
        self.state.setText(self._state_words(event))

    def set_running(self, *, is_running: bool) -> None:
        """Whether the process lives."""
        self._is_running, self._is_paused, self._is_pausing = is_running, False, False
        if is_running:
            self.problem.hide()
            self._row = None
        self._show_pause()

    def set_pausing(self, *, is_pausing: bool) -> None:
        """The user wants it to wait, or to go on; the run has not answered yet."""
        self._is_pausing = is_pausing != self._is_paused
        self._show_pause()

    def show_over(self, row: RunRow) -> None:
        """The run does not run: how far it came."""
        self._row = row
        self.state.setText(run_state(row)[:1].upper() + run_state(row)[1:] + ".")
        self.bar.setRange(0, FINE)
        self.bar.setValue(round(FINE * row.epoch / max(1, row.epochs)))

    def show_problem(self, text: str, hint: str) -> None:
        """Why it ended."""
        self.problem.setText(f"{text}\n{hint}" if hint else text)
        self.problem.show()
        if self._row is None:
            self.state.setText(self.tr("Failed."))
            self.bar.setRange(0, FINE)
            self.bar.setValue(0)

    def refresh(self, *, can_resume: bool, is_stopping: bool) -> None:
        """Which buttons make sense now."""
        row = self._row
        self.pause_button.setVisible(self._is_running)
        self.pause_button.setEnabled(not is_stopping)
        self.stop_button.setVisible(self._is_running)
        self.stop_button.setText(self.tr("Stop at once") if is_stopping else self.tr("S&top"))
        self.resume_button.setVisible(not self._is_running and row is not None and not row.is_finished)
        self.resume_button.setEnabled(can_resume and row is not None and bool(row.data))
        self.next_button.setVisible(not self._is_running and row is not None and row.has_weights)
        if is_stopping and self._is_running:
            self.state.setText(self.tr("Stopping: a checkpoint is written..."))

    def _note(self, event: dict[str, Any]) -> None:
        self.curves.take(event)
        line = event_line(event)
        if line:
            self.log.appendPlainText(line)
        if event.get("best") is not None and event.get("best_epoch") is not None:
            words = self.tr("Best so far: epoch {n} with {figure} on the dev recordings")
            self.best.setText(
                words.format(n=event["best_epoch"] + 1, figure=monitored(self._monitor, float(event["best"])))
            )

    def _state_words(self, event: dict[str, Any]) -> str:
        kind = event["event"]
        if kind == "prepare":
            counts = self.tr("{done} of {total}").format(done=event["done"], total=event["total"])
            return f"{doing(str(event['what']))}: {counts}"
        if kind in ("warning", "failed", "stopped", "finished"):
            return self.state.text()
        if kind == "paused":
            return self.tr("Paused: the run waits and keeps everything.")
        parts = [
            self.tr("Epoch {n} of {all}").format(
                n=min(event.get("epoch", 0) + 1, event.get("epochs", 1)), all=event.get("epochs", 1)
            )
        ]
        if kind == "validating":
            parts.append(doing("validating"))
        if event.get("loss") is not None:
            parts.append(self.tr("loss {value}").format(value=f"{event['loss']:.3f}"))
        if event.get("eta_s"):
            parts.append(self.tr("about {time} left").format(time=time_words(event["eta_s"])))
        return " · ".join(parts)

    def _show_pause(self) -> None:
        if self._is_paused:
            words = self.tr("Go on...") if self._is_pausing else self.tr("&Go on")
        else:
            words = self.tr("Pausing...") if self._is_pausing else self.tr("&Pause")
        self.pause_button.setText(words)
        self.pause_button.setAccessibleName(words.replace("&", ""))
