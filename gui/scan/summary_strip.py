"""The scan in one line, and how right it was where the truth is known: accuracy, AUC, EER, confusion matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.report.metrics import TruthMetrics, truth_metrics
from engine.report.words import VERDICTS, length_in_words
from engine.results import FileResult, Verdict
from gui.scan.results_model import ResultsModel
from gui.scan.rows import FileRow
from gui.tasks import TaskRunner
from gui.theme import Theme
from gui.widgets.elided_label import ElidedLabel
from gui.words import count_word, verdict_word

PAUSE_MS = 1000
"""Between two computations of the figures of a running scan."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures over all rows of the table."""

    files: int = 0
    done: int = 0
    flagged: int = 0
    errors: int = 0
    audio_s: float = 0.0
    metrics: TruthMetrics | None = None


def with_truth(rows: Sequence[FileRow]) -> list[FileResult]:
    """The rows' results, each with the truth that is known now."""
    return [
        row.result if row.result.truth == row.truth else replace(row.result, truth=row.truth)
        for row in rows
        if row.result is not None
    ]


def summarise(rows: Sequence[FileRow]) -> Summary:
    """Count and measure; for a thread, as 100,000 rows take a moment."""
    results = with_truth(rows)
    return Summary(
        files=len(rows),
        done=len(results),
        flagged=sum(result.verdict.is_flagged for result in results),
        errors=sum(result.verdict is Verdict.ERROR for result in results),
        audio_s=sum(result.duration_s for result in results),
        metrics=truth_metrics(results),
    )


class SummaryStrip(QWidget):
    """Follows the model, at most once a second."""

    def __init__(self, model: ResultsModel, tasks: TaskRunner, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._tasks = model, tasks
        self._is_computing = self._is_stale = False
        self.value = Summary()
        self.counts = ElidedLabel()
        self.truth = ElidedLabel()
        self.matrix_button = QPushButton(self.tr("Confusion &matrix"))
        self.matrix_button.setCheckable(True)
        self.matrix = ConfusionMatrix()
        self.matrix_button.toggled.connect(self.matrix.setVisible)
        second = QHBoxLayout()
        second.setSpacing(12)
        second.addWidget(self.truth, stretch=1)
        second.addWidget(self.matrix_button)
        self._second = QWidget()
        self._second.setLayout(second)
        second.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.counts)
        layout.addWidget(self._second)
        layout.addWidget(self.matrix)
        self.matrix.hide()
        self._second.hide()
        theme.put_icon(self.matrix_button, "mdi6.table")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._compute)
        model.figures_changed.connect(self._changed)

    def _changed(self) -> None:
        self._is_stale = True
        if not self._timer.isActive():
            self._compute()

    def _compute(self) -> None:
        if self._is_computing or not self._is_stale:
            return
        self._is_computing, self._is_stale = True, False
        rows = list(self._model.rows)
        self._tasks.run(self, lambda: summarise(rows), self._show, self._failed)

    def _failed(self, text: str, hint: str) -> None:
        self._is_computing = False
        self.counts.setText(f"{text} {hint}")

    def _show(self, summary: Summary) -> None:
        self._is_computing = False
        self.value = summary
        self._timer.start()
        self.counts.setText(self._counts(summary))
        found = summary.metrics
        self._second.setVisible(found is not None)
        self.matrix.setVisible(found is not None and self.matrix_button.isChecked())
        if found is not None:
            self.truth.setText(self._truth(found))
            self.matrix.show_figures(found)

    def _counts(self, summary: Summary) -> str:
        parts = [self.tr("1 file") if summary.files == 1 else self.tr("{n:,} files").format(n=summary.files)]
        if summary.done < summary.files:
            parts.append(self.tr("{n:,} checked").format(n=summary.done))
        parts.append(self.tr("{n:,} flagged").format(n=summary.flagged))
        if summary.errors:
            parts.append(self.tr("{n:,} could not be read").format(n=summary.errors))
        parts.append(self.tr("{time} of audio").format(time=length_in_words(summary.audio_s)))
        return ", ".join(parts)

    def _truth(self, found: TruthMetrics) -> str:
        one, many = self.tr("Truth known for 1 file"), self.tr("Truth known for {n:,} files")
        parts = [one if found.n_files == 1 else many.format(n=found.n_files)]
        if found.accuracy is not None:
            text = self.tr("accuracy {share:.1f} % ({right:,} of {decided:,} decided)")
            parts.append(text.format(share=100 * found.accuracy, right=found.correct, decided=found.decided))
        if found.auc is not None and found.eer is not None:
            parts.append(
                self.tr("AUC {auc:.3f}, equal error rate {eer:.1f} %").format(auc=found.auc, eer=100 * found.eer)
            )
        else:
            parts.append(self.tr("AUC and equal error rate need files of both classes"))
        return ", ".join(parts)


class ConfusionMatrix(QFrame):
    """Truth downwards, verdicts to the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName(self.tr("Confusion matrix"))
        self.cells: dict[tuple[str, Verdict], QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(4)
        for column, verdict in enumerate(VERDICTS, start=1):
            head = QLabel(verdict_word(verdict))
            head.setProperty("role", "muted")
            head.setWordWrap(True)  # six heads in a row would set the least width of the window
            grid.addWidget(head, 0, column)
        for line, (truth, word) in enumerate((("ai", self.tr("Truth: AI")), ("human", self.tr("Truth: human"))), 1):
            grid.addWidget(QLabel(word), line, 0)
            for column, verdict in enumerate(VERDICTS, start=1):
                cell = self.cells[truth, verdict] = QLabel("0")
                grid.addWidget(cell, line, column)
        grid.setColumnStretch(len(VERDICTS) + 1, 1)

    def show_figures(self, found: TruthMetrics) -> None:
        """Fill the counts in."""
        words = {"ai": self.tr("Truth: AI"), "human": self.tr("Truth: human")}
        for (truth, verdict), cell in self.cells.items():
            cell.setText(count_word(found.confusion.get((truth, verdict), 0)))
            cell.setAccessibleName(f"{words[truth]}, {verdict_word(verdict)}: {cell.text()}")
