"""Makes docs/pictures: every place of the window, light and dark: python scripts/pictures.py [PLACE...].

The window is the real one with the shipped detector; the recordings are those of resources/samples, and what Live
hears is played from them. Settings and history are those of a temporary user. ``--scale 2`` for screens of 200 %.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
TARGET = ROOT / "docs" / "pictures"
SAMPLES = ROOT / "resources" / "samples"
PLACES = ("scan", "live", "history", "train", "settings")
THEMES = ("light", "dark")
SIZE = (1240, 800)
HOME_NAMES = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
PATIENCE_S = 120.0
CALM_S = 1.5
HEARD = ("voice.flac", "noise-only.mp3", "voice-under-music.mp3", "voice-under-noise.mp3", "voice.flac")

if TYPE_CHECKING:
    from gui.main_window import MainWindow


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", nargs="*", metavar="PLACE", help=f"only these: {', '.join(PLACES)}")
    parser.add_argument("--scale", default="1", help="factor of the screen")
    parser.add_argument("--out", type=Path, default=TARGET, help="folder of the pictures")
    given = parser.parse_args()
    if unknown := set(given.places) - set(PLACES):
        parser.error(f"no place named {', '.join(sorted(unknown))}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = given.scale
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(dict.fromkeys(HOME_NAMES, home))
        for theme in THEMES:
            for path in take(theme, given.places or PLACES, Path(home), given.out):
                sys.stdout.write(f"Written: {path}\n")
    return 0


def take(theme: str, places: list[str] | tuple[str, ...], home: Path, out: Path) -> Iterator[Path]:
    """Open the window in a theme and photograph each place."""
    from gui.app import application
    from gui.context import AppContext
    from gui.main_window import MainWindow
    from gui.settings.store import SettingsStore

    application()
    store = SettingsStore(home / f"settings-{theme}.toml")
    store.update(theme=theme, language="en")
    context = AppContext(store, home / f"history-{theme}.db")
    window = MainWindow(context)
    window.resize(*SIZE)
    window.pages["live"] = live_page(context)
    window.stack.addWidget(window.pages["live"])
    window.show()
    window.after_paint()
    wait_until(lambda: window.status_line.detector.text() != "")
    for place in places:
        window.go_to(place)
        PREPARE.get(place, nothing)(window)
        settle(CALM_S)
        path = out / f"{place}-{theme}.png"
        window.grab().save(str(path))
        yield path
    live: Any = window.pages["live"]
    if live.controller.is_running:  # the window would ask whether to close
        live.toggle()
        wait_until(lambda: not live.controller.is_running)
    window.close()
    context.tasks.wait(PATIENCE_S)
    window.deleteLater()
    settle(0.1)


def prepare_scan(window: MainWindow) -> None:
    """Check the samples and choose the flagged one."""
    page: Any = window.pages["scan"]
    window.scan([recordings(window)])
    wait_until(lambda: page.workbench is not None and not page.work())
    settle(CALM_S)
    names = [row.name for row in page.model.shown]
    page.workbench.table.selectRow(names.index("voice.flac"))
    page.workbench.table.setFocus()
    settle(CALM_S)


def prepare_live(window: MainWindow) -> None:
    """Listen to a minute of the samples."""
    page: Any = window.pages["live"]
    wait_until(lambda: page.picker.inputs is not None)
    page.toggle()
    wait_until(lambda: page.controller.is_running and page.controller.time_s > played_s() - 4)


def prepare_history(window: MainWindow) -> None:
    """The same samples with another detector, and one file of them."""
    from engine.scan import ScanJob
    from engine.scan_events import ScanRequest

    db, folder = window.context.db, recordings(window)
    for paths, model in (((folder,), None), ((folder,), "seresnet"), ((folder / "voice.flac",), None)):
        ScanJob(ScanRequest(paths, model=model, db=db, resume=False), lambda _event: None).run()
    page: Any = window.pages["history"]
    page.refresh()
    wait_until(lambda: len(page.jobs.rows) >= 3)
    page.job_table.selectRow(0)


def recordings(window: MainWindow) -> Path:
    """A user's folder with the samples."""
    folder = window.context.db.parent / "Recordings"
    folder.mkdir(exist_ok=True)
    for path in SAMPLES.iterdir():
        if path.suffix != ".md":
            shutil.copy(path, folder)
    return folder


def nothing(_window: MainWindow) -> None:
    """Some places are ready as they are."""


PREPARE: dict[str, Callable[[Any], None]] = {
    "scan": prepare_scan,
    "live": prepare_live,
    "history": prepare_history,
}


def live_page(context: Any) -> Any:
    """A Live page that hears the samples instead of this room."""
    from engine.audio.devices import InputDevice
    from engine.live_service import LiveService
    from gui.live.inputs import Inputs
    from gui.live.page import LivePage

    device = InputDevice("Desk Microphone", "PulseAudio", 0, 1, 48_000, is_default=True)

    @contextmanager
    def open_source(_name: str | None) -> Iterator[Any]:
        yield Played(device)

    return LivePage(
        context,
        find=lambda: Inputs((device,)),
        make_service=lambda request, events: LiveService(request, events, open_source=open_source),
    )


class Played:
    """A source that plays the samples as fast as they are taken, then is quiet."""

    input_rate = 48_000
    latency_s = 0.02

    def __init__(self, device: Any) -> None:
        self.device = device
        self._wave = played_wave()
        self._at = 0
        self._hung_up = threading.Event()

    def read(self) -> Any:
        """A tenth of a second."""
        import numpy as np

        from engine.audio.capture_block import LiveBlock

        block = self._wave[self._at : self._at + 1_600]
        self._at += len(block)
        if not len(block):
            self._hung_up.wait(0.1)
            block = np.zeros(0, np.float32)
        return LiveBlock(block, heard_at=time.monotonic())


def played_wave() -> Any:
    """What Live hears: samples one after the other."""
    import numpy as np
    import soundfile

    return np.concatenate([soundfile.read(SAMPLES / name, dtype="float32")[0] for name in HEARD])


def played_s() -> float:
    """Its length."""
    return len(played_wave()) / 16_000


def wait_until(is_so: Callable[[], bool]) -> None:
    """Let the window work until something is so.

    Raises:
        TimeoutError: It never was.
    """
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError("The window never got ready for its picture")
        settle(0.02)


def settle(seconds: float) -> None:
    """Let the window work for a while."""
    from PySide6.QtWidgets import QApplication

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)


if __name__ == "__main__":
    raise SystemExit(main())
