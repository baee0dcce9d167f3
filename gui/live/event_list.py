"""What happened in the session, newest first: changes, alerts, warnings, kept sound."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from engine.clock import clock

MOST_ROWS = 500
"""More would only cost memory; the history has everything that counts."""
SIDES = 28
"""Margins of a row, and the gap behind its sign."""
ModelIndex = QModelIndex | QPersistentModelIndex


class EventList(QFrame):
    """A card with a list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        title = QLabel(self.tr("What happened"))
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        self.list = QListWidget()
        self.list.setAccessibleName(title.text())
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setWordWrap(True)
        self.list.setIconSize(QSize(16, 16))
        self.list.setItemDelegate(_WholeLines(self.list))
        self.list.setResizeMode(QListView.ResizeMode.Adjust)  # lines break anew when the scroll bar comes
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(1)
        self.list.setMinimumHeight(120)
        self.empty = QLabel(self.tr("Changes, alerts and problems of the session appear here."))
        self.empty.setProperty("role", "muted")
        self.empty.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(title)
        layout.addWidget(self.empty)
        layout.addWidget(self.list, stretch=1)
        layout.addStretch(0)
        self.clear()

    def clear(self) -> None:
        """A new session begins."""
        self.list.clear()
        self.list.hide()
        self.empty.show()

    def tell(self, time_s: float, text: str, icon: QIcon, hint: str = "") -> None:
        """Put something on top."""
        item = QListWidgetItem(icon, f"{clock(time_s)}  {text}")
        item.setToolTip(hint or text)
        self.list.insertItem(0, item)
        while self.list.count() > MOST_ROWS:
            self.list.takeItem(self.list.count() - 1)
        if self.list.isHidden():
            self.empty.hide()
            self.list.show()

    def texts(self) -> list[str]:
        """All rows, newest first."""
        return [self.list.item(row).text() for row in range(self.list.count())]


class _WholeLines(QStyledItemDelegate):
    """Leaves room for all lines: Qt measures words as if sign and margins took no width, then cuts the last off."""

    def sizeHint(self, option: QStyleOptionViewItem, index: ModelIndex) -> QSize:  # noqa: N802
        """Height of the text in the width that is left to it."""
        view, size = self.parent(), super().sizeHint(option, index)
        if not isinstance(view, QListWidget):
            return size
        room = QRect(0, 0, view.viewport().width() - view.iconSize().width() - SIDES, 1000)
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        words = view.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, text)
        return QSize(size.width(), max(size.height(), words.height() + 2))
