"""Choices of the preparation: shares of the splits, who is held out, how long recordings are cut."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gui.context import AppContext
from gui.trainer.parts import button, note_label
from gui.trainer.state import DataFacts
from gui.trainer.words import split_word

SHARES = {"train": 70, "dev": 15, "test": 15}
FORMATS = ("mp3", "flac", "wav", "opus")


class PrepareOptions(QWidget):
    """All have defaults that are good for most."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: dict[str, list[str]] = {}
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(20)
        form.setVerticalSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.shares: dict[str, QSpinBox] = {}
        for name, value in SHARES.items():
            box = QSpinBox()
            box.setRange(1 if name == "train" else 0, 100)
            box.setValue(value)
            box.setSuffix(" %")
            box.setMinimumWidth(96)
            box.setAccessibleName(split_word(name))
            self.shares[name] = box
            _row(form, split_word(name), box)
        self.together = QComboBox()
        self.together.setAccessibleName(self.tr("Keep together"))
        for words, columns in (
            (self.tr("as much as the recordings allow"), []),
            (self.tr("source, speaker and generator"), ["source", "speaker", "generator"]),
            (self.tr("source and speaker"), ["source", "speaker"]),
            (self.tr("source only"), ["source"]),
        ):
            self.together.addItem(words, columns)
        _row(form, self.tr("Keep together"), self.together)
        self._add_hold_outs(form)
        self.seed = QSpinBox()
        self.seed.setRange(0, 9999)
        self.seed.setMinimumWidth(96)
        self.seed.setAccessibleName(self.tr("Seed"))
        self.seed.setToolTip(self.tr("Another seed, another split"))
        _row(form, self.tr("Seed"), self.seed)
        self.again = QCheckBox(self.tr("Split anew, also what has a split already"))
        form.addRow(self.again)
        self.format = QComboBox()
        self.format.addItems(FORMATS)
        self.format.setAccessibleName(self.tr("Format of clips"))
        _row(form, self.tr("Format of clips"), self.format)
        self.only_speech = QCheckBox(self.tr("Leave out clips with less than 1 s of speech"))
        form.addRow(self.only_speech)
        self.allow_bad = QCheckBox(self.tr("Go on however many files cannot be read"))
        form.addRow(self.allow_bad)
        del context

    def values(self) -> dict[str, Any]:
        """As the job takes them."""
        return {
            "shares": [box.value() / 100 for box in self.shares.values()],
            "hold_out": [self.held.item(i).data(Qt.ItemDataRole.UserRole) for i in range(self.held.count())],
            "group": self.together.currentData(),
            "seed": self.seed.value(),
            "again": self.again.isChecked() or self.held.count() > 0,
            "format": self.format.currentText(),
            "only_speech": self.only_speech.isChecked(),
            "allow_bad": self.allow_bad.isChecked(),
        }

    def show_facts(self, facts: DataFacts | None) -> None:
        """Offer the names that the data has."""
        names = facts.values["names"] if facts is not None else {}
        if names != self._names:
            self._names = names
            self.held.clear()
            self._show_names()

    def _add_hold_outs(self, form: QFormLayout) -> None:
        self.column = QComboBox()
        self.column.setAccessibleName(self.tr("Hold out a"))
        for key, words in (
            ("generator", self.tr("generator")),
            ("speaker", self.tr("speaker")),
            ("source", self.tr("source")),
        ):
            self.column.addItem(words, key)
        self.name = QComboBox()
        self.name.setAccessibleName(self.tr("Name of what is held out"))
        self.name.setMinimumContentsLength(14)
        self.name.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.add_button = button(self.tr("Add"), self._add)
        self.remove_button = button(self.tr("Remove"), self._remove)
        line = QHBoxLayout()
        line.setSpacing(8)
        for each in (self.column, self.name, self.add_button, self.remove_button):
            line.addWidget(each)
        line.addStretch()
        self.held = QListWidget()
        self.held.setAccessibleName(self.tr("Held out for test"))
        self.held.setFixedHeight(64)
        self.held.setStyleSheet("QListWidget { border: 1px solid palette(mid); border-radius: 4px; }")
        body = QVBoxLayout()
        body.setSpacing(8)
        body.addLayout(line)
        body.addWidget(self.held)
        body.addWidget(note_label(self.tr("Goes to test alone, so that you see how the detector does on strangers.")))
        form.addRow(self.tr("Hold out"), body)
        self.column.currentIndexChanged.connect(lambda _index: self._show_names())
        self._show_names()

    def _show_names(self) -> None:
        self.name.clear()
        self.name.addItems(self._names.get(str(self.column.currentData()), []))
        self.add_button.setEnabled(self.name.count() > 0)
        self.remove_button.setEnabled(self.held.count() > 0)
        self.held.setVisible(self.held.count() > 0)

    def _add(self) -> None:
        column, name = str(self.column.currentData()), self.name.currentText()
        text = f"{column}={name}"
        known = {self.held.item(i).data(Qt.ItemDataRole.UserRole) for i in range(self.held.count())}
        if name and text not in known:
            self.held.addItem(f"{self.column.currentText()}: {name}")
            self.held.item(self.held.count() - 1).setData(Qt.ItemDataRole.UserRole, text)
        self._show_names()

    def _remove(self) -> None:
        row = self.held.currentRow() if self.held.currentRow() >= 0 else self.held.count() - 1
        self.held.takeItem(row)
        self._show_names()


def _row(form: QFormLayout, text: str, widget: QWidget) -> None:
    label = QLabel(text)
    label.setBuddy(widget)
    widget.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    form.addRow(label, widget)
