"""Mixup of spectra: two clips laid over each other, their targets mixed alike (Zhang et al., 2018)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor


@dataclass(frozen=True, slots=True)
class MixupParams:
    """Who is mixed with whom.

    Attributes:
        shares: How much of itself each clip keeps, 0.5..1; ``(batch,)``.
        partners: Number of the clip that it is mixed with; ``(batch,)``.
    """

    shares: Tensor
    partners: Tensor


@dataclass(frozen=True, slots=True)
class Mixup:
    """Mix clips of a batch; every clip draws its own share.

    Attributes:
        p: Chance that a clip is mixed at all.
        alpha: Both parameters of the Beta distribution of the shares; 0.2 mostly leaves one clip nearly alone.
    """

    p: float = 0.3
    alpha: float = 0.2

    def sample(self, batch: int, rng: np.random.Generator) -> MixupParams:
        """Draw shares and partners.

        A share and one less it are the same pair seen from the other side, so the larger one is the clip's own.
        """
        drawn = rng.beta(self.alpha, self.alpha, batch)
        shares = np.where(rng.random(batch) < self.p, np.maximum(drawn, 1.0 - drawn), 1.0)
        return MixupParams(torch.from_numpy(shares.astype(np.float32)), torch.from_numpy(rng.permutation(batch)))

    def apply(self, features: Sequence[Tensor], targets: Tensor, params: MixupParams) -> tuple[list[Tensor], Tensor]:
        """Mix spectra and targets with the same shares.

        Args:
            features: One spectrogram batch a front end; the pairs are the same in all of them.
            targets: 1 for ai, 0 for human; in between afterwards.
            params: What `sample` drew.

        Shape:
            features: each ``(batch, 1, rows, columns)``; targets: ``(batch,)``.
        """
        mixed = [_blend(each, params) for each in features]
        return mixed, _blend(targets, params)


def _blend(values: Tensor, params: MixupParams) -> Tensor:
    shares = params.shares.to(values.device, values.dtype).reshape(-1, *[1] * (values.ndim - 1))
    return torch.lerp(values[params.partners.to(values.device)], values, shares)
