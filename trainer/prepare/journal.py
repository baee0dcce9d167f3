"""What a conversion has finished, one line a recording, so that a killed one goes on where it was."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import IO, Any

FOLDER = ".prepare"
JOURNAL = "journal.jsonl"

OK, NO_SPEECH, UNREADABLE = "ok", "no_speech", "unreadable"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one recording; a row of prepare_report.csv.

    Attributes:
        file: Of the recording, relative to the data set.
        part: Empty, or ``validation_set``.
        status: ``ok``, ``no_speech`` (no clip came of it) or ``unreadable``.
        seconds: Length of the recording.
        speech_s: Seconds of speech in it.
        clips: Clips of 3 s that were written.
        silent_clips: Those of them with less than 1 s of speech.
        orig_codec: Codec of the recording.
        orig_sr: Its sample rate, Hz.
        bit_rate: Its bit rate, bits a second; 0 where unknown.
        sha256: Of the recording.
        converted: The whole recording, converted; relative to the data set.
        clip_folder: Where the clips are; relative to the data set.
        note: What was wrong with it.
        hint: What to do about it.
        size, mtime_ns: Of the recording when it was converted: another one under the same name is converted again.
        settings: Format and bit rate.
    """

    file: str
    label: str
    part: str
    status: str
    seconds: float = 0.0
    speech_s: float = 0.0
    clips: int = 0
    silent_clips: int = 0
    orig_codec: str = ""
    orig_sr: int = 0
    bit_rate: int = 0
    sha256: str = ""
    converted: str = ""
    clip_folder: str = ""
    note: str = ""
    hint: str = ""
    size: int = 0
    mtime_ns: int = 0
    settings: str = ""


class Journal:
    """Outcomes by recording, on disk as soon as they are known."""

    def __init__(self, root: Path) -> None:
        self._path = root / FOLDER / JOURNAL
        self.outcomes: dict[str, Outcome] = {}
        self._file: IO[str] | None = None

    def __enter__(self) -> Journal:
        self._path.parent.mkdir(exist_ok=True)
        self.outcomes = _read(self._path)
        # Written anew: a line that a kill cut off would swallow the next one.
        temporary = self._path.with_suffix(".tmp")
        temporary.write_text("".join(map(_line, self.outcomes.values())), encoding="utf-8")
        temporary.replace(self._path)
        self._file = self._path.open("a", encoding="utf-8")
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, outcome: Outcome) -> None:
        """Remember an outcome, also when the process dies now."""
        self.outcomes[outcome.file] = outcome
        if self._file is not None:
            self._file.write(_line(outcome))
            self._file.flush()


def _line(outcome: Outcome) -> str:
    return json.dumps(asdict(outcome)) + "\n"


def _read(path: Path) -> dict[str, Outcome]:
    names = {field.name for field in fields(Outcome)}
    found: dict[str, Outcome] = {}
    if not path.is_file():
        return found
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            values: Any = json.loads(line)
        except ValueError:
            continue  # cut off by a kill: that recording is converted again
        if isinstance(values, dict) and set(values) <= names and {"file", "label", "part", "status"} <= set(values):
            found[values["file"]] = Outcome(**values)
    return found
