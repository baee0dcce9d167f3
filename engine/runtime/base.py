"""What runs a detector's network, and which one is taken for a wished device.

The choice is made without importing torch: where neither an NVIDIA driver nor an Apple GPU is present, or torch
is not installed, ONNX Runtime on the CPU it is.
"""

from __future__ import annotations

import importlib.util
import platform
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from engine.checkpoint import Checkpoint
from engine.errors import DeviceError

Features = Sequence[npt.NDArray[np.float32]]
DEVICES = ("auto", "cpu", "cuda", "mps")


class Runtime(Protocol):
    """Runs one network."""

    @property
    def device(self) -> str:
        """``cpu``, ``cuda`` or ``mps``."""

    def logits(self, features: Features) -> npt.NDArray[np.float32]:
        """One logit a window; higher means more AI. May be called from several threads.

        Shape:
            features: one ``(n, 1, rows, columns)`` array a front end; result: ``(n,)``.
        """


def choose_device(wanted: str = "auto") -> tuple[str, str]:
    """Decide between ``cpu``, ``cuda`` and ``mps`` from what this computer shows, without importing torch.

    Returns:
        The device and, where a GPU is there that cannot be used, a sentence that says why; else an empty one.

    Raises:
        DeviceError: A device was named that is unknown or not there; ``auto`` never raises.
    """
    if wanted not in DEVICES:
        raise DeviceError(f"Unknown device {wanted!r}; there are {', '.join(DEVICES)}")
    if wanted == "cpu":
        return "cpu", ""
    seen = gpu_in_sight() if wanted == "auto" else wanted
    problem = _problem(seen)
    if wanted != "auto" and problem:
        raise DeviceError(f"The device {wanted} cannot be used: {problem}")
    if problem:
        return "cpu", f"Running on the CPU: {problem}"
    return seen, ""


def choose_runtime(
    checkpoint: Checkpoint, device: str = "auto", threads: int | None = None, precision: str = "auto"
) -> tuple[Runtime, str]:
    """Load a detector's network for a device.

    Args:
        checkpoint: A verified detector.
        device: ``auto`` takes a usable GPU, else the CPU with a note.
        threads: CPU threads inside one call; None lets the runtime decide.
        precision: On the CPU: ``auto``, ``float32`` or ``int8``; see `engine.runtime.onnx`.

    Returns:
        The runtime and a note for the user about the device, empty where there is nothing to say.

    Raises:
        DeviceError: The named device cannot be used.
        CheckpointError: The network cannot be loaded.
    """
    chosen, note = choose_device(device)
    if chosen != "cpu":
        from engine.runtime.torch import TorchRuntime

        try:
            return TorchRuntime(checkpoint, chosen), note
        except DeviceError as error:
            if device != "auto":
                raise
            note = f"Running on the CPU: {error}"
    from engine.runtime.onnx import OnnxRuntime

    return OnnxRuntime(checkpoint, threads, precision), note


def gpu_in_sight() -> str:
    """``cuda`` where an NVIDIA driver is present, ``mps`` on Apple silicon, else ``cpu``."""
    if Path("/proc/driver/nvidia/version").exists() or shutil.which("nvidia-smi"):
        return "cuda"
    return "mps" if _is_apple_silicon() else "cpu"


def _is_apple_silicon() -> bool:
    return platform.system() == "Darwin" and platform.machine() == "arm64"


def _problem(device: str) -> str:
    """Why a device cannot be used, as far as can be seen without torch; empty where nothing speaks against it."""
    if device == "cpu":
        return ""
    if device == "cuda" and gpu_in_sight() != "cuda":
        return "no NVIDIA GPU or driver was found."
    if device == "mps" and not _is_apple_silicon():
        return "this is not a Mac with Apple silicon."
    if importlib.util.find_spec("torch") is None:
        return 'a GPU needs PyTorch, which is not installed (pip install "veravox[train]").'
    return ""
