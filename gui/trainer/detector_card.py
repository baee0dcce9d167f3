"""The run as a detector: its name, making it active, and its files."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from gui.trainer.parts import Card, Outcome, button
from gui.trainer.runs import RunRow
from gui.trainer.state import is_good_name


class DetectorCard(Card):
    """Buttons and what they brought; the page does the work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Use the trained detector"))
        self.name = QLineEdit()
        self.name.setMaximumWidth(320)
        self.name.setAccessibleName(self.tr("Name of the detector"))
        label = QLabel(self.tr("&Name"))
        label.setBuddy(self.name)
        form = QFormLayout()
        form.setHorizontalSpacing(20)
        form.setVerticalSpacing(8)
        form.addRow(label, self.name)
        self.grid = QCheckBox(self.tr("Set thresholds also through noise, codecs and telephones (six times as long)"))
        self.int8 = QCheckBox(self.tr("Try a smaller network with 8-bit numbers, kept only where it is as good"))
        form.addRow(self.grid)
        form.addRow(self.int8)
        self.rows.addLayout(form)
        self.use_button = button(self.tr("Make it the &active detector"), lambda: None, primary=True)
        self.export_button = button(self.tr("E&xport files..."), lambda: None)
        actions = QHBoxLayout()
        actions.setSpacing(8)
        actions.addWidget(self.use_button)
        actions.addWidget(self.export_button)
        actions.addStretch()
        self.rows.addLayout(actions)
        self.said = Outcome()
        self.said.setAccessibleName(self.tr("What came of it"))
        self.rows.addWidget(self.said)
        self._run: RunRow | None = None

    def check(self) -> bool:
        """Whether the name can be used; says why not."""
        if is_good_name(self.name.text().strip()):
            self.said.hide()
            return True
        self.show_problem(self.tr("A name has up to 64 letters, digits, dots, dashes and underscores."), "")
        self.name.setFocus()
        return False

    def show_problem(self, text: str, hint: str) -> None:
        """Why it could not be done."""
        self.said.say_problem(text, hint)

    def show_news(self, text: str) -> None:
        """What was done."""
        self.said.say(text)

    def show_busy(self, text: str) -> None:
        """What is being done."""
        self.said.say(text, "muted")

    def refresh(self, run: RunRow | None, *, can_start: bool, active: str) -> None:
        """Follow the chosen run."""
        if run is not None and (self._run is None or self._run.path != run.path):
            self.name.setText(run.name)
            self.said.hide()
        self._run = run
        if run is None:
            self.set_note(self.tr("There is no trained network yet: train one, or choose a run, in step 2."))
        elif active == run.name:
            self.set_note(self.tr("{name} is the active detector.").format(name=run.name))
        else:
            self.set_note(
                self.tr(
                    "From run {name}: its best epoch is calibrated on the dev recordings, checked, and installed "
                    "beside the other detectors."
                ).format(name=run.name)
            )
        for each in (self.name, self.grid, self.int8, self.use_button, self.export_button):
            each.setEnabled(run is not None and can_start)
