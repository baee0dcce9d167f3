"""Train, dev and test without a common source, voice, generator or site: what belongs together stays together."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from engine.errors import ManifestError, UsageError
from trainer.datasets.manifest import LABELS, Clip
from trainer.leaks import group_key

SPLITS = ("train", "dev", "test")
DEFAULT_SHARES = (0.7, 0.15, 0.15)
COLUMNS = ("source", "site", "speaker", "generator")
"""Columns by which clips may belong together, the one that must hold first."""
MAX_GROUP = 0.5
"""A group with more than this share of a class leaves too little for the other splits."""
HOLD_OUT = ("source", "speaker", "generator", "site")


@dataclass(frozen=True, slots=True)
class SplitPlan:
    """How to split.

    Attributes:
        shares: Of train, dev and test; they are scaled to 1.
        columns: Columns by which clips belong together; empty for as many of `COLUMNS` as the data allows.
        hold_out: Pairs of column and value; what has one of them goes to test.
        seed: Another seed, another split.
    """

    shares: tuple[float, float, float] = DEFAULT_SHARES
    columns: tuple[str, ...] = ()
    hold_out: tuple[tuple[str, str], ...] = ()
    seed: int = 0


@dataclass(frozen=True, slots=True)
class SplitResult:
    """A split manifest.

    Attributes:
        clips: All rows, with their new splits.
        columns: Columns by which the splits have nothing in common.
        dropped: Columns given up, each with the reason; only where the plan left the choice open.
        groups: Number of groups that were moved as a whole.
    """

    clips: tuple[Clip, ...]
    columns: tuple[str, ...]
    dropped: Mapping[str, str]
    groups: int

    def counts(self) -> Counter[tuple[str, str]]:
        """Clips by split and label."""
        return Counter((clip.split, clip.label) for clip in self.clips if clip.label in LABELS)


def parse_hold_out(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Read ``speaker=NAME`` and its like.

    Raises:
        UsageError: It is none of them.
    """
    pairs = []
    for text in texts:
        column, _, name = text.partition("=")
        if column not in HOLD_OUT or not name.strip():
            raise UsageError(f"Cannot hold out {text!r}", f"Write {' or '.join(f'{c}=NAME' for c in HOLD_OUT)}.")
        pairs.append((column, name.strip()))
    return tuple(pairs)


def split(clips: Sequence[Clip], plan: SplitPlan, same: Iterable[tuple[int, int]] = ()) -> SplitResult:
    """Give every human and AI clip a split; other rows stay as they are.

    Groups are the connected parts of "shares a source, speaker, generator or site, or is the same recording". They
    are dealt out from the largest to the smallest, each to the split that it brings nearest to its share of every
    class and, within the classes, of every corpus. Where some clips have a split already and others have none (the
    validation set of a tree, for example), the former keep theirs and the groups they belong to follow them.

    Args:
        clips: Rows of a manifest.
        plan: How to split.
        same: Pairs of places in ``clips`` that are the same recording.

    Raises:
        ManifestError: A class is missing, nothing can be held out under such a name, or the groups are too large.
        UsageError: The shares make no sense.
    """
    if min(plan.shares) < 0 or sum(plan.shares) <= 0 or plan.shares[0] <= 0:
        raise UsageError(f"Shares of {plan.shares} make no sense", "Name three numbers such as 0.7,0.15,0.15.")
    places = [i for i, clip in enumerate(clips) if clip.label in LABELS]
    voices = [clips[i] for i in places]
    if missing := set(LABELS) - {clip.label for clip in voices}:
        raise ManifestError(f"There are no {' and no '.join(sorted(missing))} clips")
    position = {place: i for i, place in enumerate(places)}
    pairs = [(position[a], position[b]) for a, b in same if a in position and b in position]
    columns, dropped, groups = _group(voices, plan, pairs)
    _check_held(voices, plan.hold_out)
    assigned = _deal(voices, groups, _fixed(voices, groups, plan.hold_out), plan)
    new = list(clips)
    for group, name in zip(groups, assigned, strict=True):
        for i in group:
            new[places[i]] = replace(voices[i], split=name)
    result = SplitResult(tuple(new), columns, dropped, len(groups))
    _check_filled(result, plan)
    return result


def _group(
    clips: Sequence[Clip], plan: SplitPlan, pairs: Sequence[tuple[int, int]]
) -> tuple[tuple[str, ...], dict[str, str], list[list[int]]]:
    """Groups by the plan's columns, or by as many as leave groups small enough to deal out."""
    if plan.columns:
        return plan.columns, {}, _components(clips, plan.columns, pairs)
    kept: tuple[str, ...] = COLUMNS[:1]
    dropped = {}
    groups = _components(clips, kept, pairs)
    for column in COLUMNS[1:]:
        known = sum(bool(group_key(clip, column)) for clip in clips)
        if not known:
            dropped[column] = "the data does not tell it"
            continue
        tried = _components(clips, (*kept, column), pairs)
        label, share = _largest(clips, tried)
        if share > MAX_GROUP:
            dropped[column] = f"{share:.0%} of the {label} clips would be one group"
            continue
        few = min(sum(any(clips[i].label == name for i in group) for group in tried) for name in LABELS)
        if few < sum(part > 0 for part in plan.shares):
            dropped[column] = f"only {few} groups of a class would be left"
            continue
        kept, groups = (*kept, column), tried
    return kept, dropped, groups


def _components(clips: Sequence[Clip], columns: Iterable[str], pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Connected parts, by union and find."""
    parent = list(range(len(clips)))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for column in columns:
        first: dict[str, int] = {}
        for i, clip in enumerate(clips):
            if key := group_key(clip, column):
                parent[find(i)] = find(first.setdefault(key, i))
    for a, b in pairs:
        parent[find(a)] = find(b)
    groups: dict[int, list[int]] = defaultdict(list)
    for i in range(len(clips)):
        groups[find(i)].append(i)
    return list(groups.values())


def _largest(clips: Sequence[Clip], groups: Iterable[Sequence[int]]) -> tuple[str, float]:
    totals = Counter(clip.label for clip in clips)
    counts = (Counter(clips[i].label for i in group) for group in groups)
    share, label = max((count / totals[name], name) for each in counts for name, count in each.items())
    return label, share


def _fixed(clips: Sequence[Clip], groups: Sequence[Sequence[int]], hold_out: Sequence[tuple[str, str]]) -> list[str]:
    """The splits of groups that are settled beforehand; empty for the others."""
    keep = any(clip.split in SPLITS for clip in clips) and not all(clip.split in SPLITS for clip in clips)
    fixed = []
    for group in groups:
        members = [clips[i] for i in group]
        given = {clip.split for clip in members if clip.split in SPLITS} if keep else set()
        if any(group_key(clip, column) == name for clip in members for column, name in hold_out):
            given = {"test"}
        fixed.append(max(given, key=SPLITS.index) if given else "")
    return fixed


def _check_held(clips: Sequence[Clip], hold_out: Sequence[tuple[str, str]]) -> None:
    for column, name in hold_out:
        known = Counter(group_key(clip, column) for clip in clips)
        if not known[name]:
            there = ", ".join(key for key, _ in known.most_common(8) if key) or "none"
            raise ManifestError(f"No clip has the {column} {name!r}", f"The most frequent ones are: {there}.")


def _deal(clips: Sequence[Clip], groups: Sequence[Sequence[int]], fixed: Sequence[str], plan: SplitPlan) -> list[str]:
    """Largest first; a group goes where the squared distances from the wanted counts shrink most."""
    total = sum(plan.shares)
    shares = dict(zip(SPLITS, (share / total for share in plan.shares), strict=True))
    strata = [Counter(key for i in group for key in _strata(clips[i])) for group in groups]
    everything: Counter[tuple[str, ...]] = sum(strata, Counter())
    filled: dict[str, Counter[tuple[str, ...]]] = {name: Counter() for name in SPLITS}
    result = list(fixed)
    for i, name in enumerate(fixed):
        if name:
            filled[name].update(strata[i])
    usable = [name for name in SPLITS if shares[name] > 0]

    def gain(name: str, group: Counter[tuple[str, ...]]) -> float:
        change = 0.0
        for key, count in group.items():
            want, have = shares[name] * everything[key], filled[name][key]
            weight = 4.0 if len(key) == 1 else 1.0  # the balance of the classes before that within them
            change += weight * ((have - want) ** 2 - (have + count - want) ** 2) / everything[key] ** 2
        return change

    for i in sorted(range(len(groups)), key=lambda i: (-len(groups[i]), _draw(clips, groups[i], plan.seed))):
        if not result[i]:
            result[i] = max(usable, key=lambda name: gain(name, strata[i]))
            filled[result[i]].update(strata[i])
    return result


def _strata(clip: Clip) -> tuple[tuple[str, ...], ...]:
    corpus = group_key(clip, "corpus")
    return ((clip.label,), (clip.label, corpus)) if corpus else ((clip.label,),)


def _draw(clips: Sequence[Clip], group: Sequence[int], seed: int) -> bytes:
    """A random order that does not depend on where the data lies."""
    names = min(f"{clips[i].label}/{clips[i].source}/{clips[i].path.name}" for i in group)
    return hashlib.sha256(f"{seed}/{names}".encode()).digest()


def _check_filled(result: SplitResult, plan: SplitPlan) -> None:
    counts = result.counts()
    wanted = [name for name, share in zip(SPLITS, plan.shares, strict=True) if share > 0]
    for name in wanted:
        for label in LABELS:
            if not counts[name, label] and not (name == "test" and plan.hold_out):
                raise ManifestError(
                    f"No {label} clip is left for {name}: what belongs together by {', '.join(result.columns)} "
                    f"makes only {result.groups} groups",
                    "Add recordings from other sources, or name fewer columns with --group, for example source alone.",
                )
