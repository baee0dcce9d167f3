"""Asks for two folders, one of each class, and for a place for the list that is made of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.settings.form import note_label


class FoldersDialog(QDialog):
    """Two folders of recordings become one data set."""

    def __init__(
        self,
        ai: Path | None,
        human: Path | None,
        take: Callable[[Path, Path, Path], None],
        parent: QWidget | None = None,
    ) -> None:
        """Prepare.

        Args:
            ai: Folder of AI speech, where it is known.
            human: Folder of human speech, where it is known.
            take: Gets both and the folder for the list.
            parent: Window it belongs to.
        """
        super().__init__(parent)
        self._take = take
        self.setWindowTitle(self.tr("Two folders"))
        self.setMinimumWidth(480)
        self.lines: dict[str, QLineEdit] = {}
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for key, text, at in (
            ("ai", self.tr("&AI speech"), ai),
            ("human", self.tr("&Human speech"), human),
            ("out", self.tr("&List goes to"), self._common(ai, human)),
        ):
            self._add(form, key, text, at)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(
            note_label(self.tr("A subfolder names the generator (AI) or the speaker (human). The recordings stay."))
        )
        layout.addLayout(form)
        layout.addWidget(self.buttons)
        self._check()

    def _add(self, form: QFormLayout, key: str, text: str, at: Path | None) -> None:
        line = QLineEdit(str(at) if at is not None else "")
        line.setAccessibleName(text.replace("&", ""))
        line.textChanged.connect(self._check)
        self.lines[key] = line
        choose = QPushButton(self.tr("Choose..."))
        choose.setAccessibleName(self.tr("Choose: {field}").format(field=text.replace("&", "")))
        choose.clicked.connect(lambda: self._choose(line))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(line, stretch=1)
        row.addWidget(choose)
        label = QLabel(text)
        label.setBuddy(line)
        form.addRow(label, row)

    def _choose(self, line: QLineEdit) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder"), line.text())
        if name:
            line.setText(name)
            ai, human = self._path("ai"), self._path("human")
            if not self.lines["out"].text() and ai is not None and human is not None:
                self.lines["out"].setText(str(self._common(ai, human) or ""))

    def _path(self, key: str) -> Path | None:
        text = self.lines[key].text().strip()
        return Path(text) if text else None

    def _common(self, ai: Path | None, human: Path | None) -> Path | None:
        """A folder above both, where they have the same one."""
        return ai.parent if ai is not None and human is not None and ai.parent == human.parent else None

    def _check(self) -> None:
        if not hasattr(self, "buttons"):
            return
        is_complete = all(line.text().strip() for line in self.lines.values())
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(is_complete)

    def _accept(self) -> None:
        ai, human, out = (self._path(key) for key in ("ai", "human", "out"))
        if ai is not None and human is not None and out is not None:
            self.accept()
            self._take(ai, human, out)
