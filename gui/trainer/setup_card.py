"""A new run: name, model, epochs, device, and every other setting with its default."""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QSpinBox, QWidget

from gui.context import AppContext
from gui.trainer.config_form import ConfigForm
from gui.trainer.parts import Card, button, foldable, note_label
from gui.trainer.state import TrainState, is_good_name
from gui.widgets.elided_label import ElidedLabel
from gui.words import device_word


class SetupCard(Card):
    """What `trainer.config.TrainConfig` can be told; the model's own recipe where nothing is changed."""

    folder_chosen = Signal(str)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("New run"))
        self._presets: dict[str, dict[str, Any]] = {}
        self._state: TrainState | None = None
        self.name = QLineEdit()
        self.name.setMaximumWidth(320)
        self.name.setAccessibleName(self.tr("Name"))
        self.name.setToolTip(self.tr("Of the run and of the detector that comes from it"))
        self.name_problem = QLabel()
        self.name.textEdited.connect(lambda _text: self.name_problem.hide())
        self.name_problem.setProperty("role", "error")
        self.name_problem.setWordWrap(True)
        self.name_problem.hide()
        self.model = QComboBox()
        self.model.setAccessibleName(self.tr("Model"))
        self.model_note = note_label("")
        self.epochs = QSpinBox()
        self.epochs.setRange(1, 100_000)
        self.epochs.setAccessibleName(self.tr("Epochs"))
        self.epochs.setMinimumWidth(110)
        self.devices = QComboBox()
        self.devices.setAccessibleName(self.tr("Device"))
        for name in ("auto", "cpu"):
            self.devices.addItem(device_word(name), name)
        self.devices.setToolTip(self.tr("Automatic takes an NVIDIA graphics card where there is one"))
        self.form = ConfigForm(context)
        self.start_button = button(self.tr("&Start training"), lambda: None, primary=True)
        self.data_button = button(self.tr("Go to 1 Data"), lambda: None)
        self._arrange(context)
        self.model.currentIndexChanged.connect(lambda _index: self._show_preset())
        self.epochs.valueChanged.connect(lambda value: self.form.set_value("epochs", value))
        self.form.changed.connect(self._follow_form)
        self.start_button.setEnabled(False)

    @property
    def device(self) -> str:
        """Where to train: ``auto`` or ``cpu``."""
        return str(self.devices.currentData())

    @property
    def is_described(self) -> bool:
        """Whether models and settings are known."""
        return bool(self._presets)

    def describe(self, values: dict[str, Any]) -> None:
        """Take over models, recipes and settings; see `trainer.jobs_data.describe`."""
        self._presets = values["presets"]
        self.form.build(values["fields"])
        self.model.blockSignals(True)
        self.model.clear()
        for name, summary in values["models"].items():
            self.model.addItem(name, name)
            self.model.setItemData(self.model.count() - 1, summary, Qt.ItemDataRole.ToolTipRole)
        self.model.setCurrentIndex(self.model.findData(values["default"]))
        self.model.blockSignals(False)
        self._show_preset()

    def choose_model(self, name: str) -> None:
        """Choose a model by its name."""
        self.model.setCurrentIndex(self.model.findData(name))

    def config(self) -> dict[str, Any]:
        """Every setting of the run."""
        return {**self._presets[str(self.model.currentData())], **self.form.values()}

    def check_name(self, taken: set[str]) -> bool:
        """Whether the name can be used; says why not."""
        name = self.name.text().strip()
        text = ""
        if not is_good_name(name):
            text = self.tr("A name has up to 64 letters, digits, dots, dashes and underscores.")
        elif name in taken:
            text = self.tr("There is a run {name} already: go on with it above, or choose another name.").format(
                name=name
            )
        self.name_problem.setText(text)
        self.name_problem.setVisible(bool(text))
        if text:
            self.name.setFocus()
        return not text

    def refresh(self, state: TrainState, *, can_start: bool) -> None:
        """Say what is missing, or offer to start."""
        self._state = state
        facts = state.facts
        is_ready = facts is not None and facts.is_ready
        if facts is None:
            self.set_note(self.tr("Choose recordings in step 1 first."))
        elif not is_ready:
            self.set_note(
                self.tr("{name} has no splits train and dev with both classes yet: prepare it in step 1 first.").format(
                    name=facts.data.name
                )
            )
        else:
            counts = facts.values["splits"]
            self.set_note(
                self.tr("On {name}: {n} recordings to learn from.").format(
                    name=facts.data.name, n=f"{sum(counts['train'].values()):,}"
                )
            )
        self.data_button.setVisible(not is_ready)
        self.start_button.setEnabled(is_ready and can_start and self.is_described)
        self.folder.setText(str(state.folder))
        self._propose_name()

    def _arrange(self, context: AppContext) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(20)
        form.setVerticalSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        model = QWidget()
        choice = QHBoxLayout(model)
        choice.setContentsMargins(0, 0, 0, 0)
        choice.setSpacing(12)
        choice.addWidget(self.model)
        choice.addWidget(self.model_note, stretch=1)
        for text, widget in (
            (self.tr("&Model"), model),
            (self.tr("N&ame"), self.name),
            ("", self.name_problem),
            (self.tr("&Epochs"), self.epochs),
            (self.tr("&Device"), self.devices),
        ):
            label = QLabel(text)
            label.setBuddy(self.model if widget is model else widget)
            form.addRow(label, widget) if text else form.addRow(widget)
        for box in (self.model, self.devices):
            box.setSizePolicy(box.sizePolicy().Policy.Maximum, box.sizePolicy().Policy.Fixed)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.epochs.setSizePolicy(self.epochs.sizePolicy().Policy.Maximum, self.epochs.sizePolicy().Policy.Fixed)
        self.folder = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self.folder_button = button(self.tr("Change..."), self._choose_folder)
        self.folder_button.setAccessibleName(self.tr("Change the folder of runs"))
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.folder, stretch=1)
        place.addWidget(self.folder_button)
        form.addRow(self.tr("Kept in"), place)
        self.rows.addLayout(form)
        self.more_button = foldable(context, self.tr("All settings"), self.form)
        self.rows.addWidget(self.more_button)
        self.rows.addWidget(self.form)
        actions = QHBoxLayout()
        actions.setSpacing(8)
        actions.addWidget(self.start_button)
        actions.addWidget(self.data_button)
        actions.addStretch()
        self.rows.addLayout(actions)
        if sys.platform == "darwin":
            self.devices.setEnabled(False)  # training runs on the processor there

    def _show_preset(self) -> None:
        name = str(self.model.currentData())
        if name not in self._presets:
            return
        self.form.set_defaults(self._presets[name])
        self.model_note.setText(str(self.model.currentData(Qt.ItemDataRole.ToolTipRole) or ""))
        self._follow_form()
        self._propose_name()

    def _follow_form(self) -> None:
        self.epochs.blockSignals(True)
        self.epochs.setValue(int(self.form.values().get("epochs", 1)))
        self.epochs.blockSignals(False)

    def _propose_name(self) -> None:
        """A free one, until the user types their own."""
        if self._state is not None and self.is_described and not self.name.isModified():
            proposed = self._state.free_name(str(self.model.currentData()))
            if self.name.text() != proposed:
                self.name.setText(proposed)

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Where runs are kept"), self.folder.text())
        if name:
            self.folder_chosen.emit(name)
