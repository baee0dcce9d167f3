"""Choice of the operating point: what it is good for, and how often it was wrong when that was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from gui.engine_words import in_words
from gui.settings.form import note_label
from gui.words import point_word

if TYPE_CHECKING:
    from engine.calibration import Calibration, OperatingPoint


class PointChoice(QWidget):
    """A radio button for each point of a detector, with its measured error rates under it."""

    chosen = Signal(str)
    """Name of a point; empty for the detector's default."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Operating point"))
        self.buttons: dict[str, QRadioButton] = {}
        self._shown: Calibration | None = None
        self._group = QButtonGroup(self)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)

    def show_points(self, calibration: Calibration | None, chosen: str) -> None:
        """Show the points of a detector.

        Args:
            calibration: None where no detector can be used.
            chosen: From the settings; empty for the default point.
        """
        if calibration is not None and calibration == self._shown:  # rebuilt buttons would lose the keyboard's focus
            self.buttons.get(chosen or calibration.default_point, QRadioButton()).setChecked(True)
            return
        self._clear()
        self._shown = calibration
        if calibration is None or not calibration.operating_points:
            self._rows.addWidget(note_label(self.tr("Nothing was measured for this detector.")))
            return
        wanted = chosen or calibration.default_point
        for point in calibration.operating_points:
            is_default = point.name == calibration.default_point
            words = point_word(point.name)
            words = words[:1].upper() + words[1:]  # capitalize() would make German nouns small
            button = QRadioButton(self.tr("{point} (recommended)").format(point=words) if is_default else words)
            rates = rates_in_words(point)
            button.setAccessibleName(words)
            button.setAccessibleDescription(rates)
            button.setChecked(point.name == wanted)
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            setting = "" if is_default else point.name
            button.clicked.connect(lambda _checked=False, name=setting: self.chosen.emit(name))
            self._group.addButton(button)
            note = note_label(rates)
            note.setContentsMargins(24, 0, 0, 8)
            self._rows.addWidget(button)
            self._rows.addWidget(note)
            self.buttons[point.name] = button
        self._rows.addWidget(note_label(measured_on(calibration)))

    def _clear(self) -> None:
        self.buttons.clear()
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def rates_in_words(point: OperatingPoint) -> str:
    """Both kinds of error, as natural frequencies: people read "of 100" better than rates."""
    tr = QCoreApplication.translate
    if point.human_flagged is None or point.ai_passed is None or point.undecided is None:
        text = tr(
            "PointChoice", "Of 100 human recordings {alarms} are called AI; of 100 AI recordings {missed} are missed."
        )
        return text.format(alarms=of_hundred(point.false_alarm_rate), missed=of_hundred(point.miss_rate))
    text = tr(
        "PointChoice",
        "Of 100 human recordings {alarms} are called AI; of 100 AI recordings {passed} are called human; "
        "{undecided} of 100 stay uncertain.",
    )
    return text.format(
        alarms=of_hundred(point.human_flagged),
        passed=of_hundred(point.ai_passed),
        undecided=of_hundred(point.undecided),
    )


def measured_on(calibration: Calibration) -> str:
    """Where the error rates come from."""
    place = next((point.measured_on for point in calibration.operating_points if point.measured_on), "")
    if not place:
        return ""
    return QCoreApplication.translate(
        "PointChoice", "Measured on: {recordings}. On other recordings it may be better or worse."
    ).format(recordings=in_words(place))


def of_hundred(share: float) -> str:
    """A share as a count of 100; small ones keep a digit."""
    count = 100 * share
    return f"{count:.1f}" if 0 < count < 10 else f"{count:.0f}"
