"""Every detector on every file, each file decoded once and its speech found once."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from engine.audio.windows import Window, WindowCutter
from engine.errors import CancelledError, UsageError, VeravoxError
from engine.results import WindowScore
from engine.scoring import SpeechShares, WindowDetector, score_windows
from engine.spec import AudioSpec
from trainer.compare_files import ComparedSet
from trainer.parallel import OnProgress, check_cancelled, parallel_map
from trainer.window_table import PENDING_WINDOWS, WindowTable

if TYPE_CHECKING:
    from trainer.datasets.manifest import Clip

Floats = npt.NDArray[np.float64]
Samples = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Heard:
    """Scores of one file.

    Attributes:
        windows: For each detector the scores of the file's windows.
        seconds: Length of the decoded audio.
        error: Why it could not be read; empty where it could.
    """

    windows: tuple[tuple[WindowScore, ...], ...] = ()
    seconds: float = 0.0
    error: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class AllScores:
    """What was heard in all files.

    Attributes:
        tables: One a detector; clips are numbered as the files are.
        heard: One a file.
    """

    tables: tuple[WindowTable, ...]
    heard: tuple[Heard, ...]


@dataclass(slots=True)
class _SpeechOnce:
    """Speech shares worked out for the first detector and given again to the others.

    Windows come in the same order for each detector, in batches that may differ.
    """

    speech: SpeechShares
    known: list[float] = field(default_factory=list)
    at: int = 0

    def again(self) -> None:
        """The next detector starts with the first window."""
        self.at = 0

    def shares(self, windows: Samples, real_samples: npt.NDArray[np.int64] | None = None) -> Samples:
        """As `engine.audio.speech.SpeechDetector.shares`."""
        end = self.at + len(windows)
        if end > len(self.known):
            self.known += self.speech.shares(windows, real_samples).tolist()
        found = np.array(self.known[self.at : end], dtype=np.float32)
        self.at = end
        return found


def common_spec(detectors: Sequence[WindowDetector]) -> AudioSpec:
    """The windows that all detectors hear.

    Raises:
        UsageError: They hear different ones.
    """
    specs = {(each.meta.sample_rate, each.meta.window_s) for each in detectors}
    if len(specs) > 1:
        told = ", ".join(f"{each.meta.name} {each.meta.window_s:g} s" for each in detectors)
        raise UsageError(f"These detectors hear windows of different lengths: {told}", "Compare them in two runs.")
    return AudioSpec(*next(iter(specs)))


def score_files(
    detectors: Sequence[WindowDetector],
    speech: SpeechShares,
    data: ComparedSet,
    hop_s: float,
    *,
    workers: int | None = None,
    on_progress: OnProgress | None = None,
    cancel: threading.Event | None = None,
) -> AllScores:
    """Score every file with every detector; what cannot be read becomes a row with its error.

    Raises:
        CancelledError: ``cancel`` was set.
        UsageError: The detectors hear windows of different lengths, or the hop is out of range.
    """
    spec = common_spec(detectors)
    WindowCutter(spec, hop_s)  # a wrong hop is no file's fault

    def hear(clip: Clip) -> Heard:
        if clip.path in data.problems:
            return Heard(error=data.problems[clip.path][0], hint=data.problems[clip.path][1])
        try:
            return _Listener(detectors, speech, spec, hop_s).hear(clip.path, cancel)
        except CancelledError:
            raise
        except VeravoxError as error:
            return Heard(error=str(error), hint=error.hint)

    results = parallel_map(hear, data.clips, workers=workers, on_progress=on_progress, cancel=cancel)
    with closing(results):
        heard = tuple(result for _, result in results)
    return AllScores(tuple(_table(heard, number) for number in range(len(detectors))), heard)


class _Listener:
    """Reads one file for all detectors."""

    def __init__(
        self, detectors: Sequence[WindowDetector], speech: SpeechShares, spec: AudioSpec, hop_s: float
    ) -> None:
        self._detectors, self._speech, self._spec = detectors, speech, spec
        self._cutter = WindowCutter(spec, hop_s)
        self._scores: list[list[WindowScore]] = [[] for _ in detectors]

    def hear(self, path: Path, cancel: threading.Event | None) -> Heard:
        """Decode and score; an hour of audio is never in memory as a whole."""
        from engine.audio.decode import open_audio

        pending: list[Window] = []
        with open_audio(path, self._spec) as stream:
            for block in stream:
                check_cancelled(cancel)
                pending += self._cutter.push(block)
                if len(pending) >= PENDING_WINDOWS:
                    self._score(pending)
                    pending = []
        self._score([*pending, *self._cutter.flush()])
        return Heard(tuple(tuple(each) for each in self._scores), self._cutter.total_s)

    def _score(self, windows: Sequence[Window]) -> None:
        once = _SpeechOnce(self._speech)
        for detector, scores in zip(self._detectors, self._scores, strict=True):
            once.again()
            scores.extend(score_windows(detector, once, windows))


def _table(heard: Sequence[Heard], number: int) -> WindowTable:
    rows = [(i, score) for i, each in enumerate(heard) if each.windows for score in each.windows[number]]
    columns = [(s.start_s, s.end_s, s.logit, s.speech_share) for _, s in rows]
    values = np.array(columns, dtype=np.float64).reshape(len(rows), 4)
    return WindowTable(np.array([i for i, _ in rows], dtype=np.intp), *values.T)
