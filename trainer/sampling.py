"""Which crop is sample number i: balanced, label-blind, and the same for the same seed on any machine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.utils.data import Dataset, Sampler

from trainer.augment.base import Wave, repeat_to
from trainer.augment.chain import Chain
from trainer.augment.copy_synthesis import KIND
from trainer.datasets.manifest import Clip
from trainer.shards import Shards, to_wave


def balanced_weights(
    clips: Sequence[Clip],
    lengths: Sequence[int],
    temper: float = 0.5,
    *,
    halves: bool = True,
    copy_share: float = 0.0,
    even_sources: bool = False,
) -> npt.NDArray[np.float64]:
    """Chance of each clip: half human, half ai; tempered over sources and, inside ai, over generators.

    Args:
        clips: The data set.
        lengths: Samples of each clip; 0 is never drawn.
        temper: 1 keeps the data set's own proportions, 0 makes every group equally likely.
        halves: Without it each class is drawn as often as it has seconds; tempered inside the class only.
        even_sources: Bring both classes of a source that has both closer: each gets the geometric mean of the two.
        copy_share: Share of vocoded twins among the AI crops, where both twins and other AI clips are there; 0 leaves
            it to the tempering.

    Shape:
        result: ``(len(clips),)``, sums to 1.
    """
    groups: dict[tuple[str, str], float] = defaultdict(float)
    keys = [(c.label, c.generator.lower() or c.source if c.label == "ai" else c.source) for c in clips]
    sources: dict[str, float] = defaultdict(float)
    for clip, key, n in zip(clips, keys, lengths, strict=True):
        groups[key] += n
        sources[clip.source] += n
    weights = np.array(
        [
            n * groups[k] ** (temper - 1.0) * sources[c.source] ** (0.5 * (temper - 1.0)) if n else 0.0
            for c, k, n in zip(clips, keys, lengths, strict=True)
        ]
    )
    labels = np.array([c.label == "ai" for c in clips])
    if even_sources:
        _even_out(weights, labels, [c.source for c in clips])
    copies = np.array([c.kind == KIND for c in clips])
    if copy_share and weights[copies].sum() > 0 and weights[labels & ~copies].sum() > 0:
        for side, share in ((copies, copy_share), (labels & ~copies, 1.0 - copy_share)):
            weights[side] *= share / weights[side].sum()
    seconds = np.asarray(lengths, dtype=np.float64)
    for side in (labels, ~labels):
        if weights[side].sum() > 0:
            share = 0.5 if halves else seconds[side].sum() / seconds.sum()
            weights[side] *= share / weights[side].sum()
    chances: npt.NDArray[np.float64] = weights / weights.sum()
    return chances


def _even_out(weights: npt.NDArray[np.float64], is_ai: npt.NDArray[np.bool_], sources: Sequence[str]) -> None:
    """Give both classes of a source the same weight, in place; once the classes are alike, not before.

    The geometric mean keeps one odd clip beside a hundred of the other class from being drawn a hundred times as often.
    """
    for side in (is_ai, ~is_ai):
        if weights[side].sum() > 0:
            weights[side] /= weights[side].sum()
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for weight, ai, source in zip(weights, is_ai, sources, strict=True):
        sums[source][int(ai)] += weight
    factors = {
        (source, ai): float(np.sqrt(both[1 - ai] / both[ai]))
        for source, both in sums.items()
        for ai in (0, 1)
        if min(both) > 0
    }
    weights *= [factors.get((source, int(ai)), 1.0) for ai, source in zip(is_ai, sources, strict=True)]


@dataclass(frozen=True, slots=True)
class CropPlan:
    """How crops are taken.

    Attributes:
        crop_samples: Length of a crop.
        strength: Augmentation strength, 0..1.
        variant_p: Chance of a codec variant instead of the clean samples.
    """

    crop_samples: int
    strength: float
    variant_p: float = 0.6


class CropSet(Dataset[tuple[Tensor, Tensor, Tensor]]):
    """Sample i is a random crop drawn from the seed and i alone, so a resumed run sees the same data.

    With ``pair_twins`` a vocoded twin that has an even number is followed by its original: the same place, the same
    augmentation, so that nothing but the vocoder tells the two apart. Those originals come on top of the human half.
    """

    def __init__(
        self,
        clips: Sequence[Clip],
        shards: Shards,
        chain: Chain,
        seed: int,
        *,
        halves: bool = True,
        copy_share: float = 0.0,
        even_sources: bool = False,
        pair_twins: bool = False,
    ) -> None:
        self.targets = np.array([c.target for c in clips], dtype=np.float32)
        self.judgeable = np.array([c.kind != KIND for c in clips], dtype=np.float32)
        self.shards = shards
        self.chain = chain
        self.seed = seed
        lengths = shards.lengths.tolist()
        chances = balanced_weights(clips, lengths, halves=halves, copy_share=copy_share, even_sources=even_sources)
        self.cumulative = np.cumsum(chances)
        self.ai_share = float(chances[self.targets > 0.5].sum())
        self.originals = _originals(clips, lengths) if pair_twins else {}
        self.plan = CropPlan(48_000, 0.0)

    def __getitem__(self, number: int) -> tuple[Tensor, Tensor, Tensor]:
        """Draw sample ``number``.

        Returns:
            The crop; its label, 1 for ai; and whether a finished detector's opinion of it counts, which it does not
            of vocoded twins: to a detector that never learned from any they are human voices.

        Shape:
            result: ``(crop_samples,)``, a scalar and a scalar.
        """
        index, rng = self._draw(number)
        if self.originals and number % 2:
            before, its_rng = self._draw(number - 1)
            if before in self.originals:
                index, rng = self.originals[before], its_rng
        n_variants = len(self.shards.variants) - 1
        variant = int(rng.integers(1, n_variants + 1)) if n_variants and rng.random() < self.plan.variant_p else 0
        wave = random_crop(self.shards.samples(index, variant), self.plan.crop_samples, rng)
        wave = self.chain(wave, rng, self.plan.strength)
        crop = torch.from_numpy(np.ascontiguousarray(wave, dtype=np.float32))
        return crop, torch.tensor(self.targets[index]), torch.tensor(self.judgeable[index])

    def _draw(self, number: int) -> tuple[int, np.random.Generator]:
        """Which clip is drawn, and the generator of everything else about the sample."""
        rng = np.random.default_rng((self.seed, number))
        return min(int(np.searchsorted(self.cumulative, rng.random())), len(self.targets) - 1), rng


def _originals(clips: Sequence[Clip], lengths: Sequence[int]) -> dict[int, int]:
    """Number of the human clip that each vocoded twin was made from; twins of clips that are not here are left out."""
    human = {(c.source, c.path.name): i for i, c in enumerate(clips) if c.label == "human" and lengths[i]}
    pairs = ((i, human.get((c.source, c.extra.get("copy_of", "")))) for i, c in enumerate(clips) if c.kind == KIND)
    return {twin: original for twin, original in pairs if original is not None}


def random_crop(samples: npt.NDArray[np.int16], n: int, rng: np.random.Generator) -> Wave:
    """A crop of n samples from a random start; short clips are repeated, as at inference.

    A start that gives near silence is drawn again, at most four times.

    Shape:
        samples: ``(m,)``; result: ``(n,)``, -1..1.
    """
    for _ in range(4):
        start = int(rng.integers(0, max(len(samples) - n, 0) + 1))
        piece = to_wave(samples[start : start + n])
        if np.mean(np.abs(piece)) > 1e-3:
            break
    return repeat_to(piece, n)


class NumberSampler(Sampler[int]):
    """Running sample numbers of one process: epoch by epoch, ranks interleaved by blocks.

    Args:
        per_epoch: Samples of one process in an epoch.
        rank: Number of this process.
        world: Processes in all.
        done: Samples of the running epoch that were drawn before, asked for when an epoch begins: a run that was
            stopped inside an epoch goes on with the next one.
    """

    def __init__(self, per_epoch: int, rank: int = 0, world: int = 1, done: Callable[[], int] = lambda: 0) -> None:
        self.per_epoch, self.rank, self.world, self.done = per_epoch, rank, world, done
        self.epoch = 0

    def set_epoch(self, epoch: int) -> None:
        """Told by Lightning before each epoch."""
        self.epoch = epoch

    def __len__(self) -> int:
        return self.per_epoch

    def __iter__(self) -> Iterator[int]:
        first = (self.epoch * self.world + self.rank) * self.per_epoch
        return iter(range(first + self.done(), first + self.per_epoch))
