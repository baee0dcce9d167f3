"""Adapting a detector to the user's own clips."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from gui.trainer.parts import Card, Outcome, button, fill_table, new_table
from gui.trainer.runs import RunRow
from gui.trainer.state import is_good_name

if TYPE_CHECKING:
    from engine.detector import DetectorRow


class CalibrateCard(Card):
    """Which detector, which clips; before and after on clips held out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Adapt to my recordings"))
        self.set_note(
            self.tr(
                "20 clips and more of your own, in folders named ai and human. What it brings is measured on clips "
                "that were held out; the detector you adapt stays as it is."
            )
        )
        self.weights: Path | None = None
        self._bases: list[str] = []
        self.box = QComboBox()
        self.box.setAccessibleName(self.tr("Detector to adapt"))
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.folder = QLineEdit()
        self.folder.setAccessibleName(self.tr("Folder of my clips"))
        self.folder.setPlaceholderText(self.tr("a folder with ai and human in it"))
        self.folder_button = button(self.tr("Choose..."), self._choose)
        self.folder_button.setAccessibleName(self.tr("Choose the folder of my clips"))
        self.name = QLineEdit("mine")
        self.name.setMaximumWidth(320)
        self.name.setAccessibleName(self.tr("Name of the adapted detector"))
        self.head = QCheckBox(self.tr("Also refit the last layer (more change, more clips needed)"))
        self.calibrate_button = button(self.tr("A&dapt"), lambda: None)
        self.use_button = button(self.tr("Make it the active detector"), lambda: None)
        self.use_button.hide()
        self._arrange()

    def base(self) -> str:
        """Path of the detector to adapt."""
        return str(self.box.currentData())

    def base_name(self) -> str:
        """Its name."""
        return self.box.currentText()

    def check(self) -> bool:
        """Whether everything is there; says what is not."""
        text = ""
        if not self.folder.text().strip():
            text = self.tr("Choose the folder of your clips.")
        elif not is_good_name(self.name.text().strip()):
            text = self.tr("A name has up to 64 letters, digits, dots, dashes and underscores.")
        if text:
            self.show_problem(text, "")
        return not text

    def refresh(self, rows: Sequence[DetectorRow], run: RunRow | None, *, can_start: bool) -> None:
        """Offer what can be adapted: installed detectors, and the run's where it was made."""
        found = {str(row.path): row.name for row in rows if row.path.suffix == ".safetensors"}
        made = sorted((run.path / "detector").glob("*.safetensors")) if run is not None else []
        found |= {str(path): path.stem for path in made if path.stem not in found.values()}
        if list(found) != self._bases:
            before = self.box.currentData()
            self._bases = list(found)
            self.box.clear()
            for path, name in found.items():
                self.box.addItem(name, path)
            default = next((str(row.path) for row in rows if row.is_default), "")
            wanted = before if before in self._bases else default
            self.box.setCurrentIndex(self._bases.index(wanted) if wanted in self._bases else 0)
        for each in (self.box, self.folder, self.folder_button, self.name, self.head):
            each.setEnabled(can_start)
        self.calibrate_button.setEnabled(can_start and bool(found))
        self.use_button.setEnabled(can_start)

    def show_problem(self, text: str, hint: str) -> None:
        """Why it could not be done."""
        self.said.say_problem(text, hint)

    def show_news(self, text: str) -> None:
        """What was done."""
        self.said.say(text)

    def show_record(self, record: dict[str, Any]) -> None:
        """Before and after."""
        self.weights = Path(record["weights"])
        fill_table(self.table, record["rows"])
        self.table.show()
        if record["worse"]:
            words = self.tr(
                "On clips it has not seen, {name} got worse than {base} ({worse}): rather add clips from more sources "
                "than use it."
            )
        else:
            words = self.tr("{name} was adapted from {base} with {used} clips; {all} could not all be judged.")
            if record["used"] == record["clips"]:
                words = self.tr("{name} was adapted from {base} with {used} clips.")
        self.said.say(
            words.format(
                name=record["name"],
                base=record["base"],
                worse=record["worse"],
                used=record["used"],
                all=record["clips"],
            ),
            "",
        )
        self.use_button.show()

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(20)
        form.setVerticalSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.folder, stretch=1)
        place.addWidget(self.folder_button)
        for text, buddy, row in (
            (self.tr("D&etector"), self.box, self.box),
            (self.tr("My c&lips"), self.folder, place),
            (self.tr("Na&me"), self.name, self.name),
        ):
            label = QLabel(text)
            label.setBuddy(buddy)
            form.addRow(label, row)
        form.addRow(self.head)
        self.rows.addLayout(form)
        actions = QHBoxLayout()
        actions.setSpacing(8)
        actions.addWidget(self.calibrate_button)
        actions.addWidget(self.use_button)
        actions.addStretch()
        self.rows.addLayout(actions)
        self.said = Outcome()
        self.rows.addWidget(self.said)
        self.table = new_table(
            self.tr("Before and after"),
            (self.tr("Figure"), self.tr("Before"), self.tr("After, held out"), self.tr("Change")),
        )
        self.table.hide()
        self.rows.addWidget(self.table)

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Choose the folder of your clips"), self.folder.text())
        if name:
            self.folder.setText(name)
