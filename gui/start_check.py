"""What is looked at after the window is there: detector, device, history. Problems become messages, never an exit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.errors import DeviceError, HistoryError, ModelError
from gui.settings.model import Settings


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that keeps a part of the program from working.

    Attributes:
        key: ``detector``, ``point``, ``device`` or ``history``.
    """

    key: str
    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class StartReport:
    """What the status line shows, and what is wrong.

    Attributes:
        detector: Name; empty where none can be used.
        point: Name of the operating point that will decide.
        device: ``cpu``, ``cuda`` or ``mps``; empty where none can be used.
        note: About the device.
    """

    detector: str
    point: str
    device: str
    note: str
    problems: tuple[Problem, ...]


def check(settings: Settings, db: Path) -> StartReport:
    """Look at everything once. Takes a second or two: to be run in a thread, after the first paint."""
    problems: list[Problem] = []
    detector, point = _check_detector(settings, problems)
    device, note = _check_device(settings, problems)
    _check_history(db, problems)
    _load_engine()
    return StartReport(detector, point, device, note, tuple(problems))


def _check_detector(settings: Settings, problems: list[Problem]) -> tuple[str, str]:
    from engine.detector import find_detector
    from engine.errors import UsageError
    from engine.verdict import resolve_point

    try:
        checkpoint = find_detector(settings.detector or None)
    except ModelError as error:
        problems.append(Problem("detector", str(error), "Choose or import a detector in the settings."))
        return "", ""
    calibration = checkpoint.meta.calibration
    try:
        point = resolve_point(calibration, settings.operating_point or None)
    except UsageError as error:
        problems.append(Problem("point", str(error), error.hint))
        point = resolve_point(calibration)
    return checkpoint.meta.name, point.name


def _check_device(settings: Settings, problems: list[Problem]) -> tuple[str, str]:
    from engine.runtime.base import choose_device

    try:
        return choose_device(settings.device)
    except DeviceError as error:
        problems.append(Problem("device", str(error), "Choose another device in the settings."))
        return "", ""


def _check_history(db: Path, problems: list[Problem]) -> None:
    from engine.history import History

    try:
        History(db)
    except HistoryError as error:
        problems.append(Problem("history", str(error), "Choose another place for the history in the settings."))


def _load_engine() -> None:
    """The first scan then starts at once."""
    import engine.scan  # noqa: F401
