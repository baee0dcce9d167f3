"""The History place: earlier scans and live sessions, and every file that was ever checked."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.history_compare import Comparison
from engine.history_search import MOST_HITS, FileHit
from gui.context import AppContext
from gui.history import service
from gui.history.columns import hit_columns, job_columns
from gui.history.compare_dialog import CompareDialog
from gui.history.export import JobExport
from gui.history.forgetting import AGES, sure
from gui.history.service import JobEntry, Overview
from gui.history.table import RecordModel, RecordTable
from gui.widgets.elided_label import ElidedLabel

TYPING_MS = 250
LEAST_SEARCH = 280


class HistoryPage(QWidget):
    """Table of jobs; while something is searched, table of files."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        self.jobs = RecordModel(job_columns(), context.theme)
        self.hits = RecordModel(hit_columns(), context.theme)
        self.job_table = RecordTable(self.jobs, self.tr("Earlier scans and live sessions"))
        self.hit_table = RecordTable(self.hits, self.tr("Files of all jobs"), several=False)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search all files ever checked"))
        self.search.setAccessibleName(self.tr("Search all files ever checked"))
        self.search.setClearButtonEnabled(True)
        self.size_label = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self.empty = QLabel()
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setProperty("role", "muted")
        self.empty.setTextFormat(Qt.TextFormat.PlainText)
        self.empty.setWordWrap(True)
        self.age = QComboBox()
        self.age.setAccessibleName(self.tr("Age of what is forgotten"))
        for days, words in AGES.items():
            self.age.addItem(words(), days)
        self.age.setCurrentIndex(2)
        self.forget_button = QPushButton(self.tr("Forget..."))
        self.exporter = JobExport(context, self)
        self._problem = ""
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(TYPING_MS)
        self._add_actions()
        self._lay_out()
        self._connect()

    def shortcuts(self) -> list[tuple[str, str]]:
        """Keys for the sheet on F1."""
        keys = QKeySequence.SequenceFormat.PortableText
        rows = [
            (action.shortcut().toString(keys), action.text().replace("&", ""))
            for action in self.actions_by_name.values()
        ]
        return [
            ("Ctrl+F", self.tr("Search all files")),
            *((key, text.removesuffix("...")) for key, text in rows if key),
        ]

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Jobs may have been added since the last visit."""
        super().showEvent(event)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The search field stands above the buttons where it would be too narrow beside them."""
        super().resizeEvent(event)
        room = event.size().width() - sum(button.sizeHint().width() + 8 for button in self.buttons.values())
        directions = QHBoxLayout.Direction
        self._top.setDirection(directions.LeftToRight if room >= LEAST_SEARCH else directions.TopToBottom)

    def refresh(self) -> None:
        """Read the history again."""
        db = self.context.db
        self.context.tasks.run(self, lambda: service.overview(db), self._show_overview, self._cannot_read)

    def _add_actions(self) -> None:
        self.actions_by_name: dict[str, QAction] = {}
        for name, text, keys, icon, run in (
            ("open", self.tr("&Open"), "Return", "mdi6.folder-open-outline", self.open_chosen),
            ("compare", self.tr("&Compare"), "Ctrl+D", "mdi6.file-compare", self.compare_chosen),
            ("export", self.tr("&Export..."), "Ctrl+E", "mdi6.file-export-outline", self.export_chosen),
            ("delete", self.tr("&Delete..."), "Del", "mdi6.delete-outline", self.delete_chosen),
        ):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(run)
            self.context.theme.put_icon(action, icon)
            self.job_table.addAction(action)
            self.actions_by_name[name] = action
        self.hit_table.addAction(self.actions_by_name["open"])
        for table in (self.job_table, self.hit_table):
            table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        find = QAction(self.tr("Search"), self)
        find.setShortcut(QKeySequence.StandardKey.Find)
        find.triggered.connect(self.search.setFocus)
        self.addAction(find)

    def _lay_out(self) -> None:
        self._top = QHBoxLayout()
        self._top.setSpacing(8)
        self._top.addWidget(self.search, stretch=1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self._top.addLayout(buttons)
        self.buttons: dict[str, QPushButton] = {}
        for name, action in self.actions_by_name.items():
            button = QPushButton(action.text())
            button.clicked.connect(action.trigger)
            button.setToolTip(f"{action.text().replace('&', '')} ({action.shortcut().toString()})")
            action.changed.connect(lambda b=button, a=action: (b.setEnabled(a.isEnabled()), b.setIcon(a.icon())))
            button.setIcon(action.icon())
            buttons.addWidget(button)
            self.buttons[name] = button
        buttons.addStretch()
        self.stack = QStackedWidget()
        for widget in (self.job_table, self.hit_table, self.empty):
            self.stack.addWidget(widget)
        bottom = QHBoxLayout()
        bottom.setSpacing(8)
        bottom.addWidget(self.size_label, stretch=1)
        label = QLabel(self.tr("Forget what is older than"))
        label.setBuddy(self.age)
        bottom.addWidget(label)
        bottom.addWidget(self.age)
        bottom.addWidget(self.forget_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 12)
        layout.setSpacing(12)
        layout.addLayout(self._top)
        layout.addWidget(self.stack, stretch=1)
        layout.addLayout(bottom)
        self._show_overview(Overview((), 0))
        self.empty.setText(self.tr("Reading the history..."))

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._wait.start())
        self._wait.timeout.connect(self._search)
        self.forget_button.clicked.connect(self.forget_old)
        self.context.history_changed.connect(self.refresh)
        for table in (self.job_table, self.hit_table):
            table.doubleClicked.connect(lambda _index: self.open_chosen())
            table.selectionModel().selectionChanged.connect(lambda *_: self._update_actions())
        self.context.theme_changed.connect(self._repaint)

    # What the user does

    def open_chosen(self) -> None:
        """Show a job in Scan with everything that is known of it; nothing is checked again."""
        job_id = self._chosen_job()
        if job_id:
            self.context.open_job.emit(str(job_id))

    def compare_chosen(self) -> None:
        """Say what changed between two jobs, the older one first."""
        jobs = sorted((entry.job for entry in self._chosen()), key=lambda job: job.id)
        if len(jobs) != 2:
            return
        before, after = jobs
        db = self.context.db

        def done(found: Comparison) -> None:
            dialog = CompareDialog(self.context, before, after, found, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.show()

        self.context.tasks.run(self, lambda: service.compare_jobs(db, before.id, after.id), done)

    def export_chosen(self) -> None:
        """Write a report of a job."""
        chosen = self._chosen()
        if len(chosen) == 1:
            self.exporter.begin(chosen[0].job)

    def delete_chosen(self) -> None:
        """Forget the chosen jobs, after asking."""
        chosen = self._chosen()
        if not chosen:
            return
        files = sum(entry.job.files for entry in chosen)
        if len(chosen) > 1:
            text = self.tr("Delete {jobs:,} jobs with the results of {files:,} files?")
        elif files == 1:
            text = self.tr("Delete this job with the result of 1 file?")
        else:
            text = self.tr("Delete this job with the results of {files:,} files?")
        if sure(self, text.format(jobs=len(chosen), files=files)):
            self._forget([entry.job.id for entry in chosen])

    def forget_old(self) -> None:
        """Forget everything of a certain age, after saying how much that is."""
        db, days = self.context.db, int(self.age.currentData())
        self.context.tasks.run(self, lambda: service.old_jobs(db, days), self._ask_forget)

    # Inside

    def _ask_forget(self, job_ids: list[int]) -> None:
        if not job_ids:
            self.size_label.setText(self.tr("Nothing is that old."))
            return
        one, many = (
            self.tr("Forget 1 job that is older than {age}?"),
            self.tr("Forget {jobs:,} jobs that are older than {age}?"),
        )
        text = one if len(job_ids) == 1 else many
        if sure(self, text.format(jobs=len(job_ids), age=self.age.currentText())):
            self._forget(job_ids)

    def _forget(self, job_ids: list[int]) -> None:
        db = self.context.db

        def failed(text: str, hint: str) -> None:
            self.context.problem.emit(text, hint)
            self.refresh()

        self.context.tasks.run(
            self, lambda: service.forget(db, job_ids), lambda _count: self.context.history_changed.emit(), failed
        )

    def _search(self) -> None:
        text, db = self.search.text(), self.context.db
        if not text.strip():
            self._show_stack()
            return

        def done(hits: list[FileHit]) -> None:
            if text == self.search.text():
                self.hits.show(hits)
                self._show_stack()

        self.context.tasks.run(self, lambda: service.find_files(db, text), done)

    def _show_overview(self, found: Overview) -> None:
        self._problem = ""
        kept = {entry.job.id for entry in self._chosen()}
        self.jobs.show(found.entries)
        for number, entry in enumerate(self.jobs.rows):
            if entry.job.id in kept:
                self.job_table.selectRow(number)
        megabytes = QLocale().formattedDataSize(found.size_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
        self.size_label.setText(self.tr("{size} in {path}").format(size=megabytes, path=self.context.db))
        self._show_stack()

    def _cannot_read(self, text: str, hint: str) -> None:
        self._problem = f"{text}\n{hint}"
        self.jobs.show([])
        self.size_label.setText(str(self.context.db))
        self._show_stack()

    def _show_stack(self) -> None:
        if self.search.text().strip() and not self._problem:
            found = bool(self.hits.rows)
            self.empty.setText(self.tr("No file with these words in its path was ever checked."))
            self.stack.setCurrentWidget(self.hit_table if found else self.empty)
            if len(self.hits.rows) >= MOST_HITS:
                self.size_label.setText(self.tr("The newest {n:,} files are shown.").format(n=MOST_HITS))
        else:
            nothing = self.tr("Nothing was checked yet. Scans and live sessions are listed here.")
            self.empty.setText(self._problem or nothing)
            self.stack.setCurrentWidget(self.job_table if self.jobs.rows else self.empty)
        self.forget_button.setEnabled(bool(self.jobs.rows))
        self._update_actions()

    def _update_actions(self) -> None:
        chosen, actions = self._chosen(), self.actions_by_name
        actions["open"].setEnabled(self._chosen_job() != 0)
        actions["compare"].setEnabled(len(chosen) == 2)
        actions["export"].setEnabled(len(chosen) == 1 and chosen[0].job.files > 0)
        actions["delete"].setEnabled(bool(chosen))

    def _chosen(self) -> list[JobEntry]:
        """Chosen jobs; none while files are shown."""
        return self.job_table.chosen() if self.stack.currentWidget() is self.job_table else []

    def _chosen_job(self) -> int:
        """Number of the one job to open; 0 where there is none."""
        chosen: list[Any] = self._chosen()
        if len(chosen) == 1:
            return int(chosen[0].job.id)
        hits = self.hit_table.chosen() if self.stack.currentWidget() is self.hit_table else []
        return int(hits[0].job_id) if hits else 0

    def _repaint(self) -> None:
        for table in (self.job_table, self.hit_table):
            table.viewport().update()
