"""Fields of the settings bound to widgets: a change is saved at once, and a change from elsewhere is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gui.context import AppContext


class Section(QScrollArea):
    """A scrolling page of cards with rows; each row is one field of `gui.settings.model.Settings`."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.fields: dict[str, QWidget] = {}
        self._show: dict[str, Callable[[Any], None]] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows its fields
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        self.rows = QVBoxLayout(body)
        self.rows.setContentsMargins(8, 16, 20, 16)
        self.rows.setSpacing(16)
        self.setWidget(body)
        context.settings_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what the settings say now."""
        values = self.context.settings.model_dump()
        for name, show in self._show.items():
            blocker = QSignalBlocker(self.fields[name])
            show(values[name])
            blocker.unblock()

    def card(self, title: str, note: str = "") -> QFormLayout:
        """A titled group; its layout takes the rows."""
        frame = QFrame()
        frame.setProperty("card", True)
        form = QFormLayout(frame)
        form.setContentsMargins(16, 12, 16, 16)
        form.setHorizontalSpacing(20)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(heading(title))
        if note:
            form.addRow(note_label(note))
        self.rows.addWidget(frame)
        return form

    def add_check(self, form: QFormLayout, name: str, text: str, note: str = "") -> QCheckBox:
        """A yes-no field."""
        box = QCheckBox(text)
        box.toggled.connect(lambda value: self._change(name, value))
        self._bind(name, box, box.setChecked, text)
        form.addRow(box)
        if note:
            form.addRow(note_label(note))
        return box

    def add_choice(self, form: QFormLayout, name: str, text: str, options: Sequence[tuple[Any, str]]) -> QComboBox:
        """One of several values, each with its words."""
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        for value, words in options:
            box.addItem(words, value)
        box.currentIndexChanged.connect(lambda index: self._change(name, box.itemData(index)))
        self._bind(name, box, lambda value: box.setCurrentIndex(box.findData(value)), text)
        _add_row(form, text, box)
        return box

    def add_number(
        self, form: QFormLayout, name: str, text: str, unit: str = "", *, step: float = 1, zero: str = ""
    ) -> QSpinBox | QDoubleSpinBox:
        """A number with the limits of the model.

        Args:
            form: Of `card`.
            name: Field.
            text: Label.
            unit: Shown behind the number.
            step: Of the arrows.
            zero: Words shown in place of the smallest value.
        """
        field = type(self.context.settings).model_fields[name]
        low, high = (next(getattr(m, key) for m in field.metadata if hasattr(m, key)) for key in ("ge", "le"))
        box: QSpinBox | QDoubleSpinBox
        if field.annotation is float:
            box = QDoubleSpinBox()
            box.setDecimals(2)
            box.setRange(low, high)
            box.setSingleStep(step)
        else:
            box = QSpinBox()
            box.setRange(low, high)
            box.setSingleStep(round(step))
        if unit:
            box.setSuffix(f" {unit}")
        if zero:
            box.setSpecialValueText(zero)
        box.setKeyboardTracking(False)
        box.setMinimumWidth(140)
        box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        box.valueChanged.connect(lambda value: self._change(name, value))
        self._bind(name, box, box.setValue, text)
        _add_row(form, text, box)
        return box

    def add_path(
        self, form: QFormLayout, name: str, text: str, empty: str, choose: Callable[[QWidget], str] | None = None
    ) -> QLineEdit:
        """A folder or file; an empty field means the program's own choice.

        Args:
            form: Of `card`.
            name: Field.
            text: Label.
            empty: What an empty field means, in words.
            choose: Asks the user; a dialog for folders when None.
        """
        line = QLineEdit()
        line.setPlaceholderText(empty)
        line.setClearButtonEnabled(True)
        line.editingFinished.connect(lambda: self._change(name, line.text().strip()))
        button = QPushButton(self.tr("Choose..."))
        button.setAccessibleName(self.tr("Choose: {field}").format(field=text))
        ask = choose or (lambda parent: QFileDialog.getExistingDirectory(parent, text))

        def chosen() -> None:
            found = ask(self)
            if found:
                line.setText(found)
                self._change(name, found)

        button.clicked.connect(chosen)
        self._bind(name, line, line.setText, text)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(line, stretch=1)
        row.addWidget(button)
        label = QLabel(text)
        label.setBuddy(line)
        form.addRow(label, row)
        return line

    def _bind(self, name: str, widget: QWidget, show: Callable[[Any], None], text: str) -> None:
        widget.setObjectName(name)
        widget.setAccessibleName(text)
        self.fields[name] = widget
        self._show[name] = show
        show(getattr(self.context.settings, name))

    def _change(self, name: str, value: Any) -> None:
        if getattr(self.context.settings, name) != value and not self.context.change(**{name: value}):
            self.refresh()


def _add_row(form: QFormLayout, text: str, widget: QWidget) -> None:
    label = QLabel(text)
    label.setBuddy(widget)
    form.addRow(label, widget)


def heading(text: str) -> QLabel:
    """Title of a card."""
    label = QLabel(text)
    font = label.font()
    font.setBold(True)
    font.setPointSizeF(font.pointSizeF() * 1.1)
    label.setFont(font)
    return label


def note_label(text: str) -> QLabel:
    """A muted explanation that wraps."""
    label = QLabel(text)
    label.setProperty("role", "muted")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label
