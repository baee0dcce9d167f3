"""ONNX Runtime: batches of any size, clear errors for networks that do not fit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest

from engine.checkpoint import CheckpointMeta, FrontEndMeta, load_tensors, read, write
from engine.errors import CheckpointError
from engine.runtime.onnx import PRECISIONS, OnnxRuntime, network_path


@pytest.mark.parametrize("n", [1, 2, 9])
def test_the_network_runs_on_batches_of_any_size(tiny_checkpoint: Path, n: int) -> None:
    runtime = OnnxRuntime(read(tiny_checkpoint), threads=1)
    features = np.random.default_rng(n).standard_normal((n, 1, 244, 301)).astype(np.float32)
    logits = runtime.logits([features])
    assert logits.shape == (n,)
    assert logits.dtype == np.float32
    assert logits == pytest.approx(5.5 * features.mean(axis=(1, 2, 3)) + 2.5, abs=1e-4)


def test_a_file_that_is_no_network_is_refused(tmp_path: Path) -> None:
    meta = CheckpointMeta(name="bad", architecture="cnn", front_ends=(FrontEndMeta(name="log_spectrogram"),))
    checkpoint = write(tmp_path / "bad", {"a": np.ones(1, np.float32)}, meta, b"this is no onnx file")
    with pytest.raises(CheckpointError, match=r"bad\.onnx cannot be loaded"):
        OnnxRuntime(checkpoint)


def test_inputs_must_be_the_front_ends(tmp_path: Path, tiny_checkpoint: Path) -> None:
    tiny = read(tiny_checkpoint)
    two = FrontEndMeta(name="log_spectrogram"), FrontEndMeta(name="peak_spectrogram")
    meta = tiny.meta.model_copy(update={"front_ends": two})
    checkpoint = write(tmp_path / "two", load_tensors(tiny), meta, tiny.onnx_path.read_bytes())
    with pytest.raises(CheckpointError, match="other inputs"):
        OnnxRuntime(checkpoint)


def test_the_8_bit_network_is_taken_unless_float32_is_asked_for(tmp_path: Path, tiny_checkpoint: Path) -> None:
    tiny = read(tiny_checkpoint)
    content = tiny.onnx_path.read_bytes()
    model = onnx.load_from_string(content)
    bias = next(each for each in model.graph.initializer if each.name == "bias")
    bias.CopyFrom(onnx.numpy_helper.from_array(np.array(9.0, dtype=np.float32), "bias"))
    both = write(tmp_path / "both", load_tensors(tiny), tiny.meta, content, model.SerializeToString())
    features = [np.zeros((1, 1, 244, 301), np.float32)]
    found = {precision: OnnxRuntime(both, 1, precision).logits(features)[0] for precision in PRECISIONS}
    assert found == {"auto": 9.0, "int8": 9.0, "float32": 2.5}
    assert network_path(tiny, "auto") == tiny.onnx_path
    with pytest.raises(CheckpointError, match="no 8-bit network"):
        OnnxRuntime(tiny, 1, "int8")
    with pytest.raises(ValueError, match="precision 'double'"):
        network_path(tiny, "double")
