"""Step 1: which recordings, what is in them, and everything up to splits that can be trained on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.context import AppContext
from gui.scan.paths_in import paths_of_mime
from gui.trainer.child import Message
from gui.trainer.data_card import DataCard
from gui.trainer.folders_dialog import FoldersDialog
from gui.trainer.parts import Step
from gui.trainer.prepare_card import PrepareCard
from gui.trainer.runner import JobRunner, Work
from gui.trainer.state import DataFacts, TrainState

AUTO = "auto"


class DataStep(Step):
    """Chooses data and prepares it; every job is one call of the runner."""

    next_wanted = Signal()
    problem = Signal(str, str)

    def __init__(
        self, context: AppContext, runner: JobRunner, state: TrainState, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, parent)
        self.setAccessibleName(self.tr("Step 1: data"))
        self._runner, self._state = runner, state
        self.setAcceptDrops(True)
        self.choice = DataCard(context)
        self.preparation = PrepareCard(context)
        self.rows.addWidget(self.choice)
        self.rows.addWidget(self.preparation)
        self.rows.addStretch()
        self.choice.folder_button.clicked.connect(self._choose_folder)
        self.choice.manifest_button.clicked.connect(self._choose_manifest)
        self.choice.two_button.clicked.connect(self._choose_two)
        self.choice.new_button.clicked.connect(self._choose_new)
        self.choice.layout_box.activated.connect(lambda _index: self._look_again())
        self.preparation.wanted.connect(self.prepare)
        self.preparation.next_button.clicked.connect(self.next_wanted)
        runner.changed.connect(self._show_busy)
        state.changed.connect(self._show_facts)
        self._show_facts()

    def look(self, data: Path, layout: str = AUTO) -> None:
        """See what is at a place."""
        self.preparation.clear()
        args = {"data": str(data), "layout": layout}
        self._start("look", args, self.tr("Looking at {name}").format(name=data.name), self._looked)

    def take(self, paths: Sequence[Path]) -> None:
        """Take what was dropped: a folder, a manifest, or two folders, one of each class."""
        from engine.labels import label_of

        folders = [path for path in paths if path.is_dir()]
        if len(paths) == 1:
            self.look(paths[0])
            return
        if len(folders) == 2 == len(paths):
            told = {label_of(folder.name): folder for folder in folders}
            FoldersDialog(told.get("ai"), told.get("human"), self._gather, self).open()
            return
        self.problem.emit(
            self.tr("{n} things were dropped.").format(n=len(paths)),
            self.tr("Drop one folder, one manifest CSV, or two folders: one with AI speech and one with human speech."),
        )

    def prepare(self, steps: list[str]) -> None:
        """Do some of the steps between raw recordings and training."""
        facts = self._state.facts
        if facts is None:
            return
        args = {
            "data": str(facts.data),
            "layout": self.choice.data_layout,
            "steps": steps,
            **self.preparation.options(),
        }
        self.preparation.begin(steps)
        self._start(
            "prepare",
            args,
            self.tr("Preparing {name}").format(name=facts.data.name),
            self._looked,
            on_failed=self.preparation.fail,
            on_message=self._prepared,
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Show that a drop would land here."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self.choice.frame.set_active(active=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """Not any more."""
        del event
        self.choice.frame.set_active(active=False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Take it and return at once: the file manager waits."""
        self.choice.frame.set_active(active=False)
        paths = paths_of_mime(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.take(paths)

    def _start(
        self,
        job: str,
        args: dict[str, Any],
        words: str,
        on_done: Callable[[dict[str, Any]], None],
        *,
        on_failed: Callable[[str, str], None] | None = None,
        on_message: Callable[[Message], None] | None = None,
    ) -> None:
        over = self.preparation.end
        self._runner.start(Work(job, args, words, on_done, on_failed or self._failed, on_message, over))

    def _looked(self, values: dict[str, Any]) -> None:
        self.choice.set_problem("")
        self._state.set_facts(DataFacts(values))

    def _failed(self, text: str, hint: str) -> None:
        self.choice.set_problem(f"{text}\n{hint}" if hint else text)

    def _prepared(self, message: Message) -> None:
        if message.kind == "begin":
            self.preparation.working(str(message.values["part"]))
        elif message.kind == "part":
            self.preparation.done(str(message.values["part"]), message.values["value"])

    def _gather(self, ai: Path, human: Path, out: Path) -> None:
        args = {"ai": str(ai), "human": str(human), "out": str(out)}
        self._start("gather", args, self.tr("Reading two folders"), self._looked)

    def _look_again(self) -> None:
        if self._state.facts is not None:
            self.look(self._state.facts.data, self.choice.data_layout)

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Choose a data set"), self._state.last_data)
        if name:
            self.look(Path(name))

    def _choose_manifest(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Choose a manifest"), self._state.last_data, self.tr("Manifests (*.csv);;All files (*)")
        )
        if name:
            self.look(Path(name))

    def _choose_two(self) -> None:
        FoldersDialog(None, None, self._gather, self).open()

    def _choose_new(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Choose an empty folder for a new data set"))
        if name:
            self._start("make_tree", {"data": name}, self.tr("Making folders"), self._looked)

    def _show_busy(self) -> None:
        is_free = not self._runner.is_busy
        self.choice.set_free(is_free)
        self.preparation.set_free(is_free)

    def _show_facts(self) -> None:
        self.choice.show_facts(self._state.facts)
        self.preparation.show_facts(self._state.facts)
