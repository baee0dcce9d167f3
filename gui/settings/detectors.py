"""The installed detectors: which there are, how good they are, taking one in and removing one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextDocument, QTextTable
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from gui.context import AppContext
from gui.engine_words import in_words
from gui.settings.catalog import Catalog, setting_of
from gui.settings.form import note_label
from gui.settings.point_choice import of_hundred
from gui.words import count_word

if TYPE_CHECKING:
    from engine.detector import DetectorRow


LIST_WIDTH = 150


class DetectorsSection(QWidget):
    """List on the left, model card on the right."""

    def __init__(self, context: AppContext, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._catalog = catalog
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Detectors"))
        self.list.setSpacing(2)
        self.list.setMinimumWidth(LIST_WIDTH)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda *_: self._show_current())
        self.facts = note_label("")
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # a sha256 is one long word
        self.card = QTextBrowser()
        self.card.setAccessibleName(self.tr("Model card"))
        self.card.setOpenLinks(False)
        self.card.document().setDocumentMargin(12)
        self.card.setFrameShape(QFrame.Shape.NoFrame)
        self.use_button = self._button(self.tr("Use this one"), self._use)
        self.copy_button = self._button(self.tr("Copy sha256"), self._copy)
        self.remove_button = self._button(self.tr("Remove..."), self._ask_remove)
        self.import_button = self._button(self.tr("Import..."), self._choose_import)
        self._lay_out()
        catalog.changed.connect(self._show_rows)
        self._show_rows()

    def import_file(self, path: Path) -> None:
        """Take a detector in; the list shows it, or the reason why not appears above the page."""
        from engine.detector_files import import_detector

        self.import_button.setEnabled(False)

        def done(row: DetectorRow) -> None:
            self.import_button.setEnabled(True)
            self.facts.setText(self.tr("Imported {name}. sha256: {sha256}").format(name=row.name, sha256=row.sha256))
            self._wanted = row.name
            self._catalog.reload()

        def failed(text: str, hint: str) -> None:
            self.import_button.setEnabled(True)
            refused = self.tr("{file} was not imported.").format(file=path.name)
            self._context.problem.emit(f"{refused} {text}", hint)

        self._context.tasks.run(self, lambda: import_detector(path), done, failed)

    def _lay_out(self) -> None:
        self._wanted = ""
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        left.addWidget(self.list, stretch=1)
        left.addWidget(self.import_button)
        right = QVBoxLayout()
        right.setContentsMargins(12, 0, 0, 0)
        right.setSpacing(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.use_button, self.copy_button, self.remove_button):
            buttons.addWidget(button)
        buttons.addStretch()
        right.addLayout(buttons)
        right.addWidget(self.facts)
        right.addWidget(self.card, stretch=1)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        for layout in (left, right):
            half = QWidget()
            half.setLayout(layout)
            splitter.addWidget(half)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([240, 600])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 16, 20, 16)
        outer.addWidget(splitter)

    def _button(self, text: str, run: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(run)
        return button

    def _show_rows(self) -> None:
        current = self._wanted or (row.name if (row := self._current()) is not None else "")
        self._wanted = ""
        active = self._catalog.active
        self.list.clear()
        for row in self._catalog.rows:
            item = QListWidgetItem(self._line(row, is_active=row is active))
            item.setData(Qt.ItemDataRole.UserRole, row)
            self.list.addItem(item)
            if row.name == current or (not current and row is active):
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None and self.list.count():
            self.list.setCurrentRow(0)
        self._show_current()

    def _line(self, row: DetectorRow, *, is_active: bool) -> str:
        marks = [self.tr("active")] if is_active else []
        marks += [self.tr("default")] if row.is_default else []
        name = f"{row.name} ({', '.join(marks)})" if marks else row.name
        if row.meta is None:
            return f"{name}\n{self.tr('cannot be used')}"
        eer = next((figures["eer"] for figures in row.meta.metrics.values() if "eer" in figures), None)
        if eer is None:
            return f"{name}\n{self.tr('not measured')}"
        return f"{name}\n{self.tr('error rate {rate} %').format(rate=of_hundred(eer))}"

    def _current(self) -> DetectorRow | None:
        item = self.list.currentItem()
        row: DetectorRow | None = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return row

    def _show_current(self) -> None:
        row = self._current()
        usable = row is not None and row.meta is not None
        self.use_button.setEnabled(usable and row is not self._catalog.active)
        self.copy_button.setEnabled(usable)
        self.remove_button.setEnabled(row is not None)
        if row is None:
            self.facts.setText(self.tr("No detector is installed.") if self._catalog.is_loaded else "")
            self.card.clear()
            return
        if row.meta is None:
            self.facts.setText(in_words(row.problem))
            self.card.clear()
            return
        self.facts.setToolTip(row.sha256)
        from engine.detector_files import card_text
        from engine.ensemble import member_names

        members = member_names(row.meta)
        words = (
            self.tr("Ensemble: the mean of {members}; {parameters} parameters, sha256: {sha256}")
            if members
            else self.tr("{network}, {parameters} parameters, sha256: {sha256}")
        )
        self.facts.setText(
            words.format(
                network=row.meta.architecture,
                members=", ".join(members),
                parameters=count_word(row.meta.n_parameters),
                sha256=row.sha256,
            )
        )
        no_card = (
            self.tr("An ensemble has no model card of its own. Its members have: choose them in the list.")
            if members
            else self.tr("This detector came without a model card.")
        )
        self.card.setMarkdown(card_text(row) or no_card)
        _drop_empty_heads(self.card.document())

    def _use(self) -> None:
        row = self._current()
        if row is not None:
            self._context.change(detector=setting_of(row, self._catalog.rows))

    def _copy(self) -> None:
        row = self._current()
        if row is not None:
            QGuiApplication.clipboard().setText(row.sha256)

    def _choose_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Choose a detector"), "", self.tr("Detectors (*.safetensors *.ensemble.json);;All files (*)")
        )
        if name:
            self.import_file(Path(name))

    def _ask_remove(self) -> None:
        from engine.detector_files import is_shipped

        row = self._current()
        if row is None:
            return
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Remove a detector"))
        box.setText(self.tr("Remove {name}? Its files are deleted.").format(name=row.name))
        if is_shipped(row):
            box.setInformativeText(self.tr("It came with Veravox. To get it back you have to install Veravox again."))
        keep = box.addButton(self.tr("Keep it"), QMessageBox.ButtonRole.RejectRole)
        remove = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(keep)
        box.exec()
        if box.clickedButton() is remove:
            self._remove(row)

    def _remove(self, row: DetectorRow) -> None:
        from engine.detector_files import remove_detector

        was_active = row is self._catalog.active

        def done(_nothing: None) -> None:
            if was_active:
                self._context.change(detector="")
            self._catalog.reload()

        self._context.tasks.run(self, lambda: remove_detector(row), done)


def _drop_empty_heads(document: QTextDocument) -> None:
    """Markdown has no table without a head; one that says nothing only looks like a mistake."""
    for table in document.rootFrame().childFrames():
        if isinstance(table, QTextTable) and table.rows() > 1:
            cells = [table.cellAt(0, column) for column in range(table.columns())]
            if all(cell.firstCursorPosition().position() == cell.lastCursorPosition().position() for cell in cells):
                table.removeRows(0, 1)
