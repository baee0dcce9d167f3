"""The leak check: the same file, recording or voice in two splits makes every measured error too good."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.errors import LeakError
from trainer.datasets.manifest import LABELS, Clip
from trainer.datasets.rows import value
from trainer.fingerprint import Print, same_recordings

PATH, CONTENT, NEAR = "path", "content", "near-duplicate"


@dataclass(frozen=True, slots=True)
class Leak:
    """Two clips in different splits that belong together.

    Attributes:
        kind: `PATH`, `CONTENT`, `NEAR`, or the manifest's column whose value they share.
        detail: The value, or how alike they are.
    """

    kind: str
    first: Clip
    second: Clip
    detail: str = ""

    def __str__(self) -> str:
        one, two = (f"{clip.path} ({clip.split})" for clip in (self.first, self.second))
        return f"{self.kind}: {one} and {two}{f': {self.detail}' if self.detail else ''}"


@dataclass(frozen=True, slots=True)
class LeakReport:
    """What a leak check looked at and found.

    Attributes:
        leaks: One a pair of splits and thing shared, not one a pair of clips.
        clips: Clips that were compared.
        columns: Columns that were compared, besides path, content and fingerprint.
        without_print: Clips that could not be compared by fingerprint: too short, too even, unreadable.
    """

    leaks: tuple[Leak, ...]
    clips: int
    columns: tuple[str, ...]
    without_print: int

    def raise_if_any(self) -> None:
        """End the run where something leaks.

        Raises:
            LeakError: Something does; the first few are named.
        """
        if self.leaks:
            shown = "\n".join(f"  {leak}" for leak in self.leaks[:10])
            more = f"\n  and {len(self.leaks) - 10} more" if len(self.leaks) > 10 else ""
            raise LeakError(f"{len(self.leaks)} leaks between splits:\n{shown}{more}")


def find_leaks(
    clips: Sequence[Clip],
    prints: Sequence[Print],
    columns: Iterable[str] = ("source",),
    cancel: threading.Event | None = None,
) -> LeakReport:
    """Compare the splits of a manifest.

    Args:
        clips: All rows; those that are neither human nor ai, or have no split, are left out.
        prints: One a clip, from `print_clips`.
        columns: Columns whose values must not be in two splits; empty values tell nothing.
        cancel: Set it to stop.
    """
    chosen = [i for i, clip in enumerate(clips) if clip.label in LABELS and clip.split]
    rows, seen = [clips[i] for i in chosen], [prints[i] for i in chosen]
    leaks = list(_shared(PATH, rows, [str(_real(clip.path)) for clip in rows]))
    leaks += _shared(CONTENT, rows, [each.sha256 for each in seen])
    for i, j, likeness in same_recordings(seen, cancel=cancel):
        if rows[i].split != rows[j].split and seen[i].sha256 != seen[j].sha256:
            leaks.append(Leak(NEAR, rows[i], rows[j], f"{likeness:.3f} alike"))
    names = tuple(columns)
    for column in names:
        leaks += _shared(column, rows, [group_key(clip, column) for clip in rows])
    return LeakReport(tuple(leaks), len(rows), names, sum(each.shape is None for each in seen))


def group_key(clip: Clip, column: str) -> str:
    """What a clip shares with others of its group; empty where nothing is known."""
    return value(clip, column).strip()


def _shared(kind: str, clips: Sequence[Clip], keys: Sequence[str]) -> Iterator[Leak]:
    groups: dict[str, dict[str, Clip]] = defaultdict(dict)
    for clip, key in zip(clips, keys, strict=True):
        if key:
            groups[key].setdefault(clip.split, clip)
    for key, by_split in groups.items():
        first, *others = by_split.values()
        for other in others:
            yield Leak(kind, first, other, "" if kind in (PATH, CONTENT) else key)


def _real(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path
