"""Every setting of a training run as a field, made from the description that the trainer gives of itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gui.context import AppContext
from gui.trainer.parts import button, note_label

CHOSEN_ELSEWHERE = ("model", "epochs")
MOST = 10_000_000
DECIMALS = 5


class _PlainNumber(QDoubleSpinBox):
    """Without zeros that mean nothing."""

    def textFromValue(self, value: float) -> str:  # noqa: N802
        """0.02 and not 0.02000."""
        text = super().textFromValue(value)
        point = self.locale().decimalPoint()
        return text.rstrip("0").removesuffix(point) if point in text else text


@dataclass(frozen=True, slots=True)
class _Field:
    widget: QWidget
    label: QLabel
    read: Callable[[], Any]
    show: Callable[[Any], None]


class ConfigForm(QWidget):
    """One row a setting; what differs from the recipe is bold."""

    changed = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        del context
        self._fields: dict[str, _Field] = {}
        self._defaults: dict[str, Any] = {}
        self._elsewhere: dict[str, Any] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(
            note_label(self.tr("These are the values of the model's recipe. What you change is shown in bold."))
        )
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(20)
        self._form.setVerticalSpacing(4)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        layout.addLayout(self._form)
        self.reset_button = button(self.tr("Back to the recipe"), self.reset)
        layout.addWidget(self.reset_button)

    def build(self, fields: list[dict[str, Any]]) -> None:
        """Make the rows; once."""
        if self._fields:
            return
        for field in fields:
            if field["name"] not in CHOSEN_ELSEWHERE:
                self._add(field)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Turning the wheel scrolls the page; it changes no number under the pointer."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def field(self, name: str) -> QWidget:
        """The widget of a setting."""
        return self._fields[name].widget

    def set_defaults(self, values: dict[str, Any]) -> None:
        """Show a recipe."""
        self._defaults = dict(values)
        self._elsewhere = {name: values[name] for name in CHOSEN_ELSEWHERE}
        self.reset()

    def set_value(self, name: str, value: Any) -> None:
        """Change one setting."""
        if name in self._elsewhere:
            self._elsewhere[name] = value
            return
        self._fields[name].show(value)
        self._mark(name)

    def values(self) -> dict[str, Any]:
        """Every setting as it stands."""
        return self._elsewhere | {name: field.read() for name, field in self._fields.items()}

    def reset(self) -> None:
        """Back to the recipe."""
        self._elsewhere = {name: self._defaults.get(name) for name in CHOSEN_ELSEWHERE}
        for name, field in self._fields.items():
            field.widget.blockSignals(True)
            field.show(self._defaults.get(name))
            field.widget.blockSignals(False)
            self._mark(name)
        self.changed.emit()

    def _add(self, values: dict[str, Any]) -> None:
        name = values["name"]
        makers = {"yes": self._yes, "whole": self._whole, "number": self._number, "choice": self._choice}
        widget, read, show = makers.get(values["kind"], self._words)(values)
        label = QLabel(name.replace("_", " "))
        label.setBuddy(widget)
        words = f"<p>{values['words']}</p>" if values["words"] else ""
        for each in (widget, label):
            each.setToolTip(words)
        widget.setObjectName(name)
        widget.setAccessibleName(name.replace("_", " "))
        widget.setAccessibleDescription(values["words"])
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        widget.installEventFilter(self)
        self._fields[name] = _Field(widget, label, read, show)
        self._form.addRow(label, widget)

    def _mark(self, name: str) -> None:
        """Bold where it is not what the recipe says."""
        field = self._fields[name]
        font = field.label.font()
        font.setBold(field.read() != self._defaults.get(name))
        field.label.setFont(font)

    def _edited(self, name: str) -> Callable[..., None]:
        def edited(*_values: object) -> None:
            self._mark(name)
            self.changed.emit()

        return edited

    def _yes(self, values: dict[str, Any]) -> tuple[QWidget, Callable[[], Any], Callable[[Any], None]]:
        box = QCheckBox()
        box.toggled.connect(self._edited(values["name"]))
        return box, box.isChecked, lambda value: box.setChecked(bool(value))

    def _whole(self, values: dict[str, Any]) -> tuple[QWidget, Callable[[], Any], Callable[[Any], None]]:
        box = QSpinBox()
        box.setRange(int(values.get("ge", 0)), int(values.get("le", MOST)))
        box.valueChanged.connect(self._edited(values["name"]))
        _narrow(box)
        return box, box.value, lambda value: box.setValue(int(value or 0))

    def _number(self, values: dict[str, Any]) -> tuple[QWidget, Callable[[], Any], Callable[[Any], None]]:
        box = _PlainNumber()
        box.setDecimals(DECIMALS)
        least = values.get("ge", 0.0) if "gt" not in values else 10**-DECIMALS
        box.setRange(float(least), float(values.get("le", MOST)))
        box.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        box.valueChanged.connect(self._edited(values["name"]))
        _narrow(box)
        return box, lambda: round(box.value(), DECIMALS), lambda value: box.setValue(float(value or 0.0))

    def _choice(self, values: dict[str, Any]) -> tuple[QWidget, Callable[[], Any], Callable[[Any], None]]:
        box = QComboBox()
        box.addItems(values["choices"])
        box.currentIndexChanged.connect(self._edited(values["name"]))
        _narrow(box)
        return box, box.currentText, lambda value: box.setCurrentText(str(value))

    def _words(self, values: dict[str, Any]) -> tuple[QWidget, Callable[[], Any], Callable[[Any], None]]:
        line = QLineEdit()
        line.setMaximumWidth(420)
        line.textChanged.connect(self._edited(values["name"]))
        if values["kind"] == "list":
            line.setPlaceholderText(self.tr("one; another"))
            return line, lambda: _list(line.text()), lambda value: line.setText("; ".join(value or ()))
        if values["kind"] != "table":
            return line, lambda: line.text().strip(), lambda value: line.setText(str(value or ""))
        line.setPlaceholderText(self.tr("name = value, name = value"))
        return line, lambda: _table(line.text()), lambda value: line.setText(_table_text(value or {}))


_COMMA_OUTSIDE_LISTS = re.compile(r",(?![^\[]*\])")


def _list(text: str) -> list[str]:
    """``one; another`` as a list; a semicolon, because names of files may hold commas and blanks."""
    return [part.strip() for part in text.split(";") if part.strip()]


def _table(text: str) -> dict[str, Any]:
    """``width = 4, blocks = [2, 2], name = x`` as names and values; what has no value is left out."""
    found: dict[str, Any] = {}
    for part in _COMMA_OUTSIDE_LISTS.split(text):
        name, equals, value = (each.strip() for each in part.partition("="))
        if name and equals and value:
            found[name] = _value(value)
    return found


def _value(text: str) -> Any:
    if text in ("true", "false"):
        return text == "true"
    if text.startswith("[") and text.endswith("]"):
        return [_value(each.strip()) for each in text[1:-1].split(",") if each.strip()]
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _table_text(values: dict[str, Any]) -> str:
    return ", ".join(f"{name} = {_value_text(value)}" for name, value in values.items())


def _value_text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value_text(each) for each in value)}]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _narrow(box: QWidget) -> None:
    box.setMinimumWidth(140)
    box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
