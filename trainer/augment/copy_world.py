"""Copy synthesis by WORLD: pitch, spectral envelope and aperiodicity, the parametric vocoder before neural ones."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from types import ModuleType

import numpy as np

from engine.errors import MissingExtraError
from trainer.augment.base import Wave, rms


@dataclass(frozen=True, slots=True)
class WorldParams:
    """Drawn parameters of `CopyWorld`.

    Attributes:
        frame_ms: Time between frames, milliseconds.
        envelope_size: Numbers a frame for the spectral envelope, or 0 for all of it.
        is_harvest: Pitch by Harvest instead of DIO.
    """

    frame_ms: float
    envelope_size: int
    is_harvest: bool


@dataclass(frozen=True, slots=True)
class CopyWorld:
    """Analyse a voice and synthesise it again (Morise, Yokomori, Ozawa, 2016). Level and timing stay.

    The envelope is often coded in few numbers, as networks that spoke through WORLD predicted it.
    """

    frames_ms: tuple[float, ...] = (5.0, 10.0)
    envelope_sizes: tuple[int, ...] = (0, 24, 40, 60)
    harvest_p: float = 0.3
    sample_rate: int = 16_000

    def sample(self, rng: np.random.Generator) -> WorldParams:
        """Draw how coarse the description is."""
        return WorldParams(
            float(rng.choice(self.frames_ms)), int(rng.choice(self.envelope_sizes)), bool(rng.random() < self.harvest_p)
        )

    def apply(self, wave: Wave, params: WorldParams) -> Wave:
        """Make the copy.

        Shape:
            wave: ``(n,)``; result: ``(n,)``.

        Raises:
            MissingExtraError: pyworld is not installed.
        """
        world = load_world()
        samples = wave.astype(np.float64)
        if len(samples) < self.sample_rate // 10:
            return wave
        find = world.harvest if params.is_harvest else world.dio
        pitch, times = find(samples, self.sample_rate, frame_period=params.frame_ms)
        pitch = world.stonemask(samples, pitch, times, self.sample_rate)
        envelope = world.cheaptrick(samples, pitch, times, self.sample_rate)
        noise = world.d4c(samples, pitch, times, self.sample_rate)
        if params.envelope_size:
            size = (envelope.shape[1] - 1) * 2
            coded = world.code_spectral_envelope(envelope, self.sample_rate, params.envelope_size)
            envelope = world.decode_spectral_envelope(coded, self.sample_rate, size)
        made = world.synthesize(pitch, envelope, noise, self.sample_rate, params.frame_ms)[: len(wave)]
        copy = np.zeros_like(wave)
        copy[: len(made)] = made
        return copy * np.float32(rms(wave) / rms(copy))


def load_world() -> ModuleType:
    """The pyworld module.

    Raises:
        MissingExtraError: It is not installed.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it asks for its own version in an outdated way
            import pyworld
    except ModuleNotFoundError:
        raise MissingExtraError("The WORLD vocoder (pyworld)", "world") from None
    module: ModuleType = pyworld
    return module
