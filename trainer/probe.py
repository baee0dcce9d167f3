"""The shortcut probe: can the classes be told apart without listening to the voice?

A logistic regression on seven numbers of the recording. If it does well, a network will find the same way, score well
on this data, and fail elsewhere: it has learned whose microphone it was.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.audio.decode import decode_all
from engine.error_rates import roc_auc
from engine.errors import AudioError, ManifestError
from trainer.datasets.manifest import LABELS, Clip
from trainer.parallel import OnProgress, parallel_map
from trainer.shortcuts import NAMES, WORDS, as_row, measure

MAX_AUC = 0.60
"""Above it the classes differ in recording, not in voice."""
MIN_LOSS = 0.02
"""A feature matters when the AUC without it is lower by more than this."""
MIN_CLIPS = 10

Table = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FeatureResult:
    """One feature.

    Attributes:
        name: Of `trainer.shortcuts.NAMES`.
        weight: In the regression, per standard deviation; above 0, more of it speaks for AI.
        auc: Of this feature alone on dev, in the direction that train shows; 0.5 is chance.
        auc_without: Of all the others together on dev.
        ai, human: Medians on dev.
    """

    name: str
    weight: float
    auc: float
    auc_without: float
    ai: float
    human: float

    def sentence(self) -> str:
        """The difference in words."""
        words = WORDS[self.name]
        digits = 0 if max(abs(self.ai), abs(self.human)) >= 20 else 2  # both alike: they are compared
        ai, human = (f"{each:.{digits}f}" for each in (self.ai, self.human))
        direction = words.more if self.ai > self.human else words.less
        return f"{words.name}: AI clips {direction} ({ai} against {human} {words.unit})"


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """What the probe found.

    Attributes:
        auc: On dev; 0.5 is chance.
        auc_train: On what it was fitted to.
        features: Most telling first.
        n_train, n_dev: Clips.
        unreadable: Clips that could not be measured.
    """

    auc: float
    auc_train: float
    features: tuple[FeatureResult, ...]
    n_train: int
    n_dev: int
    unreadable: tuple[str, ...]

    @property
    def is_suspicious(self) -> bool:
        """Whether the classes differ in recording."""
        return self.auc > MAX_AUC

    @property
    def giveaways(self) -> tuple[FeatureResult, ...]:
        """Features that tell the classes apart alone, or whose loss costs the regression; at least one in a warning."""
        if not self.is_suspicious:
            return ()
        telling = (e for e in self.features if e.auc > MAX_AUC or self.auc - e.auc_without > MIN_LOSS)
        return tuple(telling) or self.features[:1]

    def words(self) -> str:
        """The result as text for people."""
        if not self.is_suspicious:
            return f"No shortcut found: without the voice the classes are told apart with an AUC of {self.auc:.2f}."
        lines = [
            "Warning: your classes differ in recording, not in voice.",
            f"Seven numbers without any voice in them tell the classes apart: AUC {self.auc:.2f}; chance is 0.50.",
            "What gives them away:",
            *(f"  {each.sentence()}" for each in self.giveaways),
            "Choose recordings that are alike in this, or train with strong augmentation, and measure on other data.",
        ]
        return "\n".join(lines)


def probe(
    train: Sequence[Clip],
    dev: Sequence[Clip],
    *,
    workers: int | None = None,
    on_progress: OnProgress | None = None,
    cancel: threading.Event | None = None,
) -> ProbeResult:
    """Fit on train, judge on dev.

    Args:
        train: Clips to fit to; other labels than human and ai are left out.
        dev: Clips to judge on, of other sources.
        workers: Clips at a time.
        on_progress: Called with (clips measured, clips in all).
        cancel: Set it to stop.

    Raises:
        ManifestError: Too few clips of a class.
        CancelledError: ``cancel`` was set.
    """
    clips = [clip for clip in (*train, *dev) if clip.label in LABELS]
    n_train = sum(clip.label in LABELS for clip in train)
    rows: list[tuple[float, ...] | None] = []
    unreadable = []
    with closing(parallel_map(_row, clips, workers=workers, on_progress=on_progress, cancel=cancel)) as work:
        for clip, found in work:
            rows.append(None if isinstance(found, str) else found)
            if isinstance(found, str):
                unreadable.append(f"{clip.path}: {found}")
    first, second = (
        _table(clips[a:b], rows[a:b], name) for a, b, name in ((0, n_train, "train"), (n_train, len(clips), "dev"))
    )
    return _judge(*first, *second, tuple(unreadable))


def _row(clip: Clip) -> tuple[float, ...] | str:
    try:
        return as_row(measure(decode_all(clip.path)))
    except (AudioError, ValueError) as error:
        return str(error)


def _table(
    clips: Sequence[Clip], rows: Sequence[tuple[float, ...] | None], name: str
) -> tuple[Table, npt.NDArray[np.bool_]]:
    pairs = [(row, clip.label == "ai") for clip, row in zip(clips, rows, strict=True) if row is not None]
    is_ai = np.array([truth for _, truth in pairs], dtype=np.bool_)
    if min(int(is_ai.sum()), int((~is_ai).sum())) < MIN_CLIPS:
        raise ManifestError(
            f"The probe needs {MIN_CLIPS} readable clips a class in {name}", "Add data, or split it: `veravox split`."
        )
    return np.array([row for row, _ in pairs]), is_ai


def _judge(
    x: Table, y: npt.NDArray[np.bool_], x_dev: Table, y_dev: npt.NDArray[np.bool_], unreadable: tuple[str, ...]
) -> ProbeResult:
    everything = list(range(len(NAMES)))
    scores, scores_train, weights = _fit(x, y, x_dev, everything)
    features = []
    for i, name in enumerate(NAMES):
        side = 1.0 if roc_auc(x[:, i], y) >= 0.5 else -1.0
        without, _, _ = _fit(x, y, x_dev, [j for j in everything if j != i])
        medians = float(np.median(x_dev[y_dev, i])), float(np.median(x_dev[~y_dev, i]))
        aucs = roc_auc(side * x_dev[:, i], y_dev), roc_auc(without, y_dev)
        features.append(FeatureResult(name, float(weights[i]), *aucs, *medians))
    features.sort(key=lambda each: -each.auc)
    auc, auc_train = roc_auc(scores, y_dev), roc_auc(scores_train, y)
    return ProbeResult(auc, auc_train, tuple(features), len(y), len(y_dev), unreadable)


def _fit(
    x: Table, y: npt.NDArray[np.bool_], x_dev: Table, columns: Sequence[int]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Scores of dev, scores of train, and weights of the regression on some of the columns."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = make_pipeline(StandardScaler(), LogisticRegression(class_weight="balanced", max_iter=1000))
    model.fit(x[:, columns], y)
    return model.decision_function(x_dev[:, columns]), model.decision_function(x[:, columns]), model[-1].coef_[0]
