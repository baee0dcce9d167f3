"""Uses the window during a scan and notes how late a 10 ms timer is: event_loop_probe.py RESULT.json FOLDER IDLE_S."""

from __future__ import annotations

import itertools
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer

TICK_MS = 10
USE_MS = 50
WATCH_MS = 100
DETAIL_S = 6.0
PATIENCE_S = 600.0


class Probe(QObject):
    """Goes through the phases on timers, inside the window's own event loop."""

    def __init__(self, page: Any, target: Path, folder: Path, idle_s: float, leave: Callable[[], None]) -> None:
        super().__init__()
        self._page, self._target, self._folder, self._idle_s, self._leave = page, target, folder, idle_s, leave
        self._late: list[float] = []
        self._result: dict[str, dict[str, float]] = {}
        self._clock = QElapsedTimer()
        self._ticker = self._timer(TICK_MS, self._tick)
        self._ticker.setTimerType(Qt.TimerType.PreciseTimer)
        self._user = self._timer(USE_MS, self._use)
        self._watch = self._timer(WATCH_MS, self._look)
        self._steps = itertools.count()
        self._until: Callable[[], bool] = lambda: False
        self._then: Callable[[], None] = leave

    def start(self) -> None:
        """One file first: the detail and its plots are imported once a session, and that is not what is measured."""
        QTimer.singleShot(round(1000 * PATIENCE_S), self, self._leave)  # also where a phase breaks off
        self._page.check([sorted(self._folder.iterdir())[0]])
        self._wait(lambda: any(row.result for row in self._page.model.rows), self._open_detail)

    def _open_detail(self) -> None:
        self._page.workbench.table.selectRow(0)
        self._wait(self._after(DETAIL_S), self._measure_idle)

    def _measure_idle(self) -> None:
        self._begin()
        self._wait(self._after(self._idle_s), self._measure_busy)

    def _measure_busy(self) -> None:
        self._end("idle")
        self._page.check([self._folder])
        self._user.start()
        self._begin()
        settled = self._after(2.0)
        self._wait(lambda: settled() and not self._page.work(), self._finish)

    def _finish(self) -> None:
        self._end("busy")
        self._user.stop()
        if all(row.result for row in self._page.model.rows):
            self._target.write_text(json.dumps(self._result), encoding="utf-8")
        self._leave()

    def _timer(self, interval_ms: int, run: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval_ms)
        timer.timeout.connect(run)
        return timer

    def _wait(self, until: Callable[[], bool], then: Callable[[], None]) -> None:
        self._until, self._then = until, then
        self._watch.start()

    def _look(self) -> None:
        if self._until():
            self._watch.stop()
            self._then()

    @staticmethod
    def _after(seconds: float) -> Callable[[], bool]:
        end = time.monotonic() + seconds
        return lambda: time.monotonic() > end

    def _begin(self) -> None:
        self._late.clear()
        self._clock.start()
        self._ticker.start()

    def _tick(self) -> None:
        self._late.append(max(0.0, self._clock.nsecsElapsed() / 1e6 - TICK_MS))
        self._clock.restart()

    def _end(self, name: str) -> None:
        self._ticker.stop()
        ordered = sorted(self._late)
        self._result[name] = {
            "p99": ordered[int(0.99 * len(ordered))],
            "worst": ordered[-1],
            "ticks": len(ordered),
        }

    def _use(self) -> None:
        """What somebody does who looks at the rows while they come: mostly scrolling, now and then the rest."""
        bench, model = self._page.workbench, self._page.model
        step = next(self._steps)
        turn, kind = divmod(step, 40)
        if kind == 5:
            bench.table.sortByColumn(turn % model.columnCount(), Qt.SortOrder.DescendingOrder)
        elif kind == 15:
            bench.filter_bar.search.setText("00" if turn % 2 else "")
        elif kind == 25:
            next(iter(bench.filter_bar.chips.values())).toggle()
        elif kind in (10, 30) and model.rowCount():
            bench.table.selectRow((7 * step) % model.rowCount())
        else:
            bar = bench.table.verticalScrollBar()
            bar.setValue((bar.value() + 3) % max(1, bar.maximum()))


def main() -> int:
    """Run from the command line; the window closes itself at the end."""
    import gui.app
    from gui.main_window import MainWindow

    target, folder, idle_s = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
    kept: list[Probe] = []

    def ready() -> None:
        app = gui.app.application()
        window = next(each for each in app.topLevelWidgets() if isinstance(each, MainWindow))
        window.resize(1280, 800)
        kept.append(Probe(window.page("scan"), target, folder, idle_s, app.quit))
        kept[0].start()

    code = gui.app.run(on_ready=ready)
    return code if target.exists() else 1


if __name__ == "__main__":
    sys.exit(main())
