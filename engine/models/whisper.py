"""The first layers of Whisper's encoder, trained on to tell voices apart (Radford et al. 2022).

A recogniser that heard hundreds of thousands of hours of all kinds of recordings knows what speech sounds like through
any channel; a network that starts from random weights has to find that out from ours. The encoder's outputs of all
layers are weighed, pooled over time and judged (docs/decisions/0016).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.models.seresnet import AttentiveStatistics
from engine.models.transformer import Layer

BANDS, FRAMES = 80, 300
DIM, HEADS = 384, 6
"""Of Whisper tiny."""


def _convolve(frames: Tensor, conv: nn.Conv1d, stride: int = 1) -> Tensor:
    """A convolution of three frames and its GELU as a product of matrices, which 8 bits make faster, a convolution not.

    Shape:
        frames: ``(batch, n, channels)``, n a multiple of the stride; result: ``(batch, n / stride, DIM)``.
    """
    n = frames.shape[1]
    padded = functional.pad(frames, (0, 0, 1, 1))
    triples = torch.cat([padded[:, shift : shift + n : stride] for shift in range(3)], dim=2)
    weight = conv.weight.transpose(1, 2).flatten(1)
    return functional.gelu(functional.linear(triples, weight, conv.bias))


class Whisper(nn.Module):
    """Two convolutions, transformer layers, attentive statistics over a weighted sum of their outputs, one logit.

    Args:
        layers: How many of the encoder's four layers are kept.
        stride: Mel frames a token; Whisper's own is 2.
        drop_path: Stochastic depth of the last layer; it grows from 0 at the first.
        dropout: Before the last linear layer.
    """

    PRETRAINED = ("conv1.", "conv2.", "positions", "layers.")
    """Beginnings of the names of what Whisper's own weights fill."""

    def __init__(self, layers: int = 4, stride: int = 2, drop_path: float = 0.1, dropout: float = 0.2) -> None:
        super().__init__()
        self.stride = stride
        self.conv1 = nn.Conv1d(BANDS, DIM, 3, padding=1)
        self.conv2 = nn.Conv1d(DIM, DIM, 3, stride=stride, padding=1)
        self.positions = nn.Parameter(torch.zeros(FRAMES // stride, DIM))
        depths = torch.linspace(0.0, drop_path, layers).tolist()
        self.layers = nn.ModuleList(Layer(DIM, HEADS, 4 * DIM, drop_path=p) for p in depths)
        self.weights = nn.Parameter(torch.zeros(layers + 1))
        self.norms = nn.ModuleList(nn.LayerNorm(DIM) for _ in range(layers + 1))
        self.pool = AttentiveStatistics(DIM)
        self.head = nn.Sequential(nn.BatchNorm1d(2 * DIM), nn.Dropout(dropout), nn.Linear(2 * DIM, 1))

    def forward(self, mel: Tensor) -> Tensor:
        """Score a batch.

        Shape:
            mel: ``(batch, 1, 80, frames)``, at most 300 frames; result: ``(batch,)``.
        """
        tokens = _convolve(mel[:, 0].transpose(1, 2), self.conv1)
        tokens = _convolve(tokens, self.conv2, self.stride)
        tokens = tokens + self.positions[: tokens.shape[1]]
        shares = torch.softmax(self.weights, 0)
        mixed = shares[0] * self.norms[0](tokens)
        for share, norm, layer in zip(shares[1:], self.norms[1:], self.layers, strict=True):
            tokens = layer(tokens)
            mixed = mixed + share * norm(tokens)
        logits: Tensor = self.head(self.pool(mixed.transpose(1, 2)))[:, 0]
        return logits


def build(**args: float) -> Whisper:
    """Make the network."""
    return Whisper(**args)  # type: ignore[arg-type]
