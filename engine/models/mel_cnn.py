"""The In-the-Wild project's network: one convolution on a mel spectrogram, then one linear layer.

Kept from the seed: a 3 x 3 convolution with one channel, batch norm, ReLU, max pooling by 2, dropout, one linear layer
over every place of the map. One logit instead of two. It is the smallest network here, with 2,572 parameters, and a
floor to compare with: what it reaches needs no deep network.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

ROWS, COLUMNS = 64, 40
"""The pooled map of a 3 s window: 128 x 80 halved."""


class MelCnn(nn.Module):
    """One convolution, one linear layer.

    Args:
        dropout: On the map, never on the logit.
    """

    def __init__(self, dropout: float = 0.3) -> None:
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 1, 3, padding=1, bias=False), nn.BatchNorm2d(1), nn.ReLU(), nn.MaxPool2d(2)
        )
        self.head = nn.Sequential(nn.Dropout(dropout), nn.Linear(ROWS * COLUMNS, 1))

    def forward(self, spectrogram: Tensor) -> Tensor:
        """Score a batch; a crop shorter than a window is repeated to its length.

        Shape:
            spectrogram: ``(batch, 1, 128, frames)``, at most 81 frames; result: ``(batch,)``.

        Raises:
            ValueError: The input is longer than a window.
        """
        maps = self.features(spectrogram)
        columns = maps.shape[3]
        if columns > COLUMNS:
            raise ValueError(f"the input has {columns} columns after pooling, the network knows {COLUMNS}")
        if columns < COLUMNS:
            maps = torch.cat([maps] * -(-COLUMNS // columns), dim=3)[..., :COLUMNS]
        logits: Tensor = self.head(maps.flatten(1))[:, 0]
        return logits


def build(**args: float) -> MelCnn:
    """Make the network."""
    return MelCnn(**args)
