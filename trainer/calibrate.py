"""Fit what a checkpoint knows about its own errors: calibration, operating points, uncertain band, line for parts.

Everything is measured on exactly the score that users see (`engine.verdict.file_score`), every source weighing the
same inside its class and both classes the same: a source with many clips must not set the threshold for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from engine.calibration import Calibration, OperatingPoint
from engine.errors import TrainingError
from engine.segments import running_medians, windows_per_stretch
from engine.spec import DEFAULT_SPEC, MIN_SPEECH_S
from engine.verdict import CLIP, decision_lines, soft_clip
from trainer.error_curve import ErrorCurve, balance_weights

FEW_FALSE_ALARMS = 0.01
MISS_LITTLE = 0.05
PRECISION = 0.90
"""Outside the uncertain band either call is right at least this often, both classes being equally common."""
MIN_BAND, MAX_BAND = 0.1, 1.5
"""Limits of the band on each side of the balanced threshold, in calibrated logits. The least, because nobody should
decide on the third decimal; the most, because a detector so weak should be seen to be weak, not to abstain always."""
PART_FALSE_ALARMS = 0.05
"""Share of human recordings that may be said to contain AI parts."""
STRETCH_SPREAD = 0.5
"""How far a refit slope usually lies from the old one, as a logarithm: a factor of 1.6 either way."""
SHIFT_SPREAD = 1.0
"""How far the scores of other recordings usually lie from the old ones, in calibrated logits."""
STRING_WINDOWS = 100
"""Windows of one source strung together to a stand-in for a long recording (5 minutes at a hop of 3 s)."""

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class ScoredWindows:
    """Raw scores of a labelled development set, one entry a window.

    Attributes:
        file_ids: Which recording each window belongs to; windows of one file in the order of time.
        logits: Raw detector output; higher means more AI.
        speech_shares: 0..1.
        labels: 0 human, 1 AI.
        sources: Site, repository, speaker or generator; each weighs the same inside its class.
        durations_s: Real seconds in each window; all full windows when None.
    """

    file_ids: npt.NDArray[np.generic]
    logits: Floats
    speech_shares: Floats
    labels: Ints
    sources: npt.NDArray[np.generic]
    durations_s: Floats | None = None

    @classmethod
    def from_sequences(  # noqa: PLR0917 - the columns of a table, in its order
        cls,
        file_ids: Sequence[object] | npt.NDArray[np.generic],
        logits: npt.ArrayLike,
        speech_shares: npt.ArrayLike,
        labels: npt.ArrayLike,
        sources: Sequence[object] | npt.NDArray[np.generic],
        durations_s: npt.ArrayLike | None = None,
    ) -> ScoredWindows:
        """Check and convert.

        Raises:
            TrainingError: Lengths differ, a logit is not finite, or one class is missing.
        """
        found = cls(
            np.asarray(file_ids),
            np.asarray(logits, dtype=np.float64),
            np.asarray(speech_shares, dtype=np.float64),
            np.asarray(labels, dtype=np.intp),
            np.asarray(sources),
            None if durations_s is None else np.asarray(durations_s, dtype=np.float64),
        )
        lengths = {len(found.file_ids), len(found.logits), len(found.speech_shares), len(found.labels)}
        if len(lengths | {len(found.sources)}) != 1:
            raise TrainingError("Calibration needs one file, logit, speech share, label and source a window")
        if not np.all(np.isfinite(found.logits)):
            raise TrainingError("Calibration met a score that is not a number", "Train again with a lower rate.")
        if set(np.unique(found.labels)) != {0, 1}:
            raise TrainingError("Calibration needs both classes", "Give it human and AI recordings.")
        return found

    @property
    def heard_s(self) -> Floats:
        """Seconds of speech in each window."""
        real = DEFAULT_SPEC.window_s if self.durations_s is None else self.durations_s
        return np.asarray(self.speech_shares * real)


@dataclass(frozen=True, slots=True)
class _Files:
    """Judged windows grouped by file.

    Attributes:
        of_window: Index of the file of each judged window.
        weights: Files' weights, both classes 0.5 in sum, every source of a class alike.
    """

    logits: Floats
    heard_s: Floats
    of_window: Ints
    labels: Ints
    sources: npt.NDArray[np.generic]
    weights: Floats

    @classmethod
    def of(cls, windows: ScoredWindows) -> _Files:
        judged = windows.heard_s >= MIN_SPEECH_S - 1e-9
        if set(np.unique(windows.labels[judged])) != {0, 1}:
            raise TrainingError("Calibration needs judgeable speech of both classes", "Give it longer recordings.")
        _, first, of_window = np.unique(windows.file_ids[judged], return_index=True, return_inverse=True)
        labels = windows.labels[judged][first]
        sources = windows.sources[judged][first]
        return cls(
            windows.logits[judged],
            windows.heard_s[judged],
            of_window.astype(np.intp),
            labels,
            sources,
            balance_weights(labels, sources),
        )

    def scores(self, a: float, b: float) -> Floats:
        """File scores under a calibration: `engine.verdict.file_score` for all files at once."""
        clipped = soft_clip(a * self.logits + b)
        total = np.bincount(self.of_window, self.heard_s * clipped, len(self.labels))
        return np.asarray(total / np.bincount(self.of_window, self.heard_s, len(self.labels)))


def fit_calibration(
    windows: ScoredWindows, *, measured_on: str = "dev", hop_s: float = DEFAULT_SPEC.window_s
) -> Calibration:
    """Fit slope and offset, then set every threshold on the scores they give.

    Args:
        windows: Recordings that were not trained on; unseen generators and the corruption grid belong in.
        measured_on: In words; the reports print it beside the error rates.
        hop_s: Seconds between the windows of a file.

    Raises:
        TrainingError: No judgeable speech of one class, or the detector's scores point the wrong way.
    """
    files = _Files.of(windows)
    a, b = fit_affine(files)
    scores = files.scores(a, b)
    curve = ErrorCurve.of(scores, files.labels, files.weights)
    low, high = abstain_band(curve)
    n = f"{measured_on}: {len(scores)} recordings, {len(set(files.sources.tolist()))} sources"
    draft = Calibration(
        a=a, b=b, operating_points=_operating_points(curve, n), abstain_low=low, abstain_high=high, window_threshold=0.0
    )
    points = tuple(
        _with_band_rates(draft, point, scores, files.labels, files.weights) for point in draft.operating_points
    )
    line = part_threshold(files, draft, windows_per_stretch(DEFAULT_SPEC.window_s, hop_s))
    return draft.model_copy(update={"operating_points": points, "window_threshold": line})


def fit_affine(files: _Files) -> tuple[float, float]:
    """Slope and offset with the least log loss of the file scores at equal priors.

    Raises:
        TrainingError: The best slope is not positive: the score's direction is wrong.
    """
    spread = float(files.logits.std()) or 1.0
    centre = float(files.logits.mean())
    signs = 2.0 * files.labels - 1.0
    means = [
        np.average(files.scores(1e-3 / spread, 0.0)[files.labels == k], weights=files.weights[files.labels == k])
        for k in (0, 1)
    ]
    if means[1] <= means[0]:
        raise TrainingError(
            "AI recordings do not score higher than human ones",
            "A higher logit must mean more AI; check the labels and the output of the network.",
        )

    def loss(parameters: Floats) -> float:
        a = float(np.exp(np.clip(parameters[0], -12.0, 12.0))) / spread
        scores = files.scores(a, float(parameters[1]) - a * centre)
        return float(files.weights @ np.logaddexp(0.0, -signs * scores))

    starts = [np.array([np.log(slope), 0.0]) for slope in (0.5, 2.0)]
    best = min(
        (minimize(loss, start, method="Nelder-Mead", options={"xatol": 1e-5, "fatol": 1e-9}) for start in starts),
        key=lambda fit: float(fit.fun),
    )
    a = float(np.exp(np.clip(best.x[0], -12.0, 12.0))) / spread
    return a, float(best.x[1]) - a * centre


def refit_affine(windows: ScoredWindows, old: Calibration) -> tuple[float, float]:
    """Slope and offset for other recordings, held near the old ones as long as these are few.

    The old log-likelihood ratio is stretched and moved: k times it, plus s. A prior holds log k (`STRETCH_SPREAD`) and
    s (`SHIFT_SPREAD`) near 0; every source counts as one observation against it, since clips of a source resemble
    each other. The thresholds, which lie on the calibrated scale, stay what they were.

    Args:
        windows: Recordings of both classes that were not trained on.
        old: The calibration to start from.

    Raises:
        TrainingError: No judgeable speech of one class.
    """
    files = _Files.of(windows)
    signs = 2.0 * files.labels - 1.0
    n = len(np.unique(files.sources))

    def loss(parameters: Floats) -> float:
        log_stretch, shift = parameters
        stretch = float(np.exp(np.clip(log_stretch, -6.0, 6.0)))
        scores = files.scores(stretch * old.a, stretch * old.b + float(shift))
        prior = 0.5 * ((log_stretch / STRETCH_SPREAD) ** 2 + (shift / SHIFT_SPREAD) ** 2)
        return float(n * (files.weights @ np.logaddexp(0.0, -signs * scores)) + prior)

    found = minimize(loss, np.zeros(2), method="Nelder-Mead", options={"xatol": 1e-5, "fatol": 1e-9})
    stretch = float(np.exp(np.clip(found.x[0], -6.0, 6.0)))
    return stretch * old.a, stretch * old.b + float(found.x[1])


def remeasured(
    calibration: Calibration, scores: Floats, labels: Ints, sources: npt.NDArray[np.generic], measured_on: str
) -> Calibration:
    """The same thresholds, with the error rates that other file scores have at them.

    Args:
        calibration: Its thresholds are taken as they are.
        scores: Calibrated file scores.
        labels: 0 human, 1 AI; both must be there.
        sources: Each weighs the same inside its class.
        measured_on: In words.
    """
    weights = balance_weights(labels, sources)
    curve = ErrorCurve.of(scores, labels, weights)
    points = [
        point.model_copy(
            update={
                "false_alarm_rate": curve.false_alarm_rate(point.threshold),
                "miss_rate": curve.miss_rate(point.threshold),
                "measured_on": measured_on,
            }
        )
        for point in calibration.operating_points
    ]
    rated = tuple(_with_band_rates(calibration, point, scores, labels, weights) for point in points)
    return calibration.model_copy(update={"operating_points": rated})


def _operating_points(curve: ErrorCurve, measured_on: str) -> tuple[OperatingPoint, ...]:
    """The named thresholds in falling order; a good detector's points may coincide but never cross."""
    balanced = curve.equal_error_threshold()
    thresholds = {
        "few_false_alarms": max(balanced, curve.threshold_for_false_alarms(FEW_FALSE_ALARMS)),
        "balanced": balanced,
        "miss_little": min(balanced, curve.threshold_for_misses(MISS_LITTLE)),
    }
    return tuple(
        OperatingPoint(
            name=name,
            threshold=threshold,
            false_alarm_rate=curve.false_alarm_rate(threshold),
            miss_rate=curve.miss_rate(threshold),
            measured_on=measured_on,
        )
        for name, threshold in thresholds.items()
    )


def abstain_band(curve: ErrorCurve) -> tuple[float, float]:
    """Scores around the balanced threshold where a call would be right less than 9 times in 10.

    The band ends where all calls beyond it, taken together, are right that often; `MIN_BAND` and `MAX_BAND` limit it.
    """
    middle = curve.equal_error_threshold()
    grid = np.linspace(0.0, MAX_BAND, 301)
    up = next((d for d in grid if curve.precision_ai(middle + d) >= PRECISION), MAX_BAND)
    down = next((d for d in grid if curve.precision_human(middle - d) >= PRECISION), MAX_BAND)
    return middle - max(float(down), MIN_BAND), middle + max(float(up), MIN_BAND)


def _with_band_rates(
    calibration: Calibration, point: OperatingPoint, scores: Floats, labels: Ints, weights: Floats
) -> OperatingPoint:
    lower, upper = decision_lines(calibration, point)
    human, ai = labels == 0, labels == 1

    def share(hits: npt.NDArray[np.bool_], among: npt.NDArray[np.bool_]) -> float:
        return float(weights[hits & among].sum() / weights[among].sum())

    return point.model_copy(
        update={
            "human_flagged": share(scores >= upper, human),
            "ai_passed": share(scores < lower, ai),
            "undecided": share((scores >= lower) & (scores < upper), human | ai),
        }
    )


def part_threshold(files: _Files, calibration: Calibration, count: int) -> float:
    """Line for "contains AI": under 5 % of human recordings have a 9 s median at or above it.

    Clips of a data set are short and a podcast is long, and the maximum over many windows is higher than over few.
    So the windows of each human source are strung together to recordings of up to 5 minutes, and the line has to hold
    for these as well as for the single clips. Recordings that are called AI as a whole are not counted: they are
    the operating point's false alarms. Never below what flags a whole file.
    """
    _, upper = decision_lines(calibration, calibration.point("balanced"))
    floor = float(CLIP * np.arctanh(np.clip(upper / CLIP, -0.999999, 0.999999)))
    human = np.flatnonzero(files.labels[files.of_window] == 0)
    by_source = files.sources[files.of_window[human]]
    groups = [human[by_source == source] for source in np.unique(by_source)]
    strings = [g[i : i + STRING_WINDOWS] for g in groups for i in range(0, len(g), STRING_WINDOWS)]
    clips = [human[files.of_window[human] == f] for f in np.unique(files.of_window[human])]
    lines = [_line_for(files, calibration, pieces, count, upper) for pieces in (strings, clips)]
    return max(floor, *lines)


def _line_for(files: _Files, calibration: Calibration, pieces: list[Ints], count: int, upper: float) -> float:
    """Smallest line that under 5 % of these human recordings reach, each source weighing the same."""
    llr = calibration.llr(files.logits)
    peaks, sources = [], []
    for piece in pieces:
        medians = running_medians(llr[piece], count)
        if not medians.size:
            continue
        score = float(np.average(soft_clip(llr[piece]), weights=files.heard_s[piece]))
        peaks.append(-np.inf if score >= upper else float(medians.max()))
        sources.append(files.sources[files.of_window[piece[0]]])
    if not peaks:
        return -np.inf
    weights = balance_weights(np.zeros(len(peaks), dtype=np.intp), np.asarray(sources))
    order = np.argsort(peaks)[::-1]
    reached = np.cumsum(weights[order]) / weights.sum()
    allowed = int(np.searchsorted(reached, PART_FALSE_ALARMS, side="left"))
    # The first recording that may not reach the line sets it, by the smallest step above its own peak.
    return float(np.nextafter(peaks[order[min(allowed, len(peaks) - 1)]], np.inf))
