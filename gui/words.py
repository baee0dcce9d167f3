"""Words of the engine in the user's language: verdicts, parts, operating points, devices, counts."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from engine.results import SegmentKind, Verdict


def verdict_word(verdict: Verdict) -> str:
    """A verdict on a whole file."""
    tr = QCoreApplication.translate
    return {
        Verdict.AI: tr("Words", "Likely AI"),
        Verdict.CONTAINS_AI: tr("Words", "Contains AI speech"),
        Verdict.UNCERTAIN: tr("Words", "Uncertain"),
        Verdict.HUMAN: tr("Words", "Likely human"),
        Verdict.NO_SPEECH: tr("Words", "No speech"),
        Verdict.ERROR: tr("Words", "Could not be read"),
    }[verdict]


def segment_word(kind: SegmentKind) -> str:
    """What is said about a part of a file."""
    tr = QCoreApplication.translate
    return {
        SegmentKind.AI: tr("Words", "AI"),
        SegmentKind.HUMAN: tr("Words", "human"),
        SegmentKind.UNCERTAIN: tr("Words", "uncertain"),
        SegmentKind.NO_SPEECH: tr("Words", "no speech"),
    }[kind]


def count_word(count: int) -> str:
    """A count with the language's way to group digits, which may be none."""
    return QCoreApplication.translate("Words", "{n:,}").format(n=count)


def point_word(name: str) -> str:
    """Name of an operating point."""
    tr = QCoreApplication.translate
    known = {
        "few_false_alarms": tr("Words", "few false alarms"),
        "balanced": tr("Words", "balanced"),
        "miss_little": tr("Words", "miss little"),
    }
    return known.get(name, name.replace("_", " "))


def device_word(name: str) -> str:
    """What computes."""
    tr = QCoreApplication.translate
    known = {
        "auto": tr("Words", "automatic"),
        "cpu": tr("Words", "processor (CPU)"),
        "cuda": tr("Words", "NVIDIA graphics card (CUDA)"),
        "mps": tr("Words", "Apple graphics (MPS)"),
    }
    return known.get(name, name)
