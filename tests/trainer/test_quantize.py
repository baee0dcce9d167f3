"""8-bit networks: small, quick, close to float32; chosen only where they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("torch")

import onnx
import torch

from engine.models.registry import build
from trainer.corruption import CLEAN
from trainer.datasets.source import open_data
from trainer.evaluate import Material, Workplace, prepare, score_columns
from trainer.export import RANGE_WINDOWS, range_windows
from trainer.onnx_export import to_onnx
from trainer.precision import PrecisionChoice, choose_precision
from trainer.precision_view import COLUMNS, precision_cells, precision_markdown
from trainer.quantize import Drift, measure_drift, quantised_nodes, to_float16, to_int8
from trainer.window_table import WindowTable

Array = npt.NDArray[np.float32]


@pytest.fixture(scope="module")
def network() -> bytes:
    torch.manual_seed(0)
    net = build("seresnet", {"width": 4, "blocks": [1, 1, 1, 1]}).eval()
    return to_onnx(net, [(244, 301)])


def features(count: int, seed: int) -> list[Array]:
    return [np.random.default_rng(seed).standard_normal((count, 1, 244, 301)).astype(np.float32)]


@pytest.fixture(scope="module")
def int8(network: bytes) -> bytes:
    return to_int8(network, features(40, 0))


def test_8_bits_are_close_and_small(network: bytes, int8: bytes) -> None:
    drift = measure_drift(network, int8, features(24, 1))
    assert 0.0 < drift.rms <= drift.largest < 0.1
    weights = {each.data_type for each in onnx.load_from_string(int8).graph.initializer if len(each.dims) == 4}
    assert weights == {onnx.TensorProto.INT8, onnx.TensorProto.FLOAT}  # the first convolution stays float


def test_weights_take_7_bits(int8: bytes) -> None:
    graph = onnx.load_from_string(int8).graph
    kept = [each for each in graph.initializer if each.data_type == onnx.TensorProto.INT8]
    quantised = [onnx.numpy_helper.to_array(each) for each in kept]
    convolutions = [each for each in quantised if each.ndim == 4]
    assert convolutions
    assert max(int(np.abs(each.astype(np.int32)).max()) for each in convolutions) <= 64


def test_the_same_network_gives_the_same_bytes(network: bytes, int8: bytes) -> None:
    assert to_int8(network, features(40, 0)) == int8


def test_only_what_lies_between_convolutions_becomes_integers(network: bytes) -> None:
    model = onnx.load_from_string(network)
    chosen = {node.name: node for node in model.graph.node if node.name in set(quantised_nodes(model))}
    ranks = {each.name: len(each.dims) for each in model.graph.initializer}
    convolutions = [node for node in chosen.values() if node.op_type == "Conv"]
    assert {ranks[node.input[1]] for node in convolutions} == {4}
    assert not any(node.input[0] == "x0" for node in convolutions)
    assert {node.op_type for node in chosen.values()} >= {"Conv", "Relu", "Add", "Mul"}
    assert not {node.op_type for node in chosen.values()} & {"Gemm", "Softmax", "Tanh", "ReduceSum"}


def test_a_network_without_convolutions_has_none(tiny_checkpoint: Path) -> None:
    model = onnx.load(str(tiny_checkpoint.with_suffix(".onnx")))
    assert quantised_nodes(model) == []


def test_the_products_of_a_transformer_become_integers() -> None:
    torch.manual_seed(0)
    plain = to_onnx(build("whisper", {"layers": 1, "stride": 4}).eval(), [(80, 300)])
    mel = [np.random.default_rng(0).standard_normal((8, 1, 80, 300)).astype(np.float32)]
    int8 = to_int8(plain, mel)
    assert len(int8) < 0.35 * len(plain)
    drift = measure_drift(plain, int8, mel)
    assert 0.0 < drift.rms < 0.2 * drift.spread
    graph = onnx.load_from_string(int8).graph
    kept = {each.name for each in graph.initializer if each.data_type == onnx.TensorProto.INT8 and len(each.dims) == 2}
    assert len(kept) == 6  # two convolutions and four of the layer


def test_16_bit_floats_are_closer_and_half_the_size(network: bytes) -> None:
    half = to_float16(network)
    assert len(half) < 0.7 * len(network)
    assert measure_drift(network, half, features(8, 2)).largest < 0.02


def test_windows_for_the_ranges_come_from_training(voices_manifest: Path) -> None:
    data = open_data(voices_manifest)
    windows = range_windows(data, "dev")
    n_train = sum(clip.split == "train" for clip in data.clips)
    assert windows.shape == (min(RANGE_WINDOWS, n_train), 48_000)
    only_dev = replace(data, clips=tuple(clip for clip in data.clips if clip.split == "dev"))
    assert len(range_windows(only_dev, "dev")) == len(only_dev.clips)


class Loudness:
    """A stand-in for a detector: the logit is the level of the window."""

    device = "cpu"

    def __init__(self, meta: Any, change: Callable[[Array], Array]) -> None:
        self.meta, self._change = meta, change

    def logits(self, windows: Array) -> Array:
        return self._change(np.asarray(np.log(np.square(np.diff(windows)).mean(axis=1)), dtype=np.float32))


@pytest.fixture(scope="module")
def material(voices_manifest: Path, tmp_path_factory: pytest.TempPathFactory) -> Material:
    place = Workplace(tmp_path_factory.mktemp("cache"), workers=1, threads=1)
    return prepare(open_data(voices_manifest), "dev", place, columns=(CLEAN,))


@pytest.fixture
def choose(
    monkeypatch: pytest.MonkeyPatch,
    network: bytes,
    int8: bytes,
    material: Material,
    tiny_checkpoint: Path,
    energy_speech: Any,
    tmp_path: Path,
) -> Callable[[Drift, Callable[[Array], Array]], PrecisionChoice]:
    """The choice for a given drift and a given change of the scores by 8 bits."""
    from engine.checkpoint import read

    def tables(change: Callable[[Array], Array]) -> dict[str, WindowTable]:
        detector = Loudness(read(tiny_checkpoint).meta, change)
        return score_columns(detector, energy_speech, material, Workplace(tmp_path))

    def run(drift: Drift, change: Callable[[Array], Array]) -> PrecisionChoice:
        monkeypatch.setattr("trainer.precision.measure_drift", lambda *_: drift)
        monkeypatch.setattr("trainer.precision.to_int8", lambda *_: int8)
        pair = (features(2, 0), features(2, 1))
        return choose_precision(network, tables(lambda x: x), material, pair, lambda _: tables(change))

    return run


CLOSE = Drift(0.02, 0.1, 2.0, 2.1)


def test_8_bits_ship_where_they_keep_the_error_rate(choose: Any, int8: bytes) -> None:
    choice = choose(CLOSE, lambda x: x + np.float32(0.01))
    assert choice.int8_bytes == int8
    assert "2.1 times faster" in choice.why
    assert [row.name for row in choice.rows] == ["float32", "int8", "float16"]
    assert choice.rows[0].eer == choice.rows[1].eer
    text = precision_markdown(choice)
    assert "the 8-bit network runs" in text
    assert all(f"| {column} |" in text for column in COLUMNS[1:2])
    assert precision_cells(choice.rows[1])[-1] == "2.1 x"


def test_8_bits_that_change_verdicts_stay_out(choose: Any) -> None:
    choice = choose(CLOSE, lambda x: -x)
    assert choice.int8_bytes == b""
    assert "worse" in choice.why
    assert choice.tables[CLEAN].logit.mean() == pytest.approx(choose(CLOSE, lambda x: x).tables[CLEAN].logit.mean())
    assert "float32 network runs" in precision_markdown(choice)


@pytest.mark.parametrize(
    ("drift", "why"),
    [(Drift(0.5, 2.0, 2.0, 3.0), "move the logits too far"), (Drift(0.01, 0.1, 2.0, 1.1), "only 1.1 times faster")],
)
def test_8_bits_that_drift_or_are_not_faster_stay_out(choose: Any, drift: Drift, why: str) -> None:
    choice = choose(drift, lambda x: x)
    assert choice.int8_bytes == b""
    assert why in choice.why
