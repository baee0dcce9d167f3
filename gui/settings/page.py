"""The Settings page: sections as tabs. Every change holds at once; there is nothing to confirm."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from gui.context import AppContext
from gui.settings.catalog import Catalog
from gui.settings.checking import CheckingSection
from gui.settings.detectors import DetectorsSection
from gui.settings.general import GeneralSection
from gui.settings.live import LiveSection
from gui.settings.trust import TrustSection


class SettingsPage(QWidget):
    """Checking, detectors, live, general, and how far to trust this."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.catalog = Catalog(context, self)
        self.checking = CheckingSection(context, self.catalog)
        self.detectors = DetectorsSection(context, self.catalog)
        self.live = LiveSection(context)
        self.general = GeneralSection(context)
        self.trust = TrustSection(context, self.catalog)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.tr("Sections of the settings"))
        self.tabs.tabBar().setAccessibleName(self.tr("Sections of the settings"))
        self._sections: dict[str, QWidget] = {}
        for key, section, words in (
            ("checking", self.checking, self.tr("Checking")),
            ("detectors", self.detectors, self.tr("Detectors")),
            ("live", self.live, self.tr("Live")),
            ("general", self.general, self.tr("General")),
            ("trust", self.trust, self.tr("How far to trust this")),
        ):
            self._sections[key] = section
            self.tabs.addTab(section, words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 0, 0)
        layout.addWidget(self.tabs)
        for keys, step in ((QKeySequence.StandardKey.NextChild, 1), (QKeySequence.StandardKey.PreviousChild, -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda step=step: self._step(step))
        self.checking.more_button.clicked.connect(lambda: self.show_section("detectors"))
        self.catalog.reload()

    def show_section(self, name: str) -> None:
        """Go to ``checking``, ``detectors``, ``live``, ``general`` or ``trust``."""
        self.tabs.setCurrentWidget(self._sections[name])

    def _step(self, step: int) -> None:
        """Also while the side bar has the focus, where the tabs would not hear the keys."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())

    def shortcuts(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("Ctrl+Tab", self.tr("Next section"))]
