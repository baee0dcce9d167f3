"""How recordings are checked: detector, operating point, hop, device and threads."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget

from gui.context import AppContext
from gui.settings.catalog import Catalog, setting_of
from gui.settings.form import Section
from gui.settings.point_choice import PointChoice
from gui.words import device_word

HOPS = (3.0, 1.5, 1.0, 0.5, 0.25)
DEVICES = ("auto", "cpu", "cuda", "mps")


class CheckingSection(Section):
    """The choices that decide a verdict come first, those that decide only the speed last."""

    def __init__(self, context: AppContext, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._catalog = catalog
        self.detector = QComboBox()
        self.points = PointChoice()
        self.more_button = QPushButton(self.tr("More about the detectors"))
        self._add_detector()
        self._add_windows()
        self._add_speed()
        self.rows.addStretch()
        catalog.changed.connect(self._show_detectors)
        context.settings_changed.connect(self._show_points)
        self._show_detectors()

    def _add_detector(self) -> None:
        form = self.card(self.tr("Detector"))
        self.detector.setAccessibleName(self.tr("Detector"))
        self.detector.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.detector.activated.connect(self._choose_detector)
        label = QLabel(self.tr("Detector"))
        label.setBuddy(self.detector)
        form.addRow(label, self.detector)
        form.addRow("", self.more_button)
        form = self.card(
            self.tr("How strict"),
            self.tr(
                "Every detector makes errors of both kinds. Fewer of one kind mean more of the other: choose which "
                "hurt you less."
            ),
        )
        self.points.chosen.connect(lambda name: self.context.change(operating_point=name))
        form.addRow(self.points)

    def _add_windows(self) -> None:
        form = self.card(self.tr("Detail"))
        hop = self.add_choice(
            form,
            "hop_s",
            self.tr("A score every"),
            [(each, self.tr("{seconds} s").format(seconds=f"{each:g}")) for each in HOPS],
        )
        hop.setToolTip(self.tr("A window is always 3 s long. A smaller step finds the edges of AI parts more exactly."))

    def _add_speed(self) -> None:
        form = self.card(self.tr("Speed"), self.tr("Leave these as they are unless you know better."))
        self.add_choice(form, "device", self.tr("Device"), [(name, device_word(name)) for name in DEVICES])
        self.add_number(form, "threads", self.tr("Threads of the detector"), zero=self.tr("automatic"))
        self.add_number(form, "workers", self.tr("Files read at the same time"), zero=self.tr("automatic"))

    def _show_detectors(self) -> None:
        blocker = QSignalBlocker(self.detector)
        self.detector.clear()
        rows = [row for row in self._catalog.rows if row.meta is not None]
        for row in rows:
            words = self.tr("{name} (default)").format(name=row.name) if row.is_default else row.name
            self.detector.addItem(words, setting_of(row, self._catalog.rows))
        active = self._catalog.active
        if active in rows:
            self.detector.setCurrentIndex(rows.index(active))
        elif self._catalog.is_loaded:
            self.detector.insertItem(0, self.tr("(none can be used)"), None)
            self.detector.setCurrentIndex(0)
        blocker.unblock()
        self._show_points()

    def _show_points(self) -> None:
        row = self._catalog.active
        calibration = row.meta.calibration if row is not None and row.meta is not None else None
        self.points.show_points(calibration, self.context.settings.operating_point)

    def _choose_detector(self, index: int) -> None:
        named = self.detector.itemData(index)
        if named is not None:
            self.context.change(detector=named)
