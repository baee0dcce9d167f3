"""From recordings to splits: one line a step, with what came out of it, and one button that does them all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from gui.context import AppContext
from gui.trainer.parts import Card, button, foldable, set_role
from gui.trainer.prepare_options import PrepareOptions
from gui.trainer.prepare_words import PARTS, part_word, result_words
from gui.trainer.state import DataFacts

SIGNS = {
    "": ("mdi6.circle-outline", "muted"),
    "working": ("mdi6.progress-clock", "accent"),
    "done": ("mdi6.check-circle", "human"),
    "warning": ("mdi6.alert-outline", "ai"),
    "failed": ("mdi6.alert-circle-outline", "error"),
}


class PrepareCard(Card):
    """Shows the steps; the page does them."""

    wanted = Signal(list)
    """Names of the steps to do."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Preparation"))
        self._context = context
        self._facts: DataFacts | None = None
        self._is_free = True
        self._at = ""
        self._states: dict[str, str] = {}
        self._signs: dict[str, QToolButton] = {}
        self._titles: dict[str, QLabel] = {}
        self.results: dict[str, QLabel] = {}
        self.buttons: dict[str, QPushButton] = {}
        self.all_button = button(self.tr("&Prepare everything"), self._want_all, primary=True)
        self.next_button = button(self.tr("Go on to 2 Train"), lambda: None)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.all_button)
        head.addWidget(self.next_button)
        head.addStretch()
        self.rows.addLayout(head)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(2, 1)
        for row, name in enumerate(PARTS):
            self._add_part(row, name)
        self.rows.addLayout(self._grid)
        self.settings = PrepareOptions(context)
        self.more_button = foldable(context, self.tr("Shares, hold-outs, clips"), self.settings)
        self.rows.addWidget(self.more_button)
        self.rows.addWidget(self.settings)

    def options(self) -> dict[str, Any]:
        """What the user set, as the job takes it."""
        return self.settings.values()

    def set_free(self, is_free: bool) -> None:  # noqa: FBT001
        """Whether something may be started now."""
        self._is_free = is_free
        self._show_buttons()

    def show_facts(self, facts: DataFacts | None) -> None:
        """Follow the chosen data."""
        self._facts = facts
        self.settings.show_facts(facts)
        note = "" if facts is not None else self.tr("Choose recordings first.")
        if facts is not None and facts.is_ready:
            note = self.tr("Ready: there is something to learn from (train) and something to check on (dev).")
        self.set_note(note)
        if facts is not None:
            values = facts.values
            known = {
                "convert": values["is_converted"],
                "import": values["is_listed"],
                "stats": values["has_stats"],
                "split": facts.is_ready,
            }
            for name, is_done in known.items():
                if is_done and not self._states.get(name):
                    self._set(name, "done", self.tr("done before"))
        self._show_buttons()

    def clear(self) -> None:
        """Forget what was said about other data."""
        for name in PARTS:
            self._set(name, "", "")

    def begin(self, steps: list[str]) -> None:
        """Some steps were started."""
        for name in steps:
            self._set(name, "", self.tr("waits"))

    def working(self, name: str) -> None:
        """A step began."""
        self._at = name
        self._set(name, "working", self.tr("is being done"))

    def done(self, name: str, values: dict[str, Any]) -> None:
        """A step is done; its result in words."""
        state, words = result_words(name, values)
        self._at = ""
        self._set(name, state, words)

    def fail(self, text: str, hint: str) -> None:
        """The step at work could not be done."""
        name = self._at or next((part for part in PARTS if self._states.get(part) == ""), PARTS[0])
        self._set(name, "failed", f"{text}\n{hint}" if hint else text)
        self._at = ""

    def end(self) -> None:
        """Nothing runs any more: what was waiting is not going to happen."""
        for name in PARTS:
            if self._states.get(name) in {"", "working"} and self.results[name].text():
                self._set(name, "", self.tr("not done"))
        self._at = ""

    def _add_part(self, row: int, name: str) -> None:
        sign = QToolButton()
        sign.setAutoRaise(True)
        sign.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        word, tip = part_word(name)
        title = QLabel(word)
        title.setToolTip(tip)
        result = QLabel()
        result.setProperty("role", "muted")
        result.setTextFormat(Qt.TextFormat.PlainText)
        result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        result.setWordWrap(True)
        result.setMinimumWidth(120)
        result.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        result.setAccessibleName(self.tr("Result: {step}").format(step=word))
        run: Callable[[], None] = lambda: self.wanted.emit([name])  # noqa: E731
        start = button(self.tr("Do it"), run, tip=tip)
        start.setAccessibleName(self.tr("Do it: {step}").format(step=word))
        self._signs[name], self._titles[name] = sign, title
        self.results[name], self.buttons[name] = result, start
        top = Qt.AlignmentFlag.AlignTop
        for column, each in enumerate((sign, title, result, start)):
            if each is result:
                self._grid.addWidget(each, row, column)
            else:
                self._grid.addWidget(each, row, column, top)
        title.setMinimumHeight(start.sizeHint().height())
        result.setMinimumHeight(start.sizeHint().height())
        self._set(name, "", "")

    def _set(self, name: str, state: str, words: str) -> None:
        self._states[name] = state
        icon, colour = SIGNS[state]
        self._context.theme.put_icon(self._signs[name], icon, colour)
        label = self.results[name]
        label.setText(words)
        label.setAccessibleDescription(words)
        role = "error" if state == "failed" else "" if state == "warning" else "muted"
        set_role(label, role)

    def _want_all(self) -> None:
        self.wanted.emit(self._needed())

    def _needed(self) -> list[str]:
        """Steps that are not done yet; checks are done again, they cost little."""
        facts = self._facts
        if facts is None:
            return []
        values = facts.values
        needed = {
            "convert": facts.needs_conversion,
            "import": not values["is_listed"] or facts.needs_conversion,
            "stats": not values["has_stats"] or facts.needs_conversion,
            "split": not facts.is_ready,
        }
        return [name for name in PARTS if needed.get(name, True)]

    def _show_buttons(self) -> None:
        facts = self._facts
        there = facts is not None and (facts.n_clips > 0 or bool(facts.values["raw"]))
        self.all_button.setEnabled(self._is_free and there)
        is_ready = facts is not None and facts.is_ready
        self.next_button.setEnabled(is_ready)
        has_tree = facts is not None and bool(facts.values["raw"])
        for name, each in self.buttons.items():
            is_listed = name in {"convert", "import", "stats", "probe"} or (
                facts is not None and facts.values["is_listed"]
            )
            each.setEnabled(self._is_free and there and is_listed)
            if name == "convert":
                for widget in (each, self.results[name], self._signs[name], self._titles[name]):
                    widget.setVisible(has_tree)
