"""The columns of the three tables: jobs, files of all jobs, and files of two jobs beside each other."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from engine.history import JobRow, JobState
from engine.history_compare import FileChange
from engine.history_search import FileHit
from engine.report.words import length_in_words, shown
from gui.history.service import JobEntry
from gui.history.table import Column, in_percent, verdict_and_word
from gui.scan.saved_jobs import local_time
from gui.words import count_word

tr = QCoreApplication.translate
MOST_NAMES = 3


def job_columns() -> list[Column[JobEntry]]:
    """Of the list of jobs."""
    return [
        Column(tr("History", "Date"), lambda e: local_time(e.job.created), key=lambda e: e.job.id, width=140),
        Column(tr("History", "Kind"), lambda e: kind_word(e.job), width=70),
        Column(
            tr("History", "What"), lambda e: what(e.job), tip=lambda e: "\n".join(_all_paths(e.job)), stretches=True
        ),
        Column(
            tr("History", "Files"),
            lambda e: count_word(e.job.files),
            key=lambda e: e.job.files,
            is_number=True,
            width=70,
        ),
        Column(
            tr("History", "Flagged"),
            lambda e: count_word(e.job.flagged),
            key=lambda e: e.job.flagged,
            is_number=True,
            width=80,
        ),
        Column(
            tr("History", "Not readable"),
            lambda e: count_word(e.job.errors),
            key=lambda e: e.job.errors,
            is_number=True,
            width=110,
        ),
        Column(tr("History", "Detector"), lambda e: e.job.spec.model, width=100),
        Column(tr("History", "State"), state_word, width=100),
    ]


def hit_columns() -> list[Column[FileHit]]:
    """Of the search through all files."""
    return [
        Column(
            tr("History", "Verdict"),
            lambda h: verdict_and_word(h.verdict),
            key=lambda h: (h.verdict.value, -(h.probability_ai or 0.0)),
            verdict=lambda h: h.verdict,
            width=150,
        ),
        Column(tr("History", "File"), lambda h: shown(h.path.name), tip=lambda h: shown(h.path), stretches=True),
        Column(
            tr("History", "AI probability"),
            lambda h: in_percent(h.probability_ai),
            key=lambda h: -1.0 if h.probability_ai is None else h.probability_ai,
            is_number=True,
            width=110,
        ),
        Column(
            tr("History", "Duration"),
            lambda h: length_in_words(h.duration_s),
            key=lambda h: h.duration_s,
            is_number=True,
            width=80,
        ),
        Column(tr("History", "Date"), lambda h: local_time(h.created), key=lambda h: h.job_id, width=140),
        Column(tr("History", "Detector"), lambda h: h.model, width=90),
        Column(tr("History", "Folder"), lambda h: shown(h.path.parent), width=130),
    ]


def change_columns(before: str, after: str) -> list[Column[FileChange]]:
    """Of a comparison.

    Args:
        before: The first job in words, for the header.
        after: The second job.
    """
    return [
        Column(tr("History", "File"), lambda c: shown(c.path.name), tip=lambda c: shown(c.path), stretches=True),
        Column(
            before,
            lambda c: verdict_and_word(c.before.verdict) if c.before else tr("History", "not in this job"),
            verdict=lambda c: c.before.verdict if c.before else None,
            width=190,
        ),
        Column(
            after,
            lambda c: verdict_and_word(c.after.verdict) if c.after else tr("History", "not in this job"),
            verdict=lambda c: c.after.verdict if c.after else None,
            width=190,
        ),
        Column(
            tr("History", "AI probability"),
            _both_probabilities,
            key=lambda c: -1.0 if c.after is None or c.after.probability_ai is None else c.after.probability_ai,
            is_number=True,
            width=130,
        ),
        Column(
            tr("History", "Change"),
            lambda c: "" if c.shift is None else f"{100 * c.shift:+.0f} %",
            key=lambda c: 0.0 if c.shift is None else c.shift,
            is_number=True,
            width=80,
        ),
    ]


def kind_word(job: JobRow) -> str:
    """Scan or live session."""
    return tr("History", "Live") if job.spec.kind == "live" else tr("History", "Scan")


def what(job: JobRow) -> str:
    """What was checked, in a few words."""
    if job.spec.kind == "live":
        return str(job.spec.settings.get("input") or tr("History", "Live session"))
    names = [shown(Path(path).name or path) for path in job.spec.paths]
    more = len(names) - MOST_NAMES
    text = ", ".join(names[:MOST_NAMES])
    return tr("History", "{names} and {n} more").format(names=text, n=more) if more > 0 else text


def state_word(entry: JobEntry) -> str:
    """Where a job stands."""
    if entry.is_running:
        return tr("History", "running")
    return {
        JobState.RUNNING: tr("History", "interrupted"),
        JobState.CANCELLED: tr("History", "cancelled"),
        JobState.FINISHED: tr("History", "finished"),
    }[entry.job.state]


def job_words(job: JobRow) -> str:
    """A job in a header: detector and date."""
    return f"{job.spec.model}, {local_time(job.created)}"


def _both_probabilities(change: FileChange) -> str:
    known = [None if each is None else each.probability_ai for each in (change.before, change.after)]
    return "" if known == [None, None] else " → ".join(in_percent(each) or "-" for each in known)


def _all_paths(job: JobRow) -> list[str]:
    return [shown(path) for path in job.spec.paths[:20]]
