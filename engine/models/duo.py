"""One network with two front ends: fine frequency (cnn) and fine time (seresnet) see different traces.

Each branch has a logit of its own and is trained on its own loss, so that neither leans on the other and each
can be shipped alone; the network's logit is their weighted sum (docs/decisions/0002-duo.md).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from engine.models.cnn import Cnn
from engine.models.seresnet import SeResNet


class Duo(nn.Module):
    """Two branches, one logit.

    Args:
        width: Of the branch ``seresnet``.
        stem_stride: Of the branch ``cnn``.
        time_stride: Of the branch ``seresnet``.

    Attributes:
        mix: Weights of the branch logits; buffers, set when the detector is exported, not trained.
    """

    mix: Tensor

    def __init__(self, width: int = 16, stem_stride: Sequence[int] = (1, 1), time_stride: int = 2) -> None:
        super().__init__()
        self.cnn = Cnn(stem_stride=stem_stride)
        self.seresnet = SeResNet(width, time_stride=time_stride)
        self.register_buffer("mix", torch.tensor([0.5, 0.5]))

    def branches(self, fine_frequency: Tensor, fine_time: Tensor) -> Tensor:
        """Logits of both branches.

        Shape:
            fine_frequency: ``(batch, 1, 1025, frames)``; fine_time: ``(batch, 1, 244, frames)``;
            result: ``(batch, 2)``, the branch ``cnn`` first.
        """
        return torch.stack([self.cnn(fine_frequency).float(), self.seresnet(fine_time).float()], dim=1)

    def forward(self, fine_frequency: Tensor, fine_time: Tensor) -> Tensor:
        """Score a batch.

        Shape:
            fine_frequency: ``(batch, 1, 1025, frames)``; fine_time: ``(batch, 1, 244, frames)``; result: ``(batch,)``.
        """
        return (self.branches(fine_frequency, fine_time) * self.mix).sum(1)


def build(**args: int) -> Duo:
    """Make the network."""
    return Duo(**args)  # type: ignore[arg-type]
