"""The Scan place once there are files: buttons, progress, filter, summary, and the table with the detail beside it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from engine.report.record import SkippedFile
from engine.report.words import shown
from gui.context import AppContext
from gui.scan.controller import ScanController
from gui.scan.detail_side import DetailSide
from gui.scan.drop_zone import choose_files, choose_folder
from gui.scan.export import SELECTED, ExportDialog, ExportOrder, ask_target, write_report
from gui.scan.filter_bar import FilterBar
from gui.scan.notice import NoticeStack
from gui.scan.progress_strip import ProgressStrip
from gui.scan.results_model import ResultsModel
from gui.scan.row_actions import RowActions
from gui.scan.rows import FileRow
from gui.scan.summary_strip import SummaryStrip
from gui.scan.table_view import ScanTable
from gui.scan.truths import TruthKeeper, labelled
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.message_bar import Action

SHARES = (560, 440)
"""Of the table and the detail when the detail is opened for the first time."""
WIDE = 820
"""Pixels from which on the table and the detail have room beside each other."""


class Workbench(QWidget):
    """Brings the parts together; each of them knows only the model or the controller."""

    chosen = Signal(list)
    clear_wanted = Signal()

    def __init__(
        self, context: AppContext, model: ResultsModel, controller: ScanController, notices: NoticeStack
    ) -> None:
        super().__init__()
        self._context, self._model, self._controller, self._notices = context, model, controller, notices
        self.skipped: list[SkippedFile] = []
        self.progress = ProgressStrip(context.theme)
        self.filter_bar = FilterBar(context.theme)
        self.summary = SummaryStrip(model, context.tasks, context.theme)
        self.table = ScanTable(model, context.theme)
        self.keeper = TruthKeeper(context, self)
        self.actions_of_rows = RowActions(context, model, controller, self.table, keeper=self.keeper, tell=self._tell)
        self.detail = DetailSide(context)
        self._nothing_shown = QLabel(self.tr("No file fits the filter."))
        self._nothing_shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing_shown.setProperty("role", "muted")
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self._left())
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 12)
        layout.setSpacing(8)
        layout.addWidget(self._buttons())
        layout.addWidget(self.progress)
        layout.addWidget(self.filter_bar)
        layout.addWidget(self.summary)
        layout.addWidget(self.splitter, stretch=1)
        self._connect()
        self._renew_counts()

    def shut_down(self) -> None:
        """Keep what waits to be kept."""
        self.keeper.shut_down()
        self.detail.shut_down()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Beside each other where there is room, else the detail below the table."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= WIDE
        self.splitter.setOrientation(Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical)
        self.detail.set_beside(beside=is_wide)
        self._drop_note.setVisible(is_wide)  # not worth a line of its own

    def set_truth_from(self, source: str) -> None:
        """Take truths from folder names (``folders``) or from a CSV file."""
        rows = list(self._model.rows)

        def apply(found: dict[FileRow, str]) -> None:
            for truth in ("ai", "human"):
                self.actions_of_rows.set_truth([row for row, each in found.items() if each == truth], truth)
            self._tell(
                self.tr("The truth is set for {n:,} of {all:,} files.").format(n=len(found), all=len(rows))
                if found
                else self.tr("None of the files is named there. Folders count when they are called ai or human.")
            )

        self._context.tasks.run(self, lambda: labelled(rows, source), apply, self._problem)

    def export(self, files: str = "") -> None:
        """Ask what to export and where to; then write it beside the window."""
        rows, selected = list(self._model.rows), self.table.selected_rows()
        counts = {
            "all": sum(row.result is not None for row in rows),
            "flagged": sum(row.verdict is not None and row.verdict.is_flagged for row in rows),
            "incorrect": self._model.count_incorrect(),
            SELECTED: sum(row.result is not None for row in selected),
        }
        if not counts["all"]:
            self._tell(self.tr("No file has a verdict yet."))
            return
        dialog = ExportDialog(self._context, counts, files or self._context.settings.report_files, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._export(dialog.files, dialog.chosen_format, rows, selected))
        dialog.open()

    def _export(self, files: str, kind: str, rows: list[FileRow], selected: list[FileRow]) -> None:
        target = ask_target(self._context, kind, self)
        if target is None:
            return
        settings = self._context.settings
        order = ExportOrder(
            rows=tuple(selected if files == SELECTED else rows),
            files=files,
            format=kind,
            target=target,
            db=self._context.db,
            device=settings.device,
            windows=settings.report_windows,
            skipped=tuple(self.skipped),
        )
        self._context.change(report_folder=str(target.parent))
        self._notices.tell("export", "news", self.tr("The report is being written."))
        self._context.tasks.run(self, lambda: write_report(order), self._exported, self._export_failed)

    def _exported(self, target: Path) -> None:
        def show() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

        text = self.tr("The report is written: {path}").format(path=shown(target))
        self._notices.tell("export", "news", text, [Action(self.tr("Open report"), show)])
        if self._context.settings.report_open:
            show()

    def _export_failed(self, text: str, hint: str) -> None:
        self._notices.tell("export", "problem", f"{text}\n{hint}")

    def _left(self) -> QWidget:
        left = QWidget()
        self._left_stack = QStackedLayout(left)
        self._left_stack.setStackingMode(QStackedLayout.StackingMode.StackOne)
        self._left_stack.addWidget(self.table)
        self._left_stack.addWidget(self._nothing_shown)
        left.setMinimumWidth(280)
        return left

    def _buttons(self) -> QWidget:
        self.files_button = self._button(self.tr("Add &files..."), "mdi6.file-plus-outline")
        self.folder_button = self._button(self.tr("Add f&older..."), "mdi6.folder-plus-outline")
        self.truth_button = self._button(self.tr("&Truth"), "mdi6.check-decagram-outline")
        self.truth_button.setToolTip(self.tr("Say what the files really are, to see how right the verdicts are"))
        self.truth_button.setMenu(self._truth_menu())
        self.export_button = self._button(self.tr("&Export..."), "mdi6.file-export-outline")
        self.clear_button = self._button(self.tr("C&lear list"), "mdi6.playlist-remove")
        self._drop_note = QLabel(self.tr("or drop them anywhere here"))
        self._drop_note.setProperty("role", "muted")
        row = QWidget()
        flow = FlowLayout(row)
        for widget in (
            self.files_button,
            self.folder_button,
            self.truth_button,
            self.export_button,
            self.clear_button,
            self._drop_note,
        ):
            flow.addWidget(widget)
        return row

    def _button(self, text: str, icon: str) -> QPushButton:
        button = QPushButton(text)
        self._context.theme.put_icon(button, icon)
        return button

    def _truth_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(self.tr("From folder names (ai, human, fake, real...)"), lambda: self.set_truth_from("folders"))
        menu.addAction(self.tr("From a CSV file (path, label)..."), self._choose_csv)
        menu.addSeparator()
        menu.addAction(self.tr("Forget the truth of all files"), self._forget_truth)
        return menu

    def _choose_csv(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a CSV file"), "", "CSV (*.csv)")
        if name:
            self.set_truth_from(name)

    def _forget_truth(self) -> None:
        self.actions_of_rows.set_truth([row for row in self._model.rows if row.truth], "")

    def _connect(self) -> None:
        self.files_button.clicked.connect(lambda: self._hand_out(choose_files(self)))
        self.folder_button.clicked.connect(lambda: self._hand_out(choose_folder(self)))
        self.export_button.clicked.connect(lambda _checked: self.export())
        self.clear_button.clicked.connect(self.clear_wanted)
        self.actions_of_rows.export_wanted.connect(lambda: self.export(SELECTED))
        self.filter_bar.changed.connect(self._filter)
        self._model.figures_changed.connect(self._renew_counts)
        self._model.figures_changed.connect(self.detail.refresh)
        self.table.current_row.connect(self.detail.show_row)
        self.detail.opened.connect(lambda: self.splitter.setSizes(list(SHARES)))
        self._controller.row_done.connect(self._row_done)
        progress, controller = self.progress, self._controller
        progress.pause_wanted.connect(self.pause_or_resume)
        progress.resume_wanted.connect(self.pause_or_resume)
        progress.cancel_wanted.connect(self._cancel)
        controller.started.connect(lambda: progress.begin(self.tr("Starting")) if progress.isHidden() else None)
        controller.progressed.connect(progress.update_progress)
        controller.ended.connect(lambda _cancelled: self._progress_ended())
        if controller.is_running:  # a scan of the history that goes on has no rows until its first file
            progress.begin(self.tr("Starting"))
        self._context.detector_changed.connect(lambda _name: self.actions_of_rows.renew_detectors())
        for keys, run in (
            ("Ctrl+F", self.filter_bar.search.setFocus),
            ("Ctrl+E", self.export),
            ("Ctrl+P", self.pause_or_resume),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(run)  # in the whole window while this is shown

    def pause_or_resume(self) -> None:
        """The other of the two."""
        if not self._controller.is_running:
            return
        if self._controller.is_paused:
            self._controller.resume()
        else:
            self._controller.pause()
        self.progress.set_paused(paused=self._controller.is_paused)

    def _cancel(self) -> None:
        self._hold_focus()
        self.progress.cancelling()
        self._controller.cancel()

    def _progress_ended(self) -> None:
        self._hold_focus()
        self.progress.end()

    def _hold_focus(self) -> None:
        """Qt would give the keyboard of a button that goes to the next control, and a second press would hit that."""
        if self.progress.isAncestorOf(self.window().focusWidget() or self):
            self.setFocus()

    def _hand_out(self, paths: list[Path]) -> None:
        if paths:
            self.chosen.emit(paths)

    def _row_done(self, row: FileRow) -> None:
        if row.truth:
            self.keeper.keep([row])

    def _filter(self, wanted: object) -> None:
        self._model.set_filter(wanted)  # type: ignore[arg-type]
        self._show_table()

    def _show_table(self) -> None:
        is_empty = not self._model.shown and len(self._model) > 0
        self._left_stack.setCurrentWidget(self._nothing_shown if is_empty else self.table)

    def _renew_counts(self) -> None:
        knows_truth = any(row.truth for row in self._model.rows)
        incorrect = self._model.count_incorrect() if knows_truth else 0
        self.filter_bar.show_counts(self._model.verdicts, incorrect, knows_truth=knows_truth)
        self.table.show_truth(known=knows_truth)
        self._show_table()

    def _tell(self, text: str) -> None:
        self._notices.tell_shortly("note", text)

    def _problem(self, text: str, hint: str) -> None:
        self._notices.tell("note", "problem", f"{text}\n{hint}")
