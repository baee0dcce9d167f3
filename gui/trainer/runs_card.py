"""Runs that are there already: unfinished ones can go on, finished ones can be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QSizePolicy, QWidget

from gui.context import AppContext
from gui.trainer.parts import Card, button
from gui.trainer.run_words import monitored, run_state
from gui.trainer.runs import RunRow

MOST_SEEN = 4


class RunsCard(Card):
    """A list with two buttons."""

    wanted = Signal(object)
    """A `RunRow` to go on with."""
    chosen = Signal(object)
    """A `RunRow` to look at."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        del context
        self.set_title(self.tr("Runs"))
        self._rows: list[RunRow] = []
        self._can_start = False
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Runs"))
        self.list.setSpacing(1)
        self.list.setStyleSheet("QListWidget::item { padding: 4px 5px; }")
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentRowChanged.connect(lambda _row: self._show_buttons())
        self.list.itemActivated.connect(lambda _item: self._choose())
        self.resume_button = button(self.tr("&Go on"), self._want, primary=True)
        self.show_button = button(self.tr("S&how"), self._choose)
        self.rows.addWidget(self.list)
        actions = QHBoxLayout()
        actions.setSpacing(8)
        actions.addWidget(self.resume_button)
        actions.addWidget(self.show_button)
        actions.addStretch()
        self.rows.addLayout(actions)
        self.hide()

    @property
    def current(self) -> RunRow | None:
        """The run that is selected."""
        row = self.list.currentRow()
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def show_runs(self, runs: Sequence[RunRow], shown: RunRow | None, *, can_start: bool) -> None:
        """Show what is there; unfinished ones first."""
        self._can_start = can_start
        rows = sorted(runs, key=lambda run: (run.is_finished, -run.time))
        if rows != self._rows:
            selected = self.current.path if self.current is not None else shown.path if shown is not None else None
            self._rows = rows
            self.list.clear()
            for run in rows:
                item = QListWidgetItem(self._line(run))
                item.setToolTip(str(run.path))
                self.list.addItem(item)
            at = next((i for i, run in enumerate(rows) if run.path == selected), 0)
            self.list.setCurrentRow(at if rows else -1)
            height = self.list.sizeHintForRow(0) if rows else 0
            self.list.setFixedHeight(4 + (height + 2) * min(MOST_SEEN, len(rows)))
        unfinished = sum(not run.is_finished for run in rows)
        self.set_note(self.tr("{n} are not finished and can go on.").format(n=unfinished) if unfinished else "")
        self.setVisible(bool(rows))
        self._show_buttons()

    def _line(self, run: RunRow) -> str:
        parts = [run.name, run.model, run_state(run)]
        if run.best is not None:
            parts.append(monitored(run.monitor, run.best))
        if run.data:
            parts.append(Path(run.data).name)
        return " · ".join(parts)

    def _show_buttons(self) -> None:
        run = self.current
        is_open = run is not None and not run.is_finished and bool(run.data)
        self.resume_button.setEnabled(is_open and self._can_start)
        self.resume_button.setVisible(any(not each.is_finished for each in self._rows))
        self.show_button.setEnabled(run is not None)

    def _want(self) -> None:
        if self.current is not None:
            self.wanted.emit(self.current)

    def _choose(self) -> None:
        if self.current is not None:
            self.chosen.emit(self.current)
