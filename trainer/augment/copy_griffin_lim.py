"""Copy synthesis by mel spectrogram and Griffin-Lim: the plainest of the vocoders that come after a network."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.frontend.mel_spectrogram import mel_bands
from trainer.augment.base import Wave, rms
from trainer.augment.spectra import istft, stft


@dataclass(frozen=True, slots=True)
class GriffinLimParams:
    """Drawn parameters of `CopyGriffinLim`.

    Attributes:
        n_fft: Window and transform length, samples.
        hop: Samples between frames.
        n_mels: Mel bands that are kept of each frame.
        iterations: Rounds of phase search.
        seed: Seed of the first phases.
    """

    n_fft: int
    hop: int
    n_mels: int
    iterations: int
    seed: int


@dataclass(frozen=True, slots=True)
class CopyGriffinLim:
    """Throw the phases and the fine frequencies of a voice away and guess them again.

    The fast version of Perraudin, Balazs and Sondergaard (2013), with their momentum of 0.99. Level and timing stay.
    """

    n_ffts: tuple[int, ...] = (512, 1024)
    n_mels: tuple[int, ...] = (64, 80, 100, 128)
    iterations: tuple[int, int] = (16, 60)
    momentum: float = 0.99
    sample_rate: int = 16_000

    def sample(self, rng: np.random.Generator) -> GriffinLimParams:
        """Draw frame length, bands and rounds."""
        n_fft = int(rng.choice(self.n_ffts))
        return GriffinLimParams(
            n_fft,
            n_fft // 4,
            int(rng.choice(self.n_mels)),
            int(rng.integers(*self.iterations)),
            int(rng.integers(2**31)),
        )

    def apply(self, wave: Wave, params: GriffinLimParams) -> Wave:
        """Make the copy.

        Shape:
            wave: ``(n,)``; result: ``(n,)``.
        """
        if len(wave) == 0:
            return wave
        magnitudes = self.magnitudes(wave, params)
        phases = np.random.default_rng(params.seed).random(magnitudes.shape, dtype=np.float32)
        spectra = magnitudes * np.exp(2j * np.pi * phases).astype(np.complex64)
        before = np.zeros_like(spectra)
        for _ in range(params.iterations):
            # To the nearest spectra that a waveform has, on past them by the momentum, back to the magnitudes.
            now = stft(istft(spectra, params.n_fft, params.hop, len(wave)), params.n_fft, params.hop)
            ahead = now + np.float32(self.momentum) * (now - before)
            before = now
            spectra = magnitudes * (ahead / np.maximum(np.abs(ahead), 1e-12))
        copy = istft(spectra, params.n_fft, params.hop, len(wave))
        return copy * np.float32(rms(wave) / rms(copy))

    def magnitudes(self, wave: Wave, params: GriffinLimParams) -> Wave:
        """Magnitudes that come back from the mel bands.

        Shape:
            result: ``(frames, n_fft // 2 + 1)``.
        """
        bands = mel_bands(params.n_mels, params.n_fft, self.sample_rate)
        mel = np.abs(stft(wave, params.n_fft, params.hop)) @ bands.T
        back: Wave = np.maximum(mel @ np.linalg.pinv(bands, rcond=1e-3).T.astype(np.float32), 1e-7)
        return back
