"""Seven numbers of a recording that have no voice in them; classes that differ in these can be told apart by them."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields

import numpy as np
import numpy.typing as npt

from engine.audio.level import FLOOR_DBFS, dbfs

Floats = npt.NDArray[np.float32]

FRAME_S = 0.02
ACTIVE_DB = 35.0
"""Frames up to this far below the loud ones count as sound, below it as pause."""
_ROLL_OFF = 0.99


@dataclass(frozen=True, slots=True)
class Shortcuts:
    """What the probe looks at.

    Attributes:
        duration_s: Length of the clip.
        leading_silence_s: Time before the first sound.
        loudness_dbfs: Mean power of the frames that are not pauses.
        noise_floor_dbfs: Level of the quietest twentieth of the frames.
        roll_off_hz: Frequency below which 99 % of the power lie.
        dc_dbfs: Constant part.
        peak_dbfs: Highest sample.
    """

    duration_s: float
    leading_silence_s: float
    loudness_dbfs: float
    noise_floor_dbfs: float
    roll_off_hz: float
    dc_dbfs: float
    peak_dbfs: float


@dataclass(frozen=True, slots=True)
class Wording:
    """How a feature is talked about."""

    name: str
    unit: str
    more: str
    less: str


WORDS: dict[str, Wording] = {
    "duration_s": Wording("duration", "s", "are longer", "are shorter"),
    "leading_silence_s": Wording("leading silence", "s", "begin with more silence", "begin with less silence"),
    "loudness_dbfs": Wording("loudness", "dBFS", "are louder", "are quieter"),
    "noise_floor_dbfs": Wording("noise floor", "dBFS", "are noisier in the pauses", "are cleaner in the pauses"),
    "roll_off_hz": Wording("99 % roll-off", "Hz", "have more bandwidth", "have less bandwidth"),
    "dc_dbfs": Wording("DC offset", "dBFS", "have a larger constant offset", "have a smaller constant offset"),
    "peak_dbfs": Wording("peak", "dBFS", "have a higher peak", "have a lower peak"),
}
NAMES = tuple(field.name for field in fields(Shortcuts))


def measure(wave: Floats, sample_rate: int = 16_000) -> Shortcuts:
    """Measure one recording.

    Args:
        wave: Mono samples, -1..1.
        sample_rate: Hz.

    Shape:
        wave: ``(n,)``, at least one frame of 20 ms.

    Raises:
        ValueError: It is shorter.
    """
    size = round(FRAME_S * sample_rate)
    count = len(wave) // size
    if not count:
        raise ValueError("shorter than one frame")
    mean = float(wave.mean(dtype=np.float64))
    frames = np.asarray(wave[: count * size] - np.float32(mean), np.float32).reshape(count, size)
    power = np.square(frames).mean(axis=1, dtype=np.float64)
    level = 10.0 * np.log10(np.maximum(power, 10.0 ** (FLOOR_DBFS / 10.0)))
    active = level >= max(float(np.percentile(level, 95)) - ACTIVE_DB, FLOOR_DBFS + 1.0)
    spectrum = np.square(np.abs(np.fft.rfft(frames * np.hanning(size).astype(np.float32), axis=1))).sum(axis=0)
    total = np.cumsum(spectrum)
    bin_ = int(np.searchsorted(total, _ROLL_OFF * total[-1])) if total[-1] > 0 else 0
    return Shortcuts(
        duration_s=len(wave) / sample_rate,
        leading_silence_s=float(np.argmax(active)) * FRAME_S if active.any() else count * FRAME_S,
        loudness_dbfs=dbfs(float(np.sqrt(power[active].mean()))) if active.any() else FLOOR_DBFS,
        noise_floor_dbfs=float(np.percentile(level, 5)),
        roll_off_hz=bin_ * sample_rate / size,
        dc_dbfs=dbfs(abs(mean)),
        peak_dbfs=dbfs(float(np.abs(wave).max())),
    )


def as_row(found: Shortcuts) -> tuple[float, ...]:
    """The numbers in the order of `NAMES`."""
    return astuple(found)
