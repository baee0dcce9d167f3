"""The transformer layer that both vision transformers are made of (Vaswani et al. 2017, pre-norm)."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional


class Attention(nn.Module):
    """Multi-head self-attention; written out, because the fused module of torch has a second path in eval mode."""

    def __init__(self, dim: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.project_in = nn.Linear(dim, 3 * dim)
        self.project_out = nn.Linear(dim, dim)

    def forward(self, tokens: Tensor) -> Tensor:
        """Let every token look at every other.

        Shape:
            tokens: ``(batch, n, dim)``; result: the same.
        """
        query, key, value = (
            part.unflatten(2, (self.heads, -1)).transpose(1, 2) for part in self.project_in(tokens).chunk(3, dim=2)
        )
        seen = functional.scaled_dot_product_attention(query, key, value)
        mixed: Tensor = self.project_out(seen.transpose(1, 2).flatten(2))
        return mixed


class DropPath(nn.Module):
    """Stochastic depth (Huang et al. 2016): a residual branch is left out, for every sample on its own."""

    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p

    def forward(self, branch: Tensor) -> Tensor:
        """Drop whole samples in training; nothing happens at inference."""
        if not self.training or self.p == 0.0:
            return branch
        kept = torch.rand(len(branch), 1, 1, device=branch.device) >= self.p
        return branch * kept / (1.0 - self.p)


class Layer(nn.Module):
    """Attention and a two-layer perceptron, each normalised before and added after."""

    def __init__(self, dim: int, heads: int, hidden: int, *, dropout: float = 0.0, drop_path: float = 0.0) -> None:
        super().__init__()
        self.norm1 = nn.LayerNorm(dim)
        self.attention = Attention(dim, heads)
        self.norm2 = nn.LayerNorm(dim)
        self.perceptron = nn.Sequential(nn.Linear(dim, hidden), nn.GELU(), nn.Linear(hidden, dim))
        self.leave_out = nn.Sequential(nn.Dropout(dropout), DropPath(drop_path))

    def forward(self, tokens: Tensor) -> Tensor:
        """Transform a batch of token sequences.

        Shape:
            tokens: ``(batch, n, dim)``; result: the same.
        """
        tokens = tokens + self.leave_out(self.attention(self.norm1(tokens)))
        inner: Tensor = tokens + self.leave_out(self.perceptron(self.norm2(tokens)))
        return inner


def pad_to_multiple(maps: Tensor, rows: int, columns: int) -> Tensor:
    """Pad the last two axes with zeros up to multiples, so that a patch grid loses neither frames nor bins.

    Zero is the mean of a standardised spectrogram: the padding stands out as little as possible.

    Shape:
        maps: ``(batch, channels, h, w)``; result: the same with h and w rounded up.
    """
    return functional.pad(maps, (0, -maps.shape[3] % columns, 0, -maps.shape[2] % rows))


def positions_for(grid: Tensor, rows: int, columns: int) -> Tensor:
    """The learned positions of a clip that may be shorter than a window: its first columns.

    Sliced, not stretched, so that a column means the same number of seconds in a short crop.

    Args:
        grid: Learned positions of a whole window.
        rows: Patch rows of the input.
        columns: Patch columns of the input.

    Shape:
        grid: ``(rows, most columns, dim)``; result: ``(rows * columns, dim)``.

    Raises:
        ValueError: The input is longer than a window, or has another number of rows.
    """
    if rows != grid.shape[0] or columns > grid.shape[1]:
        raise ValueError(
            f"the input has {rows} x {columns} patches, the network knows {grid.shape[0]} x {grid.shape[1]}"
        )
    return grid[:, :columns].flatten(0, 1)
