"""The five places of the window: their names, their icons, and their pages, which are imported when first visited."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from engine.errors import VeravoxError
from gui.engine_words import in_words

if TYPE_CHECKING:
    from gui.context import AppContext

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the side bar.

    Attributes:
        key: How other pages name it.
        icon: For `gui.theme.Theme.icon`.
        module: Holds the page; imported when the place is first visited.
        page: Name of the widget's class.
    """

    key: str
    icon: str
    module: str
    page: str


PLACES = (
    Place("scan", "mdi6.magnify-scan", "gui.scan.page", "ScanPage"),
    Place("live", "mdi6.microphone-outline", "gui.live.page", "LivePage"),
    Place("history", "mdi6.history", "gui.history.page", "HistoryPage"),
    Place("train", "mdi6.school-outline", "gui.trainer.page", "TrainPage"),
    Place("settings", "mdi6.cog-outline", "gui.settings.page", "SettingsPage"),
)


def place_word(key: str) -> str:
    """Name of a place for people."""
    words = {
        "scan": QCoreApplication.translate("Places", "Scan"),
        "live": QCoreApplication.translate("Places", "Live"),
        "history": QCoreApplication.translate("Places", "History"),
        "train": QCoreApplication.translate("Places", "Train"),
        "settings": QCoreApplication.translate("Places", "Settings"),
    }
    return words[key]


def build_page(place: Place, context: AppContext) -> QWidget:
    """Make the page of a place; where a part of the installation is missing, a page that says so."""
    try:
        page: QWidget = getattr(import_module(place.module), place.page)(context)
    except (ImportError, OSError, VeravoxError) as error:
        logger.exception("The page %s cannot be made", place.key)
        return _problem_page(place, error)
    return page


def _problem_page(place: Place, error: Exception) -> QWidget:
    title = QCoreApplication.translate("Places", "{place} cannot be opened.").format(place=place_word(place.key))
    hint = error.hint if isinstance(error, VeravoxError) else QCoreApplication.translate("Places", "Install it again.")
    label = QLabel(f"{title}\n{in_words(str(error))}\n{in_words(hint)}")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(20, 20, 20, 20)
    layout.addWidget(label)
    return page
