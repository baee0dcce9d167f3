"""From window scores to what is said about a file: score, verdict, segments and the reason in words.

Score direction: a higher score means more AI, everywhere. Raising any window's logit never lowers the score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.calibration import Calibration, OperatingPoint
from engine.clock import span, spans_in_words
from engine.errors import ModelError, UsageError
from engine.results import Segment, SegmentKind, Verdict, WindowScore
from engine.segments import (
    Lines,
    Stretch,
    cell_edges,
    drop_short_runs,
    flagged_spans,
    kinds_of,
    merge,
    smooth,
    strongest_stretch,
    windows_per_stretch,
)
from engine.spec import DEFAULT_SPEC, MIN_SPEECH_S

CLIP = 4.0
"""No window counts for more than this log-likelihood ratio: one confident mistake must not decide a file."""
WEAK_EVIDENCE_S = 3.0
"""A verdict on less speech than one window says so."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FileDecision:
    """What the windows of one file add up to.

    Attributes:
        score: File-level calibrated logit, higher means more AI; None without windows.
        probability_ai: ``score`` as a probability; None where there is too little speech to judge.
        percent_ai: Share of the judged speech that lies in AI segments, 0..100; 50 where every segment is
            uncertain; None where nothing was judged.
        percent_human: 100 - ``percent_ai``: the speech that does not lie in AI segments.
        speech_s: Seconds of speech, overlap counted once.
        reason: The verdict in words, one or two sentences.
        point: Name of the operating point that decided.
    """

    verdict: Verdict
    score: float | None
    probability_ai: float | None
    percent_ai: float | None
    percent_human: float | None
    segments: tuple[Segment, ...]
    speech_s: float
    reason: str
    point: str = ""


def soft_clip(llr: npt.ArrayLike) -> Floats:
    """Bound log-likelihood ratios to +-4 without making two different ones equal: 4 tanh(x / 4)."""
    return np.asarray(CLIP * np.tanh(np.asarray(llr, dtype=np.float64) / CLIP))


def file_score(llr: npt.ArrayLike, speech_s: npt.ArrayLike) -> float:
    """Mean of the clipped log-likelihood ratios of one file, each weighing as much as the speech it heard.

    Args:
        llr: Calibrated log-likelihood ratios of the windows, (n,), n > 0.
        speech_s: Seconds of speech in each window, (n,); where all are 0 the windows weigh the same.
    """
    weights = np.asarray(speech_s, dtype=np.float64)
    total = float(weights.sum())
    clipped = soft_clip(llr)
    return float(clipped @ weights / total) if total > 0 else float(clipped.mean())


def probability_of(score: float) -> float:
    """Probability of AI at equal priors for a file-level score."""
    return float(1.0 / (1.0 + np.exp(-score)))


def resolve_point(calibration: Calibration, name: str | None = None) -> OperatingPoint:
    """The operating point to decide at.

    Raises:
        UsageError: The detector has no point of that name.
    """
    if not calibration.operating_points and name is None:
        middle = (calibration.abstain_low + calibration.abstain_high) / 2
        return OperatingPoint(name="not measured", threshold=middle, false_alarm_rate=0.5, miss_rate=0.5)
    try:
        return calibration.point(name)
    except KeyError as error:
        known = ", ".join(p.name for p in calibration.operating_points) or "none"
        raise UsageError(f"This detector has no operating point {error}", f"It knows: {known}.") from error


def decision_lines(calibration: Calibration, point: OperatingPoint) -> tuple[float, float]:
    """File scores below the first are human, from the second on AI, and uncertain between.

    The band lies around the balanced threshold. A stricter point moves its upper end up to the threshold. A more
    watchful one flags from its own threshold on, inside the band too: that is what it is for.
    """
    low, high = calibration.abstain_low, calibration.abstain_high
    balanced = next((p.threshold for p in calibration.operating_points if p.name == "balanced"), (low + high) / 2)
    upper = max(point.threshold, high) if point.threshold >= balanced else point.threshold
    return min(point.threshold, low), upper


def window_lines(calibration: Calibration, point: OperatingPoint, *, is_ai: bool) -> Lines:
    """Where the kinds of windows begin, on the calibrated window logit, which is not clipped.

    Args:
        calibration: From the checkpoint.
        point: The operating point that decides.
        is_ai: Whether the file as a whole is AI. In any other file a part must reach a line of its own, so that a part
            is never flagged more easily than a whole file would be.
    """
    lower, upper = decision_lines(calibration, point)
    middle = _unclip(min(max(point.threshold, lower), upper))
    ai_from = _unclip(upper)
    return Lines(_unclip(lower), middle, ai_from if is_ai else max(calibration.window_threshold, ai_from))


def decide(
    windows: Sequence[WindowScore],
    calibration: Calibration,
    *,
    point: str | None = None,
    duration_s: float,
    hop_s: float = DEFAULT_SPEC.window_s,
) -> FileDecision:
    """Say what the windows of one file add up to.

    Args:
        windows: In the order of time; ``probability_ai`` is None where one cannot be judged.
        calibration: From the checkpoint.
        point: Operating point; None for the checkpoint's default.
        duration_s: Seconds of audio in the file.
        hop_s: Seconds between window starts.

    Raises:
        ModelError: A logit is not a finite number.
        UsageError: Unknown operating point.
    """
    chosen = resolve_point(calibration, point)
    if not windows:
        reason = f"The file holds {duration_s:.1f} s of audio: there is nothing to judge."
        return FileDecision(Verdict.NO_SPEECH, None, None, None, None, (), 0.0, reason, chosen.name)
    logits = np.array([w.logit for w in windows], dtype=np.float64)
    if not np.all(np.isfinite(logits)):
        raise ModelError("The detector gave a score that is not a number", "Try again with --device cpu.")
    cells = cell_edges(windows)
    speech = np.array([w.speech_share for w in windows]) * (cells[:, 1] - cells[:, 0])
    judged = np.array([w.probability_ai is not None for w in windows])
    if not judged.any() or speech.sum() < MIN_SPEECH_S - 1e-9:
        return _no_speech(windows, calibration, float(speech.sum()), chosen)
    return _judge(_Evidence(windows, calibration.llr(logits), speech, judged), calibration, chosen, hop_s)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """The windows of a file with speech, and what was computed for each."""

    windows: Sequence[WindowScore]
    llr: Floats
    speech_s: Floats
    judged: npt.NDArray[np.bool_]

    @property
    def judged_windows(self) -> list[WindowScore]:
        return [w for w, ok in zip(self.windows, self.judged, strict=True) if ok]

    @property
    def judged_llr(self) -> Floats:
        return self.llr[self.judged]

    @property
    def heard_s(self) -> Floats:
        """Seconds of speech in each judged window, overlap not taken off: how much its score is worth."""
        return np.array([w.speech_share * (w.end_s - w.start_s) for w in self.judged_windows])


def _no_speech(
    windows: Sequence[WindowScore], calibration: Calibration, speech_s: float, point: OperatingPoint
) -> FileDecision:
    score = file_score(calibration.llr([w.logit for w in windows]), np.zeros(len(windows)))
    if speech_s < MIN_SPEECH_S:
        reason = f"Only {speech_s:.1f} s of speech were found; at least {MIN_SPEECH_S:.0f} s is needed to judge."
    else:
        reason = f"The {speech_s:.1f} s of speech are scattered in pieces too short to judge."
    segments = merge(windows, [SegmentKind.NO_SPEECH] * len(windows))
    return FileDecision(Verdict.NO_SPEECH, score, None, None, None, segments, speech_s, reason, point.name)


def _judge(evidence: _Evidence, calibration: Calibration, point: OperatingPoint, hop_s: float) -> FileDecision:
    lower, upper = decision_lines(calibration, point)
    score = file_score(evidence.judged_llr, evidence.heard_s)
    count = windows_per_stretch(DEFAULT_SPEC.window_s, hop_s)
    stretch = strongest_stretch(evidence.judged_windows, evidence.judged_llr, count)
    contains = stretch is not None and stretch.median >= window_lines(calibration, point, is_ai=False).ai_from
    verdict = _verdict(score, lower, upper, contains=contains)
    lines = window_lines(calibration, point, is_ai=verdict is Verdict.AI)
    judged_kinds = _segment_kinds(evidence, lines, count, stretch, flagged=verdict.is_flagged)
    segments = merge(evidence.windows, _with_silence(judged_kinds, evidence.judged))
    percent = _percent_ai(judged_kinds, evidence.speech_s[evidence.judged])
    reason = _reason(verdict, evidence, lines, stretch, segments)
    speech_s = float(evidence.speech_s.sum())
    if speech_s < WEAK_EVIDENCE_S:
        reason += f" Only {speech_s:.1f} s of speech: weak evidence."
    return FileDecision(
        verdict, score, probability_of(score), percent, 100.0 - percent, segments, speech_s, reason, point.name
    )


def _verdict(score: float, lower: float, upper: float, *, contains: bool) -> Verdict:
    if score >= upper:
        return Verdict.AI
    if contains:
        return Verdict.CONTAINS_AI
    return Verdict.HUMAN if score < lower else Verdict.UNCERTAIN


def _unclip(score: float) -> float:
    """The log-likelihood ratio whose clipped value is ``score``."""
    if abs(score) >= CLIP:
        return float(np.copysign(np.inf, score))
    return float(CLIP * np.arctanh(score / CLIP))


def _segment_kinds(
    evidence: _Evidence, lines: Lines, count: int, stretch: Stretch | None, *, flagged: bool
) -> list[SegmentKind]:
    """Kind of each judged window; a flagged file always shows the stretch that points to AI most."""
    kinds = kinds_of(smooth(evidence.judged_windows, evidence.judged_llr, count), lines)
    kinds = drop_short_runs(kinds, (count + 1) // 2)
    if flagged and SegmentKind.AI not in kinds:
        found = stretch or Stretch(int(evidence.judged_llr.argmax()), 1, 0.0)
        kinds[found.first : found.first + found.count] = [SegmentKind.AI] * found.count
    return kinds


def _with_silence(judged_kinds: Sequence[SegmentKind], judged: npt.NDArray[np.bool_]) -> list[SegmentKind]:
    remaining = iter(judged_kinds)
    return [next(remaining) if ok else SegmentKind.NO_SPEECH for ok in judged]


def _percent_ai(kinds: Sequence[SegmentKind], speech_s: Floats) -> float:
    if all(kind is SegmentKind.UNCERTAIN for kind in kinds):
        return 50.0  # 0 % AI would read as "100 % human", which nobody has found
    is_ai = np.array([kind is SegmentKind.AI for kind in kinds])
    if speech_s.sum() <= 0:
        return float(100.0 * is_ai.mean())
    return min(100.0, float(100.0 * speech_s[is_ai].sum() / speech_s.sum()))


def _reason(
    verdict: Verdict, evidence: _Evidence, lines: Lines, stretch: Stretch | None, segments: Sequence[Segment]
) -> str:
    llr = evidence.judged_llr
    n, n_ai = llr.size, int((llr >= lines.middle).sum())
    windows = "window" if n == 1 else "windows"
    if verdict is Verdict.CONTAINS_AI:
        times = spans_in_words(flagged_spans(segments))
        return f"Not AI as a whole, but {times} points to AI ({n_ai} of {n} {windows})."
    if verdict is Verdict.AI:
        return f"{n_ai} of {n} {windows} {_verb(n_ai)} to AI{_strongest(evidence, stretch)}."
    if verdict is Verdict.HUMAN:
        return f"{n - n_ai} of {n} {windows} {_verb(n - n_ai)} to human speech."
    return f"Too close to call: {n_ai} of {n} {windows} {_verb(n_ai)} to AI, {n - n_ai} to human speech."


def _verb(count: int) -> str:
    return "points" if count == 1 else "point"


def _strongest(evidence: _Evidence, stretch: Stretch | None) -> str:
    if evidence.judged_llr.size < 2:
        return ""
    windows = evidence.judged_windows
    if stretch is None:
        best = windows[int(evidence.judged_llr.argmax())]
        return f"; strongest {span(best.start_s, best.end_s)}"
    last = windows[stretch.first + stretch.count - 1]
    return f"; strongest {span(windows[stretch.first].start_s, last.end_s)}"
