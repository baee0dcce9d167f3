"""Recordings of any format and length to clips of 3 s: one chain for both classes, encoded exactly once.

decode -> mono -> 16 kHz -> (a) the whole recording, encoded; (b) cut into clips, each encoded. The clips are cut from
the decoded original and not from (a): what was encoded twice in training and once in use is a difference that a
network learns instead of the voice.
"""

from __future__ import annotations

import csv
import threading
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, fields
from pathlib import Path

from engine.audio.sniff import printable
from engine.discover import discover
from engine.errors import ManifestError, UnreadableDataError, UsageError
from engine.job_lock import JobLock
from trainer.parallel import OnProgress, check_cancelled, parallel_map
from trainer.prepare.clips import ClipSettings, Job, convert_one, remove_outputs
from trainer.prepare.encode import check_format
from trainer.prepare.journal import FOLDER, UNREADABLE, Journal, Outcome
from trainer.prepare.tree import INIT_HINT, branches

REPORT = "prepare_report.csv"
MAX_UNREADABLE = 0.02
"""Above this share of unreadable files something is wrong with the data, and nobody should train on the rest."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """What a call of `convert` did.

    Attributes:
        outcomes: One a recording, in the order of the tree.
        reused: Recordings that an earlier call had finished.
        report: Path of prepare_report.csv.
    """

    outcomes: tuple[Outcome, ...]
    reused: int
    report: Path

    def count(self, status: str) -> int:
        """Recordings with this status."""
        return sum(outcome.status == status for outcome in self.outcomes)

    def clips(self, label: str) -> int:
        """Clips of a class."""
        return sum(outcome.clips for outcome in self.outcomes if outcome.label == label)


def convert(
    root: Path,
    settings: ClipSettings | None = None,
    *,
    allow_bad: bool = False,
    workers: int | None = None,
    on_progress: OnProgress | None = None,
    cancel: threading.Event | None = None,
) -> Conversion:
    """Convert and split all recordings of a tree; what an earlier call finished is not done again.

    Args:
        root: Folder made by `make_tree`.
        settings: Format and bit rate of what is written.
        allow_bad: Go on however many files are unreadable.
        workers: Recordings at a time; one a core where None.
        on_progress: Called with (recordings done, recordings in all).
        cancel: Set it to stop; finished recordings stay.

    Raises:
        ManifestError: There is nothing to convert, or nothing can be written.
        UnreadableDataError: More than 2 % of the recordings cannot be read; the report lists them.
        CancelledError: ``cancel`` was set.
    """
    settings = settings or ClipSettings()
    check_format(settings.format, settings.kbits)
    if not any(branch.folder("full").is_dir() for branch in branches(root)):
        raise ManifestError(f"{root} has no folder ai_full or human_full", INIT_HINT)
    (root / FOLDER).mkdir(exist_ok=True)
    lock = JobLock(root / FOLDER / "convert", 0)
    if not lock.acquire():
        raise UsageError(f"{root} is being converted by another process", "Wait for it, or stop it.")
    try:
        return _convert(root, settings, _Limits(allow_bad, workers), on_progress, cancel)
    except OSError as error:
        raise ManifestError(f"Cannot write to {root}: {error.strerror or error}", "Is the disk full?") from None
    finally:
        lock.release()


@dataclass(frozen=True, slots=True)
class _Limits:
    allow_bad: bool
    workers: int | None


def _convert(
    root: Path,
    settings: ClipSettings,
    limits: _Limits,
    on_progress: OnProgress | None,
    cancel: threading.Event | None,
) -> Conversion:
    check_cancelled(cancel)
    jobs, listed = _list(root)
    if not jobs and not listed:
        raise ManifestError(f"There are no recordings in {root}", INIT_HINT)
    n_all = len(jobs) + len(listed)
    with Journal(root) as journal:
        kept = {job.file: journal.outcomes[job.file] for job in jobs if _is_done(root, job, settings, journal)}
        outcomes = {**{each.file: each for each in listed}, **kept}
        todo = [job for job in jobs if job.file not in kept]
        for job in todo:
            if old := journal.outcomes.get(job.file):
                remove_outputs(root, old)

        def tell(done: int, _: int) -> None:
            if on_progress is not None:
                on_progress(len(kept) + len(listed) + done, n_all)

        tell(0, 0)
        try:
            work = parallel_map(
                lambda job: convert_one(root, job, settings, cancel),
                todo,
                workers=limits.workers,
                on_progress=tell,
                cancel=cancel,
            )
            with closing(work):  # an error leaves no thread behind that still writes into the tree
                for job, outcome in work:
                    outcomes[job.file] = outcome
                    journal.add(outcome)
                    if not limits.allow_bad:
                        _check_share(outcomes.values(), n_all, root)
            if not limits.allow_bad:
                _check_share(outcomes.values(), n_all, root)
        finally:
            ordered = sorted(outcomes.values(), key=lambda each: (each.part, each.label, each.file))
            _write_report(root / REPORT, ordered)
    return Conversion(tuple(ordered), len(kept), root / REPORT)


def _list(root: Path) -> tuple[list[Job], list[Outcome]]:
    """Recordings to convert, and places that cannot be looked into."""
    jobs, listed = [], []
    for branch in branches(root):
        folder = branch.folder("full")
        if not folder.is_dir():
            continue
        taken: set[str] = set()
        for found in discover([folder], recursive=True):
            file = printable(found.path.relative_to(folder.absolute().parent)).as_posix()
            name = f"{branch.part}/{file}" if branch.part else file
            if found.error:
                listed.append(Outcome(name, branch.label, branch.part, UNREADABLE, note=found.error, hint=found.hint))
                continue
            target = _target(found.path.relative_to(folder.absolute()), taken)
            jobs.append(Job(found.path, name, branch, target, found.size_bytes, found.mtime_ns))
    return jobs, listed


def _target(inside: Path, taken: set[str]) -> Path:
    """Name of what is made of a recording; ``talk.mp3`` and ``talk.wav`` must not fall on one another."""
    stem = f"{inside.stem}-{inside.suffix[1:].lower()}" if inside.suffix else inside.stem
    name, number = inside.with_name(stem), 1
    while name.as_posix().casefold() in taken:  # some file systems do not tell A from a
        number += 1
        name = inside.with_name(f"{stem}-{number}")
    taken.add(name.as_posix().casefold())
    return name


def _is_done(root: Path, job: Job, settings: ClipSettings, journal: Journal) -> bool:
    old = journal.outcomes.get(job.file)
    if old is None or old.status == UNREADABLE:
        return False  # its owner may have repaired it, or the rights to read it
    if (old.size, old.mtime_ns, old.settings) != (job.size, job.mtime_ns, settings.text):
        return False
    if not (root / old.converted).is_file():
        return False
    folder = root / old.clip_folder
    there = sum(path.suffix == settings.suffix for path in folder.iterdir()) if folder.is_dir() else 0
    return there == old.clips


def _check_share(outcomes: Iterable[Outcome], n_all: int, root: Path) -> None:
    bad = [each for each in outcomes if each.status == UNREADABLE]
    if len(bad) > MAX_UNREADABLE * n_all:
        raise UnreadableDataError(
            f"{len(bad)} of {n_all} recordings cannot be read, for example {bad[0].file} ({bad[0].note})",
            f"{root / REPORT} lists them. Repair or remove them, or go on without them with --allow-bad.",
        )


def _write_report(path: Path, outcomes: Sequence[Outcome]) -> None:
    hidden = {"size", "mtime_ns", "settings"}
    names = [field.name for field in fields(Outcome) if field.name not in hidden]
    temporary = path.with_suffix(".tmp")
    with temporary.open("w", newline="", encoding="utf-8") as handle:
        table = csv.writer(handle, lineterminator="\n")
        table.writerow(names)
        table.writerows([getattr(outcome, name) for name in names] for outcome in outcomes)
    temporary.replace(path)
