"""Noise, music, babble and rooms for augmentation: from the manifest, and from a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.errors import TrainingError
from trainer.augment.noise import Noise
from trainer.noises import noise_chain, noise_clips


@pytest.fixture
def folder(tmp_path: Path, synth: Any, write_wav: Any) -> Path:
    write_wav(tmp_path / "noises" / "street.wav", synth.noise(2.0))
    write_wav(tmp_path / "noises" / "music" / "tune.wav", synth.tone(2.0))
    write_wav(tmp_path / "noises" / "rir" / "hall.wav", synth.noise(0.3))
    (tmp_path / "noises" / "broken.wav").write_bytes(b"no audio")
    (tmp_path / "noises" / "notes.txt").write_text("what is what")
    return tmp_path / "noises"


def test_without_a_folder_there_is_what_the_manifest_has(voices_manifest: Path) -> None:
    assert [clip.path.name for clip in noise_clips(voices_manifest)] == ["hiss.wav"]


def test_a_folder_comes_after_the_manifest_and_its_rir_files_are_rooms(voices_manifest: Path, folder: Path) -> None:
    found = [(clip.path.name, clip.label) for clip in noise_clips(voices_manifest, str(folder))]
    assert found[0] == ("hiss.wav", "noise")
    assert sorted(found[1:]) == [
        ("broken.wav", "noise"),
        ("hall.wav", "rir"),
        ("street.wav", "noise"),
        ("tune.wav", "noise"),
    ]


def test_the_chain_mixes_in_what_can_be_read(voices_manifest: Path, folder: Path, tmp_path: Path) -> None:
    chain = noise_chain(noise_clips(voices_manifest, str(folder)), tmp_path / "data", {"noise": 1.0})
    (noise,) = [step for _, step in chain.steps if isinstance(step, Noise)]
    assert len(noise.noises) == 3


@pytest.mark.parametrize("name", ["absent", "empty"])
def test_a_folder_without_audio_is_an_error(voices_manifest: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(TrainingError, match="There is no audio") as caught:
        noise_clips(voices_manifest, str(tmp_path / name))
    assert "noise_dir" in caught.value.hint
