"""Clips cut into windows as the engine cuts them, scored in batches: one path for validation and evaluation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.utils.data import Dataset

from engine.spec import AudioSpec
from trainer.augment.base import repeat_to
from trainer.shards import Shards, to_wave


class WindowSet(Dataset[tuple[Tensor, int]]):
    """Every window of every clip, with the clip's number."""

    def __init__(self, shards: Shards, spec: AudioSpec, variant: int = 0) -> None:
        self.shards, self.n, self.variant = shards, spec.window_samples, variant
        self.places = [
            (clip, start) for clip, length in enumerate(shards.lengths.tolist()) for start in range(0, length, self.n)
        ]

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, index: int) -> tuple[Tensor, int]:
        """One window.

        Shape:
            result: ``(window samples,)`` and the clip's number.
        """
        clip, start = self.places[index]
        samples = self.shards.samples(clip, self.variant)[start : start + self.n]
        return torch.from_numpy(repeat_to(to_wave(samples), self.n)), clip


def clip_means(
    clips: Sequence[int] | npt.NDArray[np.int64], logits: npt.NDArray[np.float64], n_clips: int
) -> npt.NDArray[np.float64]:
    """Mean logit of each clip; NaN where it has no window.

    Shape:
        clips: ``(windows,)``; logits: ``(windows,)`` or ``(windows, k)``; result: ``(n_clips,)`` or ``(n_clips, k)``.
    """
    sums = np.zeros((n_clips, *logits.shape[1:]))
    counts = np.zeros(n_clips)
    np.add.at(sums, np.asarray(clips), logits)
    np.add.at(counts, np.asarray(clips), 1.0)
    with np.errstate(invalid="ignore"):
        means: npt.NDArray[np.float64] = sums / counts.reshape(-1, *[1] * (logits.ndim - 1))
    return means
