"""The four steps on top of the page: where one is, and which are done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from gui.theme import Theme


class StepBar(QWidget):
    """One button a step; arrow keys go along them."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(self.tr("Steps"))
        self.buttons: list[QToolButton] = []
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 12, 20, 0)
        row.setSpacing(8)
        for number, word in enumerate(words):
            button = QToolButton()
            button.setText(self.tr("{number}  {step}").format(number=number + 1, step=word))
            button.setAccessibleName(self.tr("Step {number}: {step}").format(number=number + 1, step=word))
            button.setToolTip(self.tr("Alt+{number}").format(number=number + 1))
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setMinimumHeight(36)
            button.setMinimumWidth(60)
            button.clicked.connect(lambda _on=False, number=number: self.chosen.emit(number))
            self._group.addButton(button, number)
            self.buttons.append(button)
            row.addWidget(button, stretch=1)
        theme.changed.connect(self._show_theme)
        self._show_theme()

    def show_step(self, number: int) -> None:
        """Mark the step that is shown."""
        self.buttons[number].setChecked(True)

    def set_done(self, number: int, *, is_done: bool, words: str) -> None:
        """Mark a step as done; the words say what is there or what is missing."""
        button = self.buttons[number]
        name = "mdi6.check-circle" if is_done else "mdi6.circle-outline"
        self._theme.put_icon(button, name, "human" if is_done else "muted")
        button.setAccessibleDescription(words)
        button.setToolTip(f"{words} ({self.tr('Alt+{number}').format(number=number + 1)})")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Left and right go to the neighbour."""
        step = {Qt.Key.Key_Left.value: -1, Qt.Key.Key_Right.value: 1}.get(event.key())
        if step is None:
            super().keyPressEvent(event)
            return
        at = max(0, self._group.checkedId())
        target = self.buttons[(at + step) % len(self.buttons)]
        target.setFocus()
        target.click()

    def _show_theme(self) -> None:
        c = {name: getattr(self._theme.colours, name).name() for name in ("text", "soft", "border", "accent", "raised")}
        self.setStyleSheet(
            f"QToolButton {{ color: {c['text']}; background: {c['raised']}; border: 1px solid {c['border']};"
            f" border-radius: 6px; padding: 4px 8px; }}"
            f"QToolButton:hover {{ background: {c['soft']}; }}"
            f"QToolButton:checked {{ background: {c['soft']}; border: 1px solid {c['accent']}; font-weight: bold; }}"
            f"QToolButton:focus {{ border: 2px solid {c['accent']}; }}"
        )
