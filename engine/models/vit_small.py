"""A small vision transformer behind a convolutional stem, on the linear log-spectrogram (RECIPES R3).

The stem makes early features cheaply and stabilises training from scratch (Xiao et al. 2021); tokens dropped
per sample in training make a step cheaper and keep the network from leaning on one moment.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from engine.models.transformer import Layer, pad_to_multiple, positions_for

STEM = (24, 48, 96)
PATCH = (4, 2)
"""Rows and columns of the stem's output that make one token."""
ROWS, COLUMNS = 8, 19
"""Tokens of a 3 s window: 244 bins and 301 frames, eighths of which make patches."""


def _stem() -> nn.Sequential:
    steps: list[nn.Module] = []
    channels = 1
    for width in STEM:
        steps += [nn.Conv2d(channels, width, 3, 2, 1, bias=False), nn.BatchNorm2d(width), nn.GELU()]
        channels = width
    return nn.Sequential(*steps)


class VitSmall(nn.Module):
    """Three strided convolutions, 8 x 19 tokens, six pre-norm layers, mean pooling, one logit.

    Args:
        dim: Width of a token.
        heads: Attention heads.
        layers: Transformer layers.
        drop_path: Stochastic depth of the last layer; it grows from 0 at the first.
        token_drop: Smallest and largest share of tokens left out in training.
    """

    def __init__(
        self,
        dim: int = 192,
        heads: int = 3,
        layers: int = 6,
        drop_path: float = 0.1,
        token_drop: tuple[float, float] | list[float] = (0.3, 0.5),
    ) -> None:
        super().__init__()
        self.token_drop = (float(token_drop[0]), float(token_drop[1]))
        self.stem = _stem()
        self.embed = nn.Conv2d(STEM[-1], dim, PATCH, stride=PATCH)
        self.positions = nn.Parameter(torch.randn(ROWS, COLUMNS, dim) * 0.02)
        depths = torch.linspace(0.0, drop_path, layers).tolist()
        self.layers = nn.Sequential(*(Layer(dim, heads, 4 * dim, drop_path=p) for p in depths))
        self.norm = nn.LayerNorm(dim)
        self.head = nn.Linear(dim, 1)

    def kept(self, batch: int, n: int) -> Tensor:
        """Draw which tokens stay: one share for the batch, so that it stays rectangular, each sample its own tokens.

        Shape:
            result: ``(batch, m)``, indices below n; m is between 50 and 70 % of n.
        """
        low, high = self.token_drop
        share = low + (high - low) * float(torch.rand(()))
        order = torch.rand(batch, n, device=self.positions.device).argsort(dim=1)
        return order[:, : max(1, n - round(share * n))]

    def forward(self, spectrogram: Tensor) -> Tensor:
        """Score a batch.

        Shape:
            spectrogram: ``(batch, 1, 244, frames)``, at most 304 frames; result: ``(batch,)``.

        Raises:
            ValueError: The input is longer than a window.
        """
        patches = self.embed(pad_to_multiple(self.stem(spectrogram), *PATCH))
        tokens = patches.flatten(2).transpose(1, 2) + positions_for(self.positions, *patches.shape[2:])
        if self.training:
            places = self.kept(*tokens.shape[:2])
            tokens = tokens.gather(1, places[:, :, None].expand(-1, -1, tokens.shape[2]))
        pooled = self.norm(self.layers(tokens)).mean(1)
        logits: Tensor = self.head(pooled)[:, 0]
        return logits


def build(**args: float) -> VitSmall:
    """Make the network."""
    return VitSmall(**args)  # type: ignore[arg-type]
