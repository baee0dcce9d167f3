"""The same figures for every generator, language, codec, length: for each value of any column of the manifest."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.errors import UsageError
from trainer.bootstrap import interval
from trainer.datasets.manifest import Clip
from trainer.scored import Scored

Floats = npt.NDArray[np.float64]
BOTH = "both"
NOT_TOLD = "not told"
DURATION, CODEC = "duration", "codec"
DEFAULT_COLUMNS = (
    "generator",
    "source",
    "language",
    "domain",
    "kind",
    CODEC,
    DURATION,
    "is_pure",
    "sound_domain",
    "compression",
    "model",
)
"""Taken where the data has them. The last four are the taxonomy of the seed project's data."""
DURATIONS = ((3.0, "under 3 s"), (10.0, "3-10 s"), (30.0, "10-30 s"), (60.0, "30-60 s"), (np.inf, "1 min and more"))
WORST = 10
FEW_CLIPS = 3
"""Groups with fewer clips are left out of "worst" lists: one clip says nothing about a generator."""
FEW_SOURCES = 3
"""Drawing from fewer sources gives no interval: it would look like certainty."""
_OWN = ("generator", "source", "speaker", "kind", "split", "label")


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """How one generator, source or codec fares.

    Attributes:
        truth: ``ai``, ``human``, or ``both`` for a group with both classes.
        wrong: Share on the wrong side of the balanced threshold, 0..1; the mean of both classes for ``both``.
        auc: Against all clips of the other class; inside the group for ``both``.
        mean_score: Mean calibrated file score.
        miss: Share of its AI clips below the threshold; None where it has none.
        false_alarm: Share of its human clips at or above the threshold; None where it has none.
        low: Lower end of the 95 % interval of ``wrong`` over sources; None with fewer than `FEW_SOURCES` of them.
        high: Upper end.
    """

    name: str
    truth: str
    n_clips: int
    wrong: float
    auc: float
    mean_score: float
    n_ai: int = 0
    n_human: int = 0
    n_sources: int = 0
    miss: float | None = None
    false_alarm: float | None = None
    low: float | None = None
    high: float | None = None


def columns_of(clips: Sequence[Clip]) -> list[str]:
    """Every column that clips can be told apart by."""
    own = [name for name in _OWN if any(getattr(clip, name) for clip in clips)]
    extra = dict.fromkeys(name for clip in clips for name, value in clip.extra.items() if value.strip())
    return list(dict.fromkeys([*own, CODEC, DURATION, *extra]))


def choose_columns(clips: Sequence[Clip], wanted: Sequence[str] = ()) -> tuple[str, ...]:
    """The columns to slice by.

    Args:
        clips: What was evaluated.
        wanted: As the user typed them, capitals, blanks and dashes not mattering; the default set where empty.

    Raises:
        UsageError: The data has no such column; the nearest one is named.
    """
    there = columns_of(clips)
    if not wanted:
        return tuple(found for name in DEFAULT_COLUMNS if (found := _found(name, there)))
    return tuple(dict.fromkeys(_required(column, there) for column in wanted))


def _required(column: str, there: Sequence[str]) -> str:
    found = _found(column, there)
    if found:
        return found
    near = difflib.get_close_matches(_plain(column), [_plain(name) for name in there], 1)
    nearest = next((name for name in there if near and _plain(name) == near[0]), "")
    hint = f"Did you mean {nearest!r}? " if nearest else ""
    raise UsageError(f"The data has no column {column!r}", f"{hint}It has: {', '.join(there)}.")


def _found(column: str, there: Sequence[str]) -> str:
    return next((name for name in there if _plain(name) == _plain(column)), "")


def _plain(name: str) -> str:
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())


def values_of(clips: Sequence[Clip], column: str) -> list[str]:
    """The value of each clip; empty where the clip does not belong into any group.

    A generator of human speech is not missing: there is none. Other gaps become a group of their own, so that no clip
    is left out unseen.
    """
    if column == "generator":
        return [clip.generator or (NOT_TOLD if clip.label == "ai" else "") for clip in clips]
    return [_value(clip, column) or NOT_TOLD for clip in clips]


def _value(clip: Clip, column: str) -> str:
    if column == DURATION:
        return duration_word(clip.seconds)
    if column == CODEC:
        return clip.extra.get(CODEC, "").strip() or clip.path.suffix.lstrip(".").lower()
    return str(getattr(clip, column)) if column in _OWN else clip.extra.get(column, "").strip()


def duration_word(seconds: float) -> str:
    """In which bucket a length falls; empty for an unknown one.

    >>> duration_word(2.9), duration_word(3), duration_word(600)
    ('under 3 s', '3-10 s', '1 min and more')
    """
    return "" if seconds <= 0 else next(word for end, word in DURATIONS if seconds < end)


def slice_by(scored: Scored, column: str, counts: Floats | None = None) -> tuple[GroupFigures, ...]:
    """Figures of every value of a column, the worst first.

    Args:
        scored: Clips with scores.
        column: One of `columns_of`.
        counts: Bootstrap draws as `Scored.draws` gives them, for intervals.
    """
    return group_figures(scored, values_of(scored.clips, column), counts)


def group_figures(
    scored: Scored, names: Sequence[str], counts: Floats | None = None, *, by_class: bool = False
) -> tuple[GroupFigures, ...]:
    """Figures of every group, the worst first.

    Args:
        scored: Clips with scores.
        names: The group of each clip; empty for none.
        counts: Bootstrap draws.
        by_class: Whether the AI and the human clips of one name are two groups.
    """
    members: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, (clip, name) in enumerate(zip(scored.clips, names, strict=True)):
        if name:
            members[clip.label if by_class else "", name].append(i)
    groups = [_one_group(scored, name, np.array(indices), counts) for (_, name), indices in members.items()]
    return tuple(sorted(groups, key=lambda g: (-g.wrong, -g.n_clips, g.name)))


def _one_group(scored: Scored, name: str, indices: npt.NDArray[np.intp], counts: Floats | None) -> GroupFigures:
    inside = np.zeros(len(scored.clips), dtype=np.bool_)
    inside[indices] = True
    wrong, is_ai = scored.wrong[indices], scored.is_ai[indices]
    n_ai = int(is_ai.sum())
    n_human = len(indices) - n_ai
    if n_ai and n_human:
        truth = BOTH
        ranked = scored.ranked(inside, np.ones((1, len(scored.clips))))
    else:
        truth = "ai" if n_ai else "human"
        ranked = scored.ranked(inside | (scored.is_ai != (truth == "ai")), scored.weights[None])
    miss = float(wrong[is_ai].mean()) if n_ai else None
    alarm = float(wrong[~is_ai].mean()) if n_human else None
    n_sources = len({scored.clips[i].source for i in indices.tolist()})
    low, high = None, None
    if counts is not None and n_sources >= FEW_SOURCES:
        low, high = _interval(wrong, is_ai, counts[:, indices])
    return GroupFigures(
        name,
        truth,
        len(indices),
        float(np.mean([rate for rate in (miss, alarm) if rate is not None])),
        max(0.0, float(ranked.auc()[0])),
        float(scored.scores[indices].mean()),
        n_ai,
        n_human,
        n_sources,
        miss,
        alarm,
        low,
        high,
    )


def _interval(wrong: npt.NDArray[np.bool_], is_ai: npt.NDArray[np.bool_], counts: Floats) -> tuple[float, float]:
    rates = []
    for chosen in (is_ai, ~is_ai):
        if chosen.any():
            total = counts[:, chosen].sum(axis=1)
            hits = counts[:, chosen] @ wrong[chosen]
            rates.append(np.divide(hits, total, out=np.full_like(total, np.nan), where=total > 0))
    found = interval(np.mean(rates, axis=0))
    return found.low, found.high


def worst(groups: Sequence[GroupFigures], truth: str, count: int = WORST) -> list[GroupFigures]:
    """The groups of one class with the most errors, without the very small ones."""
    return [g for g in groups if g.truth == truth and g.n_clips >= FEW_CLIPS and g.wrong > 0][:count]
