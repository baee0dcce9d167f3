"""Weights kept in 16 bits: half the size of a detector's files, the same numbers in all of them.

Large tensors are rounded to what a 16-bit float can hold before anything is exported or measured (a relative error of
at most 1 in 2,048). The safetensors file and the float32 network for ONNX Runtime then store those very numbers in 16
bits and still compute in 32: nothing is lost by the storage itself.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import onnx
from onnx import numpy_helper
from torch import Tensor

SMALLEST = 4096
"""Numbers in a tensor from which it is kept in 16 bits; statistics and biases stay as they are."""


def rounded(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The state with every large tensor rounded to 16 bits, as float32; tensors that 16 bits cannot hold stay."""
    made = {}
    for key, tensor in state.items():
        half = tensor.half().float()
        fits = tensor.is_floating_point() and tensor.numel() >= SMALLEST and bool(half.isfinite().all())
        made[key] = half if fits else tensor
    return made


def stored(values: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
    """The array in 16 bits where they hold exactly the same numbers, itself where they do not."""
    if values.dtype != np.float32 or values.size < SMALLEST:
        return values
    with np.errstate(over="ignore"):
        half = values.astype(np.float16)
    return half if np.array_equal(half.astype(np.float32), values) else values


def compact(onnx_bytes: bytes) -> bytes:
    """The same network with its weights stored in 16 bits, where that loses nothing; it computes in 32 as before.

    ONNX Runtime turns the weights back when it loads the network.
    """
    model = onnx.load_from_string(onnx_bytes)
    graph = model.graph
    casts = []
    for initializer in graph.initializer:
        values = numpy_helper.to_array(initializer)
        half = stored(values)
        if half is values:
            continue
        name = initializer.name
        initializer.CopyFrom(numpy_helper.from_array(half, f"{name}_half"))
        casts.append(onnx.helper.make_node("Cast", [f"{name}_half"], [name], f"{name}_cast", to=onnx.TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString(deterministic=True))
