"""Every error a user can meet: one typed tree, each with a hint that says what to do."""

from __future__ import annotations

from pathlib import Path


class VeravoxError(Exception):
    """Base of all expected errors.

    Attributes:
        hint: What the user can do about it, one sentence.
    """

    default_hint = "Please report this with the log file."

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint or self.default_hint


class AudioError(VeravoxError):
    """A file or device gave no usable audio."""


class AudioOpenError(AudioError):
    """The file cannot be opened: missing, no permission, a folder, a pipe, or empty."""

    default_hint = "Check that the file exists, is a regular file and that you may read it."


class AudioDecodeError(AudioError):
    """The file exists, but no decoder could read it."""

    default_hint = "Convert it to WAV or FLAC and try again."

    def __init__(self, path: Path, reason: str, hint: str | None = None) -> None:
        super().__init__(f"Cannot decode {path.name}: {reason}", hint)


class NoAudioStreamError(AudioDecodeError):
    """The file is readable, but there is no sound in it."""

    default_hint = "Choose a file that has a sound track."


class ProtectedAudioError(AudioDecodeError):
    """The audio is encrypted (DRM)."""

    default_hint = "Protected files cannot be read by other programs; record or export an unprotected copy."


class DecodeStalledError(AudioDecodeError):
    """The decoder made no progress for too long."""

    default_hint = "The file or the disk it is on may be damaged; copy the file to a local disk and try again."


class CaptureError(AudioError):
    """An input device cannot be used."""

    default_hint = "Check that a microphone is connected and that this program may use it."


class PlaybackError(AudioError):
    """Sound cannot be played."""

    default_hint = "Connect headphones or loudspeakers, and check the system's sound settings."


class ModelError(VeravoxError):
    """A detector cannot be used."""


class CheckpointError(ModelError):
    """A detector file is missing, damaged, changed, or not ours."""

    default_hint = "Install the detector again, or choose another one with --model."


class UnknownModelError(ModelError):
    """No detector or architecture of that name."""

    default_hint = "`veravox models` lists the detectors."


class DeviceError(ModelError):
    """The requested compute device cannot be used."""

    default_hint = "Use --device auto or --device cpu."


class HistoryError(VeravoxError):
    """The history database cannot be used."""

    default_hint = "Name another file with --db, or move the damaged one away; a new one is made."


class ReportError(VeravoxError):
    """A report cannot be written."""

    default_hint = "Check that the folder exists and that you may write there."


class UsageError(VeravoxError):
    """The request makes no sense as it stands."""

    default_hint = "See `veravox --help`."


class MissingExtraError(VeravoxError):
    """An optional part is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} is not installed", f'Install it with: pip install "veravox[{extra}]"')


class ManifestError(VeravoxError):
    """A list of labelled files cannot be used."""

    default_hint = "A manifest is a CSV with at least the columns file (or path) and label (human or ai)."


class TrainingError(VeravoxError):
    """A training run cannot go on."""

    default_hint = "Read the run's log; start it again with the same command to resume."


class UnreadableDataError(AudioError):
    """Too many files of a data set cannot be read."""

    default_hint = "Look at prepare_report.csv; go on without these files with --allow-bad."


class LeakError(ManifestError):
    """The same recording, or the same voice, is in two splits."""

    default_hint = "Make the splits with `veravox split`; it keeps what belongs together on one side."


class DownloadError(VeravoxError):
    """A data set cannot be downloaded or unpacked."""

    default_hint = "Check the connection and the data set's name, then try again."


class CancelledError(VeravoxError):
    """The user stopped the work; what is finished is kept."""

    default_hint = "Start it again with the same command to go on."

    def __init__(self) -> None:
        super().__init__("Stopped")
