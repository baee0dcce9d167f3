"""The probe warns where the classes differ in recording, names the reason, and is silent where they do not."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.errors import CancelledError, ManifestError
from trainer.datasets.manifest import Clip
from trainer.probe import FeatureResult, probe


@pytest.fixture
def make_clips(tmp_path: Path, synth: Any, write_wav: Any) -> Any:
    """Clips of both classes with random level and noise; `ai_floor` makes the noise of one class another."""

    def make(name: str, count: int, ai_floor: float | None = None, seed: int = 0) -> list[Clip]:
        rng = np.random.default_rng(seed)
        voice = synth.human_voice(1.2)
        clips = []
        for number in range(count):
            for label in ("ai", "human"):
                floor = rng.uniform(-65, -50) if label == "human" or ai_floor is None else ai_floor + rng.uniform(-3, 3)
                wave = rng.uniform(0.2, 0.9) * voice[: rng.integers(14_000, 19_000)]
                wave = np.concatenate([np.zeros(rng.integers(1500, 5000)), wave, np.zeros(3000)])
                wave += 10 ** (floor / 20) * rng.standard_normal(len(wave))
                path = write_wav(tmp_path / name / f"{label}{number}.wav", wave.astype(np.float32))
                clips.append(Clip(path, label))
        return clips

    return make


def test_a_cleaner_class_is_noticed_and_named(make_clips: Any) -> None:
    found = probe(make_clips("train", 20, -85.0), make_clips("dev", 12, -85.0, seed=1), workers=1)
    assert found.auc > 0.95
    assert found.is_suspicious
    assert found.giveaways[0].name == "noise_floor_dbfs"
    assert found.giveaways[0].weight < 0
    text = found.words()
    assert "your classes differ in recording" in text
    assert "noise floor: AI clips are cleaner in the pauses" in text


def test_classes_recorded_alike_pass(make_clips: Any) -> None:
    found = probe(make_clips("train", 40), make_clips("dev", 40, seed=1), workers=1)
    assert found.auc < 0.60 + 0.05
    assert (found.n_train, found.n_dev) == (80, 80)
    assert bool(found.giveaways) == found.is_suspicious


def test_a_difference_that_dev_does_not_have_is_no_alarm(make_clips: Any) -> None:
    found = probe(make_clips("train", 20, -85.0), make_clips("dev", 40, seed=3), workers=1)
    assert found.auc_train > 0.95
    assert found.auc < 0.65


def test_unreadable_clips_are_told(make_clips: Any, tmp_path: Path) -> None:
    (tmp_path / "broken.wav").write_text("no sound")
    found = probe([*make_clips("t", 12), Clip(tmp_path / "broken.wav", "ai")], make_clips("d", 12, seed=1), workers=1)
    assert len(found.unreadable) == 1
    assert found.n_train == 24


def test_too_little_data_is_an_error(make_clips: Any) -> None:
    with pytest.raises(ManifestError, match="10 readable clips a class in dev"):
        probe(make_clips("train", 10), make_clips("dev", 3))


def test_it_can_be_cancelled(make_clips: Any) -> None:
    cancel = threading.Event()
    cancel.set()
    clips = make_clips("train", 10)
    with pytest.raises(CancelledError):
        probe(clips, clips, cancel=cancel)


@pytest.mark.parametrize(
    ("ai", "human", "told"), [(-18.32, -23.71, "-18 against -24"), (0.04, 0.5, "0.04 against 0.50")]
)
def test_both_numbers_of_a_sentence_are_rounded_alike(ai: float, human: float, told: str) -> None:
    assert f"({told} dBFS)" in FeatureResult("loudness_dbfs", 1.0, 0.7, 0.5, ai, human).sentence()
