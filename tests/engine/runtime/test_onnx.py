"""ONNX Runtime: batches of any size, clear errors for networks that do not fit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.checkpoint import CheckpointMeta, FrontEndMeta, load_tensors, read, write
from engine.errors import CheckpointError
from engine.runtime.onnx import OnnxRuntime


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
