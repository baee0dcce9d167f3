"""The Ai-SPY CNN, repaired: the light yardstick that every claim is compared with.

Kept from the seed: five convolutions with tall kernels on the 1025 x 94 peak-relative spectrogram, batch norm,
leaky ReLU, max pooling, a hidden layer of 100. Repaired: no layers that are built and never called, no dropout
on the logits, one logit instead of two, and the time axis is averaged instead of flattened, so that a window
of another length works and the place of a trace in the window does not matter.

Three quarters of its time go into the first convolution, which looks at every bin of every frame, and into the
pooling behind it. With a stride there, the part of the pooling that the stride replaces falls away: the same
weights at fewer places, and the same shape behind them.
"""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor, nn

LAYERS = (
    (16, (8, 4), (4, 4)),
    (32, (6, 3), (3, 3)),
    (64, (4, 2), (2, 2)),
    (128, (4, 2), (2, 1)),
    (256, (4, 2), (2, 1)),
)
"""Channels, kernel and pool of each layer; (frequency, time)."""
FREQUENCY_ROWS = 11


class Cnn(nn.Module):
    """Five convolutions, the frequency axis kept, the time axis averaged.

    Args:
        dropout: Share of the hidden layer that is left out in training.
        stem_stride: Stride of the first convolution over (frequency, time); what it leaves of a pool of 4 x 4 is
            pooled. It divides 4.
    """

    def __init__(self, dropout: float = 0.3, stem_stride: Sequence[int] = (1, 1)) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        channels = 1
        for width, kernel, (rows, columns) in LAYERS:
            padding = (kernel[0] // 2, kernel[1] // 2)
            stride = (stem_stride[0], stem_stride[1]) if channels == 1 else (1, 1)
            layers += [
                nn.Conv2d(channels, width, kernel, stride, padding, bias=False),
                nn.MaxPool2d((rows // stride[0], columns // stride[1])),
                nn.BatchNorm2d(width),
                nn.LeakyReLU(),
            ]
            channels = width
        self.features = nn.Sequential(*layers)
        self.head = nn.Sequential(
            nn.Linear(channels * FREQUENCY_ROWS, 100), nn.LeakyReLU(), nn.Dropout(dropout), nn.Linear(100, 1)
        )

    def forward(self, spectrogram: Tensor) -> Tensor:
        """Score a batch.

        Shape:
            spectrogram: ``(batch, 1, 1025, frames)``; result: ``(batch,)``.
        """
        maps = self.features(spectrogram)
        pooled = maps.mean(3).flatten(1)
        logits: Tensor = self.head(pooled)[:, 0]
        return logits


def build(**args: float) -> Cnn:
    """Make the network."""
    return Cnn(**args)  # type: ignore[arg-type]
