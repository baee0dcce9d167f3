"""The Ai-SPY ViT, repaired: patches of 32 x 32 on the 1025 x 94 peak-relative spectrogram.

Kept from the seed: dim 512, 8 heads, 8 layers, a perceptron of 2048, a CLS token, learned positions, and the
masked variant that zeroes 15 % of the tokens in training (``mask_share=0.15``). Repaired: the spectrogram is
padded to 1056 x 96, where the seed cut it to 1024 x 64 and never saw the last 30 frames nor bin 1025; every
sample of a batch is masked on its own; one logit instead of two, without dropout on it; no layer that is built
and never called, which is why 25.8 M of the seed's 28.9 M parameters are left. The layers normalise before,
not after, so that training starts stably at any learning rate.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from engine.models.transformer import Layer, pad_to_multiple, positions_for

PATCH = 32
ROWS, COLUMNS = 33, 3
"""Patches of a 3 s window: 1025 bins and 94 frames, rounded up."""


class Vit(nn.Module):
    """Patches, a CLS token, pre-norm layers, one logit from the CLS token.

    Args:
        dim: Width of a token.
        heads: Attention heads.
        layers: Transformer layers.
        hidden: Width of the perceptrons.
        dropout: Inside the layers only.
        mask_share: Share of a sample's tokens that are zeroed in training; 0.15 is the seed's masked variant.
    """

    def __init__(
        self,
        *,
        dim: int = 512,
        heads: int = 8,
        layers: int = 8,
        hidden: int = 2048,
        dropout: float = 0.1,
        mask_share: float = 0.0,
    ) -> None:
        super().__init__()
        self.mask_share = mask_share
        self.embed = nn.Conv2d(1, dim, PATCH, stride=PATCH)
        self.start = nn.Parameter(torch.randn(dim) * 0.02)
        self.positions = nn.Parameter(torch.randn(ROWS, COLUMNS, dim) * 0.02)
        self.layers = nn.Sequential(*(Layer(dim, heads, hidden, dropout=dropout) for _ in range(layers)))
        self.norm = nn.LayerNorm(dim)
        self.head = nn.Linear(dim, 1)

    def masked(self, batch: int, n: int) -> Tensor:
        """Draw which tokens are zeroed: the same number in every sample, each sample its own.

        Shape:
            result: ``(batch, n)``, True is zeroed.
        """
        order = torch.rand(batch, n, device=self.start.device).argsort(dim=1)
        return order < round(self.mask_share * n)

    def forward(self, spectrogram: Tensor) -> Tensor:
        """Score a batch.

        Shape:
            spectrogram: ``(batch, 1, 1025, frames)``, at most 96 frames; result: ``(batch,)``.

        Raises:
            ValueError: The input is longer than a window.
        """
        patches = self.embed(pad_to_multiple(spectrogram, PATCH, PATCH))
        tokens = patches.flatten(2).transpose(1, 2)
        if self.training and self.mask_share > 0.0:
            tokens = tokens.masked_fill(self.masked(*tokens.shape[:2])[:, :, None], 0.0)
        # A zeroed token keeps its position: the network knows where something is missing.
        tokens = tokens + positions_for(self.positions, *patches.shape[2:])
        start = self.start.expand(tokens.shape[0], 1, -1).to(tokens.dtype)
        seen = self.layers(torch.cat([start, tokens], dim=1))
        logits: Tensor = self.head(self.norm(seen[:, 0]))[:, 0]
        return logits


def build(**args: float) -> Vit:
    """Make the network."""
    return Vit(**args)  # type: ignore[arg-type]
