"""Rooms: a measured or synthetic impulse response between mouth and microphone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft

from trainer.augment.base import Wave, rms


@dataclass(frozen=True, slots=True)
class RoomParams:
    """Drawn parameters of a `Room`.

    Attributes:
        response: Index into the measured responses, or -1 for a synthetic one.
        rt60_s: Reverberation time of a synthetic one, seconds.
        direct_db: Level of the direct sound over the tail, dB.
        seed: Seed of the synthetic tail.
    """

    response: int
    rt60_s: float
    direct_db: float
    seed: int


@dataclass(frozen=True)
class Room:
    """Convolve with a room impulse response; level and timing of the direct sound are kept.

    Synthetic responses are exponentially decaying noise after a direct path (Polack's model of late
    reverberation), with RT60 the time in which the tail falls by 60 dB.
    """

    responses: tuple[Wave, ...] = ()
    measured_p: float = 0.4
    rt60_s: tuple[float, float] = (0.1, 0.8)
    direct_db: tuple[float, float] = (-3.0, 12.0)
    sample_rate: int = 16_000

    def sample(self, rng: np.random.Generator) -> RoomParams:
        """Draw a room."""
        measured = bool(self.responses) and rng.random() < self.measured_p
        index = int(rng.integers(len(self.responses))) if measured else -1
        return RoomParams(
            index, float(rng.uniform(*self.rt60_s)), float(rng.uniform(*self.direct_db)), int(rng.integers(2**31))
        )

    def impulse_response(self, params: RoomParams) -> Wave:
        """The response, its direct sound at sample 0.

        Shape:
            result: ``(m,)``.
        """
        if params.response >= 0:
            measured = self.responses[params.response]
            return measured[int(np.argmax(np.abs(measured))) :]
        n = int(params.rt60_s * self.sample_rate)
        decay = np.exp(-6.9078 * np.arange(n) / n)  # ln(10^3): 60 dB down in amplitude at n
        tail = np.random.default_rng(params.seed).standard_normal(n) * decay
        tail[: int(0.003 * self.sample_rate)] = 0.0
        tail *= 10.0 ** (-params.direct_db / 20.0) / np.sqrt(np.sum(tail**2))
        tail[0] = 1.0
        return tail.astype(np.float32)

    def apply(self, wave: Wave, params: RoomParams) -> Wave:
        """Put a waveform into the room.

        Shape:
            wave: ``(n,)``; result: ``(n,)``.
        """
        return in_room(wave, self.impulse_response(params))


def in_room(wave: Wave, response: Wave) -> Wave:
    """Convolve with an impulse response whose direct sound is at sample 0, and bring the level back.

    Shape:
        wave: ``(n,)``; response: ``(m,)``; result: ``(n,)``.
    """
    kept = response[: len(wave)]
    n = next_fast_len(len(wave) + len(kept), real=True)
    wet = irfft(rfft(wave, n) * rfft(kept, n), n)[: len(wave)].astype(np.float32)
    levelled: Wave = wet * np.float32(rms(wave) / rms(wet))
    return levelled
