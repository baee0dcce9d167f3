"""Which sound is kept, where, and how much room is left."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QToolButton, QWidget

from engine.live_quota import MB, used_bytes
from gui.context import AppContext
from gui.live.option_card import OptionCard
from gui.settings.model import Settings
from gui.widgets.elided_label import ElidedLabel


def sound_folder(settings: Settings) -> Path:
    """Where sound is kept."""
    if settings.live_folder:
        return Path(settings.live_folder)
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents or Path.home()) / "Veravox"


class KeepCard(OptionCard):
    """Keeps nothing by default."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.set_title(self.tr("Keep sound"))
        self.flagged = self.box("live_keep_flagged", self.tr("Keep &flagged sound"))
        self.session = self.box("live_record_session", self.tr("Record the &whole session"))
        self.folder = ElidedLabel()
        self.folder.setProperty("role", "muted")
        self.choose_button = QToolButton()
        self.open_button = QToolButton()
        for button, icon, words, run in (
            (self.choose_button, "mdi6.folder-edit-outline", self.tr("Choose the folder"), self._choose),
            (self.open_button, "mdi6.folder-open-outline", self.tr("Open the folder"), self._open),
        ):
            button.setAutoRaise(True)
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.clicked.connect(run)
            context.theme.put_icon(button, icon)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.folder, stretch=1)
        line.addWidget(self.choose_button)
        line.addWidget(self.open_button)
        self.room = QLabel()
        self.room.setProperty("role", "muted")
        self.room.setWordWrap(True)
        self.rows.addWidget(self.flagged)
        self.rows.addWidget(self.session)
        self.rows.addLayout(line)
        self.rows.addWidget(self.room)
        context.settings_changed.connect(self.refresh)

    def set_listening(self, *, listening: bool) -> None:
        """What is kept is fixed for a session."""
        tip = self.tr("Stop listening to change this") if listening else ""
        for widget in (self.flagged, self.session):
            widget.setEnabled(not listening)
            widget.setToolTip(tip)
        self.choose_button.setEnabled(not listening)
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """The folder may have changed."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Take over the settings and look how full the folder is."""
        self.show_settings()
        settings = self.context.settings
        folder = sound_folder(settings)
        self.folder.setText(str(folder))
        self.open_button.setEnabled(folder.is_dir())
        if self.isVisible():
            self.context.tasks.run(self, lambda: used_bytes(folder), self._show_room, lambda _text, _hint: None)

    def _show_room(self, used: int) -> None:
        settings = self.context.settings
        self.room.setText(
            self.tr("{used} of {limit} MB used. When it is full, nothing more is kept and nothing is deleted.").format(
                used=round(used / MB), limit=settings.live_quota_mb
            )
        )
        self.flagged.setToolTip(
            self.flagged.toolTip()
            or self.tr("One WAV each, with {seconds:.0f} s before it, listed in events.csv").format(
                seconds=settings.live_preroll_s
            )
        )
        self.session.setToolTip(self.session.toolTip() or self.tr("One FLAC file, about 60 MB an hour"))

    def _choose(self) -> None:
        start = sound_folder(self.context.settings)
        name = QFileDialog.getExistingDirectory(self, self.tr("Where to keep sound"), str(start))
        if name:
            self.context.change(live_folder=name)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(sound_folder(self.context.settings))))
