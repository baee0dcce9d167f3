"""Pieces that the four steps are made of: cards, buttons, notes, tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.context import AppContext
from gui.settings.form import heading, note_label

MOST_ROWS = 14
__all__ = [
    "Card",
    "Columns",
    "Outcome",
    "Step",
    "button",
    "fill_table",
    "foldable",
    "heading",
    "new_table",
    "note_label",
    "set_role",
]


class Step(QScrollArea):
    """A scrolling column of cards."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        self.rows = QVBoxLayout(body)
        self.rows.setContentsMargins(20, 12, 20, 20)
        self.rows.setSpacing(12)
        self.setWidget(body)


def set_role(label: QLabel, role: str) -> None:
    """Give a label the look of a role of the style sheet: ``muted``, ``error``, or empty for plain."""
    if label.property("role") != role:
        label.setProperty("role", role)
        label.style().unpolish(label)
        label.style().polish(label)


class Outcome(QLabel):
    """What came of a card's work; takes no room before there is something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setWordWrap(True)
        self.hide()

    def say(self, text: str, role: str = "") -> None:
        """Show words in the look of a role; see `set_role`."""
        self.setText(text)
        set_role(self, role)
        self.show()

    def say_problem(self, text: str, hint: str) -> None:
        """Show what went wrong, and below it what to do, where that is known."""
        self.say(f"{text}\n{hint}" if hint else text, "error")


class Columns(QWidget):
    """Widgets beside each other where there is room, else under each other."""

    def __init__(self, wide_px: int, parent: QWidget | None = None) -> None:
        """Make it empty.

        Args:
            wide_px: Width from which they stand beside each other.
            parent: Owner.
        """
        super().__init__(parent)
        self._wide_px = wide_px
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(20)

    def add(self, widget: QWidget, stretch: int = 1) -> None:
        """One more."""
        self._box.addWidget(widget, stretch, Qt.AlignmentFlag.AlignTop)
        widget.setSizePolicy(QSizePolicy.Policy.Expanding, widget.sizePolicy().verticalPolicy())
        self._box.setAlignment(widget, Qt.AlignmentFlag(0))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As narrow as its widest part: beside each other is only what fits."""
        items = (self._box.itemAt(i) for i in range(self._box.count()))
        parts = [item.minimumSize().width() for item in items if item is not None]
        return QSize(max(parts, default=0), self._box.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Follow the width."""
        super().resizeEvent(event)
        sides = QBoxLayout.Direction
        wanted = sides.LeftToRight if event.size().width() >= self._wide_px else sides.TopToBottom
        if self._box.direction() != wanted:
            self._box.setDirection(wanted)
            self.updateGeometry()


class Card(QFrame):
    """A titled group."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(16, 12, 16, 16)
        self.rows.setSpacing(8)
        self.title = heading("")
        self.rows.addWidget(self.title)
        self.note = note_label("")
        self.note.hide()
        self.rows.addWidget(self.note)

    def set_title(self, text: str) -> None:
        """Say what the card is about."""
        self.title.setText(text)
        self.setAccessibleName(text)

    def set_note(self, text: str) -> None:
        """Say something below the title; nothing takes no room."""
        self.note.setText(text)
        self.note.setVisible(bool(text))


def button(text: str, run: Callable[[], object], *, primary: bool = False, tip: str = "") -> QPushButton:
    """A button with its words, also for screen readers."""
    made = QPushButton(text)
    made.setProperty("primary", primary)
    made.setAccessibleName(text.replace("&", "").rstrip("."))
    made.setToolTip(tip)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    made.clicked.connect(lambda _on=False: run())
    return made


def foldable(context: AppContext, text: str, body: QWidget) -> QToolButton:
    """A button that shows and hides something below it; hidden at first."""
    made = QToolButton()
    made.setText(text)
    made.setAccessibleName(text)
    made.setCheckable(True)
    made.setAutoRaise(True)
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    context.theme.put_icon(made, "mdi6.chevron-right", "muted")
    body.hide()

    def show(is_open: object) -> None:
        body.setVisible(bool(is_open))
        context.theme.put_icon(made, "mdi6.chevron-down" if is_open else "mdi6.chevron-right", "muted")

    made.toggled.connect(show)
    return made


def new_table(name: str, heads: Sequence[str]) -> QTableWidget:
    """An empty table of words and numbers; the first column is words."""
    table = QTableWidget(0, len(heads))
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels(list(heads))
    table.setStyleSheet("QTableWidget::item { padding: 0 5px; }")
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    head = table.horizontalHeader()
    head.setHighlightSections(False)
    head.setMinimumSectionSize(56)
    head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    for column in range(len(heads)):
        item = table.horizontalHeaderItem(column)
        if item is not None:
            side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
            item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return table


def fill_table(
    table: QTableWidget, rows: Sequence[Sequence[str]], *, colour: QColor | None = None, most: int = MOST_ROWS
) -> None:
    """Show rows; the table is as high as they are, up to a limit.

    Args:
        table: Of `new_table`.
        rows: Cells.
        colour: Of the last column's text.
        most: Rows that are seen without scrolling.
    """
    table.setRowCount(len(rows))
    for i, row in enumerate(rows):
        for column, text in enumerate(row):
            item = QTableWidgetItem(text)
            side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
            item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            item.setToolTip(text)
            if colour is not None and column == len(row) - 1:
                item.setForeground(colour)
            table.setItem(i, column, item)
    height = table.horizontalHeader().sizeHint().height() + 4
    row_height = table.verticalHeader().defaultSectionSize()
    table.setFixedHeight(height + row_height * max(1, min(len(rows), most)))
