"""Finding the same recording under another name, format, loudness or sample rate.

A fingerprint is the course of the loudness in a few frequency bands over the length of the clip. Codecs, gain and
resampling hardly move it; another sentence, or the same one said again, does. It does not find a piece of a longer
recording: pieces must share their ``source``.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from engine.audio.decode import decode_all
from engine.errors import AudioError
from engine.frontend.stft import power_spectrogram
from trainer.datasets.manifest import Clip
from trainer.parallel import OnProgress, check_cancelled, parallel_map

Floats = npt.NDArray[np.float32]

N_FFT, HOP = 512, 256
EDGES_HZ = (100, 300, 600, 1000, 1500, 2200, 3300)
"""Below 3.4 kHz, so that a telephone copy is still the same recording."""
N_TIMES = 48
SAME = 0.97
"""Correlation from which two clips of one length are the same recording; see docs/training.md for how it was set."""
LENGTH_TOLERANCE_S = 0.15
MIN_VARIATION_DB = 3.0
"""Tones and steady noise have no course that could tell them apart."""
_BLOCK = 512


@dataclass(frozen=True, slots=True)
class Print:
    """What identifies one clip.

    Attributes:
        sha256: Of the file.
        seconds: Length of the audio.
        shape: Unit vector; None where the clip is too short or too even, or cannot be read.
        reason: Why it cannot be read; empty otherwise.
    """

    sha256: str
    seconds: float = 0.0
    shape: Floats | None = None
    reason: str = ""


def fingerprint(wave: Floats, sample_rate: int = 16_000) -> Floats | None:
    """The unit vector of a waveform; None where it is shorter than 0.5 s or too even.

    Shape:
        wave: ``(n,)``; result: ``(len(EDGES_HZ) - 1) * N_TIMES``.
    """
    if len(wave) < sample_rate // 2:
        return None
    power = power_spectrogram(np.asarray(wave, np.float32)[None], N_FFT, HOP, N_FFT // 2 + 1)[0]
    edges = [round(hz * N_FFT / sample_rate) for hz in EDGES_HZ]
    # The first and last columns hear the ends as clicks.
    bands = np.add.reduceat(power[: edges[-1]], edges[:-1], axis=0)[:, 1:-1]
    # Equal spans of the clip's length; the floor 50 dB below the peak keeps codec noise in pauses out.
    spans = np.linspace(0, bands.shape[1], N_TIMES + 1).astype(int)[:-1]
    course = np.add.reduceat(bands, spans, axis=1) / np.diff([*spans, bands.shape[1]])
    floor = np.maximum(course.max(axis=1, keepdims=True) * 1e-5, course.max() * 1e-6)
    level = 10.0 * np.log10(np.maximum(course, floor) + 1e-20)
    level -= level.mean(axis=1, keepdims=True)
    if float(level.std()) < MIN_VARIATION_DB:
        return None
    vector: Floats = (level / np.linalg.norm(level)).astype(np.float32).ravel()
    return vector


def print_clips(
    clips: Sequence[Clip],
    *,
    workers: int | None = None,
    on_progress: OnProgress | None = None,
    cancel: threading.Event | None = None,
) -> list[Print]:
    """Read every clip once, for its hash and its fingerprint.

    Raises:
        CancelledError: ``cancel`` was set.
    """
    paths = [clip.path for clip in clips]
    with closing(parallel_map(_print, paths, workers=workers, on_progress=on_progress, cancel=cancel)) as work:
        return [found for _, found in work]


def _print(path: Path) -> Print:
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        wave = decode_all(path)
    except OSError as error:
        return Print("", reason=(error.strerror or str(error)).lower())
    except AudioError as error:
        return Print("", reason=str(error))
    return Print(digest, len(wave) / 16_000, fingerprint(wave))


def same_recordings(
    prints: Sequence[Print], *, threshold: float = SAME, cancel: threading.Event | None = None
) -> Iterator[tuple[int, int, float]]:
    """Pairs of clips that are the same recording, by the same hash (1.0) or by their fingerprints.

    Yields:
        Two places in ``prints`` and their correlation.
    """
    first: dict[str, int] = {}
    for i, each in enumerate(prints):
        if each.sha256 and first.setdefault(each.sha256, i) != i:
            yield first[each.sha256], i, 1.0
    usable = [(each.seconds, i, each.shape) for i, each in enumerate(prints) if each.shape is not None]
    usable.sort(key=lambda item: item[:2])
    lengths = np.array([seconds for seconds, _, _ in usable])
    order = [i for _, i, _ in usable]
    shapes = np.stack([shape for _, _, shape in usable]) if usable else np.zeros((0, 1), np.float32)
    for start in range(0, len(order), _BLOCK):
        check_cancelled(cancel)
        stop = min(start + _BLOCK, len(order))
        end = int(np.searchsorted(lengths, lengths[stop - 1] + LENGTH_TOLERANCE_S, side="right"))
        likeness = shapes[start:stop] @ shapes[start:end].T
        for row, column in np.argwhere(likeness >= threshold):
            near = lengths[start + column] - lengths[start + row] <= LENGTH_TOLERANCE_S
            if column > row and near and prints[order[start + row]].sha256 != prints[order[start + column]].sha256:
                yield order[start + row], order[start + column], float(likeness[row, column])
