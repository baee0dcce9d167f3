"""The order in which transforms meet a clip, and how strongly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.errors import TrainingError
from trainer.augment.band import BandShape
from trainer.augment.base import Transform, Wave
from trainer.augment.denoise import SpectralSubtraction
from trainer.augment.gain import Gain
from trainer.augment.noise import Noise
from trainer.augment.noise_floor import Gate, Hiss
from trainer.augment.pitch_tempo import PitchTempo
from trainer.augment.rawboost import RawBoost
from trainer.augment.room import Room
from trainer.augment.shoebox import Shoebox
from trainer.nearest import did_you_mean

CHANCES: Mapping[str, float] = {
    "pitch_tempo": 0.0,
    "gate": 0.2,
    "denoise": 0.0,
    "room": 0.25,
    "shoebox": 0.0,
    "noise": 0.4,
    "hiss": 0.45,
    "rawboost": 0.0,
    "band": 0.5,
    "gain": 0.5,
}
"""Every transform of the chain in its order, with its chance at full strength; 0 is off until a run asks for it."""

HIGHEST = {"pitch_tempo": 0.1}
"""Pitch and tempo leave traces of their own: with more of them a net would learn those."""


Taken = tuple[Transform[Any], Any]
"""A transform and the parameters it was applied with."""


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
        return self.with_record(wave, rng, strength)[0]

    def with_record(self, wave: Wave, rng: np.random.Generator, strength: float = 1.0) -> tuple[Wave, list[Taken]]:
        """Augment one crop, and tell what was drawn."""
        taken: list[Taken] = []
        for chance, transform in self.steps:
            if rng.random() < chance * strength:
                params = transform.sample(rng)
                wave = transform.apply(wave, params)
                taken.append((transform, params))
        return wave, taken


def default_chain(
    noises: Sequence[Wave], responses: Sequence[Wave], chances: Mapping[str, float] | None = None
) -> Chain:
    """The chain of RECIPES.md over these noises and room impulse responses.

    A transform whose chance is 0 is left out and draws nothing, so a run that asks for none of the others hears what
    it always heard.

    Args:
        noises: Recorded noise; without any the step is left out.
        responses: Measured impulse responses.
        chances: Chances that differ from `CHANCES`, by name.

    Raises:
        TrainingError: See `check_chances`.
    """
    check_chances(chances or {})
    transforms = make_transforms(noises, responses)
    wanted = {**CHANCES, **(chances or {})}
    return Chain(tuple((wanted[name], transforms[name]) for name in CHANCES if name in transforms and wanted[name] > 0))


def make_transforms(noises: Sequence[Wave], responses: Sequence[Wave]) -> dict[str, Transform[Any]]:
    """Every transform of `CHANCES` by name; without noises there is no noise among them."""
    made: dict[str, Transform[Any]] = {
        "pitch_tempo": PitchTempo(),
        "gate": Gate(),
        "denoise": SpectralSubtraction(),
        "room": Room(tuple(responses)),
        "shoebox": Shoebox(),
        "hiss": Hiss(),
        "rawboost": RawBoost(),
        "band": BandShape(),
        "gain": Gain(),
    }
    return {**made, "noise": Noise(tuple(noises))} if noises else made


def check_chances(chances: Mapping[str, float]) -> None:
    """Check a run's table of chances.

    Raises:
        TrainingError: A name is unknown, and the nearest one is named; or a chance is out of range.
    """
    for name, chance in chances.items():
        if name not in CHANCES:
            hint = did_you_mean(name, CHANCES, f"There are {', '.join(CHANCES)}.")
            raise TrainingError(f"Unknown augmentation {name!r}", hint)
        highest = HIGHEST.get(name, 1.0)
        if not 0.0 <= chance <= highest:
            raise TrainingError(
                f"The augmentation {name} cannot have the chance {chance:g}", f"Choose from 0 to {highest:g}."
            )
