"""Frequency and time masks on spectrograms (SpecAugment, Park et al. 2019), in torch, filled with the mean."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True, slots=True)
class SpectrogramMasks:
    """Blank bands and spans; every clip of a batch draws its own.

    Attributes:
        p: Chance that a clip is masked at all.
        bands: Frequency bands a clip.
        band_share: Widest band, share of the rows.
        spans: Time spans a clip.
        span_share: Longest span, share of the columns.
    """

    p: float = 0.6
    bands: int = 2
    band_share: float = 0.15
    spans: int = 1
    span_share: float = 0.15

    def sample(self, batch: int, rng: torch.Generator) -> Tensor:
        """Draw relative starts and widths.

        Shape:
            result: ``(batch, bands + spans, 2)``, start and width in 0..1; width 0 masks nothing.
        """
        count = self.bands + self.spans
        draw = torch.rand(batch, count, 2, generator=rng)
        limits = torch.tensor([self.band_share] * self.bands + [self.span_share] * self.spans)
        widths = draw[:, :, 1] * limits * (torch.rand(batch, 1, generator=rng) < self.p)
        return torch.stack([draw[:, :, 0] * (1.0 - widths), widths], dim=2)

    def apply(self, spectrograms: Tensor, params: Tensor) -> Tensor:
        """Blank the drawn regions with each clip's mean.

        Shape:
            spectrograms: ``(batch, 1, rows, columns)``; result: the same.
        """
        rows, columns = spectrograms.shape[2:]
        hidden = torch.zeros(len(spectrograms), rows, columns, dtype=torch.bool)
        for index in range(params.shape[1]):
            size = rows if index < self.bands else columns
            position = torch.arange(size)[None] / size
            start, width = params[:, index, :1], params[:, index, 1:]
            inside = (position >= start) & (position < start + width)
            hidden |= inside[:, :, None] if index < self.bands else inside[:, None, :]
        means = spectrograms.mean((2, 3), keepdim=True)
        return torch.where(hidden[:, None], means, spectrograms)
