"""The list of inputs: the default one, microphones, and what the computer plays; renewed when something is plugged."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QMessageBox, QSizePolicy, QToolButton, QWidget

from engine.audio.devices import InputDevice
from gui.context import AppContext
from gui.live.inputs import Inputs, find_inputs
from gui.live.words import input_words, system_audio_words

POLL_MS = 3_000


class InputPicker(QWidget):
    """One line: label, list, and how to hear the computer itself."""

    found = Signal()
    """The list was read; see `inputs`."""

    def __init__(
        self, context: AppContext, find: Callable[[], Inputs] = find_inputs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._find = find
        self._is_looking = False
        self._is_listening = False
        self.inputs: Inputs | None = None
        self.combo = QComboBox()
        self.combo.setAccessibleName(self.tr("Input"))
        self.combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.combo.setMinimumContentsLength(12)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.activated.connect(self._choose)
        label = QLabel(self.tr("&Input"))
        label.setBuddy(self.combo)
        self.help_button = QToolButton()
        self.help_button.setAutoRaise(True)
        self.help_button.setAccessibleName(self.tr("How to listen to what this computer plays"))
        self.help_button.setToolTip(self.help_button.accessibleName())
        self.help_button.clicked.connect(self.show_help)
        context.theme.put_icon(self.help_button, "mdi6.help-circle-outline")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label)
        layout.addWidget(self.combo, stretch=1)
        layout.addWidget(self.help_button)
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self.look)

    @property
    def chosen(self) -> str | None:
        """Identity of the chosen input; None for the default one."""
        return self._context.settings.live_input or None

    @property
    def device(self) -> InputDevice | None:
        """The chosen input, where it is connected."""
        devices = self.inputs.devices if self.inputs is not None else ()
        wanted = self.chosen
        return next((each for each in devices if wanted in (None, each.identity)), None)

    def set_listening(self, *, listening: bool) -> None:
        """While a stream is open PortAudio sees no change, and the input cannot be changed."""
        self._is_listening = listening
        self.combo.setEnabled(not listening)
        self._follow_visibility()

    def look(self) -> None:
        """Read the list in a thread, unless that is being done."""
        if self._is_looking or self._is_listening:
            return
        self._is_looking = True
        self._context.tasks.run(self, self._find, self._take, self._failed)

    def show_help(self) -> None:
        """How to hear what the computer plays."""
        has_monitor = self.inputs is not None and any(device.is_monitor for device in self.inputs.devices)
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Information)
        box.setWindowTitle(self.tr("Listen to what this computer plays"))
        box.setText(system_audio_words(has_monitor=has_monitor))
        box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Begin to look for changes."""
        super().showEvent(event)
        self._follow_visibility()
        self.look()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Nobody needs the list now."""
        super().hideEvent(event)
        self._follow_visibility()

    def _follow_visibility(self) -> None:
        if self.isVisible() and not self._is_listening:
            self._timer.start()
        else:
            self._timer.stop()

    def _failed(self, text: str, hint: str) -> None:
        self._take(Inputs((), text, hint))

    def _take(self, inputs: Inputs) -> None:
        self._is_looking = False
        before, self.inputs = self.inputs, inputs
        if before is None or before.names != inputs.names or before.problem != inputs.problem:
            self._fill(inputs)
        self.found.emit()

    def _fill(self, inputs: Inputs) -> None:
        self.combo.clear()
        devices = inputs.devices
        default = next((each.name for each in devices if each.is_server_default), "")
        if not default and devices and devices[0].is_default:
            default = devices[0].name
        words = self.tr("System default: {name}").format(name=default) if default else self.tr("System default")
        self.combo.addItem(words if devices else self.tr("No input found"), "")
        self._add_group(
            self.tr("Microphones and other inputs"),
            [each for each in devices if not each.is_monitor and not _leads_elsewhere(each)],
        )
        self._add_group(self.tr("What this computer plays"), [each for each in devices if each.is_monitor])
        wanted = self.chosen
        if wanted and wanted not in {device.identity for device in devices}:
            self.combo.addItem(self.tr("{name} (not connected)").format(name=wanted), wanted)
        self.combo.setCurrentIndex(max(0, self.combo.findData(wanted or "")))
        self.combo.setToolTip(self.combo.currentText())

    def _add_group(self, title: str, devices: list[InputDevice]) -> None:
        if not devices:
            return
        self.combo.insertSeparator(self.combo.count())
        self.combo.addItem(title)
        model = self.combo.model()
        if isinstance(model, QStandardItemModel):
            model.item(self.combo.count() - 1).setEnabled(False)
        for device in devices:
            self.combo.addItem(f"    {input_words(device)}", device.identity)

    def _choose(self, index: int) -> None:
        identity = self.combo.itemData(index)
        if isinstance(identity, str):
            self._context.change(live_input=identity)
            self.combo.setToolTip(self.combo.currentText().strip())
            self.found.emit()


def _leads_elsewhere(device: InputDevice) -> bool:
    """ALSA's names for the sound server: the first entry of the list means the same."""
    return device.host_api == "ALSA" and device.name in ("default", "pulse")
