"""Which files are shown: a chip for each verdict with its count, one for wrong verdicts, and a search field."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from engine.report.words import VERDICTS
from engine.results import Verdict
from gui.scan.row_order import Filter
from gui.theme import Theme
from gui.widgets.flow_layout import FlowLayout
from gui.words import count_word, verdict_word

SEARCH_WIDTH = 240
SEARCH_MS = 150
"""After the last letter, so that fast typing filters once."""


class FilterBar(QWidget):
    """Says what to show; knows nothing of the table."""

    changed = Signal(Filter)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.chips: dict[Verdict, QPushButton] = {verdict: self._chip(verdict_word(verdict)) for verdict in VERDICTS}
        self.incorrect_chip = self._chip(self.tr("Incorrect"))
        self.incorrect_chip.setToolTip(self.tr("Files whose verdict contradicts the known truth"))
        theme.put_icon(self.incorrect_chip, "mdi6.alert", "error")
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search in names and folders"))
        self.search.setAccessibleName(self.tr("Search in names and folders"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(self.fontMetrics().height() + 12)
        self.search.setFixedWidth(SEARCH_WIDTH)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(SEARCH_MS)
        self._typed.timeout.connect(self._tell)
        self.search.textChanged.connect(lambda _text: self._typed.start())
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.search)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self.search.clear)
        flow = FlowLayout(self, spacing=8)
        for widget in (*self.chips.values(), self.incorrect_chip, self.search):
            flow.addWidget(widget)
        theme.changed.connect(self._dress)
        self._dress()
        self.show_counts({}, 0, knows_truth=False)

    @property
    def value(self) -> Filter:
        """What is chosen now."""
        chosen = frozenset(verdict for verdict, chip in self.chips.items() if chip.isChecked())
        return Filter(chosen, self.incorrect_chip.isChecked(), self.search.text())

    def show_counts(self, verdicts: Mapping[Verdict, int], incorrect: int, *, knows_truth: bool) -> None:
        """Say how many files each chip would show; chips for nothing are hidden unless they are chosen."""
        for verdict, chip in self.chips.items():
            self._count(chip, verdict_word(verdict), verdicts.get(verdict, 0))
        self._count(self.incorrect_chip, self.tr("Incorrect"), incorrect, keep=knows_truth)

    def clear(self) -> None:
        """Show everything."""
        for chip in (*self.chips.values(), self.incorrect_chip):
            chip.setChecked(False)
        self.search.clear()
        self._tell()

    def _count(self, chip: QPushButton, word: str, count: int, *, keep: bool = False) -> None:
        text = f"{word}  {count_word(count)}"
        if chip.text() != text:
            chip.setText(text)
            one, many = self.tr("Show only: {word}, 1 file"), self.tr("Show only: {word}, {count} files")
            chip.setAccessibleName((one if count == 1 else many).format(word=word, count=count))
        chip.setVisible(count > 0 or keep or chip.isChecked())

    def _chip(self, word: str) -> QPushButton:
        chip = QPushButton()
        chip.setText(word)
        chip.setCheckable(True)
        chip.setProperty("chip", True)
        chip.setIconSize(QSize(14, 14))
        chip.toggled.connect(lambda _on: self._tell())
        return chip

    def _dress(self) -> None:
        for verdict, chip in self.chips.items():
            chip.setIcon(self._theme.verdict_icon(verdict))
        colours = self._theme.colours
        self.setStyleSheet(
            f"QPushButton[chip='true'] {{ background: {colours.raised.name()}; border: 1px solid"
            f" {colours.border.name()}; border-radius: 12px; padding: 4px 12px 4px 8px; }}"
            f"QPushButton[chip='true']:hover {{ background: {colours.soft.name()}; }}"
            f"QPushButton[chip='true']:checked {{ background: {colours.soft.name()}; border: 2px solid"
            f" {colours.accent.name()}; padding: 3px 11px 3px 7px; }}"
            f"QPushButton[chip='true']:focus {{ border-color: {colours.accent.name()}; }}"
        )

    def _tell(self) -> None:
        self._typed.stop()
        self.changed.emit(self.value)
