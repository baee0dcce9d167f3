"""Recordings that were judged wrongly, to listen to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from engine.results import Verdict
from gui.context import AppContext
from gui.scan.player import PlayerControl
from gui.scan.timeline_data import moment
from gui.trainer.parts import Card, button, fill_table, new_table
from gui.trainer.words import label_word, share
from gui.words import verdict_word

MOST_SEEN = 8


class MistakesCard(Card):
    """A table with a player."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Judged wrongly"))
        self._context = context
        self._player: PlayerControl | None = None
        self._files: list[dict[str, Any]] = []
        self.table = new_table(
            self.tr("Recordings judged wrongly"),
            (
                self.tr("File"),
                self.tr("Truth"),
                self.tr("Verdict"),
                self.tr("AI probability"),
                self.tr("Generator"),
                self.tr("Length"),
            ),
        )
        self.table.itemSelectionChanged.connect(self._select)
        self.table.itemActivated.connect(lambda _item: self._toggle())
        self.play_button = button(self.tr("&Play"), self._toggle)
        self.scan_button = button(self.tr("Open in &Scan"), self._scan)
        self.clock = QLabel()
        self.clock.setProperty("role", "muted")
        self.clock.setWordWrap(True)
        self.clock.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.play_button)
        row.addWidget(self.scan_button)
        row.addWidget(self.clock, stretch=1)
        self.rows.addWidget(self.table)
        self.rows.addLayout(row)

    def show_record(self, record: dict[str, Any]) -> None:
        """Show the mistakes of a measurement, the surest ones first."""
        self._files = record["incorrect"]
        n = record["n_incorrect"]
        total = record["n_ai"] + record["n_human"]
        if n:
            words = self.tr("{n} of {total} recordings contradict their label; the surest mistakes come first.")
        else:
            words = self.tr("No decided verdict contradicts its label ({total} recordings).")
        self.set_note(words.format(n=n, total=total))
        rows = [
            (
                file["shown"],
                label_word(file["truth"]),
                verdict_word(Verdict(file["verdict"])),
                share(file["probability"]),
                file["generator"],
                moment(file["seconds"]),
            )
            for file in self._files
        ]
        fill_table(self.table, rows, most=MOST_SEEN)
        for widget in (self.table, self.play_button, self.scan_button, self.clock):
            widget.setVisible(bool(rows))
        if rows:
            self.table.selectRow(0)

    def shut_down(self) -> None:
        """Stop and let the sound card go."""
        if self._player is not None:
            self._player.close()

    @property
    def player(self) -> PlayerControl:
        """Made when something is first played."""
        if self._player is None:
            self._player = PlayerControl(parent=self)
            self._player.state_changed.connect(self._show_playing)
            self._player.moved.connect(self._show_position)
            self._player.problem.connect(self._show_problem)
        return self._player

    def _current(self) -> dict[str, Any] | None:
        row = self.table.currentRow()
        return self._files[row] if 0 <= row < len(self._files) else None

    def _select(self) -> None:
        self.clock.clear()
        if self._player is not None:
            self._player.set_file(None, 0.0)
            self._show_playing(is_playing=False)

    def _toggle(self) -> None:
        file = self._current()
        if file is None:
            return
        if not Path(file["path"]).is_file():
            self.clock.setText(self.tr("The file is not there any more: {path}").format(path=file["path"]))
            return
        if not self.player.has_file:
            self.player.set_file(Path(file["path"]), float(file["seconds"]))
        self.player.toggle()

    def _scan(self) -> None:
        file = self._current()
        if file is not None:
            self._context.scan_requested.emit([Path(file["path"])])

    def _show_playing(self, is_playing: bool) -> None:  # noqa: FBT001
        words = self.tr("&Pause") if is_playing else self.tr("&Play")
        self.play_button.setText(words)
        self.play_button.setAccessibleName(words.replace("&", ""))

    def _show_position(self, seconds: float) -> None:
        file = self._current()
        if file is not None:
            self.clock.setText(f"{moment(seconds)} / {moment(float(file['seconds']))}")

    def _show_problem(self, text: str, hint: str) -> None:
        if text:
            self.clock.setText(f"{text}. {hint}")
