"""A network in fewer bits: 8-bit integers for the CPU, 16-bit floats to see whether they would pay.

Static quantisation after training (Jacob et al. 2018): activations in 8 bits without sign, weights in 7 bits with one
scale a channel. The eighth bit of the weights is left out because x86 processors without VNNI add pairs of products in
16 bits and would overflow; so every processor computes the same integers. The first convolution sees the spectrogram
itself and stays float, as does everything after the last two-dimensional one: both are cheap and sensitive. In a
transformer the products with weights become integers; attention itself, norms and activations stay float.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from engine.runtime.onnx import session_options

Features = Sequence[npt.NDArray[np.float32]]
BETWEEN = ("Relu", "Add", "Mul", "MaxPool")
"""Operators that stay in integers when they lie between convolutions."""
FEED = 32
TIMED_BATCH = 8


@dataclass(frozen=True, slots=True)
class Drift:
    """How far a network in fewer bits is from the float32 one, on real windows.

    Attributes:
        rms: Root mean square difference of the logits.
        largest: Largest difference.
        spread: Standard deviation of the float32 logits, to compare with.
        speedup: Times faster on one core.
    """

    rms: float
    largest: float
    spread: float
    speedup: float


def to_int8(onnx_bytes: bytes, features: Features) -> bytes:
    """Quantise a network; its ranges are taken from real windows.

    Args:
        onnx_bytes: The float32 network; inputs ``x0``, ``x1``, ...
        features: Training windows, never those it is measured on.

    Shape:
        features: one ``(n, 1, rows, columns)`` array a front end.
    """
    with TemporaryDirectory() as temporary, _quiet():
        source, clean, target = (Path(temporary) / name for name in ("source.onnx", "clean.onnx", "int8.onnx"))
        source.write_bytes(onnx_bytes)
        quant_pre_process(str(source), str(clean))
        quantize_static(
            str(clean),
            str(target),
            _Feed(features),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            reduce_range=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["Conv", "MatMul", *BETWEEN],
            nodes_to_quantize=quantised_nodes(onnx.load(str(clean))),
        )
        model = onnx.load(str(target))
        del model.metadata_props[:]
        return bytes(model.SerializeToString(deterministic=True))


def to_float16(onnx_bytes: bytes) -> bytes:
    """The network in 16-bit floats, inputs and outputs left as they are."""
    from onnxruntime.transformers.float16 import convert_float_to_float16

    with _quiet():
        model = convert_float_to_float16(onnx.load_from_string(onnx_bytes), keep_io_types=True)
    return bytes(model.SerializeToString(deterministic=True))


def quantised_nodes(model: onnx.ModelProto) -> list[str]:
    """Names of the nodes that become integers: 2-D convolutions after the first, what lies between them, products.

    Products are those with weights: where both sides are computed, as in attention, nothing is known of the range.
    Empty where the network has neither.
    """
    graph = model.graph
    ranks = {each.name: len(each.dims) for each in graph.initializer}
    inputs = {each.name for each in graph.input}
    convolutions = [n for n in graph.node if n.op_type == "Conv" and ranks.get(n.input[1]) == 4]
    inner = [n for n in convolutions if n.input[0] not in inputs]
    needed = {n.input[0] for n in inner}
    # Backwards: whatever feeds an inner convolution lies between two of them.
    before: set[str] = set()
    for node in reversed(graph.node):
        if needed & set(node.output):
            needed |= set(node.input)
            if node.op_type in BETWEEN:
                before.add(node.name)
    products = [n.name for n in graph.node if n.op_type == "MatMul" and n.input[1] in ranks]
    return [n.name for n in inner] + (sorted(before) if inner else []) + products


def measure_drift(onnx_bytes: bytes, other: bytes, features: Features) -> Drift:
    """Compare a network in fewer bits with the float32 one, logits and time on one core.

    Shape:
        features: one ``(n, 1, rows, columns)`` array a front end.
    """
    sessions = [_session(content) for content in (onnx_bytes, other)]
    expected, found = (_logits(session, features) for session in sessions)
    # Alternating, and the best of several: the machine may be busy with something else.
    times = [[_cpu_seconds(session, features) for session in sessions] for _ in range(5)]
    float_s, other_s = np.min(times, axis=0)
    difference = found - expected
    return Drift(
        float(np.sqrt(np.mean(difference**2))),
        float(np.abs(difference).max()),
        float(expected.std()),
        float(float_s / max(other_s, 1e-9)),
    )


class _Feed(CalibrationDataReader):  # type: ignore[misc]
    """Windows in pieces, so that all activations of all windows need not fit into memory."""

    def __init__(self, features: Features) -> None:
        self._features, self._next = features, 0

    def get_next(self) -> dict[str, npt.NDArray[np.float32]] | None:
        """The next piece; None at the end."""
        piece = slice(self._next, self._next + FEED)
        self._next += FEED
        found = {f"x{i}": each[piece] for i, each in enumerate(self._features)}
        return found if len(found["x0"]) else None


class _quiet:  # noqa: N801
    """The quantiser's advice about its own pre-processing is not for users."""

    def __enter__(self) -> None:
        self._level = logging.root.manager.disable
        logging.disable(logging.WARNING)

    def __exit__(self, *_: Any) -> None:
        logging.disable(self._level)


def _session(content: bytes) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(content, session_options(1), providers=["CPUExecutionProvider"])


def _logits(session: onnxruntime.InferenceSession, features: Features) -> npt.NDArray[np.float64]:
    pieces = []
    for start in range(0, len(features[0]), TIMED_BATCH):
        piece = {f"x{i}": each[start : start + TIMED_BATCH] for i, each in enumerate(features)}
        pieces.append(np.asarray(session.run(["logit"], piece)[0], dtype=np.float64).reshape(-1))
    return np.concatenate(pieces)


def _cpu_seconds(session: onnxruntime.InferenceSession, features: Features) -> float:
    begin = time.process_time()
    _logits(session, [each[: 4 * TIMED_BATCH] for each in features])
    return time.process_time() - begin
