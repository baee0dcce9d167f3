from __future__ import annotations

import json
import os
import sys
from typing import Any

import pytest

from engine.audio import devices_pulse
from engine.audio.devices_pulse import PulseSource, chosen_source, pulse_sources

ROWS = [
    {
        "name": "alsa_output.hdmi.monitor",
        "description": "Monitor of HDMI",
        "sample_specification": "s16le 2ch 48000Hz",
        "monitor_source": "alsa_output.hdmi",
    },
    {"name": "alsa_input.usb", "description": "Mikrofón", "sample_specification": "float32le 1ch 44100Hz"},
]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    answers = {"list": json.dumps(ROWS), "get-default-source": "alsa_input.usb\n"}
    monkeypatch.setattr(sys, "platform", "linux")

    def answer(*arguments: str) -> str:
        return next(answers[word] for word in arguments if word in answers)

    monkeypatch.setattr(devices_pulse, "_pactl", answer)
    return answers


def test_sources_are_read_with_their_names_rates_and_kinds(server: dict[str, str]) -> None:
    assert pulse_sources() == [
        PulseSource("alsa_output.hdmi.monitor", "Monitor of HDMI", True, False, 2, 48_000),
        PulseSource("alsa_input.usb", "Mikrofón", False, True, 1, 44_100),
    ]
    assert server["list"]


@pytest.mark.parametrize("text", ["", "Source #1\n\tName: x", "[]", "[17]"])
def test_a_server_that_answers_otherwise_has_no_sources(server: dict[str, str], text: str) -> None:
    server["list"] = text
    assert pulse_sources() == []


def test_without_pactl_there_are_no_sources(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert pulse_sources() == []


def test_the_choice_holds_only_inside_the_context(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SOURCE", "mine")
    with chosen_source("other"):
        assert os.environ["PULSE_SOURCE"] == "other"
    assert os.environ["PULSE_SOURCE"] == "mine"
    monkeypatch.delenv("PULSE_SOURCE")
    with chosen_source("other"):
        pass
    assert "PULSE_SOURCE" not in os.environ
