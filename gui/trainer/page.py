"""The Train place: four steps from recordings to a detector in use. All work is done in a child process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gui.context import AppContext
from gui.scan.notice import NoticeStack
from gui.settings.catalog import Catalog
from gui.trainer.data_step import DataStep
from gui.trainer.evaluate_step import EvaluateStep
from gui.trainer.job_strip import JobStrip
from gui.trainer.missing import MissingCard, is_frozen, missing_parts
from gui.trainer.run_words import run_state
from gui.trainer.runner import JobRunner, Work
from gui.trainer.runs import RunRow
from gui.trainer.state import TrainState
from gui.trainer.step_bar import StepBar
from gui.trainer.train_step import TrainStep
from gui.trainer.use_step import UseStep
from gui.widgets.message_bar import Action

DATA, TRAIN, EVALUATE, USE = range(4)


class TrainPage(QWidget):
    """Step bar, the step that is shown, and what runs."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setAccessibleName(self.tr("Train"))
        self.state = TrainState(context.store.path, self)
        self.runner = JobRunner(context, self)
        self.describer = JobRunner(context, self, "trainer-settings.log")
        self.catalog = Catalog(context, self)
        self.notices = NoticeStack(context.theme)
        self.notices.setContentsMargins(20, 12, 20, 0)
        self.bar = StepBar(context.theme, (self.tr("Data"), self.tr("Train"), self.tr("Evaluate"), self.tr("Use")))
        self.data = DataStep(context, self.runner, self.state)
        self.train = TrainStep(context, self.runner, self.state)
        self.evaluate = EvaluateStep(context, self.runner, self.state, self.catalog)
        self.use = UseStep(context, self.runner, self.state, self.catalog)
        self.missing: MissingCard | None = None
        self._is_settled = self._is_offered = False
        self._shown_run: Path | None = None
        self._arrange()
        self._check_installation()
        self._connect()
        self.show_step(DATA)
        self._refresh()

    def show_step(self, number: int) -> None:
        """Go to a step; it says itself what it still needs."""
        self.stack.setCurrentIndex(number)
        self.bar.show_step(number)

    def described(self, values: dict[str, Any]) -> None:
        """Take over models and settings; see `trainer.jobs_data.describe`."""
        self.train.setup.describe(values)
        self.state.changed.emit()

    def work(self) -> str:
        """What runs, for the question before closing."""
        return self.runner.work.words if self.runner.work is not None else ""

    def shut_down(self) -> None:
        """Stop what runs; a training run writes its checkpoint first."""
        self.evaluate.shut_down()
        self.describer.shut_down()
        self.runner.shut_down()

    def shortcuts(self) -> list[tuple[str, str]]:
        """For the sheet on F1."""
        return [
            ("Alt+1", self.tr("Step 1: data")),
            ("Alt+2", self.tr("Step 2: train")),
            ("Alt+3", self.tr("Step 3: evaluate")),
            ("Alt+4", self.tr("Step 4: use")),
            ("Ctrl+P", self.tr("Pause or go on with training")),
        ]

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Read what is there when the page is first seen."""
        super().showEvent(event)
        if not self._is_settled:
            self._is_settled = True
            self.catalog.reload()
            self.train.load_runs()
            if not is_frozen():
                self._describe()

    def _arrange(self) -> None:
        self.stack = QStackedWidget()
        for step in (self.data, self.train, self.evaluate, self.use):
            self.stack.addWidget(step)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        around = QVBoxLayout()
        around.setContentsMargins(20, 8, 20, 0)
        around.addWidget(self.notices)
        layout.addLayout(around)
        layout.addWidget(self.stack, stretch=1)
        layout.addWidget(JobStrip(self.runner))

    def _check_installation(self) -> None:
        missing = missing_parts()
        if not missing and not is_frozen():
            return
        self.train.can_train = False
        self.missing = MissingCard(missing)
        self.train.rows.insertWidget(0, self.missing)
        for card in (self.train.run_list, self.train.setup):
            card.setEnabled(False)
        if is_frozen():
            self.data.rows.insertWidget(0, MissingCard(missing))
            for step in (self.data.choice, self.data.preparation, self.evaluate, self.use):
                step.setEnabled(False)

    def _connect(self) -> None:
        self.bar.chosen.connect(self.show_step)
        self.data.next_wanted.connect(lambda: self.show_step(TRAIN))
        self.train.data_wanted.connect(lambda: self.show_step(DATA))
        self.train.next_wanted.connect(lambda: self.show_step(EVALUATE))
        self.evaluate.next_wanted.connect(lambda: self.show_step(USE))
        self.runner.failed.connect(self._tell_problem)
        self.describer.failed.connect(self._tell_problem)
        self.data.problem.connect(self._tell_problem)
        self.runner.changed.connect(self._tell_status)
        self.state.changed.connect(self._refresh)
        self.state.changed.connect(self._offer_unfinished)
        self.train.run_list.chosen.connect(self._look_at_data_of)
        self.context.detector_changed.connect(lambda _name: self._refresh())
        for number in range(4):
            keys = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
            keys.activated.connect(lambda number=number: self._jump_to(number))
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.train.toggle_pause)

    def _jump_to(self, number: int) -> None:
        self.show_step(number)
        self.bar.buttons[number].setFocus()

    def _describe(self) -> None:
        """Ask the trainer for models and settings; look at the data of the last time again."""
        if self.missing is None:
            self.describer.start(Work("describe", {}, "", self.described))
        last = self.state.last_data
        if last and self.state.facts is None and Path(last).exists():
            self.data.look(Path(last))

    def _refresh(self) -> None:
        state = self.state
        run = state.run
        if run is not None and run.path != self._shown_run:
            self._shown_run = run.path
            self.evaluate.load_kept(run)
        facts = state.facts
        is_ready = facts is not None and facts.is_ready
        self.bar.set_done(
            DATA, is_done=is_ready, words=facts.data.name if facts is not None else self.tr("no recordings chosen yet")
        )
        has_run = run is not None and run.has_weights
        self.bar.set_done(
            TRAIN, is_done=has_run, words=run.name if run is not None and has_run else self.tr("nothing trained yet")
        )
        measured: dict[str, Any] | None = state.evaluation
        self.bar.set_done(
            EVALUATE,
            is_done=measured is not None,
            words=str(measured["detector"]) if measured is not None else self.tr("nothing measured yet"),
        )
        is_used = run is not None and self.context.settings.detector == run.name
        self.bar.set_done(USE, is_done=is_used, words=self.tr("in use") if is_used else self.tr("not in use yet"))

    def _offer_unfinished(self) -> None:
        """Say once that a run was left in the middle."""
        rows = [run for run in self.state.runs if not run.is_finished and run.data and Path(run.data).exists()]
        if self._is_offered or not self.state.runs:
            return
        self._is_offered = True
        if not rows or not self.train.can_train or self.runner.is_busy:
            return
        run = rows[0]

        def go_on() -> None:
            self.show_step(TRAIN)
            self.train.resume(run)
            self._look_at_data_of(run)

        text = self.tr("The run {name} is not finished: {state}.").format(name=run.name, state=run_state(run))
        actions = (Action(self.tr("Go on"), go_on), Action(self.tr("Not now"), lambda: None))
        self.notices.tell("unfinished", "question", text, actions)

    def _look_at_data_of(self, run: RunRow) -> None:
        """A run that is shown brings its recordings along, where none are chosen."""
        if self.state.facts is None and not self.runner.is_busy and run.data and Path(run.data).exists():
            self.data.look(Path(run.data))

    def _tell_problem(self, text: str, hint: str) -> None:
        self.notices.tell("problem", "problem", f"{text}\n{hint}" if hint else text)

    def _tell_status(self) -> None:
        self.context.status_changed.emit("train", self.work())
