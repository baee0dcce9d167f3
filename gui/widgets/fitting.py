"""Windows that are never larger than the screen, whatever the scaling."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

SHARE = 0.92
"""Of the screen that a window takes at most: frame and title need a little too."""


def resize_on_screen(window: QWidget, width: int, height: int) -> None:
    """Give a window its size, or as much of it as the screen has room for.

    Args:
        window: Not shown yet.
        width: Wanted, in pixels that are not scaled.
        height: Wanted, likewise.
    """
    window.resize(QSize(width, height).boundedTo(window.screen().availableSize() * SHARE))
