"""Why a window was scored as it was: which pieces of time and frequency moved the detector, and by how much.

Occlusion covers one piece of the window's spectrogram after the other with the mean of its surroundings, turns it back
into sound and asks the detector again; what the score loses is what that piece had added. It goes through the same
door as every scan, so that it works for every detector, and needs no torch.

`engine.explain_child` answers the same question by another road. The two disagree where the detector does not add up
pieces of sound.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from engine.audio.decode import open_audio
from engine.checkpoint import Checkpoint, CheckpointMeta
from engine.detector import find_detector, list_detectors
from engine.errors import AudioOpenError, CancelledError, ModelError, UnknownModelError
from engine.frontend.stft import istft, stft
from engine.results import FileResult
from engine.spec import AudioSpec

Samples = npt.NDArray[np.float32]
Heat = npt.NDArray[np.float32]
OnProgress = Callable[[int, int], None]

PATCH_S, PATCH_HZ = 0.25, 2000.0 / 3.0
"""Size of a piece: about a syllable, and a formant; 144 pieces a window of 3 s."""
N_FFT, HOP = 512, 128
BATCH_WINDOWS = 4
FLOOR_DB = -120.0


class Method(StrEnum):
    """How an explanation was found."""

    OCCLUSION = "occlusion"
    GRADIENTS = "integrated gradients"


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """One window, its spectrogram and what each piece of it added to the score.

    Attributes:
        start_s: Start of the window in the file, seconds.
        end_s: End of the window; may lie behind the file's end, where the sound was repeated.
        logit: The window's score, higher means more AI.
        probability_ai: The same, calibrated.
        spectrogram_db: Level relative to full scale.
        heat: What the score loses without the piece; above 0 the piece pointed to AI, below 0 to human speech.
        highest_hz: Upper edge of spectrogram and heat.

    Shape:
        spectrogram_db: ``(rows, columns)``, the first row is 0 Hz; heat: ``(patch rows, patch columns)``.
    """

    method: Method
    start_s: float
    end_s: float
    logit: float
    probability_ai: float
    spectrogram_db: npt.NDArray[np.float32]
    heat: Heat
    highest_hz: float


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """What one of the two methods found out about a window."""

    method: Method
    wave: Samples
    logit: float
    heat: Heat


class WindowDetector(Protocol):
    """What an explanation needs of `engine.detector.Detector`."""

    @property
    def meta(self) -> CheckpointMeta:
        """Calibration and audio format."""

    def logits(self, windows: Samples) -> Samples:
        """One logit a window."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The pieces of a spectrogram.

    Attributes:
        row_edges: First and one-past-last spectrogram row of each patch row.
        column_edges: The same for columns.
    """

    row_edges: tuple[tuple[int, int], ...]
    column_edges: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, rows: int, columns: int, spec: AudioSpec) -> Grid:
        """Cut a spectrogram into pieces of about `PATCH_S` by `PATCH_HZ`."""
        n_rows = max(1, round(spec.sample_rate / 2 / PATCH_HZ))
        n_columns = max(1, round(spec.window_s / PATCH_S))
        return cls(_edges(rows, n_rows), _edges(columns, n_columns))

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of patches."""
        return len(self.row_edges), len(self.column_edges)

    def patches(self) -> Iterator[tuple[int, int]]:
        """Row and column of every patch."""
        rows, columns = self.shape
        return ((row, column) for row in range(rows) for column in range(columns))

    def slices(self, row: int, column: int, reach: int = 0) -> tuple[slice, slice]:
        """Where a patch lies in the spectrogram, with so many neighbours on each side."""
        rows, columns = self.shape
        first_row, last_row = max(0, row - reach), min(rows - 1, row + reach)
        first_column, last_column = max(0, column - reach), min(columns - 1, column + reach)
        return (
            slice(self.row_edges[first_row][0], self.row_edges[last_row][1]),
            slice(self.column_edges[first_column][0], self.column_edges[last_column][1]),
        )

    def surroundings(self, level_db: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Mean level of each patch and its neighbours, drawn out to the size of the spectrogram."""
        drawn = np.empty_like(level_db)
        for row, column in self.patches():
            drawn[self.slices(row, column)] = level_db[self.slices(row, column, reach=1)].mean()
        return drawn

    def sums(self, values: npt.NDArray[np.float32]) -> Heat:
        """Sum of a spectrogram's values in each patch."""
        found = np.empty(self.shape, np.float32)
        for row, column in self.patches():
            found[row, column] = values[self.slices(row, column)].sum()
        return found


def occlusion(
    detector: WindowDetector,
    wave: Samples,
    start_s: float = 0.0,
    *,
    on_progress: OnProgress | None = None,
    cancel: threading.Event | None = None,
) -> Explanation:
    """Cover every piece of a window in turn and see what the score loses.

    Args:
        detector: A loaded detector.
        wave: From `read_window`.
        start_s: Where the window lies in the file, seconds.
        on_progress: Called after every batch with (pieces done, in all).
        cancel: Set it to stop within a batch.

    Raises:
        CancelledError: ``cancel`` was set.

    Shape:
        wave: ``(window_samples,)``.
    """
    spec = AudioSpec(detector.meta.sample_rate, detector.meta.window_s)
    spectrum = stft(wave, N_FFT, HOP)
    level_db = level_of(spectrum)
    rows, columns = level_db.shape
    grid = Grid.of(rows, columns, spec)
    # the phase stays; only the level becomes that of the surroundings
    covered = spectrum * 10.0 ** ((grid.surroundings(level_db) - level_db) / 20.0)
    whole = istft(spectrum, HOP, len(wave)).astype(np.float32)
    logit = float(detector.logits(whole[None])[0])
    patches = list(grid.patches())
    heat = np.zeros(grid.shape, np.float32)
    for first in range(0, len(patches), BATCH_WINDOWS):
        if cancel is not None and cancel.is_set():
            raise CancelledError
        chosen = patches[first : first + BATCH_WINDOWS]
        changed = np.repeat(spectrum[None], len(chosen), axis=0)
        for each, (row, column) in zip(changed, chosen, strict=True):
            where = grid.slices(row, column)
            each[where] = covered[where]
        windows = istft(changed, HOP, len(wave)).astype(np.float32)
        for (row, column), without in zip(chosen, detector.logits(windows), strict=True):
            heat[row, column] = logit - float(without)
        if on_progress is not None:
            on_progress(first + len(chosen), len(patches))
    return explained(detector.meta, Scored(Method.OCCLUSION, wave, logit, heat), start_s)


def explained(meta: CheckpointMeta, found: Scored, start_s: float) -> Explanation:
    """Put what was found beside the window's spectrogram and its calibrated score."""
    return Explanation(
        method=found.method,
        start_s=start_s,
        end_s=start_s + meta.window_s,
        logit=found.logit,
        probability_ai=float(meta.calibration.probability(found.logit)),
        spectrogram_db=level_of(stft(found.wave, N_FFT, HOP)),
        heat=found.heat,
        highest_hz=meta.sample_rate / 2,
    )


def detector_of(result: FileResult) -> Checkpoint:
    """The detector that judged a file, as it was then.

    Raises:
        UnknownModelError: It is not installed any more, or was replaced by another one of the same name.
    """
    try:
        found = find_detector(result.model)
    except ModelError:
        found = None
    if found is not None and found.sha256 == result.model_sha256:
        return found
    for row in list_detectors():
        if row.sha256 == result.model_sha256:
            return find_detector(row.path)
    words = "is not installed any more" if found is None else "was replaced by another one of that name"
    raise UnknownModelError(
        f"The detector {result.model} that judged this file {words}", "Check the file again with a present detector."
    )


def read_window(path: Path, start_s: float, spec: AudioSpec) -> Samples:
    """The sound of one window, as a scan cuts it: repeated to full length where the file ends.

    Raises:
        AudioError: The file cannot be read, or is not that long.

    Shape:
        result: ``(window_samples,)``.
    """
    parts: list[Samples] = []
    with open_audio(path, spec, start_s=start_s, block_s=spec.window_s) as stream:
        for block in stream:
            parts.append(block)
            if sum(map(len, parts)) >= spec.window_samples:
                break
    if not parts:
        raise AudioOpenError(f"{path.name} ends before this moment", "The file has changed; check it again.")
    wave = np.concatenate(parts)[: spec.window_samples]
    return np.resize(wave, spec.window_samples)


def level_of(spectrum: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
    """Level of each cell of a spectrum in dB relative to a full-scale sine."""
    magnitude = np.abs(spectrum) * (4.0 / N_FFT)
    level: npt.NDArray[np.float32] = (20.0 * np.log10(magnitude + 10.0 ** (FLOOR_DB / 20.0))).astype(np.float32)
    return level


def _edges(cells: int, pieces: int) -> tuple[tuple[int, int], ...]:
    borders = np.linspace(0, cells, min(pieces, cells) + 1).round().astype(int).tolist()
    return tuple(pairwise(borders))
