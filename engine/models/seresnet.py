"""SE-ResNet18 of width 16 on the linear log-spectrogram: most accuracy for the least CPU (RECIPES R1).

Residual blocks: He et al. 2016; squeeze-and-excitation: Hu et al. 2018; attentive statistics pooling:
Okabe et al. 2018.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional


class SqueezeExcite(nn.Module):
    """Weigh channels by what the whole window holds."""

    def __init__(self, channels: int, reduction: int = 4) -> None:
        super().__init__()
        self.squeeze = nn.Linear(channels, channels // reduction)
        self.excite = nn.Linear(channels // reduction, channels)

    def forward(self, maps: Tensor) -> Tensor:
        """Scale each channel by a weight in 0..1."""
        weights = torch.sigmoid(self.excite(functional.relu(self.squeeze(maps.mean((2, 3))))))
        return maps * weights[:, :, None, None]


class Block(nn.Module):
    """Two 3 x 3 convolutions, squeeze-and-excitation, a shortcut."""

    def __init__(self, channels: int, width: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, width, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(width)
        self.excite = SqueezeExcite(width)
        same = channels == width and stride == 1
        self.shortcut: nn.Module = (
            nn.Identity()
            if same
            else nn.Sequential(nn.Conv2d(channels, width, 1, stride, bias=False), nn.BatchNorm2d(width))
        )

    def forward(self, maps: Tensor) -> Tensor:
        """Transform a batch of feature maps."""
        inner = functional.relu(self.norm1(self.conv1(maps)))
        inner = self.excite(self.norm2(self.conv2(inner)))
        return functional.relu(inner + self.shortcut(maps))


class AttentiveStatistics(nn.Module):
    """Mean and standard deviation over time, weighted by attention: a trace may sit anywhere in the window."""

    def __init__(self, channels: int, hidden: int = 64) -> None:
        super().__init__()
        self.attention = nn.Sequential(nn.Conv1d(channels, hidden, 1), nn.Tanh(), nn.Conv1d(hidden, channels, 1))

    def forward(self, features: Tensor) -> Tensor:
        """Pool over time.

        Shape:
            features: ``(batch, channels, frames)``; result: ``(batch, 2 * channels)``.
        """
        weights = torch.softmax(self.attention(features).float(), dim=2)
        features = features.float()
        mean = (weights * features).sum(2)
        variance = (weights * features.square()).sum(2) - mean.square()
        return torch.cat([mean, variance.clamp_min(1e-5).sqrt()], dim=1)


class SeResNet(nn.Module):
    """Tall-kernel stem, four stages of residual blocks, four frequency rows, attentive statistics, one logit.

    Args:
        width: Channels of the first stage; each further one has twice as many.
        blocks: Residual blocks a stage.
        dropout: Before the last layer.
        time_stride: Frames that the stem goes on with; everything behind it costs as much less. The weights of one
            stride fit another.
    """

    def __init__(
        self,
        width: int = 16,
        blocks: tuple[int, ...] | list[int] = (2, 2, 2, 2),
        dropout: float = 0.2,
        time_stride: int = 2,
    ) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(1, width, (9, 3), stride=(4, time_stride), padding=(4, 1), bias=False),
            nn.BatchNorm2d(width),
            nn.ReLU(),
        )
        stages: list[nn.Module] = []
        channels = width
        for stage, depth in enumerate(blocks):
            for position in range(depth):
                stride = 2 if stage > 0 and position == 0 else 1
                stages.append(Block(channels, width << stage, stride))
                channels = width << stage
        self.stages = nn.Sequential(*stages)
        self.pool = AttentiveStatistics(4 * channels)
        self.head = nn.Sequential(nn.BatchNorm1d(8 * channels), nn.Dropout(dropout), nn.Linear(8 * channels, 1))

    def forward(self, spectrogram: Tensor) -> Tensor:
        """Score a batch.

        Shape:
            spectrogram: ``(batch, 1, 244, frames)``; result: ``(batch,)``.
        """
        maps = self.stages(self.stem(spectrogram))
        # 244 bins leave 8 rows: plain pairs instead of adaptive pooling, which ONNX cannot express.
        rows = functional.avg_pool2d(maps, (2, 1))
        logits: Tensor = self.head(self.pool(rows.flatten(1, 2)))[:, 0]
        return logits


def build(**args: float) -> SeResNet:
    """Make the network."""
    return SeResNet(**args)  # type: ignore[arg-type]
