"""Does this copy of the program work? Every part is used once on small synthetic audio; the answer is JSON.

``veravox --self-test`` runs it from the source tree and from the packaged app, where a missing library or file shows
up here and not at a user's desk. Nothing of the user is read or written: history, settings and reports go to a
temporary folder.
"""

from __future__ import annotations

import faulthandler
import json
import os
import platform
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from engine.errors import AudioError, CaptureError, VeravoxError
from engine.version import app_version

TIME_OUT_S = 120.0
TIMED_OUT = 4
RATE = 16_000
FORMATS = {
    "wav": ("wav", "pcm_s16le"),
    "flac": ("flac", "flac"),
    "mp3": ("mp3", "libmp3lame"),
    "ogg": ("ogg", "libopus"),
    "m4a": ("mp4", "aac"),
}
SECONDS = 6.0
WINDOW_S = 20.0


class CheckFailedError(VeravoxError):
    """A part of the program gave something else than it should."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One part of the program.

    Attributes:
        name: What was checked.
        ok: Whether it works.
        detail: What was seen, or what went wrong.
        seconds: It took.
    """

    name: str
    ok: bool
    detail: str
    seconds: float


def self_test(time_out_s: float = TIME_OUT_S, write: Callable[[str], object] = sys.stdout.write) -> int:
    """Check every part and print JSON.

    Args:
        time_out_s: After so many seconds the process ends with exit code 4 and the stacks of its threads on stderr.
        write: Takes the JSON.

    Returns:
        0 where everything works, else 1.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    watch = threading.Timer(time_out_s, _give_up, (time_out_s,))
    watch.daemon = True
    watch.start()
    try:
        with TemporaryDirectory(prefix="veravox-self-test-", ignore_cleanup_errors=True) as temporary:
            results = _run_all(Path(temporary))
    finally:
        watch.cancel()
    ok = all(result.ok for result in results)
    record = {
        "ok": ok,
        "version": app_version(),
        "frozen": bool(getattr(sys, "frozen", False)),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "checks": [asdict(result) for result in results],
    }
    write(json.dumps(record, indent=2) + "\n")
    return 0 if ok else 1


def _run_all(folder: Path) -> list[CheckResult]:
    audio = folder / "audio"
    audio.mkdir()
    state: dict[str, Any] = {}
    checks: tuple[tuple[str, Callable[[], str]], ...] = (
        ("decode", lambda: check_decode(audio)),
        ("detectors", check_detectors),
        ("scan", lambda: check_scan(audio, folder / "history.sqlite", state)),
        ("history", lambda: check_history(folder / "history.sqlite", state)),
        ("devices", check_devices),
        # Before the reports: the PDF writer would make an application without widgets.
        ("window", lambda: check_window(folder, audio)),
        ("reports", lambda: check_reports(folder, state)),
    )
    return [_timed(name, check) for name, check in checks]


def _timed(name: str, check: Callable[[], str]) -> CheckResult:
    begin = time.perf_counter()
    try:
        ok, detail = True, check()
    except Exception as error:  # noqa: BLE001  the boundary of one check: the others still tell what works
        ok, detail = False, f"{type(error).__name__}: {error}"
    return CheckResult(name, ok, detail, round(time.perf_counter() - begin, 3))


def _give_up(time_out_s: float) -> None:
    sys.stderr.write(f"The self-test did not end within {time_out_s:.0f} s; its threads:\n")
    sys.stderr.flush()
    faulthandler.dump_traceback(all_threads=True)
    os._exit(TIMED_OUT)


def voice() -> npt.NDArray[np.float32]:
    """Harmonics of a gliding pitch in syllables: not a person, but sound in all bands.

    Shape:
        result: ``(96000,)``.
    """
    t = np.arange(round(SECONDS * RATE)) / RATE
    phase = np.cumsum(130.0 + 30.0 * np.sin(2 * np.pi * 0.8 * t)) / RATE
    wave = sum(np.sin(2 * np.pi * k * phase) / k for k in range(1, 30))
    wave = wave * (0.5 + 0.5 * np.sin(2 * np.pi * 3.5 * t))
    return np.asarray(0.3 * wave / np.abs(wave).max(), dtype=np.float32)


def check_decode(folder: Path) -> str:
    """Write a sound in five formats and read each back."""
    from engine.audio.decode import decode_all

    wave = voice()
    for suffix, (container, codec) in FORMATS.items():
        path = folder / f"sound.{suffix}"
        _encode(path, wave, container, codec)
        seconds = len(decode_all(path)) / RATE
        if abs(seconds - SECONDS) > 0.15:
            raise CheckFailedError(f"{suffix}: {seconds:.2f} s instead of {SECONDS:.2f}")
    (folder / "broken.mp3").write_bytes(b"this is no audio" * 64)
    try:
        decode_all(folder / "broken.mp3")
    except AudioError:
        return f"{', '.join(FORMATS)} read; a broken file is refused"
    raise CheckFailedError("A broken file was read as audio")


def _encode(path: Path, wave: npt.NDArray[np.float32], container: str, codec: str) -> None:
    import av

    rate = 48_000 if codec == "libopus" else RATE
    with av.open(str(path), "w", format=container) as target:
        stream = cast("av.AudioStream", target.add_stream(codec, rate=rate, layout="mono"))
        context = stream.codec_context
        context.open(strict=False)
        resampler = av.AudioResampler(context.format, "mono", rate, frame_size=context.frame_size or 1024)
        frame = av.AudioFrame.from_ndarray(np.round(wave[None, :] * 32767).astype(np.int16), "s16", "mono")
        frame.sample_rate = RATE
        for piece in (*resampler.resample(frame), *resampler.resample(None), None):
            target.mux(stream.encode(piece))


def check_detectors() -> str:
    """Run every installed detector."""
    from engine.detector import Detector, list_detectors

    rows = list_detectors()
    if not rows:
        raise CheckFailedError("No detector is installed")
    told = []
    for row in rows:
        if row.problem:
            raise CheckFailedError(f"{row.name}: {row.problem}")
        detector = Detector.load(row.name, "cpu", 1)
        logits = detector.logits(np.stack([voice()[:48_000], voice()[-48_000:]]))
        if logits.shape != (2,) or not np.isfinite(logits).all():
            raise CheckFailedError(f"{row.name} gives {logits}")
        told.append(f"{row.name} {logits[0]:+.2f}{' (default)' if row.is_default else ''}")
    return ", ".join(told)


def check_scan(folder: Path, db: Path, state: dict[str, Any]) -> str:
    """Check the folder of sounds as a user would."""
    from engine.scan import run_scan
    from engine.scan_events import ScanRequest

    events: list[object] = []
    outcome = run_scan(ScanRequest((folder,), device="cpu", db=db, keep_windows=True), events.append)
    verdicts = {result.path.name: result.verdict.value for result in outcome.results}
    if set(verdicts) != {*(f"sound.{suffix}" for suffix in FORMATS), "broken.mp3"}:
        raise CheckFailedError(f"Rows for {sorted(verdicts)}")
    if [name for name, verdict in verdicts.items() if verdict == "error"] != ["broken.mp3"]:
        raise CheckFailedError(f"Verdicts: {verdicts}")
    state["outcome"] = outcome
    return ", ".join(f"{name} {verdict}" for name, verdict in sorted(verdicts.items()))


def check_history(db: Path, state: dict[str, Any]) -> str:
    """Read the scan back from the database."""
    from engine.history import History

    with closing(History(db)) as history:
        jobs = history.jobs()
        results = list(history.results(jobs[0].id))
    expected = {result.path: (result.verdict, result.score) for result in state["outcome"].results}
    if {result.path: (result.verdict, result.score) for result in results} != expected:
        raise CheckFailedError("The history does not hold what was scanned")
    return f"{len(results)} files in {len(jobs)} job"


def check_reports(folder: Path, state: dict[str, Any]) -> str:
    """Write each kind of report."""
    from engine.report.csv import write_csv
    from engine.report.html import write_html
    from engine.report.json import write_json
    from engine.report.pdf import write_pdf
    from engine.report.record import ModelCard, make_record

    outcome = state["outcome"]
    card = ModelCard.from_meta(outcome.detector, outcome.model_sha256)
    record = make_record(outcome.results, card, app_version=app_version())
    marks = {"csv": b"sound.wav", "json": b"sound.wav", "html": b"<html", "pdf": b"%PDF"}
    writers: dict[str, Callable[..., None]] = {
        "csv": write_csv,
        "json": write_json,
        "html": write_html,
        "pdf": write_pdf,
    }
    for suffix, write in writers.items():
        path = folder / f"report.{suffix}"
        write(record, path)
        if marks[suffix] not in path.read_bytes():
            raise CheckFailedError(f"The {suffix} report does not look like one")
    return ", ".join(f"{suffix} {(folder / f'report.{suffix}').stat().st_size:,} bytes" for suffix in writers)


def check_devices() -> str:
    """Ask for the microphones; a computer without one is no defect."""
    from engine.audio.devices import list_devices

    try:
        devices = list_devices()
    except CaptureError as error:
        if getattr(sys, "frozen", False) and "PortAudio" in str(error):
            raise
        return f"none: {error}"
    return ", ".join(device.name for device in devices) or "none"


def check_window(folder: Path, audio: Path) -> str:
    """Open the window offscreen, visit every place, and scan a file in it."""
    from PySide6.QtWidgets import QApplication, QLabel

    from gui.app import application
    from gui.context import AppContext
    from gui.main_window import MainWindow
    from gui.places import PLACES
    from gui.settings.store import SettingsStore

    app = application()
    context = AppContext(SettingsStore(folder / "settings.toml"), folder / "window.sqlite")
    problems: list[str] = []
    context.problem.connect(lambda text, _hint: problems.append(text))
    window = MainWindow(context)
    window.show()
    window.after_paint()
    for place in PLACES:
        window.go_to(place.key)
        _turn(app, 0.2)
        page = window.pages[place.key]
        if type(page).__name__ != place.page:
            words = " ".join(label.text() for label in page.findChildren(QLabel))
            raise CheckFailedError(f"{place.key}: {words}")
    window.go_to(PLACES[0].key)
    context.scan_requested.emit([audio / "sound.wav"])
    scan_page = window.pages[PLACES[0].key]
    # The history has the result a moment before the page knows; a window with work in it would ask before closing.
    seen = _turn(app, WINDOW_S, lambda: _scanned(folder / "window.sqlite") and not scan_page.work())  # type: ignore[attr-defined]
    size = window.grab().size()
    window.close()
    context.tasks.wait(5.0)
    if problems:
        raise CheckFailedError("; ".join(problems))
    if not seen:
        raise CheckFailedError("A file given to the window was not scanned")
    return f"{len(PLACES)} places, {size.width()} x {size.height()}; {QApplication.platformName()}"


def _scanned(db: Path) -> bool:
    from engine.history import History

    if not db.is_file():
        return False
    with closing(History(db)) as history:
        return any(True for job in history.jobs() for _ in history.results(job.id, windows=False))


def _turn(app: Any, seconds: float, until: Callable[[], bool] = lambda: False) -> bool:
    """Let the event loop run; gives whether the condition came true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents()
        if until():
            return True
        time.sleep(0.02)
    return False
