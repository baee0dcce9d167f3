"""A detector's network in ONNX Runtime on the CPU: the default, several times faster than eager torch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

from engine.checkpoint import Checkpoint
from engine.errors import CheckpointError
from engine.runtime.base import Features

PRECISIONS = ("auto", "float32", "int8")


class OnnxRuntime:
    """Runs ``<name>.int8.onnx``, or ``<name>.onnx``; inputs ``x0``, ``x1``, ..., output ``logit``."""

    device = "cpu"

    def __init__(self, checkpoint: Checkpoint, threads: int | None = None, precision: str = "auto") -> None:
        """Load the network.

        Args:
            checkpoint: A verified detector.
            threads: Threads inside one call; None for one a core.
            precision: One of `PRECISIONS`; ``auto`` takes the 8-bit network where the detector has one.

        Raises:
            CheckpointError: ONNX Runtime refuses the network, or it has other inputs than the front ends give.
        """
        path = network_path(checkpoint, precision)
        try:
            self._session = ort.InferenceSession(
                path.read_bytes(), session_options(threads), providers=["CPUExecutionProvider"]
            )
        except ONNX_ERRORS as error:
            reason = str(error).splitlines()[0]
            raise CheckpointError(f"{path.name} cannot be loaded: {reason}") from None
        self._names = [each.name for each in self._session.get_inputs()]
        expected = [f"x{index}" for index in range(len(checkpoint.meta.front_ends))]
        if self._names != expected or [each.name for each in self._session.get_outputs()] != ["logit"]:
            raise CheckpointError(f"{path.name} has other inputs and outputs than {expected} -> logit")

    def logits(self, features: Features) -> npt.NDArray[np.float32]:
        """One logit a window; higher means more AI.

        Shape:
            features: one ``(n, 1, rows, columns)`` array a front end; result: ``(n,)``.
        """
        (logit,) = self._session.run(["logit"], dict(zip(self._names, features, strict=True)))
        result: npt.NDArray[np.float32] = np.asarray(logit, dtype=np.float32).reshape(len(features[0]))
        return result


def network_path(checkpoint: Checkpoint, precision: str = "auto") -> Path:
    """The file of a detector's network in a precision.

    Raises:
        CheckpointError: It has no 8-bit network and one was asked for.
        ValueError: There is no such precision.
    """
    if precision not in PRECISIONS:
        raise ValueError(f"precision {precision!r}; there are {', '.join(PRECISIONS)}")
    if precision == "float32" or (precision == "auto" and checkpoint.int8_path is None):
        return checkpoint.onnx_path
    if checkpoint.int8_path is None:
        raise CheckpointError(f"{checkpoint.meta.name} has no 8-bit network", "Run it in float32.")
    return checkpoint.int8_path


def _onnx_errors() -> tuple[type[Exception], ...]:
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    names = ("Fail", "InvalidArgument", "InvalidGraph", "InvalidProtobuf", "NoSuchFile", "NotImplemented")
    own = [getattr(state, name) for name in names if hasattr(state, name)]
    return (OSError, RuntimeError, ValueError, *own)


ONNX_ERRORS: tuple[type[Exception], ...] = _onnx_errors()
"""What loading or running a damaged network may raise."""


def session_options(threads: int | None = None) -> ort.SessionOptions:
    """Options for small networks beside decoding threads.

    Idle threads of ONNX Runtime spin by default, which takes the core that decoding needs. The memory arena stays
    on: without it a quarter of the time goes into getting pages from the system again for every call.
    """
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads or 0
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options
