"""Reports from the table: which files, which format, written in a thread by the engine's writers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from engine.history import History
from engine.report.card import card_of
from engine.report.record import Only, ReportRecord, SkippedFile, make_record
from engine.report.record import Settings as ReportSettings
from engine.results import FileResult
from engine.version import app_version
from gui.context import AppContext
from gui.scan.rows import FileRow
from gui.scan.summary_strip import with_truth
from gui.words import count_word

FORMATS = ("html", "pdf", "csv", "json")
SELECTED = "selected"


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What is to be written.

    Attributes:
        rows: Of the whole table, or the selected ones.
        files: ``all``, ``flagged``, ``incorrect`` or ``selected``.
        format: One of `FORMATS`.
        windows: Write every window's score into JSON.
        skipped: Files that were met and not checked.
    """

    rows: tuple[FileRow, ...]
    files: str
    format: str
    target: Path
    db: Path
    device: str
    windows: bool = False
    skipped: tuple[SkippedFile, ...] = ()


def write_report(order: ExportOrder) -> Path:
    """Write it; for a thread.

    Raises:
        ReportError: It cannot be written.
        HistoryError: The scores cannot be read.
        UsageError: ``incorrect`` was asked for, but no file has a known truth.
    """
    record = make_report(order)
    if order.format == "html":
        from engine.report.html import write_html

        write_html(record, order.target)
    elif order.format == "pdf":
        from engine.report.pdf import write_pdf

        write_pdf(record, order.target)
    elif order.format == "csv":
        from engine.report.csv import write_csv

        write_csv(record, order.target)
    else:
        from engine.report.json import write_json

        write_json(record, order.target, windows=order.windows)
    return order.target


def make_report(order: ExportOrder) -> ReportRecord:
    """Everything the writers need; for a thread."""
    results = with_truth(order.rows)
    if order.format in ("html", "pdf") or (order.format == "json" and order.windows):
        results = _with_windows(order, results)
    detectors = Counter((each.model, each.model_sha256) for each in results if each.model_sha256)
    name, sha256 = detectors.most_common(1)[0][0] if detectors else ("", "")
    hops = Counter(each.hop_s for each in results)
    points = Counter(each.point for each in results if each.point)
    others = [("detectors", ", ".join(sorted({name for name, _ in detectors})))] if len(detectors) > 1 else []
    settings = ReportSettings(
        hop_s=hops.most_common(1)[0][0] if hops else 3.0,
        device=order.device,
        point=points.most_common(1)[0][0] if len(points) == 1 else "",
        others=tuple(others),
    )
    return make_record(
        results,
        card_of(name, sha256),
        app_version=app_version(),
        settings=settings,
        skipped=order.skipped,
        only=Only.ALL if order.files == SELECTED else order.files,
    )


def _with_windows(order: ExportOrder, results: Sequence[FileResult]) -> list[FileResult]:
    """The results with their scores from the history; for HTML and PDF only those that get a timeline."""
    jobs = {row.path: row.job_id for row in order.rows}
    history = History(order.db)
    with closing(history):
        return [_loaded(history, jobs[each.path], each, wanted=order.format == "json") for each in results]


def _loaded(history: History, job_id: int, result: FileResult, *, wanted: bool) -> FileResult:
    if not job_id or not (wanted or result.verdict.is_flagged):
        return result
    kept = history.result(job_id, result.path)
    return result if kept is None else replace(result, windows=kept.windows)


class ExportDialog(QDialog):
    """Asks which files and which format; the file name comes after it."""

    def __init__(self, context: AppContext, counts: dict[str, int], files: str, parent: QWidget | None = None) -> None:
        """Prepare.

        Args:
            context: For the defaults.
            counts: Files of each choice; choices without files cannot be taken.
            files: What is chosen first, where it has files.
            parent: The page.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export a report"))
        words = {
            "all": self.tr("All files"),
            "flagged": self.tr("Flagged files"),
            "incorrect": self.tr("Incorrect verdicts"),
            SELECTED: self.tr("Selected files"),
        }
        self.choices: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        choices = QVBoxLayout()
        choices.setSpacing(4)
        for name, word in words.items():
            button = QRadioButton(f"{word} ({count_word(counts[name])})")
            button.setEnabled(counts[name] > 0)
            self._group.addButton(button)
            choices.addWidget(button)
            self.choices[name] = button
        first = files if counts.get(files) else "all"
        self.choices[first].setChecked(True)
        self.format = QComboBox()
        for name, word in zip(FORMATS, self._formats(), strict=True):
            self.format.addItem(word, name)
        self.format.setCurrentIndex(FORMATS.index(context.settings.report_format))
        self.format.setAccessibleName(self.tr("Format"))
        note = QLabel(self.tr("The totals in a report are those of all checked files; of selected files, their own."))
        note.setWordWrap(True)
        note.setProperty("role", "muted")
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        form.addRow(self.tr("Files"), choices)
        form.addRow(self.tr("F&ormat"), self.format)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save_button = buttons.addButton(self.tr("&Save as..."), QDialogButtonBox.ButtonRole.AcceptRole)
        self.save_button.setProperty("primary", True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(16)
        layout.addLayout(form)
        layout.addWidget(note)
        layout.addWidget(buttons)
        self.setMinimumWidth(420)

    @property
    def files(self) -> str:
        """Which files are chosen."""
        return next(name for name, button in self.choices.items() if button.isChecked())

    @property
    def chosen_format(self) -> str:
        """Which format is chosen."""
        return str(self.format.currentData())

    def _formats(self) -> tuple[str, ...]:
        return (
            self.tr("Web page with timelines (HTML)"),
            self.tr("Document for print (PDF)"),
            self.tr("Table for spreadsheets (CSV)"),
            self.tr("Everything for programs (JSON)"),
        )


def ask_target(context: AppContext, kind: str, parent: QWidget) -> Path | None:
    """Ask where a report goes; None when the user changed their mind."""
    folder = Path(context.settings.report_folder or Path.home())
    filters = f"{kind.upper()} (*.{kind})"
    name, _ = QFileDialog.getSaveFileName(
        parent,
        QCoreApplication.translate("ExportDialog", "Save the report"),
        str(folder / f"veravox-report.{kind}"),
        filters,
    )
    if not name:
        return None
    target = Path(name)
    return target if target.suffix else target.with_suffix(f".{kind}")
