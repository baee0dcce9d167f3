"""The status line: what runs on the left; detector and device on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from gui.places import PLACES, place_word
from gui.widgets.elided_label import ElidedLabel


class StatusLine(QFrame):
    """One line at the bottom of the window."""

    detector_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.setAccessibleName(self.tr("Status"))
        self._runs: dict[str, str] = {}
        self.work = ElidedLabel()
        self.detector = self._button(self.tr("Detector and operating point; opens the settings"))
        self.device = self._button(self.tr("What the detector runs on; opens the settings"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 8, 4)
        layout.setSpacing(8)
        layout.addWidget(self.work, stretch=1)
        layout.addWidget(self.detector)
        layout.addWidget(self.device)
        self.show_detector("", "")
        self._refresh()

    def show_work(self, place: str, words: str) -> None:
        """Say what runs in a place; empty words: nothing."""
        if words:
            self._runs[place] = words
        else:
            self._runs.pop(place, None)
        self._refresh()

    def show_detector(self, detector: str, device: str, note: str = "") -> None:
        """Say what judges and where it runs; empty while nobody knows yet.

        Args:
            detector: In words, with its operating point.
            device: In words.
            note: Why it is this device; in the tooltip.
        """
        self.detector.setText(detector)
        self.detector.setVisible(bool(detector))
        self.device.setText(device)
        self.device.setVisible(bool(device))
        if note:
            self.device.setToolTip(note)

    def _refresh(self) -> None:
        order = [place.key for place in PLACES]
        places = sorted(self._runs, key=lambda key: order.index(key) if key in order else len(order))
        texts = [f"{place_word(key)}: {self._runs[key]}" if key in order else self._runs[key] for key in places]
        self.work.setText("  ·  ".join(texts) or self.tr("Ready"))

    def _button(self, tip: str) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setToolTip(tip)
        button.setAccessibleDescription(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(self.detector_clicked)
        return button
