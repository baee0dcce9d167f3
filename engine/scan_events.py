"""What goes into a scan, what is told while it runs, and what comes out: immutable records, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.results import FileResult

if TYPE_CHECKING:
    from engine.checkpoint import CheckpointMeta


@dataclass(frozen=True, slots=True)
class ScanRequest:
    """One scan as the user asked for it.

    Attributes:
        paths: Files and folders. A named file is always scanned; in a folder, what looks like audio.
        model: Name of a detector, or a path to one; None for the default detector.
        hop_s: Seconds between window starts, 0.25 to 3.
        device: ``auto``, ``cpu``, ``cuda`` or ``mps``.
        recursive: Whether folders inside folders are walked.
        labels: ``folders``, or a CSV file (path,label); None where the truth is not known.
        db: History database; None for the user's own.
        use_cache: Take unchanged files that the same detector has scanned before from the history.
        resume: Go on with an unfinished job of the same paths, detector and settings.
        workers: Decoding threads; None for one a core less one, at least one.
        threads: Cores that inference may use; None for all. The window keeps one for itself.
        job_id: Go on with this job of the history, whose paths may have grown while it ran; None to look for one.
        keep_windows: Keep every window's score in the outcome; the history keeps them in any case.
        point: Operating point; None for the detector's default.
    """

    paths: tuple[Path, ...]
    model: str | None = None
    hop_s: float = 3.0
    device: str = "auto"
    recursive: bool = True
    labels: str | None = None
    db: Path | None = None
    use_cache: bool = True
    resume: bool = True
    workers: int | None = None
    threads: int | None = None
    job_id: int | None = None
    keep_windows: bool = False
    point: str | None = None


@dataclass(frozen=True, slots=True)
class ScanStarted:
    """All files are known; decoding begins.

    Attributes:
        job_id: In the history.
        files: Files of the job, the finished ones of a resumed job included.
        resumed: Files of these that an earlier, interrupted run has finished.
        model: Detector name.
        note: About the compute device, where there is something to say; else empty.
    """

    job_id: int
    files: int
    resumed: int
    model: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FilesAdded:
    """More files joined the running job (`ScanJob.add`)."""

    files: int


@dataclass(frozen=True, slots=True)
class FileStarted:
    """A file is being read."""

    path: Path


@dataclass(frozen=True, slots=True)
class FileProgress:
    """How far a file is.

    Attributes:
        done_s: Seconds of audio analysed.
        expected_s: Seconds the file should have; None where it does not say.
    """

    path: Path
    done_s: float
    expected_s: float | None


@dataclass(frozen=True, slots=True)
class FileDone:
    """A file is finished and stored in the history; errors are results too."""

    result: FileResult


@dataclass(frozen=True, slots=True)
class ScanProgress:
    """How far the whole job is; a few times a second.

    Attributes:
        files_done: Finished, of ``files``.
        audio_s: Seconds of audio analysed in this run.
        audio_s_per_s: Of them a second of waiting.
        eta_s: Seconds left, by the size of what is left; None while nothing can be said.
        paused: Whether the job is paused.
    """

    files_done: int
    files: int
    audio_s: float
    audio_s_per_s: float
    eta_s: float | None
    paused: bool = False


@dataclass(frozen=True, slots=True)
class ScanFinished:
    """Nothing is left to do, or the job was cancelled.

    Attributes:
        flagged: Files with the verdict ai or contains_ai.
        errors: Files that could not be read.
        cancelled: Whether files were left over.
    """

    job_id: int
    files: int
    flagged: int
    errors: int
    cancelled: bool
    seconds_taken: float


Event = ScanStarted | FilesAdded | FileStarted | FileProgress | FileDone | ScanProgress | ScanFinished


@dataclass(frozen=True, slots=True)
class ScanOutcome:
    """Everything a report needs about a finished or cancelled scan.

    Attributes:
        results: One a file in the order the files were found, those of a resumed job included.
        detector: Its metadata: calibration, operating points, metrics.
        model_sha256: The detector's identity.
        device_note: Why another device than the wished one was used, or empty.
        cancelled: Whether files were left over; a second start of the same job does the rest.
        seconds_taken: Wall clock of this run.
        audio_s: Seconds of audio analysed in this run; files from the history do not count.
    """

    job_id: int
    results: tuple[FileResult, ...]
    detector: CheckpointMeta
    model_sha256: str
    device_note: str = ""
    cancelled: bool = False
    seconds_taken: float = 0.0
    audio_s: float = 0.0
