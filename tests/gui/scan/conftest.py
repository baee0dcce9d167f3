"""What the tests of the Scan place share: a page with the tiny detector, a way to drop, results made by hand."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel

from engine.results import FileResult, Segment, SegmentKind, Verdict
from gui.context import AppContext
from gui.scan.page import ScanPage
from gui.scan.rows import FileRow, RowState


class FakeDetail(QLabel):
    """The detail panel has tests of its own."""

    problem = Signal(str, str)

    def __init__(self, _context: AppContext) -> None:
        super().__init__()
        self.files: list[FileResult | None] = []
        self.truths: list[tuple[Path, str]] = []

    def show_file(self, result: FileResult | None) -> None:
        self.files.append(result)

    def show_truth(self, path: Path, truth: str) -> None:
        self.truths.append((path, truth))

    def work(self) -> str:
        return ""

    def shortcuts(self) -> list[tuple[str, str]]:
        return []

    def shut_down(self) -> None:
        self.files.clear()


@pytest.fixture
def page(
    qtbot: Any, context: AppContext, tiny_checkpoint: Path, energy_speech: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ScanPage]:
    monkeypatch.setattr("engine.audio.speech.SpeechDetector.load", lambda *_args: energy_speech)
    monkeypatch.setitem(sys.modules, "gui.scan.detail", SimpleNamespace(DetailPanel=FakeDetail))
    opened: list[QUrl] = []
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", opened.append)
    context.store.update(detector=str(tiny_checkpoint), device="cpu")
    made = ScanPage(context)
    made.opened = opened  # type: ignore[attr-defined]
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    yield made
    made.shut_down()


@pytest.fixture
def drop() -> Callable[..., None]:
    """What the system does when files are dropped."""

    def drop_on(page: ScanPage, *paths: Path) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        action, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # PySide has no other way to make one
            entering = QDragEnterEvent(page.rect().center(), action, mime, button, keys)
        page.dragEnterEvent(entering)
        assert entering.isAccepted()
        page.dropEvent(QDropEvent(QPointF(page.rect().center()), action, mime, button, keys))

    return drop_on


@pytest.fixture
def settled(qtbot: Any) -> Callable[[ScanPage], None]:
    """Wait until nothing runs any more."""

    def wait(page: ScanPage) -> None:
        qtbot.waitUntil(lambda: not page.work(), timeout=60_000)

    return wait


@pytest.fixture
def texts() -> Callable[[ScanPage], dict[str, list[str]]]:
    """The table as a person reads it: all cells of a row, by file name."""

    def read(page: ScanPage) -> dict[str, list[str]]:
        model = page.model
        rows = [
            [str(model.index(row, column).data()) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]
        return {cells[1]: cells for cells in rows}

    return read


@pytest.fixture
def make_row() -> Callable[..., FileRow]:
    """A finished row."""

    def make(name: str, verdict: Verdict = Verdict.HUMAN, probability: float | None = None, truth: str = "") -> FileRow:
        is_ai = verdict.is_flagged
        chance = probability if probability is not None else {Verdict.AI: 0.9, Verdict.HUMAN: 0.1}.get(verdict)
        segments = (Segment(0.0, 6.0, SegmentKind.AI, 0.9),) if is_ai else ()
        result = FileResult(
            Path("/in") / name,
            verdict,
            duration_s=9.0,
            probability_ai=chance,
            score=None if chance is None else 8 * chance - 4,
            segments=segments,
            model="tiny",
        )
        row = FileRow(result.path, Path("/in"), RowState.DONE, truth=truth)
        row.take(result, 1)
        return row

    return make
