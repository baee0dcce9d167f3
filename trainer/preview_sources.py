"""What the listening page is made of: one recording, or clips, noises and rooms of a data set."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.audio.decode import open_audio
from engine.errors import AudioError, ManifestError
from engine.spec import DEFAULT_SPEC
from trainer.augment.base import Wave, repeat_to
from trainer.augment.noise_floor import Hiss, HissParams
from trainer.data import open_material
from trainer.datasets.manifest import Clip

MATERIALS = 8
"""Noises and rooms that are read from a manifest; more would only take longer."""
LOOK_AT_S = 60.0
"""The piece that is shown is looked for in the first minute."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What a listening page is made of.

    Attributes:
        clips: Name, label (empty for a single recording) and waveform of each clip that is shown.
        noises: Recorded noise, or pink noise that stands in for it.
        responses: Measured rooms.
        own_noise: Whether pink noise stands in.
    """

    clips: tuple[tuple[str, str, Wave], ...]
    noises: tuple[Wave, ...]
    responses: tuple[Wave, ...]
    own_noise: bool


def read_sources(source: Path, seed: int) -> Sources:
    """One recording, or a human and an AI clip of a data set with its noises and rooms.

    Raises:
        AudioError: The recording cannot be read.
        ManifestError: The data set cannot be read, or none of its clips.
    """
    if source.is_file() and source.suffix.lower() != ".csv":
        return _sources(((source.name, "", _piece(source)),), (), ())
    material = open_material(source)
    found = []
    for label in ("human", "ai"):
        clips = [clip for clip in material.clips if clip.label == label]
        found += [(clip.path.name, label, wave) for clip, wave in _first(clips, seed, 1)]
    if not found:
        raise ManifestError(f"No clip of {source} can be read", "Name a recording instead.")
    noises, responses = (
        tuple(w for _, w in _first([c for c in material.clips if c.label == label], seed, MATERIALS))
        for label in ("noise", "rir")
    )
    return _sources(tuple(found), noises, responses)


def _sources(
    clips: tuple[tuple[str, str, Wave], ...], noises: tuple[Wave, ...], responses: tuple[Wave, ...]
) -> Sources:
    pink = Hiss().noise(DEFAULT_SPEC.samples(10.0), HissParams(-20.0, -3.0, 1))
    return Sources(clips, noises or (pink,), responses, not noises)


def _first(clips: Sequence[Clip], seed: int, count: int) -> list[tuple[Clip, Wave]]:
    """The first readable ones in an order that the seed decides."""
    found = []
    for clip in sorted(clips, key=lambda c: hashlib.sha256(f"{seed} {c.path.name}".encode()).digest()):
        try:
            wave = _piece(clip.path) if clip.label in ("human", "ai") else _decoded(clip.path)
        except AudioError:
            continue
        if len(wave) and np.abs(wave).max() > 1e-4:
            found.append((clip, wave))
        if len(found) == count:
            break
    return found


def _decoded(path: Path) -> Wave:
    blocks, n = [np.zeros(0, np.float32)], 0
    with open_audio(path) as stream:
        for block in stream:
            blocks.append(block)
            n += len(block)
            if n >= DEFAULT_SPEC.samples(LOOK_AT_S):
                break
    return np.concatenate(blocks)


def _piece(path: Path) -> Wave:
    """The loudest window of 3 s; a shorter clip is repeated, as in training."""
    wave, n = _decoded(path), DEFAULT_SPEC.window_samples
    if len(wave) <= n:
        return repeat_to(wave, n)
    energy = np.cumsum(np.concatenate([[0.0], np.square(wave, dtype=np.float64)]))
    start = int(np.argmax(energy[n:] - energy[:-n]))
    return wave[start : start + n]
