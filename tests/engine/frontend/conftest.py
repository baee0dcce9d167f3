"""Waveforms that a front end has to take, each 3 s at 16 kHz."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

Wave = npt.NDArray[np.float32]


@pytest.fixture(scope="session")
def waves(synth: Any) -> dict[str, Wave]:
    """Speech-like sound with a room's noise, a tone, digital silence, clipped speech, a single click."""
    speech = synth.ai_voice(3.0) + synth.noise(3.0, level=1e-3)
    click = np.zeros(48_000, np.float32)
    click[20_000] = 0.9
    return {
        "speech": speech,
        "tone": synth.tone(3.0),
        "silence": synth.silence(3.0),
        "clipped": np.clip(8.0 * speech, -1.0, 1.0),
        "click": click,
    }
