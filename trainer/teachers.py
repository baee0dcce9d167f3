"""Finished detectors whose opinion a network in training is given besides the labels (Hinton et al., 2015).

Several networks with different front ends see different traces; their mean is better than any of them and several
times as slow. What it says of a crop, as a probability, teaches one network what its hard labels cannot: which crops
are doubtful.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from engine.checkpoint import read
from engine.frontend import make_torch_front_end
from engine.runtime.torch import load_network


@dataclass(frozen=True, slots=True)
class _Teacher:
    """A detector in torch: the keys of its front ends, its network, slope and offset of its calibration."""

    inputs: tuple[str, ...]
    net: nn.Module
    a: float
    b: float


class Teachers:
    """The mean of detectors' calibrated logits; not part of what is trained or saved.

    Args:
        paths: ``.safetensors`` detectors, at least one.

    Raises:
        CheckpointError: One is missing, is not a detector, or its tensors do not fit its network.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._front_ends: dict[str, nn.Module] = {}
        self._teachers = [self._load(path) for path in paths]

    @torch.no_grad()
    def __call__(self, waves: Tensor) -> Tensor:
        """AI probability of crops.

        The front ends work in full precision, the networks in what autocast is set to.

        Shape:
            waves: ``(batch, samples)``; result: ``(batch,)``, 0..1.
        """
        with torch.autocast(waves.device.type, enabled=False):
            features = {key: self._made(end, waves) for key, end in self._front_ends.items()}
        logits = [
            t.a * t.net.to(waves.device)(*(features[key] for key in t.inputs)).float() + t.b for t in self._teachers
        ]
        return torch.stack(logits).mean(0).sigmoid()

    def _load(self, path: Path) -> _Teacher:
        checkpoint = read(path)
        meta = checkpoint.meta
        net: nn.Module = load_network(checkpoint).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        inputs = tuple(self._front_end(each.name, each.args) for each in meta.front_ends)
        return _Teacher(inputs, net.requires_grad_(False), meta.calibration.a, meta.calibration.b)

    def _front_end(self, name: str, args: Mapping[str, Any]) -> str:
        """Key of a front end; detectors that see the same spectrogram share it."""
        key = f"{name} {sorted(args.items())}"
        self._front_ends.setdefault(key, make_torch_front_end(name, args))
        return key

    @staticmethod
    def _made(front_end: nn.Module, waves: Tensor) -> Tensor:
        made: Tensor = front_end.to(waves.device)(waves.float())
        return made.contiguous(memory_format=torch.channels_last) if made.ndim == 4 else made
