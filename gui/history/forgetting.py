"""Questions before something is deleted for good."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

tr = QCoreApplication.translate

AGES: dict[int, Callable[[], str]] = {
    7: lambda: tr("Forgetting", "a week"),
    30: lambda: tr("Forgetting", "a month"),
    90: lambda: tr("Forgetting", "three months"),
    365: lambda: tr("Forgetting", "a year"),
}
"""Days, and their words in the present language."""


def sure(parent: QWidget, question: str) -> bool:
    """Ask; the safe answer is the default."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(tr("Forgetting", "Delete from the history"))
    box.setText(question)
    box.setInformativeText(tr("Forgetting", "Your recordings stay where they are. Reports that were written stay too."))
    keep = box.addButton(tr("Forgetting", "Keep"), QMessageBox.ButtonRole.RejectRole)
    delete = box.addButton(tr("Forgetting", "Delete"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.exec()
    return box.clickedButton() is delete
