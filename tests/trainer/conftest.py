"""A tiny labelled data set, and one tiny network trained on it, for all tests of the trainer."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest

N_TRAIN, N_DEV = 6, 4


def _row(file: Path, label: str, split: str, number: int) -> dict[str, str]:
    generator = f"engine {number % 2}" if label == "ai" else ""
    return {
        "id": file.stem,
        "file": file.name,
        "label": label,
        "split": split,
        "source": f"{split} {label} {number % 2}",
        "generator": generator,
        "codec": "wav",
        "unseen_generator": str(int(split == "dev" and label == "ai" and number % 2 == 1)),
    }


@pytest.fixture(scope="session")
def voices_manifest(synth: Any, write_wav: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A manifest of bright (ai) and dull (human) voices of 4 s, split into train and dev, with one noise."""
    folder = tmp_path_factory.mktemp("voices")
    rows = []
    for split, count in (("train", N_TRAIN), ("dev", N_DEV)):
        for label in ("ai", "human"):
            for number in range(count):
                maker = type(synth)(seed=len(rows) * 10)
                wave = maker.ai_voice(4.0) if label == "ai" else maker.human_voice(4.0)
                file = write_wav(folder / f"{split}_{label}_{number}.wav", wave)
                rows.append(_row(file, label, split, number))
    noise = write_wav(folder / "hiss.wav", synth.noise(4.0))
    rows.append({**dict.fromkeys(rows[0], ""), "id": "hiss", "file": noise.name, "label": "noise", "split": "noise"})
    path = folder / "manifest.csv"
    with path.open("w", newline="") as handle:
        table = csv.DictWriter(handle, rows[0])
        table.writeheader()
        table.writerows(rows)
    return path


@pytest.fixture(scope="session")
def trained_run(voices_manifest: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a finished run: a tiny duo, trained for a few seconds."""
    pytest.importorskip("lightning")
    from trainer.config import TrainConfig
    from trainer.run import RunPaths, train

    config = TrainConfig(
        model="duo",
        model_args={"width": 4, "stem_stride": [4, 2], "time_stride": 4},
        batch=8,
        threads=1,
        epochs=2,
        steps_per_epoch=8,
        warmup_steps=1,
        decay_share=0.5,
        lr=2e-3,
        ema=0.8,
        crop_s=1.0,
        full_crop_s=1.0,
        variant_p=0.0,
        codec_variants=0,
        augment_start=0.0,
        augment_full=0.0,
        validate_every=1,
        bf16=False,
    )
    folder = tmp_path_factory.mktemp("run")
    train(config, voices_manifest, RunPaths(folder, tmp_path_factory.mktemp("run-data")))
    return folder


@pytest.fixture
def rng() -> np.random.Generator:
    """A seeded source of random numbers."""
    return np.random.default_rng(5)
