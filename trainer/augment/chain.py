"""The order in which transforms meet a clip, and how strongly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from trainer.augment.band import BandShape
from trainer.augment.base import Transform, Wave
from trainer.augment.gain import Gain
from trainer.augment.noise import Noise
from trainer.augment.noise_floor import Gate, Hiss
from trainer.augment.room import Room


@dataclass(frozen=True)
class Chain:
    """Gate, room, noise, noise floor, band and gain, each with its own chance.

    The chances are multiplied by a strength that training ramps up: full strength from the first step
    starves a small network (RECIPES.md). A clip's codec is not drawn here: codec variants are made once
    and chosen with the clip.

    Attributes:
        steps: (chance at full strength, transform), in order of application.
    """

    steps: tuple[tuple[float, Transform[Any]], ...] = field(default=())

    def __call__(self, wave: Wave, rng: np.random.Generator, strength: float = 1.0) -> Wave:
        """Augment one crop.

        Args:
            wave: Mono samples.
            rng: Source of every draw; the label is not an argument on purpose.
            strength: 0..1, scales every chance.

        Shape:
            wave: ``(n,)``; result: ``(n,)``.
        """
        for chance, transform in self.steps:
            if rng.random() < chance * strength:
                wave = transform.apply(wave, transform.sample(rng))
        return wave


def default_chain(noises: Sequence[Wave], responses: Sequence[Wave]) -> Chain:
    """The chain of RECIPES.md over these noises and room impulse responses."""
    steps: list[tuple[float, Transform[Any]]] = [
        (0.2, Gate()),
        (0.25, Room(tuple(responses))),
        (0.45, Hiss()),
        (0.5, BandShape()),
        (0.5, Gain()),
    ]
    if noises:
        steps.insert(2, (0.4, Noise(tuple(noises))))
    return Chain(tuple(steps))
