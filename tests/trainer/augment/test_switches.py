"""What a run switches on in its settings reaches the clips; what it does not mention stays as it was."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.errors import TrainingError
from trainer.augment.codec import ALL_CODECS
from trainer.config import TrainConfig, make_config, read_config
from trainer.datasets.manifest import read_manifest
from trainer.noises import noise_chain, noise_clips
from trainer.shards import build_shards, open_shards
from trainer.training import DetectorTask


def test_a_table_in_the_settings_switches_transforms_on(voices_manifest: Path, tmp_path: Path) -> None:
    (tmp_path / "run.toml").write_text("mixup_p = 0.3\n[augment]\nrawboost = 0.3\npitch_tempo = 0.05\ngate = 0\n")
    config = read_config(tmp_path / "run.toml")
    steps = noise_chain(noise_clips(voices_manifest), tmp_path / "data", config.augment).steps
    found = {type(step).__name__: chance for chance, step in steps}
    assert found["RawBoost"] == 0.3
    assert found["PitchTempo"] == 0.05
    assert found["Noise"] == 0.4
    assert "Gate" not in found
    assert make_config(json.loads(json.dumps(config.model_dump()))) == config


def test_a_run_without_the_table_has_the_chain_it_always_had(voices_manifest: Path, tmp_path: Path) -> None:
    config = TrainConfig()
    assert (config.augment, config.mixup_p, config.phone_codecs) == ({}, 0.0, False)
    names = [
        type(step).__name__ for _, step in noise_chain(noise_clips(voices_manifest), tmp_path, config.augment).steps
    ]
    assert names == ["Gate", "Room", "Noise", "Hiss", "BandShape", "Gain"]


@pytest.mark.parametrize(("table", "told"), [({"rawbost": 0.3}, "'rawboost'"), ({"pitch_tempo": 0.5}, "0 to 0.1")])
def test_a_wrong_table_is_refused_with_what_to_do(table: dict[str, float], told: str) -> None:
    with pytest.raises(TrainingError) as caught:
        make_config({"augment": table})
    assert told in caught.value.hint


def test_mixup_mixes_in_training_only_when_asked_and_as_strongly_as_the_ramp_says() -> None:
    features, targets = [torch.randn(16, 1, 4, 6)], (torch.arange(16) % 2).float()
    plain = DetectorTask(TrainConfig(model="cnn"), [])
    kept, same = plain.mixed(features, targets, 1.0)
    assert kept is features
    assert same is targets
    task = DetectorTask(TrainConfig(model="cnn", mixup_p=1.0), [])
    first, again = (task.mixed(features, targets, 1.0) for _ in range(2))
    assert torch.equal(first[0][0], again[0][0])
    assert ((first[1] > 0) & (first[1] < 1)).any()
    off, off_targets = task.mixed(features, targets, 0.0)
    assert torch.equal(off[0], features[0])
    assert torch.equal(off_targets, targets)


def test_phone_codecs_make_shards_of_their_own(voices_manifest: Path, tmp_path: Path) -> None:
    clips = read_manifest(voices_manifest, splits=["dev"])[:2]
    build_shards(clips, tmp_path, variants=1, workers=1)
    plain = np.array(open_shards(tmp_path).variants[1])
    index = json.loads((tmp_path / "index.json").read_text())
    assert index["codecs"] is None
    del index["codecs"]  # as an older version wrote it: it stays valid
    (tmp_path / "index.json").write_text(json.dumps(index))
    build_shards(clips, tmp_path, variants=1, workers=1)
    assert "codecs" not in json.loads((tmp_path / "index.json").read_text())
    phones = [codec for codec in ALL_CODECS if codec.sample_rate == 8_000]
    build_shards(clips, tmp_path, variants=1, workers=1, codecs=phones)
    narrow = np.array(open_shards(tmp_path).variants[1])
    assert not np.array_equal(narrow, plain)
    power = np.abs(np.fft.rfft(narrow.astype(float))) ** 2
    assert power[len(power) * 5 // 8 :].sum() < 1e-3 * power.sum()
    build_shards(clips, tmp_path, variants=1, workers=1)
    assert np.array_equal(np.array(open_shards(tmp_path).variants[1]), plain)
