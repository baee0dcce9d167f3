"""Teachers: the mean of their calibrated logits, learned besides the labels, never part of what is saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.calibration import Calibration
from engine.checkpoint import CheckpointMeta, FrontEndMeta, write
from engine.errors import CheckpointError, TrainingError

torch = pytest.importorskip("torch", reason="torch belongs to the train extra")
pytest.importorskip("lightning", reason="lightning belongs to the train extra")

from engine.frontend import make_torch_front_end  # noqa: E402 - needs torch
from engine.models.registry import build  # noqa: E402
from trainer.config import TrainConfig  # noqa: E402
from trainer.run import RunPaths, train  # noqa: E402
from trainer.run_record import read_record  # noqa: E402
from trainer.teachers import Teachers  # noqa: E402
from trainer.training import DetectorTask  # noqa: E402

WAVES = 0.1 * torch.randn(3, 48_000, generator=torch.Generator().manual_seed(0))
TINY: dict[str, Any] = {
    "model": "seresnet",
    "model_args": {"width": 4},
    "batch": 2,
    "threads": 1,
    "epochs": 1,
    "steps_per_epoch": 2,
    "warmup_steps": 1,
    "crop_s": 0.6,
    "codec_variants": 0,
    "validate_every": 1,
    "data_stats": False,
    "bf16": False,
}


def detector(path: Path, architecture: str, args: dict[str, Any], end: FrontEndMeta, a: float, b: float) -> Any:
    """A detector with random weights, written to a file; the network comes back."""
    torch.manual_seed(len(path.name))
    net = build(architecture, args).eval()
    tensors = {key: value.numpy() for key, value in net.state_dict().items()}
    calibration = Calibration(a=a, b=b)
    meta = CheckpointMeta(
        name=path.stem, architecture=architecture, model_args=args, front_ends=(end,), calibration=calibration
    )
    write(path.with_suffix(""), tensors, meta, b"not looked at here")
    return net


@pytest.fixture
def pair(tmp_path: Path) -> tuple[list[Path], Any]:
    """Two detectors with different front ends, and what their mean says of `WAVES`."""
    paths = [tmp_path / "fine.safetensors", tmp_path / "fast.safetensors"]
    ends = [FrontEndMeta(name="peak_spectrogram"), FrontEndMeta(name="log_spectrogram", args={"mean": -31.0})]
    nets = [
        detector(paths[0], "cnn", {}, ends[0], 2.0, 0.5),
        detector(paths[1], "seresnet", {"width": 4}, ends[1], 0.5, -1.0),
    ]
    with torch.no_grad():
        logits = [net(make_torch_front_end(e.name, e.args)(WAVES)) for net, e in zip(nets, ends, strict=True)]
    mean = ((2.0 * logits[0] + 0.5) + (0.5 * logits[1] - 1.0)) / 2.0
    return paths, mean.sigmoid()


def test_the_opinion_is_the_mean_of_calibrated_logits(pair: tuple[list[Path], Any]) -> None:
    paths, expected = pair
    assert Teachers(paths)(WAVES).numpy() == pytest.approx(expected.numpy(), abs=1e-5)
    assert not np.allclose(Teachers(paths[:1])(WAVES).numpy(), expected.numpy(), atol=1e-3)


def test_opinion_and_smoothed_label_are_mixed_where_the_opinion_counts(pair: tuple[list[Path], Any]) -> None:
    paths, opinion = pair
    config = TrainConfig(**TINY, teachers=list(map(str, paths)), teacher_share=0.75, label_smoothing=0.1)
    task = DetectorTask(config, [], teachers=Teachers(paths))
    labels, judgeable = torch.tensor([0.0, 1.0, 1.0]), torch.tensor([1.0, 1.0, 0.0])
    goals = task.goals(WAVES, labels, judgeable)
    assert float(goals[0]) == pytest.approx(0.25 * 0.1 + 0.75 * float(opinion[0]), abs=1e-5)
    assert float(goals[1]) == pytest.approx(0.25 * 0.9 + 0.75 * float(opinion[1]), abs=1e-5)
    assert float(goals[2]) == pytest.approx(0.9)  # a vocoded twin: the label alone
    alone = DetectorTask(config, []).goals(WAVES, labels, judgeable)
    assert alone.tolist() == pytest.approx([0.1, 0.9, 0.9])


def test_teachers_are_neither_trained_nor_saved(pair: tuple[list[Path], Any]) -> None:
    paths, _ = pair
    config = TrainConfig(**TINY, teachers=list(map(str, paths)))
    taught, alone = DetectorTask(config, [], teachers=Teachers(paths)), DetectorTask(config, [])
    assert taught.state_dict().keys() == alone.state_dict().keys()
    assert len(list(taught.parameters())) == len(list(alone.parameters()))


def test_a_run_is_taught_and_keeps_its_teachers(
    pair: tuple[list[Path], Any], voices_manifest: Path, tmp_path: Path
) -> None:
    values = {**TINY, "teachers": list(map(str, pair[0]))}
    paths = RunPaths(tmp_path / "run", tmp_path / "decoded")
    train(TrainConfig(**values), voices_manifest, paths)
    record = read_record(paths.out)
    assert record is not None
    assert record.config.teachers == values["teachers"]
    with pytest.raises(TrainingError, match="teacher_share"):
        train(TrainConfig(**values, teacher_share=0.9), voices_manifest, paths)


def test_a_missing_teacher_is_told_before_anything_is_decoded(voices_manifest: Path, tmp_path: Path) -> None:
    values = {**TINY, "teachers": [str(tmp_path / "nobody.safetensors")]}
    with pytest.raises(CheckpointError):
        train(TrainConfig(**values), voices_manifest, RunPaths(tmp_path / "run", tmp_path / "decoded"))
    assert not (tmp_path / "decoded").exists()
