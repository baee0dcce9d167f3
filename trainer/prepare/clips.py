"""One recording to its clips; finished files appear at once or not at all."""

from __future__ import annotations

import hashlib
import shutil
import threading
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from engine.audio.decode import AudioStream, open_audio
from engine.audio.identity import content_sha256
from engine.audio.speech import SpeechDetector
from engine.audio.windows import Window, WindowCutter
from engine.errors import AudioError
from engine.spec import DEFAULT_SPEC, MIN_SPEECH_S
from trainer.parallel import check_cancelled
from trainer.prepare.encode import DEFAULT_FORMAT, DEFAULT_KBITS, KBITS, open_writer
from trainer.prepare.journal import FOLDER, NO_SPEECH, OK, UNREADABLE, Outcome
from trainer.prepare.tree import Branch


@dataclass(frozen=True, slots=True)
class ClipSettings:
    """How clips are written.

    Attributes:
        format: One of `FORMATS`.
        kbits: Bit rate of a lossy format, kbit/s.
        only_speech: Leave out whole clips, too, that hold less than 1 s of speech.
    """

    format: str = DEFAULT_FORMAT
    kbits: int = DEFAULT_KBITS
    only_speech: bool = False

    @property
    def suffix(self) -> str:
        """File name suffix with its dot."""
        return f".{self.format}"

    @property
    def text(self) -> str:
        """Two conversions with the same text give the same files."""
        rate = f" {self.kbits}" if self.format in KBITS else ""
        return f"{self.format}{rate}{' only speech' if self.only_speech else ''}"


@dataclass(frozen=True, slots=True)
class Job:
    """One recording to convert.

    Attributes:
        path: Where it is.
        file: Its name in the report, relative to the data set.
        branch: Its class and part.
        target: Name of what is made of it, below the folders of the branch, without a suffix.
    """

    path: Path
    file: str
    branch: Branch
    target: Path
    size: int
    mtime_ns: int


@dataclass(slots=True)
class _Tally:
    seconds: float = 0.0
    speech_s: float = 0.0
    clips: int = 0
    silent: int = 0


@lru_cache(maxsize=1)
def _speech() -> SpeechDetector:
    return SpeechDetector.load()


def convert_one(root: Path, job: Job, settings: ClipSettings, cancel: threading.Event | None = None) -> Outcome:
    """Convert and split one recording.

    Args:
        root: Folder of the data set.
        job: The recording.
        settings: How clips are written.
        cancel: Set it to stop; nothing of this recording is left then.

    Returns:
        What became of it; an unreadable file is an outcome, too.

    Raises:
        CancelledError: ``cancel`` was set.
        OSError: Nothing can be written.
    """
    partial = root / FOLDER / f"partial-{hashlib.sha256(job.file.encode()).hexdigest()[:16]}"
    shutil.rmtree(partial, ignore_errors=True)
    blank = Outcome(
        job.file,
        job.branch.label,
        job.branch.part,
        UNREADABLE,
        size=job.size,
        mtime_ns=job.mtime_ns,
        settings=settings.text,
    )
    (partial / "clips").mkdir(parents=True)
    try:
        tally, stream = _write(job.path, partial, settings, cancel)
        digest = content_sha256(job.path)
    except AudioError as error:
        return replace(blank, note=str(error), hint=error.hint)
    else:
        converted, folder = _publish(job, partial, settings)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    info = stream.info
    return replace(
        blank,
        status=OK if tally.clips else NO_SPEECH,
        seconds=round(tally.seconds, 3),
        speech_s=round(tally.speech_s, 2),
        clips=tally.clips,
        silent_clips=tally.silent,
        orig_codec=info.codec,
        orig_sr=info.sample_rate,
        bit_rate=info.bit_rate or 0,
        sha256=digest,
        converted=converted.relative_to(root).as_posix(),
        clip_folder=folder.relative_to(root).as_posix(),
        note=" ".join(stream.warnings),
    )


def remove_outputs(root: Path, outcome: Outcome) -> None:
    """Remove what was made of a recording that has changed, or is to be written in another format."""
    if outcome.converted:
        (root / outcome.converted).unlink(missing_ok=True)
    if outcome.clip_folder:
        shutil.rmtree(root / outcome.clip_folder, ignore_errors=True)


def _write(
    path: Path, partial: Path, settings: ClipSettings, cancel: threading.Event | None
) -> tuple[_Tally, AudioStream]:
    cutter, tally = WindowCutter(DEFAULT_SPEC, DEFAULT_SPEC.window_s), _Tally()
    with ExitStack() as stack:
        stream = stack.enter_context(open_audio(path))
        whole = stack.enter_context(open_writer(partial / f"whole{settings.suffix}", settings.format, settings.kbits))
        for block in stream:
            check_cancelled(cancel)
            whole.write(block)
            _write_clips(cutter.push(block), partial, settings, tally)
        _write_clips(cutter.flush(), partial, settings, tally)
        tally.seconds = cutter.total_s
    return tally, stream


def _write_clips(windows: list[Window], partial: Path, settings: ClipSettings, tally: _Tally) -> None:
    """Encode each window by itself; the last one at its real length, because padding is the reader's business."""
    if not windows:
        return
    real = np.array([DEFAULT_SPEC.samples(window.end_s - window.start_s) for window in windows])
    shares = _speech().shares(np.stack([window.samples for window in windows]), real)
    for window, length, share in zip(windows, real, shares, strict=True):
        speech_s = float(share) * length / DEFAULT_SPEC.sample_rate
        tally.speech_s += speech_s
        is_whole = length == DEFAULT_SPEC.window_samples
        if speech_s < MIN_SPEECH_S and (settings.only_speech or not is_whole):
            continue
        name = f"{round(window.start_s / DEFAULT_SPEC.window_s):04d}{settings.suffix}"
        with open_writer(partial / "clips" / name, settings.format, settings.kbits) as out:
            out.write(window.samples[:length])
        tally.clips += 1
        tally.silent += int(speech_s < MIN_SPEECH_S)


def _publish(job: Job, partial: Path, settings: ClipSettings) -> tuple[Path, Path]:
    """Move what is finished to its place."""
    target = job.target
    converted = job.branch.folder("converted") / target.with_name(f"{target.name}{settings.suffix}")
    folder = job.branch.folder("split") / target
    for path in (converted, folder):
        path.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    (partial / f"whole{settings.suffix}").replace(converted)
    (partial / "clips").rename(folder)
    return converted, folder
