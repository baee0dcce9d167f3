"""The torch runtime gives the logits of ONNX Runtime, and refuses tensors that do not fit."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest

from engine.checkpoint import Checkpoint, CheckpointMeta, FrontEndMeta, read, write
from engine.errors import CheckpointError, DeviceError
from engine.models.registry import ARCHITECTURES, build
from engine.runtime.onnx import OnnxRuntime

torch = pytest.importorskip("torch", reason="torch belongs to the train extra")
SHAPES = {"log_spectrogram": (244, 301), "peak_spectrogram": (1025, 94)}


def export(folder: Path, name: str) -> Checkpoint:
    """An untrained network with spread-out logits, as a checkpoint."""
    torch.manual_seed(1)
    network = build(name, {}).eval()
    front_ends = ARCHITECTURES[name].front_ends
    inputs = tuple(torch.randn(2, 1, *SHAPES[each]) for each in front_ends)
    names = [f"x{i}" for i in range(len(inputs))]
    buffer = io.BytesIO()
    torch.onnx.export(
        network,
        inputs,
        buffer,
        input_names=names,
        output_names=["logit"],
        dynamic_axes={each: {0: "n"} for each in (*names, "logit")},
        dynamo=False,
    )
    meta = CheckpointMeta(
        name=name, architecture=name, front_ends=tuple(FrontEndMeta(name=each) for each in front_ends)
    )
    tensors = {key: value.numpy() for key, value in network.state_dict().items()}
    return write(folder / name, tensors, meta, buffer.getvalue())


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("name", ["cnn", "duo"])
def test_both_runtimes_give_the_same_logits(tmp_path: Path, name: str) -> None:
    from engine.runtime.torch import TorchRuntime

    checkpoint = export(tmp_path, name)
    rng = np.random.default_rng(3)
    features = [
        rng.standard_normal((3, 1, *SHAPES[each.name])).astype(np.float32) for each in checkpoint.meta.front_ends
    ]
    torch_logits = TorchRuntime(checkpoint, "cpu").logits(features)
    assert torch_logits.shape == (3,)
    assert OnnxRuntime(checkpoint, 1).logits(features) == pytest.approx(torch_logits, abs=1e-4)


def test_tensors_of_another_network_are_refused(tiny_checkpoint: Path) -> None:
    from engine.runtime.torch import TorchRuntime

    with pytest.raises(CheckpointError, match="do not fit"):
        TorchRuntime(read(tiny_checkpoint), "cpu")


def test_a_gpu_that_torch_cannot_use_is_a_device_error() -> None:
    from engine.runtime.torch import usable_device

    if torch.cuda.is_available():
        pytest.skip("this computer has a usable GPU")
    with pytest.raises(DeviceError, match="cannot use the NVIDIA GPU"):
        usable_device("cuda")
    assert usable_device("cpu").type == "cpu"
