"""A shoebox room: early reflections by the image-source method, then a diffuse tail of the energy that follows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trainer.augment.base import Wave
from trainer.augment.room import in_room

SPEED_OF_SOUND = 343.0
"""Metres a second."""

Place = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class ShoeboxParams:
    """A room with somebody speaking in it.

    Attributes:
        size_m: Length, width, height.
        mouth, microphone: Where they are, as shares of length, width and height.
        rt60_s: Reverberation time, seconds.
        seed: Seed of the tail.
    """

    size_m: Place
    mouth: Place
    microphone: Place
    rt60_s: float
    seed: int


@dataclass(frozen=True, slots=True)
class Shoebox:
    """Put a voice into a random room; level and timing of the direct sound are kept.

    Image sources (Allen and Berkley, 1979) up to ``early_s``; beyond that there are too many to count, and the tail is
    noise with the power that the image sources would have on average, c / (4 pi V) a second, decaying with RT60.
    """

    length_m: tuple[float, float] = (3.0, 10.0)
    width_m: tuple[float, float] = (2.5, 8.0)
    height_m: tuple[float, float] = (2.3, 4.0)
    rt60_s: tuple[float, float] = (0.1, 0.8)
    early_s: float = 0.04
    sample_rate: int = 16_000

    def sample(self, rng: np.random.Generator) -> ShoeboxParams:
        """Draw a room and two places in it."""
        size = (rng.uniform(*self.length_m), rng.uniform(*self.width_m), rng.uniform(*self.height_m))
        mouth, microphone = rng.uniform(0.1, 0.9, 3), rng.uniform(0.1, 0.9, 3)
        return ShoeboxParams(
            _place(size), _place(mouth), _place(microphone), float(rng.uniform(*self.rt60_s)), int(rng.integers(2**31))
        )

    def impulse_response(self, params: ShoeboxParams) -> Wave:
        """The response, its direct sound at sample 0 with amplitude 1.

        Shape:
            result: ``(m,)``.
        """
        size = np.array(params.size_m)
        direct_m = max(float(np.linalg.norm((np.array(params.mouth) - params.microphone) * size)), 0.1)
        delay_s = direct_m / SPEED_OF_SOUND
        n = max(int(params.rt60_s * self.sample_rate), 2)
        times = delay_s + np.arange(n) / self.sample_rate
        power = SPEED_OF_SOUND / (4.0 * np.pi * size.prod() * self.sample_rate) * _decay(times, params.rt60_s)
        response = np.random.default_rng(params.seed).standard_normal(n) * np.sqrt(power)
        early = int(self.early_s * self.sample_rate)
        response[:early] = self._images(params, delay_s)[: min(early, n)]
        scaled: Wave = (response * 4.0 * np.pi * direct_m).astype(np.float32)
        return scaled

    def apply(self, wave: Wave, params: ShoeboxParams) -> Wave:
        """Put a waveform into the room.

        Shape:
            wave: ``(n,)``; result: ``(n,)``.
        """
        return in_room(wave, self.impulse_response(params))

    def _images(self, params: ShoeboxParams, delay_s: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """Direct sound and early reflections, each in its nearest sample."""
        size = np.array(params.size_m)
        reach_m = (delay_s + self.early_s) * SPEED_OF_SOUND
        ranges = [np.arange(-k, k + 1) for k in np.ceil(reach_m / (2.0 * size)).astype(int)]
        cells = np.stack(np.meshgrid(*ranges, indexing="ij"), -1).reshape(-1, 1, 3)
        sides = np.array(np.meshgrid([0, 1], [0, 1], [0, 1])).reshape(3, -1).T[None]
        places = (1 - 2 * sides) * np.array(params.mouth) * size + 2 * cells * size
        distances = np.maximum(np.linalg.norm(places - np.array(params.microphone) * size, axis=2), 0.1).ravel()
        # Every image has the loss that a diffuse field has by its time: Eyring's walls without their six coefficients.
        amplitudes = np.sqrt(_decay(distances / SPEED_OF_SOUND, params.rt60_s)) / (4.0 * np.pi * distances)
        is_direct = (sides.sum(2) + np.abs(cells).sum(2) == 0).ravel()
        amplitudes[is_direct] = 1.0 / (4.0 * np.pi * distances[is_direct])
        places_in_time = np.rint((distances / SPEED_OF_SOUND - delay_s) * self.sample_rate).astype(int)
        early = int(self.early_s * self.sample_rate)
        kept = (places_in_time >= 0) & (places_in_time < early)
        response = np.zeros(early)
        np.add.at(response, places_in_time[kept], amplitudes[kept])
        return response


def _decay(
    times: np.ndarray[tuple[int], np.dtype[np.float64]], rt60_s: float
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Power left after these times, seconds; 60 dB down at RT60."""
    return np.asarray(10.0 ** (-6.0 * times / rt60_s))


def _place(values: object) -> Place:
    x, y, z = (float(v) for v in np.asarray(values))
    return x, y, z
