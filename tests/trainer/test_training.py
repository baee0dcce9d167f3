"""Training end to end on a tiny data set: repeatable, resumable, in the right direction, on one process and on two."""

from __future__ import annotations

import contextlib
import csv
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from engine.checkpoint import CheckpointMeta, FrontEndMeta, write
from engine.errors import TrainingError
from trainer.datasets.manifest import read_manifest

torch = pytest.importorskip("torch", reason="torch belongs to the train extra")
pytest.importorskip("lightning", reason="lightning belongs to the train extra")

from engine.models.registry import build  # noqa: E402 - needs torch
from trainer.config import TrainConfig  # noqa: E402
from trainer.run import RunPaths, train  # noqa: E402
from trainer.sampling import CropSet  # noqa: E402
from trainer.training import DetectorTask, branch_logits  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
TINY: dict[str, Any] = {
    "model": "cnn",
    "seed": 3,
    "batch": 2,
    "threads": 1,
    "steps_per_epoch": 2,
    "warmup_steps": 1,
    "decay_share": 0.0,
    "ramp_share": 0.0,
    "ema": 0.5,
    "crop_s": 0.6,
    "codec_variants": 0,
    "validate_every": 2,
    "bf16": False,
}


class PowerCutError(Exception):
    """Stands for a killed process."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Decoded audio, shared by all runs."""
    return tmp_path_factory.mktemp("decoded")


@pytest.fixture(scope="module")
def uninterrupted(voices_manifest: Path, data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a run of three epochs without a break."""
    folder = tmp_path_factory.mktemp("uninterrupted")
    train(TrainConfig(**TINY, epochs=3), voices_manifest, RunPaths(folder, data))
    return folder


def state(folder: Path) -> dict[str, Any]:
    """The newest checkpoint of a run; our own file, so unpickling it is safe."""
    found: dict[str, Any] = torch.load(folder / "checkpoints" / "last.ckpt", map_location="cpu", weights_only=False)
    return found


def logged(folder: Path, column: str) -> dict[int, float]:
    """Epoch to value of one logged figure, over all starts of a run."""
    found = {}
    for table in sorted((folder / "log").glob("start-*/metrics.csv")):
        with table.open(newline="") as handle:
            found.update({int(row["epoch"]): float(row[column]) for row in csv.DictReader(handle) if row.get(column)})
    return found


def assert_same_weights(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert one["global_step"] == other["global_step"]
    assert one["state_dict"].keys() == other["state_dict"].keys()
    for key, value in one["state_dict"].items():
        assert torch.equal(value, other["state_dict"][key]), key


def test_a_run_trains_validates_and_keeps_its_settings(uninterrupted: Path) -> None:
    assert state(uninterrupted)["global_step"] == 6
    losses = logged(uninterrupted, "train/loss")
    assert sorted(losses) == [0, 1, 2]
    assert all(np.isfinite(loss) and 0.0 < loss < 3.0 for loss in losses.values())
    assert sorted(logged(uninterrupted, "dev/eer_source")) == [1]
    assert '"steps_per_epoch": 2' in (uninterrupted / "run.json").read_text()


def test_one_seed_gives_the_same_losses_and_another_seed_others(
    uninterrupted: Path, voices_manifest: Path, data: Path, tmp_path: Path
) -> None:
    again, other = tmp_path / "again", tmp_path / "other"
    train(TrainConfig(**TINY, epochs=1), voices_manifest, RunPaths(again, data))
    train(TrainConfig(**{**TINY, "seed": 4}, epochs=1), voices_manifest, RunPaths(other, data))
    first = logged(uninterrupted, "train/loss")[0]
    assert logged(again, "train/loss")[0] == first
    assert logged(other, "train/loss")[0] != first


def test_a_killed_run_goes_on_to_the_same_numbers(
    uninterrupted: Path, voices_manifest: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config, paths = TrainConfig(**TINY, epochs=3), RunPaths(tmp_path, data)
    draw = CropSet.__getitem__

    def until_the_lights_go_out(crops: CropSet, number: int) -> Any:
        if number >= 6:
            raise PowerCutError
        return draw(crops, number)

    with monkeypatch.context() as patch:
        patch.setattr(CropSet, "__getitem__", until_the_lights_go_out)
        with pytest.raises(PowerCutError):
            train(config, voices_manifest, paths)
    # Number 6 is the second step of epoch 1: only epoch 0, without a validation, was complete.
    assert state(tmp_path)["global_step"] == 2
    train(config, voices_manifest, paths)
    assert_same_weights(state(tmp_path), state(uninterrupted))
    assert logged(tmp_path, "train/loss")[2] == logged(uninterrupted, "train/loss")[2]


def test_a_finished_run_goes_on_when_it_is_given_more_epochs(voices_manifest: Path, data: Path, tmp_path: Path) -> None:
    paths = RunPaths(tmp_path, data)
    train(TrainConfig(**TINY, epochs=1), voices_manifest, paths)
    before = state(tmp_path)
    train(TrainConfig(**TINY, epochs=2), voices_manifest, paths)
    after = state(tmp_path)
    assert (before["global_step"], after["global_step"]) == (2, 4)
    assert sorted(logged(tmp_path, "train/loss")) == [0, 1]  # a resumed run keeps what was logged before
    weight = "net.head.0.weight"
    assert not torch.equal(before["state_dict"][weight], after["state_dict"][weight])


def test_a_trained_network_scores_ai_higher(voices_manifest: Path, data: Path, tmp_path: Path) -> None:
    values = {**TINY, "batch": 4, "steps_per_epoch": 12, "lr": 2e-3, "augment_start": 0.0, "augment_full": 0.0}
    config = TrainConfig(**values, epochs=2)
    train(config, voices_manifest, RunPaths(tmp_path, data))
    clips = read_manifest(voices_manifest, splits=["dev"])
    task = DetectorTask(config, clips)
    task.load_state_dict(state(tmp_path)["state_dict"])
    task.eval()
    from trainer.shards import open_shards

    shards = open_shards(data / "dev")
    waves = np.stack([shards.samples(i)[:48_000] for i in range(len(clips))]).astype(np.float32) / 32768
    with torch.no_grad():
        logits = branch_logits(task.average.module, task.features(torch.from_numpy(waves)))[:, 0].numpy()
    is_ai = np.array([c.label == "ai" for c in clips])
    assert logits[is_ai].min() > logits[~is_ai].max()
    assert logged(tmp_path, "dev/auc")[1] == 1.0
    assert logged(tmp_path, "dev/eer_clip")[1] == 0.0


def test_a_split_without_both_classes_is_refused(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("file,label,split\na.wav,ai,train\nb.wav,human,dev\n")
    with pytest.raises(TrainingError, match="'train'"):
        train(TrainConfig(**TINY, epochs=1), manifest, RunPaths(tmp_path / "out", tmp_path / "data"))


def test_every_branch_of_duo_is_trained_on_its_own_loss() -> None:
    torch.manual_seed(0)
    task = DetectorTask(TrainConfig(model="duo", model_args={"width": 4}), [])
    net: Any = task.net
    logits: Any = branch_logits(net, task.features(0.1 * torch.randn(2, 9_600)))
    assert logits.shape == (2, 2)
    logits[:, 0].sum().backward()
    assert all(p.grad is not None for p in net.cnn.parameters())
    assert any(p.grad.any() for p in net.cnn.parameters())
    assert all(p.grad is None or not p.grad.any() for p in net.seresnet.parameters())


def test_the_average_follows_the_network_and_is_not_trained() -> None:
    task = DetectorTask(TrainConfig(model="cnn", ema=0.5), [])
    assert not any(p.requires_grad for p in task.average.parameters())
    for step in range(60):
        with torch.no_grad():
            for p in task.net.parameters():
                p.fill_(1.0 if step < 30 else 2.0)
        task.on_train_batch_end()
    values = torch.cat([p.flatten() for p in task.average.parameters()])
    assert values.numpy() == pytest.approx(2.0, abs=1e-4)


def test_class_weights_weigh_the_loss_of_each_class() -> None:
    """A crop of one class alone: its loss is the weight times the plain one."""
    waves = 0.1 * torch.randn(2, 9_600, generator=torch.Generator().manual_seed(0))
    for label, weight in ((0.0, 0.625), (1.0, 2.5)):
        losses = []
        for weights in ((1.0, 1.0), (0.625, 2.5)):
            torch.manual_seed(0)
            config = TrainConfig(model="seresnet", model_args={"width": 4})
            task = DetectorTask(config, [], class_weights=weights).eval()
            task.log = lambda *_, **__: None  # type: ignore[method-assign]
            task._trainer = SimpleNamespace(current_epoch=0, global_step=0, global_rank=0)  # type: ignore[assignment]
            losses.append(task.training_step((waves, torch.full((2,), label), torch.ones(2)), 0).item())
        assert losses[1] == pytest.approx(weight * losses[0], rel=1e-5)


def test_front_ends_take_the_arguments_of_the_run() -> None:
    plain, shifted = (
        DetectorTask(TrainConfig(model="cnn"), [], ends)
        for ends in ({}, {"peak_spectrogram": {"mean": 0.0, "std": 1.0}})
    )
    waves = 0.1 * torch.randn(1, 48_000, generator=torch.Generator().manual_seed(0))
    values = shifted.features(waves)[0]
    config: Any = plain.front_ends[0].config
    assert torch.allclose((values - config.mean) / config.std, plain.features(waves)[0], atol=1e-4)
    assert plain.state_dict().keys() == shifted.state_dict().keys()


def test_adam_decays_nothing() -> None:
    task = DetectorTask(TrainConfig(model="cnn", optimizer="adam", weight_decay=0.1), [])
    optimizer = task.configure_optimizers()["optimizer"]
    assert type(optimizer) is torch.optim.Adam
    assert [group["weight_decay"] for group in optimizer.param_groups] == [0]


def test_what_knows_already_learns_at_a_lower_rate() -> None:
    args = {"layers": 1, "stride": 4}
    config = TrainConfig(model="whisper", model_args=args, pretrained="somewhere", lr=1e-3, pretrained_rate=0.1)
    task = DetectorTask(config, [])
    groups = task.configure_optimizers()["optimizer"].param_groups
    assert [group["initial_lr"] for group in groups] == pytest.approx([1e-3, 1e-3, 1e-4, 1e-4])
    slow = {id(p) for group in groups[2:] for p in group["params"]}
    named = {name.split(".")[0] for name, p in task.net.named_parameters() if id(p) in slow}
    assert named == {"conv1", "conv2", "positions", "layers"}
    assert sum(len(group["params"]) for group in groups) == len(list(task.net.parameters()))
    alone = DetectorTask(TrainConfig(model="whisper", model_args=args), []).configure_optimizers()["optimizer"]
    assert {group["initial_lr"] for group in alone.param_groups} == {1.2e-3}


def test_norms_and_biases_are_not_decayed() -> None:
    task = DetectorTask(TrainConfig(model="cnn", weight_decay=0.1), [])
    decayed, plain = task.configure_optimizers()["optimizer"].param_groups
    assert {p.ndim for p in plain["params"]} == {1}
    assert min(p.ndim for p in decayed["params"]) == 2
    assert (decayed["weight_decay"], plain["weight_decay"]) == (0.1, 0.0)
    assert len(decayed["params"]) + len(plain["params"]) == len(list(task.net.parameters()))


@pytest.mark.slow
def test_two_processes_train_one_network(voices_manifest: Path, data: Path, tmp_path: Path) -> None:
    settings = tmp_path / "run.toml"
    values = {**TINY, "processes": 2, "epochs": 2}
    text = [f"{k} = {str(v).lower() if isinstance(v, bool) else repr(v)}" for k, v in values.items()]
    settings.write_text("\n".join(text))
    out = tmp_path / "run"
    command = [sys.executable, "-m", "trainer.cli", "train", "--data", str(voices_manifest), "--out", str(out)]
    with subprocess.Popen(
        [*command, "--config", str(settings), "--cache", str(data)],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            _, stderr = process.communicate(timeout=280)
        finally:
            # The second process belongs to the first; neither may outlive the test.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == 0, stderr[-2000:]
    assert state(out)["global_step"] == 4
    assert all(torch.isfinite(value).all() for value in state(out)["state_dict"].values())
    assert 0.0 <= logged(out, "dev/auc")[1] <= 1.0


def test_training_can_begin_with_a_detectors_weights(voices_manifest: Path, data: Path, tmp_path: Path) -> None:
    """With a rate of nearly zero the weights stay what they were in the file."""
    net = build("cnn")
    tensors = {key: value.numpy() for key, value in net.state_dict().items()}
    meta = CheckpointMeta(name="mine", architecture="cnn", front_ends=(FrontEndMeta(name="peak_spectrogram"),))
    write(tmp_path / "mine", tensors, meta, b"not looked at here")
    values = {**TINY, "start_from": str(tmp_path / "mine.safetensors"), "lr": 1e-9}
    train(TrainConfig(**values, epochs=1), voices_manifest, RunPaths(tmp_path / "run", data))
    trained = state(tmp_path / "run")["state_dict"]
    assert np.allclose(trained["net.head.0.weight"].numpy(), tensors["head.0.weight"], atol=1e-6)
    with pytest.raises(TrainingError, match="is a cnn, not a seresnet"):
        train(TrainConfig(**{**values, "model": "seresnet"}), voices_manifest, RunPaths(tmp_path / "other", data))


def test_frozen_parts_stay_what_they_were(voices_manifest: Path, data: Path, tmp_path: Path) -> None:
    """Weights and running statistics alike, in the average too; the rest learns."""
    torch.manual_seed(4)
    net = build("seresnet", {"width": 4})
    tensors = {key: value.numpy().copy() for key, value in net.state_dict().items()}
    meta = CheckpointMeta(
        name="mine",
        architecture="seresnet",
        model_args={"width": 4},
        front_ends=(FrontEndMeta(name="log_spectrogram"),),
    )
    write(tmp_path / "mine", tensors, meta, b"not looked at here")
    begin = {"model": "seresnet", "model_args": {"width": 4}, "start_from": str(tmp_path / "mine.safetensors")}
    frozen = ["stem", "stages.0", "stages.1"]
    config = TrainConfig(**{**TINY, **begin, "lr": 1e-2}, epochs=2, frozen=frozen)
    train(config, voices_manifest, RunPaths(tmp_path / "run", data))
    trained = state(tmp_path / "run")["state_dict"]
    moved = {"net.": set(), "average.module.": set()}  # type: dict[str, set[str]]
    for prefix, found in moved.items():
        for key, value in tensors.items():
            if not np.array_equal(trained[prefix + key].numpy(), value):
                found.add(key)
        assert not [key for key in found if key.startswith(tuple(f"{part}." for part in frozen))]
        assert {"stages.2.conv1.weight", "stages.2.norm1.running_mean", "head.2.weight"} <= found
    with pytest.raises(TrainingError, match=r"has no part 'stage\.0'") as caught:
        DetectorTask(TrainConfig(**{**TINY, **begin}, frozen=["stage.0"]), [])
    assert "'stages.0'" in caught.value.hint
    with pytest.raises(TrainingError, match="Every part"):
        DetectorTask(TrainConfig(**{**TINY, **begin}, frozen=["stem", "stages", "pool", "head"]), [])
    with pytest.raises(TrainingError, match="stay random"):
        DetectorTask(TrainConfig(**TINY, frozen=["head"]), [])
