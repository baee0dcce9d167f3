"""The two seed networks that listen to raw samples, for pieces of 1 s and of 2 s.

Our windows are 3 s long. Such a network looks at a window as pieces of its own length that overlap by half (five of
1 s, two of 2 s), and the last linear layer gets the mean of what it found in them: the same as the mean of the pieces'
logits, so that no piece outvotes another. One pass gives one logit a window, in training as in a scan.

Kept from the seeds: three Conv1d layers (16-32-64, and 32-64-128 with max pooling), a hidden layer of 128 on the
flattened map (and one of 64), dropout. Repaired: one logit instead of two, nothing dropped on it, and strides that
shorten the map 64 and 256 times before it is flattened; at the full rate the hidden layer alone would have 131 M
parameters.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor, nn

KERNEL = 9


@dataclass(frozen=True, slots=True)
class Plan:
    """The shape of a network.

    Attributes:
        piece: Samples of a piece; pieces overlap by half.
        layers: Channels, stride and pool of each convolution.
        hidden: Widths of the layers before the last.
    """

    piece: int
    layers: tuple[tuple[int, int, int], ...]
    hidden: tuple[int, ...]


PLANS = {
    1: Plan(16_000, ((16, 4, 1), (32, 4, 1), (64, 4, 1)), (128,)),
    2: Plan(32_000, ((32, 4, 4), (64, 1, 4), (128, 1, 4)), (128, 64)),
}
"""By the seconds of a piece."""


class WaveCnn(nn.Module):
    """Convolutions on pieces of the waveform, the mean over pieces, one logit.

    Args:
        seconds: Length of a piece, 1 or 2.
        dropout: After the hidden layers, never on the logit.
    """

    def __init__(self, seconds: int = 1, dropout: float = 0.3) -> None:
        super().__init__()
        plan = PLANS[seconds]
        self.piece = plan.piece
        layers: list[nn.Module] = []
        channels, length = 1, plan.piece
        for width, stride, pool in plan.layers:
            layers += [nn.Conv1d(channels, width, KERNEL, stride, KERNEL // 2, bias=False), nn.BatchNorm1d(width)]
            layers += [nn.ReLU(), nn.MaxPool1d(pool)] if pool > 1 else [nn.ReLU()]
            channels, length = width, length // (stride * pool)
        self.features = nn.Sequential(*layers, nn.Flatten())
        sizes = (channels * length, *plan.hidden)
        hidden: list[nn.Module] = []
        for before, after in pairwise(sizes):
            hidden += [nn.Linear(before, after), nn.ReLU(), nn.Dropout(dropout)]
        self.hidden = nn.Sequential(*hidden)
        self.head = nn.Linear(sizes[-1], 1)

    def pieces(self, wave: Tensor) -> Tensor:
        """Cut into pieces that overlap by half; a crop shorter than a piece is repeated to its length.

        Shape:
            wave: ``(batch, samples)``; result: ``(batch, pieces, piece samples)``.
        """
        samples = wave.shape[1]
        if samples < self.piece:
            wave = torch.cat([wave] * -(-self.piece // samples), dim=1)[:, : self.piece]
        return wave.unfold(1, self.piece, self.piece // 2)

    def forward(self, wave: Tensor) -> Tensor:
        """Score a batch.

        Shape:
            wave: ``(batch, 1, 1, samples)``; result: ``(batch,)``.
        """
        pieces = self.pieces(wave[:, 0, 0])
        found = self.hidden(self.features(pieces.flatten(0, 1)[:, None]))
        logits: Tensor = self.head(found.unflatten(0, (-1, pieces.shape[1])).mean(1))[:, 0]
        return logits


def build(**args: float) -> WaveCnn:
    """Make the network.

    Raises:
        TypeError: ``seconds`` is neither 1 nor 2.
    """
    if args.get("seconds", 1) not in PLANS:
        raise TypeError(f"seconds must be one of {', '.join(map(str, PLANS))}")
    return WaveCnn(**args)  # type: ignore[arg-type]
