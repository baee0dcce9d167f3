"""Integrated gradients in a child process; skipped where torch or captum is missing."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.checkpoint import read
from engine.detector import Detector, find_detector
from engine.errors import CancelledError, ModelError
from engine.explain import Method, occlusion
from engine.explain_child import GRADIENT_STEPS, gradients_problem, integrated_gradients

RATE = 16_000


def test_without_captum_the_reason_is_told(monkeypatch: pytest.MonkeyPatch, tiny_checkpoint: Path) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "captum" else object())
    assert gradients_problem() == "Integrated gradients need captum, which the train extra installs."
    with pytest.raises(ModelError, match="captum"):
        integrated_gradients(read(tiny_checkpoint), np.zeros(3 * RATE, np.float32))


@pytest.mark.slow
def test_gradients_come_from_a_child_and_agree_with_occlusion(speech_wave: np.ndarray) -> None:
    if problem := gradients_problem():
        pytest.skip(problem)
    checkpoint = find_detector("seresnet")
    wave = speech_wave[: 3 * RATE]
    told: list[tuple[int, int]] = []
    found = integrated_gradients(checkpoint, wave, 3.0, on_progress=lambda *pair: told.append(pair))
    covered = occlusion(Detector(checkpoint, "cpu", 1), wave, 3.0)
    assert told[-1] == (GRADIENT_STEPS, GRADIENT_STEPS)
    assert found.method is Method.GRADIENTS
    assert found.heat.shape == covered.heat.shape
    assert found.logit == pytest.approx(covered.logit, abs=0.3)
    assert np.corrcoef(found.heat.ravel(), covered.heat.ravel())[0, 1] > 0.2


@pytest.mark.slow
def test_the_child_is_ended_when_asked(speech_wave: np.ndarray) -> None:
    if problem := gradients_problem():
        pytest.skip(problem)
    cancel = threading.Event()
    threading.Timer(1.0, cancel.set).start()
    with pytest.raises(CancelledError):
        integrated_gradients(find_detector("seresnet"), speech_wave[: 3 * RATE], cancel=cancel)


@pytest.mark.slow
def test_a_child_that_fails_tells_why(tiny_checkpoint: Path, synth: Any) -> None:
    if problem := gradients_problem():
        pytest.skip(problem)
    with pytest.raises(ModelError, match="Integrated gradients failed"):  # its tensors are no network's
        integrated_gradients(read(tiny_checkpoint), synth.noise(3.0))
