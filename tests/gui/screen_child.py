"""The window for `test_screen`: screen_child.py STATE FOLDER. Writes to STATE what it shows and where to click."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QWidget

LOOK_MS = 100
SIZE = (1280, 800)


def middle(widget: QWidget, place: QPoint | None = None) -> list[int]:
    """A point of a widget on the screen; its middle when none is named."""
    found = widget.mapToGlobal(widget.rect().center() if place is None else place)
    return [found.x(), found.y()]


def state_of(window: Any) -> dict[str, Any]:
    """What can be seen, and where to click."""
    page = window.page("scan")
    state: dict[str, Any] = {
        "place": next(key for key, button in window.side_bar.buttons.items() if button.isChecked()),
        "places": {key: middle(button) for key, button in window.side_bar.buttons.items()},
        "is_working": bool(page.work()),
        "rows": {},
        "headline": "",
        "is_drawn": False,
    }
    if page.workbench is None:
        return state
    table, model = page.workbench.table, page.model
    for number, row in enumerate(model.shown):
        place = table.visualRect(model.index(number, 1)).center()
        state["rows"][row.name] = [row.verdict.value if row.verdict else "", middle(table.viewport(), place)]
    panel = page.workbench.detail.panel
    if panel is not None and panel.result is not None:
        overview = panel.timeline.loader.overview
        state["headline"] = panel.header.headline.text()
        state["is_drawn"] = panel.timeline.plot is not None and overview is not None and overview.is_complete
    return state


def main() -> int:
    """Open the window on what DISPLAY names, until a file STATE.stop appears."""
    import gui.app
    from gui.main_window import MainWindow

    target, folder = Path(sys.argv[1]), Path(sys.argv[2])
    timer = QTimer()
    timer.setInterval(LOOK_MS)

    def ready() -> None:
        window = next(each for each in gui.app.application().topLevelWidgets() if isinstance(each, MainWindow))
        window.setGeometry(0, 0, *SIZE)
        timer.timeout.connect(lambda: look(window))
        timer.start()

    def look(window: MainWindow) -> None:
        if target.with_suffix(".stop").exists():
            timer.stop()
            window.close()
            return
        partly = target.with_suffix(".part")
        partly.write_text(json.dumps(state_of(window)), encoding="utf-8")
        partly.replace(target)

    return gui.app.run([folder], on_ready=ready)


if __name__ == "__main__":
    sys.exit(main())
