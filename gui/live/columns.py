"""A main column and one beside it, or one below the other where the page is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from gui.widgets.scrolling import scrolling

SIDE_PX = 320
SPACING = 12


class Columns(QWidget):
    """Beside each other the right column scrolls by itself; below each other they scroll with the page.

    Args:
        main: Widgets of the main column; of these, ``stretch`` takes the room that is left.
        side: Widgets of the other; the last one takes the room that is left.
        stretch: One of ``main``.
    """

    def __init__(self, main: Sequence[QWidget], side: Sequence[QWidget], stretch: QWidget) -> None:
        super().__init__()
        left = QVBoxLayout()
        left.setSpacing(SPACING)
        for widget in main:
            left.addWidget(widget, stretch=int(widget is stretch))
        self.side = QWidget()
        right = QVBoxLayout(self.side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(SPACING)
        for widget in side:
            right.addWidget(widget, stretch=int(widget is side[-1]))
        self.side_scroll = scrolling(self.side)
        self.side_scroll.setFixedWidth(SIDE_PX)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(SPACING)
        self._box.addLayout(left, stretch=1)
        self._box.addWidget(self.side_scroll)

    @property
    def is_wide(self) -> bool:
        """Whether they stand beside each other."""
        return self._box.direction() == QBoxLayout.Direction.LeftToRight

    def set_wide(self, *, is_wide: bool) -> None:
        """Put them beside or below each other."""
        if self.is_wide == is_wide:
            return
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._box.setDirection(beside if is_wide else below)
        if is_wide:
            self._box.removeWidget(self.side)
            self.side_scroll.setWidget(self.side)
        else:
            self._box.addWidget(self.side_scroll.takeWidget())
        self.side_scroll.setVisible(is_wide)
        self.side.show()
