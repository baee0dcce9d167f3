"""Where data is chosen, and what was found there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.context import AppContext
from gui.scan.drop_zone import DropFrame
from gui.trainer.parts import Card, button
from gui.trainer.state import DataFacts
from gui.trainer.words import hours_words, label_word
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.flow_layout import FlowLayout

AUTO = "auto"
LAYOUTS = ("ai_human", "in_the_wild", "asvspoof", "fake_or_real", "deep_voice", "wavefake", "folder")
"""Those that a folder can have; a manifest is recognised by itself."""


class DataCard(Card):
    """The drop frame with its buttons, and the facts below."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Recordings"))
        self._problem_list: Path | None = None
        self.set_note(
            self.tr(
                "Speech made by machines and speech of people, told apart by the names of folders "
                "(ai and human, fake and real ...) or by a list. Nothing is changed or copied."
            )
        )
        self.frame = DropFrame(context.theme)
        drop = QLabel(self.tr("Drop a data set here: one folder, a manifest CSV, or two folders"))
        drop.setWordWrap(True)
        drop.setAlignment(Qt.AlignmentFlag.AlignCenter)
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=8)
        self.folder_button = self._button(self.tr("Choose f&older..."), primary=True)
        self.manifest_button = self._button(self.tr("Choose &manifest..."))
        self.two_button = self._button(self.tr("&Two folders..."))
        self.new_button = self._button(self.tr("&New data folder..."))
        self.new_button.setToolTip(self.tr("Makes folders for long recordings, with a guide to what goes where"))
        for each in (self.folder_button, self.manifest_button, self.two_button, self.new_button):
            flow.addWidget(each)
        inside = QVBoxLayout(self.frame)
        inside.setContentsMargins(16, 16, 16, 16)
        inside.setSpacing(12)
        inside.addWidget(drop)
        inside.addWidget(buttons)
        self.rows.addWidget(self.frame)
        self.problem = QLabel()
        self.problem.setProperty("role", "error")
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.problem.setWordWrap(True)
        self.problem.setAccessibleName(self.tr("What is wrong with the data"))
        self.problem.hide()
        self.rows.addWidget(self.problem)
        self._add_facts()

    @property
    def data_layout(self) -> str:
        """Chosen layout by name, or ``auto``."""
        return str(self.layout_box.currentData())

    def set_free(self, is_free: bool) -> None:  # noqa: FBT001
        """Whether something may be chosen now."""
        for each in (self.folder_button, self.manifest_button, self.two_button, self.new_button, self.layout_box):
            each.setEnabled(is_free)

    def set_problem(self, text: str) -> None:
        """Why what was chosen cannot be used; empty where it can."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def show_facts(self, facts: DataFacts | None) -> None:
        """What was found."""
        self.facts.setVisible(facts is not None)
        if facts is None:
            return
        values = facts.values
        self.place.setText(str(facts.data))
        self.layout_label.setText(values["layout"])
        self.layout_box.setVisible(values["layout"] != "manifest")
        self.counts.setText(self._counts(facts))
        self.variety.setText(self._variety(values["counts"]))
        self.splits.setText(self._splits(facts))
        self._problem_list = Path(values["problem_list"]) if values["problem_list"] else None
        n_problems = values["problems"]
        self.problems.setText(self.tr("Files that are missing or cannot be read: {n}").format(n=f"{n_problems:,}"))
        for each in (self._problem_label, self.problems, self.list_button):
            each.setVisible(n_problems > 0)

    def _add_facts(self) -> None:
        self.facts = QWidget()
        grid = QGridLayout(self.facts)
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self.place = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self.layout_label = QLabel()
        self.layout_box = QComboBox()
        self.layout_box.setAccessibleName(self.tr("Read it as"))
        self.layout_box.addItem(self.tr("found out by itself"), AUTO)
        for name in LAYOUTS:
            self.layout_box.addItem(self.tr("read as {layout}").format(layout=name), name)
        kind = QWidget()
        line = QHBoxLayout(kind)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self.layout_label)
        line.addWidget(self.layout_box)
        line.addStretch()
        self.counts, self.variety, self.splits, self.problems = (QLabel() for _ in range(4))
        for label in (self.counts, self.variety, self.splits):
            label.setWordWrap(True)
        self.problems.setProperty("role", "error")
        self.list_button = button(self.tr("Show the list"), self._open_list)
        problem_row = QHBoxLayout()
        problem_row.setSpacing(12)
        problem_row.addWidget(self.problems)
        problem_row.addWidget(self.list_button)
        problem_row.addStretch()
        self._problem_label = QLabel(self.tr("Problems"))
        for row, (text, widget) in enumerate(
            (
                (self.tr("Place"), self.place),
                (self.tr("Layout"), kind),
                (self.tr("Recordings"), self.counts),
                (self.tr("Variety"), self.variety),
                (self.tr("Splits"), self.splits),
            )
        ):
            grid.addWidget(QLabel(text), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(widget, row, 1)
        grid.addWidget(self._problem_label, 5, 0)
        grid.addLayout(problem_row, 5, 1)
        self.rows.addWidget(self.facts)

    def _counts(self, facts: DataFacts) -> str:
        clips, hours = facts.values["clips"], facts.values["hours"]
        parts = [f"{clips[label]:,} {label_word(label)}" for label in ("ai", "human")]
        if hours:
            parts.append(self.tr("{time} in all").format(time=hours_words(hours)))
        if facts.needs_conversion:
            raw = self.tr("{n} long recordings that are not cut into clips yet")
            parts.append(raw.format(n=f"{facts.values['raw']:,}"))
        return " · ".join(parts)

    def _variety(self, counts: dict[str, int]) -> str:
        return self.tr("{generators} generators, {speakers} speakers, {sources} sources").format(
            generators=counts["generator"], speakers=counts["speaker"], sources=counts["source"]
        )

    def _splits(self, facts: DataFacts) -> str:
        found = facts.values["splits"]
        if not found:
            return self.tr("none yet")
        order = [*facts.splits, *(name for name in found if name not in facts.splits)]
        parts = [
            self.tr("{split}: {ai} AI, {human} human").format(
                split=name, ai=found[name].get("ai", 0), human=found[name].get("human", 0)
            )
            for name in order
        ]
        return " · ".join(parts)

    def _open_list(self) -> None:
        if self._problem_list is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._problem_list)))

    def _button(self, text: str, *, primary: bool = False) -> QPushButton:
        return button(text, lambda: None, primary=primary)
