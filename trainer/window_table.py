"""Window scores of a whole data set, made by the very path of a scan, and the file scores they add up to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from engine.audio.windows import Window, WindowCutter
from engine.calibration import Calibration
from engine.results import Verdict, WindowScore
from engine.scoring import SpeechShares, WindowDetector, score_windows
from engine.spec import DEFAULT_SPEC, MIN_SPEECH_S, AudioSpec
from engine.verdict import decide
from trainer.calibrate import ScoredWindows
from trainer.shards import Shards, to_wave

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
PENDING_WINDOWS = 64
"""Windows cut before they are scored; `score_windows` makes its batches of them."""


@dataclass(frozen=True, slots=True)
class WindowTable:
    """One entry a window, clip after clip, in the order of time.

    Attributes:
        clip: Number of the clip.
        start_s: Start in the clip, seconds.
        end_s: End of the real audio, seconds.
        logit: Raw detector output; higher means more AI.
        speech_share: 0..1.
    """

    clip: Ints
    start_s: Floats
    end_s: Floats
    logit: Floats
    speech_share: Floats

    def with_logits(self, logit: Floats) -> WindowTable:
        """The same windows with another detector's answers."""
        return replace(self, logit=logit)

    @property
    def heard_s(self) -> Floats:
        """Seconds of speech in each window."""
        return np.asarray(self.speech_share * (self.end_s - self.start_s))

    def clip_means(self, n_clips: int) -> Floats:
        """Mean logit of each clip, weighted by speech; NaN where no window can be judged.

        Shape:
            result: ``(n_clips,)``.
        """
        heard = np.where(self.heard_s >= MIN_SPEECH_S - 1e-9, self.heard_s, 0.0)
        total = np.bincount(self.clip, heard, n_clips)
        sums = np.bincount(self.clip, heard * self.logit, n_clips)
        return np.asarray(np.divide(sums, total, out=np.full(n_clips, np.nan), where=total > 0))

    def save(self, path: Path) -> None:
        """Keep the table."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as handle:
            np.savez(handle, **{field.name: getattr(self, field.name) for field in fields(self)})

    @classmethod
    def load(cls, path: Path) -> WindowTable:
        """Read a kept table."""
        with np.load(path, allow_pickle=False) as found:
            return cls(**{field.name: found[field.name] for field in fields(cls)})


def score_shards(
    detector: WindowDetector,
    speech: SpeechShares,
    shards: Shards,
    variant: int = 0,
    *,
    hop_s: float = DEFAULT_SPEC.window_s,
    on_clip: Callable[[], None] | None = None,
) -> WindowTable:
    """Cut and score every clip of a data set as a scan would.

    Args:
        detector: A loaded detector.
        speech: Tells how much of a window is speech.
        shards: Decoded audio.
        variant: Which column of it.
        hop_s: Seconds between window starts.
        on_clip: Called after each clip.
    """
    meta = detector.meta
    spec = AudioSpec(meta.sample_rate, meta.window_s)
    owners: list[int] = []
    scores: list[WindowScore] = []
    pending: list[Window] = []
    for clip in range(len(shards.lengths)):
        cutter = WindowCutter(spec, hop_s)
        wave = to_wave(shards.samples(clip, variant))
        windows = [*cutter.push(wave), *cutter.flush()]
        owners += [clip] * len(windows)
        pending += windows
        if len(pending) >= PENDING_WINDOWS:
            scores += score_windows(detector, speech, pending)
            pending = []
        if on_clip is not None:
            on_clip()
    scores += score_windows(detector, speech, pending)
    return WindowTable(
        np.array(owners, dtype=np.intp),
        np.array([s.start_s for s in scores], dtype=np.float64),
        np.array([s.end_s for s in scores], dtype=np.float64),
        np.array([s.logit for s in scores], dtype=np.float64),
        np.array([s.speech_share for s in scores], dtype=np.float64),
    )


@dataclass(frozen=True, slots=True)
class ClipScores:
    """What `engine.verdict` says about every clip.

    Attributes:
        score: File-level calibrated logit; NaN for a clip without audio.
        verdict: At the default operating point.
    """

    score: Floats
    verdict: tuple[Verdict, ...]


def decide_clips(
    table: WindowTable, calibration: Calibration, n_clips: int, *, hop_s: float = DEFAULT_SPEC.window_s
) -> ClipScores:
    """File scores and verdicts of all clips.

    Shape:
        result: ``score`` is ``(n_clips,)``.
    """
    judged = table.heard_s >= MIN_SPEECH_S - 1e-6
    probabilities = calibration.probability(table.logit)
    windows: list[list[WindowScore]] = [[] for _ in range(n_clips)]
    for i, clip in enumerate(table.clip.tolist()):
        probability = float(probabilities[i]) if judged[i] else None
        row = (float(table.start_s[i]), float(table.end_s[i]), float(table.logit[i]))
        windows[clip].append(WindowScore(*row, probability, float(table.speech_share[i])))
    decisions = [decide(w, calibration, duration_s=w[-1].end_s if w else 0.0, hop_s=hop_s) for w in windows]
    scores = [np.nan if d.score is None else d.score for d in decisions]
    return ClipScores(np.array(scores, dtype=np.float64), tuple(d.verdict for d in decisions))


def joined_for_calibration(
    tables: dict[str, WindowTable], labels: npt.NDArray[np.intp], sources: npt.NDArray[np.str_]
) -> ScoredWindows:
    """Windows of several evaluation columns as one set; a clip is another recording in every column.

    Args:
        tables: By column.
        labels: Of the clips, 0 human, 1 ai.
        sources: Of the clips.

    Raises:
        TrainingError: See `ScoredWindows.from_sequences`.
    """
    n = len(labels)
    ids = np.concatenate([table.clip + n * number for number, table in enumerate(tables.values())])
    clip = ids % n
    found = list(tables.values())
    return ScoredWindows.from_sequences(
        ids,
        np.concatenate([t.logit for t in found]),
        np.concatenate([t.speech_share for t in found]),
        labels[clip],
        sources[clip],
        np.concatenate([t.end_s - t.start_s for t in found]),
    )
