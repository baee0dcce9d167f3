"""Decoded audio in memory-mapped shards: decoding, resampling and codecs are paid once, not every epoch."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.audio.decode import decode_all
from engine.errors import AudioError, TrainingError
from trainer.augment.codec import CODECS, Codec, CodecRoundTrip
from trainer.datasets.manifest import Clip
from trainer.parallel import parallel_map

Samples = npt.NDArray[np.int16]
FORMAT = 1


def to_wave(samples: Samples) -> npt.NDArray[np.float32]:
    """Stored samples as a waveform.

    Shape:
        samples: ``(n,)``; result: ``(n,)``, -1..1.
    """
    return samples.astype(np.float32) / np.float32(32768.0)


@dataclass(frozen=True, slots=True)
class Shards:
    """A data set as int16 samples on disk, clean and as codec variants of the same length.

    Attributes:
        starts: First sample of each clip.
        lengths: Samples of each clip; 0 where the file could not be read.
        variants: Memory maps over the same positions; the first is the clean one.
    """

    starts: npt.NDArray[np.int64]
    lengths: npt.NDArray[np.int64]
    variants: tuple[npt.NDArray[np.int16], ...]

    def samples(self, clip: int, variant: int = 0) -> Samples:
        """All samples of one clip.

        Shape:
            result: ``(n,)``, a view into the memory map.
        """
        start = int(self.starts[clip])
        return self.variants[variant][start : start + int(self.lengths[clip])]


def open_shards(folder: Path) -> Shards:
    """Map the shards of a folder made by `build_shards`.

    Raises:
        TrainingError: There are none, or they were not finished.
    """
    index = folder / "index.json"
    if not index.is_file():
        raise TrainingError(f"No decoded data in {folder}", "Run the same command again; it decodes the data first.")
    found = json.loads(index.read_text())
    lengths = np.array(found["lengths"], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    maps = tuple(np.load(folder / f"variant{i}.npy", mmap_mode="r") for i in range(found["variants"]))
    return Shards(starts, lengths, maps)


def build_shards(
    clips: Sequence[Clip],
    folder: Path,
    *,
    variants: int = 2,
    seed: int = 0,
    codecs: Sequence[Codec] = CODECS,
    workers: int = 2,
    on_progress: Callable[[int, int], None] | None = None,
) -> list[tuple[Clip, str]]:
    """Decode every clip once and make its codec variants; does nothing where the folder is complete.

    Where the folder holds the first of these clips, only the others are decoded: twins stand behind their originals.

    Args:
        clips: What to decode; the order is the order in the shards.
        folder: Where the shards go.
        variants: Codec variants a clip, besides the clean one. Codecs are drawn without looking at the label.
        seed: Seed of the codec draw.
        codecs: What is drawn from.
        workers: Files at a time.
        on_progress: Called with (clips done, clips in all).

    Returns:
        The clips that could not be read, each with the reason. They keep their place, with length 0.
    """
    folder.mkdir(parents=True, exist_ok=True)
    index = folder / "index.json"
    key: dict[str, object] = {
        "format": FORMAT,
        "paths": [str(c.path) for c in clips],
        "variants": variants + 1,
        "seed": seed,
    }
    key["codecs"] = None if tuple(codecs) == CODECS else [asdict(codec) for codec in codecs]
    found = _beginning(index, key)
    if found["paths"] == key["paths"]:
        return [(clips[i], reason) for i, reason in found["failed"]]
    n = len(found["paths"])
    jobs = [(clip.path, tuple(codecs), variants, seed + 7919 * i) for i, clip in enumerate(clips)][n:]
    decoded: list[list[Samples]] = []
    failed: list[tuple[int, str]] = [(i, reason) for i, reason in found["failed"]]
    # Threads: a forked process that inherits a loaded ONNX network may hang for ever when it frees it.
    # Closing the results drops what has not begun: who stops in the middle does not wait for the whole data set.
    with closing(parallel_map(_decode_job, jobs, workers=workers)) as results:
        for i, (_, result) in enumerate(results, n):
            if isinstance(result, str):
                failed.append((i, result))
            decoded.append([np.zeros(0, np.int16)] * (variants + 1) if isinstance(result, str) else result)
            if on_progress is not None:
                on_progress(i + 1, len(clips))
    lengths = [*found["lengths"], *(len(d[0]) for d in decoded)]
    for v in range(variants + 1):
        path = folder / f"variant{v}.npy"
        before = np.load(path, mmap_mode="r") if n else np.zeros(0, np.int16)
        partial = path.with_suffix(".part.npy")
        np.save(partial, np.concatenate([before, *(d[v] for d in decoded)]))
        partial.replace(path)
    temporary = index.with_suffix(".tmp")
    temporary.write_text(json.dumps({**key, "lengths": lengths, "failed": failed}))
    temporary.replace(index)
    return [(clips[i], reason) for i, reason in failed]


def _beginning(index: Path, key: dict[str, object]) -> dict[str, Any]:
    """What the folder's index tells, if its clips are the first of those wanted and were decoded the same way.

    A variant that is longer than the index says belongs to an attempt that was stopped while it wrote.
    """
    nothing: dict[str, Any] = {"paths": [], "lengths": [], "failed": []}
    if not index.is_file():
        return nothing
    found: dict[str, Any] = json.loads(index.read_text())
    paths = key["paths"]
    same = all(found.get(k) == v for k, v in key.items() if k != "paths")
    if not same or not isinstance(paths, list) or found["paths"] != paths[: len(found["paths"])]:
        return nothing
    n_samples = sum(found["lengths"])
    for v in range(found["variants"]):
        path = index.parent / f"variant{v}.npy"
        if not path.is_file() or len(np.load(path, mmap_mode="r")) != n_samples:
            return nothing
    return found


def _decode_job(job: tuple[Path, tuple[Codec, ...], int, int]) -> list[Samples] | str:
    path, codecs, variants, seed = job
    try:
        wave = decode_all(path)
    except AudioError as error:
        return str(error)
    codec = CodecRoundTrip(codecs)
    rng = np.random.default_rng(seed)
    waves = [wave, *(codec.apply(wave, codec.sample(rng)) for _ in range(variants))]
    return [np.clip(np.round(w * 32767.0), -32768, 32767).astype(np.int16) for w in waves]
