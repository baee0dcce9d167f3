"""Spectral subtraction: the noise filter of call software, editors and old hearing aids, musical tones and all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trainer.augment.base import Wave
from trainer.augment.spectra import istft, stft


@dataclass(frozen=True, slots=True)
class SubtractionParams:
    """How much of the noise is subtracted (1: its mean power), and the lowest gain in dB."""

    factor: float
    floor_db: float


@dataclass(frozen=True, slots=True)
class SpectralSubtraction:
    """Take the noise of the pauses out of every frame (Boll 1979, with Berouti's over-subtraction and floor, 1979).

    Both classes meet it alike. Without it only human speech would come with a filtered noise floor.

    Attributes:
        quiet_share: Share of the frames, the quietest, whose mean is taken for the noise.
    """

    factor: tuple[float, float] = (1.0, 4.0)
    floor_db: tuple[float, float] = (-30.0, -8.0)
    quiet_share: float = 0.1
    n_fft: int = 512
    hop: int = 128

    def sample(self, rng: np.random.Generator) -> SubtractionParams:
        """Draw strength and floor."""
        return SubtractionParams(float(rng.uniform(*self.factor)), float(rng.uniform(*self.floor_db)))

    def apply(self, wave: Wave, params: SubtractionParams) -> Wave:
        """Filter a waveform.

        Shape:
            wave: ``(n,)``; result: ``(n,)``.
        """
        if len(wave) < 4 * self.n_fft:
            return wave
        spectra = stft(wave, self.n_fft, self.hop)
        power = np.square(spectra.real) + np.square(spectra.imag)
        inner = power[2:-2]  # frames over the ends are half empty, and would pass for silence
        quietest = np.argsort(inner.sum(1))[: max(1, int(self.quiet_share * len(inner)))]
        noise = inner[quietest].mean(0)
        kept = 1.0 - np.float32(params.factor) * noise / np.maximum(power, 1e-20)
        gains = np.sqrt(np.maximum(kept, np.float32(10.0 ** (params.floor_db / 10.0))))
        return istft(spectra * gains, self.n_fft, self.hop, len(wave))
