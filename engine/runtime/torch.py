"""A detector's network in torch, for CUDA and Apple GPUs; the only place of the engine's run time that needs torch."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from engine.checkpoint import Checkpoint, load_tensors
from engine.errors import CheckpointError, DeviceError
from engine.models.registry import build
from engine.runtime.base import Features


class TorchRuntime:
    """Runs the architecture named in the checkpoint with its safetensors weights."""

    def __init__(self, checkpoint: Checkpoint, device: str) -> None:
        """Build the network and move it to the device.

        Args:
            checkpoint: A verified detector.
            device: ``cpu``, ``cuda`` or ``mps``.

        Raises:
            DeviceError: torch cannot use the device.
            CheckpointError: The tensors do not fit the architecture.
        """
        self.device = device
        self._device = usable_device(device)
        network = load_network(checkpoint)
        try:
            self._network = network.to(self._device)
        except RuntimeError as error:
            raise DeviceError(f"The network cannot be moved to {device}: {str(error).splitlines()[0]}") from None

    def logits(self, features: Features) -> npt.NDArray[np.float32]:
        """One logit a window; higher means more AI.

        Shape:
            features: one ``(n, 1, rows, columns)`` array a front end; result: ``(n,)``.
        """
        with torch.inference_mode():
            inputs = [torch.from_numpy(np.ascontiguousarray(each)).to(self._device) for each in features]
            result: npt.NDArray[np.float32] = self._network(*inputs).float().cpu().numpy()
        return result


def load_network(checkpoint: Checkpoint) -> nn.Module:
    """The network of a detector with its weights, on the CPU, ready to be used.

    Raises:
        CheckpointError: The tensors do not fit the architecture.
    """
    network = build(checkpoint.meta.architecture, checkpoint.meta.model_args)
    tensors = {key: torch.from_numpy(value.copy()) for key, value in load_tensors(checkpoint).items()}
    try:
        network.load_state_dict(tensors, strict=True)
    except RuntimeError as error:
        reason = str(error).splitlines()[-1].strip()
        raise CheckpointError(f"The tensors of {checkpoint.path.name} do not fit its network: {reason}") from None
    return network.eval()


def usable_device(name: str) -> torch.device:
    """The torch device of that name.

    Raises:
        DeviceError: torch was built without it, or its driver does not work.
    """
    if name == "cuda" and not torch.cuda.is_available():
        raise DeviceError("the installed PyTorch cannot use the NVIDIA GPU (a CPU build, or no working driver).")
    if name == "mps" and not torch.backends.mps.is_available():
        raise DeviceError("the installed PyTorch cannot use the Apple GPU.")
    return torch.device(name)
