"""Step 2: choose a model, start, watch, pause, stop, go on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.context import AppContext
from gui.trainer.child import Message
from gui.trainer.parts import Step
from gui.trainer.run_card import RunCard
from gui.trainer.runner import JobRunner, Work
from gui.trainer.runs import PAUSE_FILE, RunRow, list_runs, read_run, tail
from gui.trainer.runs_card import RunsCard
from gui.trainer.setup_card import SetupCard
from gui.trainer.state import TrainState

WHOLE_LOG = 4_000_000
"""Bytes of progress.jsonl that are read to draw the curves of a run that goes on."""


class TrainStep(Step):
    """Old runs, a new one, and the one that runs."""

    next_wanted = Signal()
    data_wanted = Signal()

    def __init__(
        self, context: AppContext, runner: JobRunner, state: TrainState, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, parent)
        self.setAccessibleName(self.tr("Step 2: train"))
        self._runner, self._state = runner, state
        self.can_train = True
        self.setup = SetupCard(context)
        self.run = RunCard(context)
        self.run_list = RunsCard(context)
        for card in (self.run, self.run_list, self.setup):
            self.rows.addWidget(card)
        self.rows.addStretch()
        self.setup.start_button.clicked.connect(self.start_new)
        self.setup.data_button.clicked.connect(self.data_wanted)
        self.setup.folder_chosen.connect(self._folder_chosen)
        self.run.pause_button.clicked.connect(self.toggle_pause)
        self.run.stop_button.clicked.connect(runner.stop)
        self.run.next_button.clicked.connect(self.next_wanted)
        self.run.resume_button.clicked.connect(self._resume_shown)
        self.run_list.wanted.connect(self.resume)
        self.run_list.chosen.connect(self.show_run)
        runner.changed.connect(self._refresh)
        state.changed.connect(self._refresh)
        self._refresh()

    @property
    def is_training(self) -> bool:
        """Whether a run is under way."""
        work = self._runner.work
        return work is not None and work.job == "train"

    def load_runs(self) -> None:
        """Read the folder of runs."""
        folder = self._state.folder
        self.context.tasks.run(self, lambda: list_runs(folder), self._state.set_runs)

    def start_new(self) -> None:
        """Begin a run with the chosen settings."""
        facts = self._state.facts
        name = self.setup.name.text().strip()
        if facts is None or not self.setup.check_name(taken={run.name for run in self._state.runs}):
            return
        config = self.setup.config()
        self.run.begin(name, int(config["epochs"]), str(config["monitor"]), [])
        self._train(self._state.folder / name, facts.data, {"config": config, "device": self.setup.device})

    def resume(self, row: RunRow) -> None:
        """Go on where a run stopped."""
        self.show_run(row)
        self._train(row.path, Path(row.data), {"device": row.device})

    def show_run(self, row: RunRow) -> None:
        """Show the curves of a run and take it for the next steps."""
        if self.is_training:
            return
        self.run.begin(row.name, row.epochs, row.monitor, tail(row.path, WHOLE_LOG))
        self.run.show_over(row)
        self._state.set_run(row)

    def toggle_pause(self) -> None:
        """Let the run wait, or go on; a file in its folder says so."""
        run = self._state.run
        if not self.is_training or run is None:
            return
        file = run.path / PAUSE_FILE
        if file.exists():
            file.unlink(missing_ok=True)
        else:
            file.touch()
        self.run.set_pausing(is_pausing=file.exists())

    def _train(self, out: Path, data: Path, args: dict[str, Any]) -> None:
        job = {"data": str(data), "out": str(out), "cache": str(self._state.cache(data)), **args}
        words = self.tr("Training {name}").format(name=out.name)
        if self._runner.start(Work("train", job, words, self._done, self._failed, self._message, self._over)):
            self._state.set_run(_row_of(out, data, str(args["device"])))
            self.run.set_running(is_running=True)
        self._refresh()

    def _message(self, message: Message) -> None:
        if message.kind != "train":
            return
        event = message.values["event"]
        self.run.take(event)
        if event.get("steps") and event.get("step") is not None:
            what = "validating" if event["event"] == "validating" else "train"
            self._runner.set_progress(what, event["step"], event["steps"], event.get("eta_s"))
        elif event["event"] == "prepare":
            self._runner.set_progress(str(event["what"]), event["done"], event["total"])

    def _done(self, values: dict[str, Any]) -> None:
        del values  # the folder tells the same, and more

    def _failed(self, text: str, hint: str) -> None:
        self.run.show_problem(text, hint)

    def _over(self) -> None:
        """Whatever the end was, the folder tells it."""
        self.run.set_running(is_running=False)
        run = self._state.run
        row = read_run(run.path) if run is not None else None
        if row is not None:
            self.run.show_over(row)
            self._state.set_run(row)
        self.load_runs()

    def _resume_shown(self) -> None:
        if self._state.run is not None:
            self.resume(self._state.run)

    def _folder_chosen(self, folder: str) -> None:
        self._state.set_folder(Path(folder))
        self.load_runs()

    def _refresh(self) -> None:
        state, is_free = self._state, not self._runner.is_busy
        self.setup.refresh(state, can_start=is_free and self.can_train)
        self.run_list.show_runs(state.runs, state.run, can_start=is_free and self.can_train)
        self.run.refresh(can_resume=is_free and self.can_train, is_stopping=self._runner.is_stopping)


def _row_of(out: Path, data: Path, device: str) -> RunRow:
    """A run that has only just begun."""
    known = read_run(out)
    return known or RunRow(out, "", str(data), device, 0, 0, None, None, "", "start", 0.0, has_weights=False)
