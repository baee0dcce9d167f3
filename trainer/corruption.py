"""The fixed corruption grid: the same recordings again, as messengers, phones, cafes and rooms would give them.

What happens to a clip depends on its name and on the column alone, so that two detectors, today and next year, hear
exactly the same sounds. The label is nowhere in sight. Corrupted audio is kept beside the decoded audio.

    mp3_32k        MP3 at 32 kbit/s
    opus_16k       Opus at 16 kbit/s
    phone_8k       300-3400 Hz, then 8 kHz mu-law
    noise_10db     a recorded noise 10 dB below the voice
    room           a room with a reverberation time of half a second
    noise_matched  the same pink noise 15 dB below every clip: who only hears how clean a recording is, fails here
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from trainer.augment.band import KNOTS_HZ, BandParams, BandShape
from trainer.augment.base import Wave, repeat_to
from trainer.augment.codec import Codec, CodecRoundTrip
from trainer.augment.noise import Noise, NoiseParams
from trainer.augment.noise_floor import Hiss, HissParams
from trainer.augment.room import Room, RoomParams
from trainer.datasets.manifest import Clip
from trainer.shards import Shards, to_wave

FORMAT = 1
CLEAN = "clean"
MATCHED = "noise_matched"
SHORTEST = 160
"""Clips under 10 ms are left as they are: no codec takes them."""

MP3 = Codec("libmp3lame", "mp3", 16_000, 32_000)
OPUS = Codec("libopus", "ogg", 48_000, 16_000)
PHONE_BAND = BandParams(300.0, 3400.0, 8, (0.0,) * len(KNOTS_HZ))
PHONE_LINE = Codec("pcm_mulaw", "wav", 8_000)
NOISE_SNR_DB = 10.0
MATCHED_SNR_DB = 15.0
ROOM_RT60_S, ROOM_DIRECT_DB = 0.5, 0.0
PINK = Hiss().noise(20 * 16_000, HissParams(-20.0, -3.0, 20_260_101))
"""Twenty seconds of pink noise, the same in every evaluation."""

Progress = Callable[[int, int], None]
Step = Callable[[Wave, np.random.Generator, Sequence[Wave]], Wave]


def _mp3(wave: Wave, _: np.random.Generator, __: Sequence[Wave]) -> Wave:
    return CodecRoundTrip().apply(wave, MP3)


def _opus(wave: Wave, _: np.random.Generator, __: Sequence[Wave]) -> Wave:
    return CodecRoundTrip().apply(wave, OPUS)


def _phone(wave: Wave, _: np.random.Generator, __: Sequence[Wave]) -> Wave:
    return CodecRoundTrip().apply(BandShape().apply(wave, PHONE_BAND), PHONE_LINE)


def _noise(wave: Wave, rng: np.random.Generator, noises: Sequence[Wave]) -> Wave:
    choices = tuple(noises) or (PINK,)
    params = NoiseParams(int(rng.integers(len(choices))), float(rng.random()), NOISE_SNR_DB)
    return Noise(choices).apply(wave, params)


def _room(wave: Wave, rng: np.random.Generator, _: Sequence[Wave]) -> Wave:
    return Room().apply(wave, RoomParams(-1, ROOM_RT60_S, ROOM_DIRECT_DB, int(rng.integers(2**31))))


def _matched(wave: Wave, _: np.random.Generator, __: Sequence[Wave]) -> Wave:
    piece = repeat_to(PINK, len(wave))
    return Noise((piece,)).apply(wave, NoiseParams(0, 0.0, MATCHED_SNR_DB))


_STEPS: Mapping[str, Step] = {
    "mp3_32k": _mp3,
    "opus_16k": _opus,
    "phone_8k": _phone,
    "noise_10db": _noise,
    "room": _room,
    MATCHED: _matched,
}
COLUMNS = (CLEAN, *_STEPS)
"""All evaluation columns; the clean one first."""
GRID = tuple(name for name in _STEPS if name != MATCHED)
"""The corruptions that real recordings go through; their mean is the figure for the grid."""


def corrupt(column: str, wave: Wave, key: str, noises: Sequence[Wave] = ()) -> Wave:
    """Put a clip through one column of the grid.

    Args:
        column: One of `COLUMNS`.
        wave: Mono samples at 16 kHz.
        key: Name of the clip; it alone decides what is drawn.
        noises: Recorded noise; pink noise where there is none.

    Shape:
        wave: ``(n,)``; result: ``(n,)``, within -1..1.
    """
    if column == CLEAN or len(wave) < SHORTEST:
        return wave
    seed = int.from_bytes(hashlib.sha256(f"{column}\n{key}".encode()).digest()[:8], "big")
    result = _STEPS[column](wave, np.random.default_rng(seed), noises)
    peak = float(np.abs(result).max())
    return result / np.float32(peak) if peak > 1.0 else result


def clip_key(clip: Clip) -> str:
    """What names a clip wherever its folder lies: the manifest's ``id``, else the file name."""
    return clip.extra.get("id") or clip.path.name


@dataclass(frozen=True, slots=True)
class GridRequest:
    """What the grid is made of.

    Attributes:
        clips: The recordings, in the order of ``shards``.
        shards: Their decoded audio.
        noises: Recorded noise.
        columns: Which corruptions; the clean column is always there.
    """

    clips: Sequence[Clip]
    shards: Shards
    noises: Sequence[Wave] = ()
    columns: Sequence[str] = COLUMNS[1:]

    @property
    def fingerprint(self) -> str:
        """Changes with anything that changes the sound."""
        digest = hashlib.sha256(f"{FORMAT} {' '.join(self.columns)}\n".encode())
        for clip, n in zip(self.clips, self.shards.lengths.tolist(), strict=True):
            digest.update(f"{clip_key(clip)} {n}\n".encode())
        for noise in self.noises:
            digest.update(noise.tobytes())
        return digest.hexdigest()


def build_grid(request: GridRequest, folder: Path, *, workers: int = 2, on_progress: Progress | None = None) -> Shards:
    """Corrupt every clip once; what is there already is used again.

    Args:
        request: Recordings and noise.
        folder: Where the corrupted audio is kept, as int16.
        workers: Threads; codecs and transforms work outside Python's lock.
        on_progress: Called with (clips done, clips in all).

    Returns:
        The decoded audio with one variant a column, the clean one first.
    """
    index = folder / "index.json"
    fingerprint = request.fingerprint
    if not (index.is_file() and json.loads(index.read_text()).get("fingerprint") == fingerprint):
        folder.mkdir(parents=True, exist_ok=True)
        index.unlink(missing_ok=True)
        _fill(request, folder, workers, on_progress)
        temporary = index.with_suffix(".tmp")
        temporary.write_text(json.dumps({"fingerprint": fingerprint, "columns": list(request.columns)}))
        temporary.replace(index)
    shards = request.shards
    maps = (np.load(folder / f"{name}.npy", mmap_mode="r") for name in request.columns)
    return Shards(shards.starts, shards.lengths, (shards.variants[0], *maps))


def _fill(request: GridRequest, folder: Path, workers: int, on_progress: Progress | None) -> None:
    total = int(request.shards.lengths.sum())
    maps: dict[str, npt.NDArray[np.int16]] = {
        name: np.lib.format.open_memmap(folder / f"{name}.npy", mode="w+", dtype=np.int16, shape=(total,))
        for name in request.columns
    }

    def fill(number: int) -> None:
        start, n = int(request.shards.starts[number]), int(request.shards.lengths[number])
        wave = to_wave(request.shards.samples(number))
        for name, target in maps.items():
            result = corrupt(name, wave, clip_key(request.clips[number]), request.noises)
            target[start : start + n] = np.clip(np.round(result * 32768.0), -32768, 32767).astype(np.int16)

    with ThreadPoolExecutor(workers) as pool:
        for done, _ in enumerate(pool.map(fill, range(len(request.clips))), start=1):
            if on_progress is not None:
                on_progress(done, len(request.clips))
