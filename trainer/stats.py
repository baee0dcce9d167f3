"""Mean and standard deviation of a data set's spectrograms, measured and never typed.

Pooled over every value of every window: the mean of the files' own standard deviations, which is often taken
instead, leaves out how much the files differ and comes out too small.
"""

from __future__ import annotations

import hashlib
import json
import math
import threading
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.audio.decode import open_audio
from engine.audio.windows import WindowCutter
from engine.errors import AudioError, ManifestError
from engine.frontend.base import FrontEnd, make_front_end
from engine.spec import DEFAULT_SPEC
from trainer.datasets.manifest import LABELS, Clip
from trainer.parallel import OnProgress, parallel_map

FRONT_ENDS = ("peak_spectrogram", "log_spectrogram", "mel_spectrogram")
TEXT_FILE, JSON_FILE = "global_stats.txt", "global_stats.json"
FORMAT = 1
AGAIN = "Measure again with `veravox stats`."


@dataclass(frozen=True, slots=True)
class Moments:
    """Count, mean and sum of squared deviations of values seen so far; merged without keeping any.

    Chan, Golub and LeVeque (1983): merging is exact in any order, and nothing cancels as in sum and sum of squares.
    """

    count: int = 0
    mean: float = 0.0
    squares: float = 0.0

    @classmethod
    def of(cls, values: npt.NDArray[Any]) -> Moments:
        """The moments of some values."""
        if not values.size:
            return cls()
        mean = float(values.mean(dtype=np.float64))
        return cls(values.size, mean, float(np.square(values - mean, dtype=np.float64).sum()))

    def merged(self, other: Moments) -> Moments:
        """The moments of both together."""
        count = self.count + other.count
        if not count:
            return self
        step = other.mean - self.mean
        mean = self.mean + step * other.count / count
        squares = self.squares + other.squares + step * step * self.count * other.count / count
        return Moments(count, mean, squares)

    @property
    def std(self) -> float:
        """Standard deviation of all values."""
        return math.sqrt(self.squares / self.count) if self.count else 0.0


@dataclass(frozen=True, slots=True)
class FrontEndStats:
    """Mean and standard deviation in dB, as the front ends take them."""

    mean: float
    std: float


@dataclass(frozen=True, slots=True)
class GlobalStats:
    """Statistics of a data set.

    Attributes:
        front_ends: By the name of the front end.
        clips: Recordings measured.
        windows: Windows of 3 s in them.
        data_sha256: `material_sha256` of the data that was measured.
        split: The split that was measured; empty for everything.
        unreadable: Recordings that could not be read.
    """

    front_ends: Mapping[str, FrontEndStats]
    clips: int
    windows: int
    data_sha256: str = ""
    split: str = ""
    unreadable: tuple[str, ...] = field(default=())

    def args(self, front_end: str) -> dict[str, float]:
        """What `make_front_end` and `make_torch_front_end` take for this data set; empty for other front ends."""
        found = self.front_ends.get(front_end)
        return {} if found is None else asdict(found)


def measure_stats(
    clips: Sequence[Clip],
    *,
    workers: int | None = None,
    on_progress: OnProgress | None = None,
    cancel: threading.Event | None = None,
) -> GlobalStats:
    """Measure the human and AI clips, 3 s at a time, in constant memory.

    Args:
        clips: Rows of a manifest; other labels are left out.
        workers: Clips at a time.
        on_progress: Called with (clips done, clips in all).
        cancel: Set it to stop.

    Raises:
        ManifestError: No clip can be read, or all are silent.
        CancelledError: ``cancel`` was set.
    """
    voices = [clip for clip in clips if clip.label in LABELS]
    # Mean 0 and deviation 1 leave plain dB.
    plain = {name: make_front_end(name, {"mean": 0.0, "std": 1.0}) for name in FRONT_ENDS}
    total = dict.fromkeys(FRONT_ENDS, Moments())
    windows, unreadable = 0, []
    work = parallel_map(
        lambda clip: _of_clip(clip, plain), voices, workers=workers, on_progress=on_progress, cancel=cancel
    )
    with closing(work):
        for clip, found in work:
            if isinstance(found, str):
                unreadable.append(f"{clip.path}: {found}")
                continue
            count, moments = found
            windows += count
            total = {name: total[name].merged(moments[name]) for name in FRONT_ENDS}
    measured = {name: FrontEndStats(round(m.mean, 4), round(m.std, 4)) for name, m in total.items()}
    if not windows or any(each.std <= 0.0 for each in measured.values()):
        raise ManifestError("There is nothing to measure: no clip can be read, or all are silent")
    return GlobalStats(measured, len(voices) - len(unreadable), windows, unreadable=tuple(unreadable))


def _of_clip(clip: Clip, front_ends: Mapping[str, FrontEnd]) -> tuple[int, dict[str, Moments]] | str:
    cutter = WindowCutter(DEFAULT_SPEC, DEFAULT_SPEC.window_s)
    total, count = dict.fromkeys(front_ends, Moments()), 0
    try:
        with open_audio(clip.path) as stream:
            for block in (*stream, None):
                for window in cutter.flush() if block is None else cutter.push(block):
                    count += 1
                    batch = window.samples[None]
                    total = {name: total[name].merged(Moments.of(end(batch))) for name, end in front_ends.items()}
    except AudioError as error:
        return str(error)
    return count, total


def write_stats(stats: GlobalStats, folder: Path) -> tuple[Path, Path]:
    """Write global_stats.json for the trainer and global_stats.txt for people.

    Raises:
        ManifestError: Nothing can be written there.
    """
    values = {"format": FORMAT, **asdict(stats)}
    lines = [f"{stats.clips} clips, {stats.windows} windows of {DEFAULT_SPEC.window_s:g} s"]
    for name, each in stats.front_ends.items():
        lines += [f"{name} mean: {each.mean:.4f} dB", f"{name} std: {each.std:.4f} dB"]
    text, machine = folder / TEXT_FILE, folder / JSON_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        text.write_text("\n".join(lines) + "\n", encoding="utf-8")
        temporary = machine.with_suffix(".tmp")
        temporary.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
        temporary.replace(machine)
    except OSError as error:
        raise ManifestError(f"Cannot write to {folder}: {error.strerror or error}", "Name another folder.") from None
    return text, machine


def read_stats(path: Path) -> GlobalStats:
    """Read global_stats.json.

    Raises:
        ManifestError: It is no such file.
    """
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        ends = {name: FrontEndStats(float(v["mean"]), float(v["std"])) for name, v in values["front_ends"].items()}
        counts = int(values["clips"]), int(values["windows"])
        stats = GlobalStats(ends, *counts, str(values["data_sha256"]), str(values["split"]), (*values["unreadable"],))
        is_ours = values["format"] == FORMAT
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ManifestError(f"{path} cannot be used: {error}", AGAIN) from None
    if not is_ours:
        raise ManifestError(f"{path} was written by another version", AGAIN)
    return stats


def material_sha256(clips: Sequence[Clip], root: Path) -> str:
    """Fingerprint of which clips there are and of their classes; splits and other columns do not change it.

    Args:
        clips: Rows of a manifest, or of a folder.
        root: Folder of the manifest.
    """
    base = root.resolve()
    names = ((c.label, c.path.relative_to(base) if c.path.is_relative_to(base) else c.path) for c in clips)
    lines = sorted(f"{label} {Path(name).as_posix()}" for label, name in names if label in LABELS)
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def stats_for(manifest: Path, clips: Sequence[Clip]) -> GlobalStats | None:
    """The statistics that lie beside a manifest, for training on it; None where there are none.

    Args:
        manifest: What is trained on.
        clips: All its rows.

    Raises:
        ManifestError: They were measured on other recordings; numbers of the past are worse than the built-in ones.
    """
    path = manifest.parent / JSON_FILE
    if not path.is_file():
        return None
    stats = read_stats(path)
    if stats.data_sha256 != material_sha256(clips, manifest.parent):
        raise ManifestError(f"{path.name} was measured on other recordings than {manifest.name} has now", AGAIN)
    return stats
