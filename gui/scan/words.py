"""Sentences of the Scan place about drops and jobs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from engine.report.words import shown
from gui.engine_words import in_words
from gui.scan.survey import SurveyDone
from gui.words import count_word

MOST_REASONS = 4
MOST_PLACES = 2
_HOUR_S = 3600.0


def _tr(text: str) -> str:
    return QCoreApplication.translate("Scan", text)


def places(paths: Sequence[Path]) -> str:
    """Names of what was dropped; more than two are counted."""
    names = [shown(path.name or path) for path in paths[:MOST_PLACES]]
    more = len(paths) - len(names)
    if more:
        return _tr("{names} and {n:,} more").format(names=", ".join(names), n=more)
    return ", ".join(names)


def question_text(paths: Sequence[Path], found: SurveyDone) -> str:
    """What would be checked: files, skipped ones and why, hours."""
    parts = [_tr("{n:,} audio files in {places}").format(n=found.files, places=places(paths))]
    if found.unreadable:
        parts.append(_tr("{n:,} of them cannot be opened").format(n=found.unreadable))
    if found.n_skipped:
        parts.append(skipped_text(found))
    parts.append(hours_text(found))
    return "; ".join(parts) + "."


def hours_text(found: SurveyDone) -> str:
    """How much audio it is."""
    if found.audio_s is None:
        return _tr("the files do not say how long they are")
    hours = found.audio_s / _HOUR_S
    number = count_word(round(hours)) if hours >= 10 else f"{hours:.1f}"
    text = _tr("about {hours} hours of audio") if found.is_estimate else _tr("{hours} hours of audio")
    return text.format(hours=number)


def skipped_text(found: SurveyDone) -> str:
    """How many files were skipped and why."""
    head = _tr("1 was skipped") if found.n_skipped == 1 else _tr("{n:,} were skipped").format(n=found.n_skipped)
    return f"{head}: {reasons(found.reasons)}"


def reasons(counts: Counter[str]) -> str:
    """The commonest reasons with their counts."""
    common = counts.most_common(MOST_REASONS)
    parts = [f"{in_words(reason)} ({count_word(count)})" for reason, count in common]
    rest = sum(counts.values()) - sum(count for _, count in common)
    return ", ".join([*parts, _tr("other reasons ({n:,})").format(n=rest)] if rest else parts)


def nothing_found(paths: Sequence[Path], found: SurveyDone) -> str:
    """Why nothing is checked, and what to do."""
    if found.problem:
        return in_words(found.problem)
    text = _tr("No audio was found in {places}.").format(places=places(paths))
    if found.n_skipped:
        text += f" {skipped_text(found)}."
    return f"{text} {_tr('Choose audio or video files, or a folder with such files.')}"
