"""What the voice-activity network learns from: speech under everything that hides it, and sounds that are no speech.

The teacher hears the clean clip; the student hears it in rooms, under noise, through phone lines, and has to give
the same answer. Recorded noise and made-up sounds (hiss, tones, music, clicks) alone must get the answer 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.audio.speech import FRAME_SAMPLES, log_bands
from engine.spec import DEFAULT_SPEC
from trainer.augment.band import BandShape
from trainer.augment.base import Wave, repeat_to
from trainer.augment.gain import Gain
from trainer.augment.noise import Noise
from trainer.augment.noise_floor import Gate, Hiss
from trainer.augment.room import Room
from trainer.shards import Shards

RATE = DEFAULT_SPEC.sample_rate
WINDOW = DEFAULT_SPEC.window_samples
N_FRAMES = WINDOW // FRAME_SAMPLES
MIN_REAL_FRAMES = 20
Labels = npt.NDArray[np.float32]


@dataclass(frozen=True)
class SpeechClips:
    """Decoded clips with the teacher's answers.

    Attributes:
        shards: Decoded audio; codec variants are used as further renderings of the same words.
        clips: Places in the shards.
        labels: Teacher probability of every frame, one array a clip in ``clips``.
    """

    shards: Shards
    clips: Sequence[int]
    labels: Sequence[Labels]


@dataclass(frozen=True)
class Pool:
    """Training windows, ready made: augmentation is paid once, not every epoch.

    Shape:
        bands: ``(n, bands, columns)``; targets, weights: ``(n, frames)``. A weight of 0 marks padding.
    """

    bands: npt.NDArray[np.float16]
    targets: npt.NDArray[np.float16]
    weights: npt.NDArray[np.float16]


def make_pool(
    speech: SpeechClips,
    noises: Sequence[Wave],
    n_windows: int,
    rng: np.random.Generator,
    *,
    no_speech_share: float = 0.25,
) -> Pool:
    """Draw training windows.

    Args:
        speech: Clips with the teacher's answers.
        noises: Recorded sounds without speech.
        n_windows: How many windows.
        rng: Source of every draw.
        no_speech_share: Share of windows that are noise alone.
    """
    made_up = [make_sound(rng) for _ in range(min(160, max(8, n_windows // 8)))]
    disturb = _Disturbance((*noises,), (*made_up,))
    bands, targets, weights = [], [], []
    for start in range(0, n_windows, 64):
        waves = np.empty((min(64, n_windows - start), WINDOW), np.float32)
        for wave in waves:
            if rng.random() < no_speech_share:
                clean, target, n_real = disturb.pick_noise(rng), np.zeros(N_FRAMES, np.float32), N_FRAMES
                wave[:] = disturb.apply(clean, rng, more_noise_p=0.2)
            else:
                clean, target, n_real = _crop(speech, rng)
                wave[:] = disturb.apply(clean, rng, more_noise_p=0.5)
            targets.append(target.astype(np.float16))
            weights.append((np.arange(N_FRAMES) < n_real).astype(np.float16))
        bands.append(log_bands(waves).astype(np.float16))
    return Pool(np.concatenate(bands), np.stack(targets), np.stack(weights))


def _crop(speech: SpeechClips, rng: np.random.Generator) -> tuple[Wave, Labels, int]:
    """A window of one clip, its labels and how many of its frames are real."""
    place = int(rng.integers(len(speech.clips)))
    labels = speech.labels[place]
    samples = speech.shards.samples(speech.clips[place], int(rng.integers(len(speech.shards.variants))))
    start = int(rng.integers(max(1, len(labels) - MIN_REAL_FRAMES)))
    length = WINDOW
    if rng.random() < 0.15:  # short files and the ends of long ones are padded by repetition
        length = int(rng.integers(MIN_REAL_FRAMES * FRAME_SAMPLES, WINDOW))
    piece = samples[start * FRAME_SAMPLES :][:length].astype(np.float32) / np.float32(32767.0)
    n_real = min(N_FRAMES, len(piece) // FRAME_SAMPLES, len(labels) - start)
    target = np.zeros(N_FRAMES, np.float32)
    target[:n_real] = labels[start : start + n_real]
    return repeat_to(piece, WINDOW), target, n_real


class _Disturbance:
    """Rooms, noise, hiss, gates, band limits and levels, with the probabilities of this task."""

    def __init__(self, recorded: tuple[Wave, ...], made_up: tuple[Wave, ...]) -> None:
        self._recorded, self._made_up = recorded or made_up, made_up
        self._noises = [Noise(group, snr_db=(-5.0, 25.0)) for group in (self._recorded, self._made_up)]
        self._room, self._hiss, self._gate = Room(), Hiss(), Gate()
        self._band, self._gain = BandShape(), Gain(gain_db=(-40.0, 10.0), clip_p=0.05, offset_p=0.05)

    def pick_noise(self, rng: np.random.Generator) -> Wave:
        """A window of sound without speech, sometimes played faster or slower."""
        if rng.random() < 0.02:
            return np.zeros(WINDOW, np.float32)
        group = self._recorded if rng.random() < 0.6 else self._made_up
        sound = group[int(rng.integers(len(group)))]
        speed = float(2.0 ** rng.uniform(-0.5, 0.5)) if rng.random() < 0.4 else 1.0
        n_needed = int(WINDOW * speed) + 2
        start = int(rng.integers(max(1, len(sound) - n_needed)))
        piece = repeat_to(sound[start : start + n_needed], n_needed)
        if speed == 1.0:
            return piece[:WINDOW]
        played: Wave = np.interp(np.arange(WINDOW) * speed, np.arange(n_needed), piece).astype(np.float32)
        return played

    def apply(self, wave: Wave, rng: np.random.Generator, *, more_noise_p: float) -> Wave:
        """Disturb a window; ends as 16-bit samples do, clipped and rounded."""
        if rng.random() < 0.2:
            wave = self._room.apply(wave, self._room.sample(rng))
        if rng.random() < 0.1:
            wave = self._gate.apply(wave, self._gate.sample(rng))
        if rng.random() < more_noise_p:
            noise = self._noises[int(rng.random() < 0.4)]
            wave = noise.apply(wave, noise.sample(rng))
        if rng.random() < 0.2:
            wave = self._hiss.apply(wave, self._hiss.sample(rng))
        if rng.random() < 0.4:
            wave = self._band.apply(wave, self._band.sample(rng))
        if rng.random() < 0.7:
            wave = self._gain.apply(wave, self._gain.sample(rng))
        rounded: Wave = np.round(np.clip(wave, -1.0, 1.0) * 32767.0).astype(np.float32) / np.float32(32767.0)
        return rounded


def make_sound(rng: np.random.Generator, seconds: float = 5.0) -> Wave:
    """A made-up sound without speech: hiss, tones, music or clicks, drawn at random; peak 0.5.

    Shape:
        result: ``(seconds * 16000,)``.
    """
    makers: tuple[Callable[[int, np.random.Generator], Wave], ...] = (_hiss, _tones, _music, _music, _clicks)
    wave = makers[int(rng.integers(len(makers)))](round(seconds * RATE), rng)
    return (wave * (0.5 / max(float(np.abs(wave).max()), 1e-9))).astype(np.float32)


def _hiss(n: int, rng: np.random.Generator) -> Wave:
    """Coloured noise that swells: rain, wind, waves, traffic."""
    hiss = Hiss(slope_db=(-9.0, 3.0))
    knots = rng.uniform(0.1, 1.0, int(rng.integers(2, 30)))
    swell = np.interp(np.linspace(0, len(knots) - 1, n), np.arange(len(knots)), knots)
    return (hiss.noise(n, hiss.sample(rng)) * swell).astype(np.float32)


def _tones(n: int, rng: np.random.Generator) -> Wave:
    """Beeps, sirens, hum: one to four gliding tones, sometimes switched on and off."""
    t = np.arange(n) / RATE
    wave = np.zeros(n)
    for _ in range(int(rng.integers(1, 5))):
        hz = np.exp(rng.uniform(np.log(50.0), np.log(5000.0)))
        glide = hz * rng.uniform(0.0, 0.5) * np.sin(2 * np.pi * rng.uniform(0.05, 3.0) * t) * (rng.random() < 0.4)
        wave += rng.uniform(0.2, 1.0) * np.sin(2 * np.pi * np.cumsum(hz + glide) / RATE)
    if rng.random() < 0.5:
        wave *= np.sin(2 * np.pi * rng.uniform(0.3, 6.0) * t + rng.uniform(0, 6.28)) > rng.uniform(-0.5, 0.8)
    return wave.astype(np.float32)


def _music(n: int, rng: np.random.Generator) -> Wave:
    """Notes and chords with overtones, attack, decay and vibrato."""
    wave = np.zeros(n)
    beat = int(RATE * rng.uniform(0.1, 0.7))
    decay_s, voices = float(np.exp(rng.uniform(np.log(0.08), np.log(3.0)))), int(rng.integers(1, 4))
    slope, vibrato = rng.uniform(-15.0, -3.0), rng.uniform(0.0, 0.015) * (rng.random() < 0.5)
    for start in range(0, n - 800, beat):
        length = min(n - start, int(RATE * min(3 * decay_s, 2.5)))
        t = np.arange(length) / RATE
        envelope = np.minimum(t / 0.01, 1.0) * np.exp(-t / decay_s) * rng.uniform(0.3, 1.0)
        for _ in range(voices):
            hz = 110.0 * 2.0 ** (int(rng.integers(0, 37)) / 12.0)
            phase = 2 * np.pi * hz * (t + vibrato / 30.0 * np.sin(2 * np.pi * 5.5 * t))
            for k in range(1, min(12, int(7600 / hz)) + 1):
                wave[start : start + length] += envelope * 10 ** (slope * np.log2(k) / 20) * np.sin(k * phase)
    return wave.astype(np.float32)


def _clicks(n: int, rng: np.random.Generator) -> Wave:
    """Percussion, keyboards, steps: short bursts of noise, regular or not, over a faint floor."""
    wave = 0.01 * rng.random() * rng.standard_normal(n)
    at, step = 0, RATE * rng.uniform(0.06, 0.8)
    while at < n - 400:
        length = min(n - at, int(RATE * rng.uniform(0.005, 0.25)))
        burst = rng.standard_normal(length) * np.exp(-6.0 * np.arange(length) / length)
        width = int(rng.integers(1, 9))  # a moving average makes the burst duller
        wave[at : at + length] += rng.uniform(0.2, 1.0) * np.convolve(burst, np.ones(width) / width, mode="same")
        at += int(step * rng.uniform(0.4, 1.6))
    return wave.astype(np.float32)
