from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QMessageBox

from engine.audio.devices import InputDevice
from engine.errors import CaptureError
from gui.live import inputs as inputs_module
from gui.live.input_picker import InputPicker
from gui.live.inputs import Inputs, find_inputs


@pytest.fixture
def picker(qtbot: Any, context: Any, devices: list[Any]) -> Iterator[Any]:
    found = [Inputs(tuple(devices))]
    made = InputPicker(context, lambda: found[0])
    made.result = found
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.inputs is not None, timeout=30_000)
    yield made
    made.hide()


def texts(picker: InputPicker) -> list[str]:
    return [text for text in (picker.combo.itemText(i).strip() for i in range(picker.combo.count())) if text]


def look(qtbot: Any, picker: Any) -> None:
    with qtbot.waitSignal(picker.found, timeout=30_000):
        picker.look()


def test_inputs_stand_in_groups_with_their_host_api(picker: Any) -> None:
    assert texts(picker) == [
        "System default: Built-in Microphone",
        "Microphones and other inputs",
        "Built-in Microphone  (ALSA)",
        "Desk Microphone  (PulseAudio)",
        "What this computer plays",
        "Monitor of Speakers  (PulseAudio)",
    ]
    headings = [i for i in range(picker.combo.count()) if picker.combo.itemText(i).startswith(("Micro", "What"))]
    assert not any(picker.combo.model().item(i).isEnabled() for i in headings)


def test_a_choice_is_kept_by_name(qtbot: Any, picker: Any, context: Any, devices: list[Any]) -> None:
    index = picker.combo.findData("PulseAudio: Desk Microphone")
    picker.combo.setCurrentIndex(index)
    picker.combo.activated.emit(index)
    assert context.settings.live_input == picker.chosen == "PulseAudio: Desk Microphone"
    picker.result[0] = Inputs((*reversed(devices),))
    look(qtbot, picker)
    assert picker.combo.currentData() == "PulseAudio: Desk Microphone"


def test_what_is_plugged_in_appears_and_what_is_pulled_stays_as_not_connected(
    qtbot: Any, picker: Any, context: Any, devices: list[Any]
) -> None:
    context.change(live_input="PulseAudio: Desk Microphone")
    picker.result[0] = Inputs((devices[0], InputDevice("Headset", "ALSA", 7, 1, 16_000)))
    look(qtbot, picker)
    assert "Headset  (ALSA)" in texts(picker)
    assert picker.combo.currentText() == "PulseAudio: Desk Microphone (not connected)"
    assert picker.device is None
    picker.result[0] = Inputs(tuple(devices))
    look(qtbot, picker)
    assert picker.combo.currentText().strip() == "Desk Microphone  (PulseAudio)"
    assert picker.device == devices[1]


def test_new_numbers_alone_change_nothing(qtbot: Any, picker: Any, devices: list[Any]) -> None:
    filled: list[Any] = []
    picker._fill = filled.append
    picker.result[0] = Inputs(
        tuple(InputDevice(d.name, d.host_api, d.index + 9, 1, 8000, d.is_monitor, d.is_default) for d in devices)
    )
    look(qtbot, picker)
    assert filled == []


def test_nobody_looks_while_a_stream_is_open_or_the_page_is_hidden(qtbot: Any, picker: Any) -> None:
    assert picker._timer.isActive()
    picker.set_listening(listening=True)
    assert not picker._timer.isActive()
    picker.look()
    assert not picker._is_looking
    picker.set_listening(listening=False)
    assert picker._timer.isActive()
    picker.hide()
    assert not picker._timer.isActive()
    qtbot.wait(1)


def test_the_way_to_hear_the_computer_is_told(picker: Any) -> None:
    picker.help_button.click()
    (box,) = picker.findChildren(QMessageBox)
    assert "What this computer plays" in box.text()
    box.close()


def test_the_servers_default_gives_the_default_its_name(qtbot: Any, picker: Any) -> None:
    picker.result[0] = Inputs(
        (
            InputDevice("default", "ALSA", 1, 32, 44_100, is_default=True),
            InputDevice("pulse", "ALSA", 0, 32, 44_100),
            InputDevice("Yeti", "PulseAudio", 0, 2, 48_000, source="yeti", is_server_default=True),
        )
    )
    look(qtbot, picker)
    assert texts(picker) == ["System default: Yeti", "Microphones and other inputs", "Yeti  (PulseAudio)"]


def test_a_missing_portaudio_is_a_sentence_and_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Any:
        raise CaptureError("Live listening is not possible: PortAudio is not installed", "Install it.")

    monkeypatch.setattr(inputs_module, "load_portaudio", missing)
    assert find_inputs() == Inputs((), "Live listening is not possible: PortAudio is not installed", "Install it.")
