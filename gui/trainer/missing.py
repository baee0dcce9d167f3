"""Whether this installation can train, and what to do where it cannot."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from gui.trainer.parts import Card, button

PARTS = ("torch", "torchaudio", "lightning", "scipy", "sklearn")
PIP_LINE = "pip install --constraint constraints.txt --editable '.[train]'"


def missing_parts() -> list[str]:
    """Names of the packages of the train extra that are not installed; nothing is imported."""
    return [name for name in PARTS if find_spec(name) is None]


def is_frozen() -> bool:
    """Whether this is the packaged app, which leaves all of them out."""
    return bool(getattr(sys, "frozen", False))


class MissingCard(Card):
    """Says that training is not installed, and the line that installs it."""

    def __init__(self, missing: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Training is not installed"))
        if is_frozen():
            text = self.tr(
                "The packaged app checks recordings and does not train: PyTorch alone is larger than the whole app. "
                "To train, get the source code of Veravox, go to its folder, and run this line; then start it with "
                "python main.py. A detector that you train there can be used here: Settings, Detectors, Import."
            )
        else:
            text = self.tr(
                "Not installed: {names}. Run this line in the folder of Veravox, then start Veravox again. Looking at "
                "data and preparing it works without PyTorch."
            ).format(names=", ".join(missing))
        self.words = QLabel(text)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.line = QLineEdit(PIP_LINE)
        self.line.setReadOnly(True)
        self.line.setAccessibleName(self.tr("Line to install training"))
        self.copy_button = button(self.tr("&Copy the line"), lambda: QGuiApplication.clipboard().setText(PIP_LINE))
        for each in (self.words, self.line, self.copy_button):
            self.rows.addWidget(each)
