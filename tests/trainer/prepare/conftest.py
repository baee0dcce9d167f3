"""A small tree of recordings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from trainer.prepare.tree import make_tree


@pytest.fixture
def tree(tmp_path: Path, synth: Any, write_wav: Any) -> Path:
    """Two recordings a class of 7 s and 3.5 s, and one for validation."""
    root = tmp_path / "data"
    make_tree(root)
    for label in ("ai", "human"):
        voice = synth.ai_voice if label == "ai" else synth.human_voice
        write_wav(root / f"{label}_full" / "one" / "long.wav", voice(7.0))
        write_wav(root / f"{label}_full" / "short.flac", voice(3.5))
    write_wav(root / "validation_set" / "human_full" / "apart.wav", synth.human_voice(3.0))
    return root


@pytest.fixture
def anything_is_speech(monkeypatch: pytest.MonkeyPatch, energy_speech: Any) -> None:
    """Synthetic voices are no speech to the real detector."""
    import trainer.prepare.clips

    monkeypatch.setattr(trainer.prepare.clips, "_speech", lambda: energy_speech)
