"""A network as ONNX: any number of windows, inputs ``x0``, ``x1``, ..., output ``logit``, nothing beside the file."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
import torch
from torch import nn

from engine.errors import TrainingError
from engine.runtime.onnx import session_options

OPSET = 20
"""The first in which GELU is one operator: written out as an error function it costs as much as the products."""
TOLERANCE = 1e-4


def to_onnx(net: nn.Module, shapes: Sequence[tuple[int, int]]) -> bytes:
    """Export a network.

    Traces of this machine (source paths, stack traces) are taken out: the same weights give the same bytes anywhere.

    Args:
        net: In evaluation mode, float32.
        shapes: Rows and columns of each input.
    """
    # Batches of 2 and more are the general case for the exporter; 1 and 0 would be built in.
    examples = tuple(torch.zeros(2, 1, rows, columns) for rows, columns in shapes)
    batch = torch.export.Dim("batch")
    quiet = logging.getLogger("torch.onnx"), logging.getLogger("onnxscript")
    levels = [each.level for each in quiet]
    try:
        for each in quiet:
            each.setLevel(logging.ERROR)
        with warnings.catch_warnings(), torch.no_grad():
            warnings.simplefilter("ignore")
            program = torch.onnx.export(
                net,
                examples,
                input_names=[f"x{i}" for i in range(len(shapes))],
                output_names=["logit"],
                dynamic_shapes=tuple({0: batch} for _ in shapes),
                opset_version=OPSET,
                dynamo=True,
                external_data=False,
                verbose=False,
            )
    finally:
        for each, level in zip(quiet, levels, strict=True):
            each.setLevel(level)
    assert program is not None
    model = program.model_proto
    _strip(model)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString(deterministic=True))


def check_equal(
    onnx_bytes: bytes, net: nn.Module, features: Sequence[npt.NDArray[np.float32]], tolerance: float = TOLERANCE
) -> float:
    """Compare ONNX Runtime with torch on real input; gives the largest difference of the logits.

    Shape:
        features: one ``(n, 1, rows, columns)`` array a front end.

    Raises:
        TrainingError: They differ by more than the tolerance.
    """
    session = onnxruntime.InferenceSession(onnx_bytes, session_options(1), providers=["CPUExecutionProvider"])
    (found,) = session.run(["logit"], {f"x{i}": feature for i, feature in enumerate(features)})
    with torch.no_grad():
        expected = net(*(torch.from_numpy(feature) for feature in features)).numpy()
    if found.shape != expected.shape:
        raise TrainingError(f"The exported network gives {found.shape}, not {expected.shape}", "Please report this.")
    difference = float(np.abs(found - expected).max())
    if not difference <= tolerance:
        raise TrainingError(
            f"The exported network's logits differ from the trained one's by {difference:.2g}", "Please report this."
        )
    return difference


def _strip(model: onnx.ModelProto) -> None:
    del model.metadata_props[:]
    model.doc_string = ""
    graph = model.graph
    graph.name, graph.doc_string = "detector", ""
    del graph.metadata_props[:]
    for part in (*graph.node, *graph.value_info, *graph.input, *graph.output, *graph.initializer):
        part.doc_string = ""
        del part.metadata_props[:]
    for function in model.functions:
        function.doc_string = ""
        del function.metadata_props[:]
        for node in function.node:
            node.doc_string = ""
            del node.metadata_props[:]
