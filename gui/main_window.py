"""The window: side bar, one page a place, messages above it, status line below. All it does is bring these together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.context import AppContext
from gui.engine_words import in_words
from gui.places import PLACES, build_page, place_word
from gui.shortcuts import ShortcutSheet, shell_shortcuts
from gui.side_bar import SideBar
from gui.start_check import StartReport, check
from gui.status_line import StatusLine
from gui.widgets.fitting import resize_on_screen
from gui.widgets.message_bar import Action, MessageBar
from gui.window_state import WindowState, state_file
from gui.words import device_word, point_word

AFTER_PAINT_MS = 60
RECHECK_MS = 300
START_PROBLEMS = ("detector", "point", "device", "history")


class MainWindow(QMainWindow):
    """The shell. Pages are made when they are first visited and never destroyed before the window."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        self.pages: dict[str, QWidget] = {}
        self.place = ""
        self.setWindowTitle("Veravox")
        self.setAcceptDrops(True)
        self.side_bar = SideBar()
        self.messages = MessageBar(context.theme)
        self.status_line = StatusLine()
        self.stack = QStackedWidget()
        self.setCentralWidget(self._body())
        self._state = WindowState(state_file(context.store.path))
        resize_on_screen(self, 1120, 740)
        self.setMinimumSize(560, 340)
        last = self._state.restore(self)
        self._recheck = QTimer(self)
        self._recheck.setSingleShot(True)
        self._recheck.setInterval(RECHECK_MS)
        self._recheck.timeout.connect(self._check)
        self._add_shortcuts()
        self._connect()
        self.go_to(last if last in {place.key for place in PLACES} else PLACES[0].key)
        if context.store.problem:
            self._tell_problem("settings", context.store.problem, "", has_action=True)

    def after_paint(self) -> None:
        """What may wait until the window can be used: icons, and a look at detector, device and history."""
        QTimer.singleShot(AFTER_PAINT_MS, self, self._settle_in)

    def page(self, key: str) -> QWidget:
        """The page of a place, made now where it is not yet there."""
        if key not in self.pages:
            place = next(each for each in PLACES if each.key == key)
            page = build_page(place, self.context)
            self.pages[key] = page
            self.stack.addWidget(page)
        return self.pages[key]

    def go_to(self, key: str) -> None:
        """Show a place."""
        self.stack.setCurrentWidget(self.page(key))
        self.side_bar.show_chosen(key)
        focused = self.focusWidget()
        if focused is None or self.side_bar.isAncestorOf(focused):
            self.side_bar.buttons[key].setFocus()
        self.place = key

    def scan(self, paths: Sequence[Path]) -> None:
        """Check files and folders, whoever asks."""
        if paths:
            self.page("scan")  # listens to the signal from now on
            self.context.scan_requested.emit(list(paths))

    def show_trust(self) -> None:
        """Go to "How far to trust this"."""
        self.show_settings("trust")

    def show_settings(self, section: str = "") -> None:
        """Go to the settings, to one of their sections."""
        self.go_to("settings")
        show = getattr(self.page("settings"), "show_section", None)
        if section and show is not None:
            show(section)

    def show_shortcuts(self) -> None:
        """The sheet of all keys."""
        groups = [(self.tr("Everywhere"), shell_shortcuts())]
        for place in PLACES:
            keys: list[tuple[str, str]] = getattr(self.page(place.key), "shortcuts", list)()
            groups.append((place_word(place.key), keys))
        sheet = ShortcutSheet(groups, self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Ask once while work is running; then end the pages in order."""
        if not self._may_close():
            event.ignore()
            return
        self._recheck.stop()
        self._state.save(self, self.place)
        for page in self.pages.values():
            shut_down = getattr(page, "shut_down", None)
            if shut_down is not None:
                shut_down()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Return presses the button that has the keyboard; Qt does that in dialogs only."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton | QToolButton):
            focused.click()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Recordings may be dropped in every place; the Scan page takes its own."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Hand them on and return at once: the file manager waits for it."""
        from gui.scan.paths_in import paths_of_mime

        paths = paths_of_mime(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.scan(paths)

    def _body(self) -> QWidget:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.messages)
        right.addWidget(self.stack, stretch=1)
        upper = QHBoxLayout()
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(0)
        upper.addWidget(self.side_bar)
        upper.addLayout(right, stretch=1)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(upper, stretch=1)
        layout.addWidget(self.status_line)
        return body

    def _connect(self) -> None:
        context = self.context
        self.side_bar.chosen.connect(self.go_to)
        self.side_bar.help_wanted.connect(self.show_shortcuts)
        self.side_bar.trust_wanted.connect(self.show_trust)
        self.status_line.detector_clicked.connect(lambda: self.show_settings("checking"))
        context.status_changed.connect(self.status_line.show_work)
        context.place_requested.connect(self.go_to)
        context.scan_requested.connect(lambda _paths: self.go_to("scan"))
        context.open_job.connect(lambda _job: self.go_to("scan"))
        context.problem.connect(lambda text, hint: self.messages.tell("", text, hint))
        context.settings_changed.connect(self._recheck.start)
        context.detector_changed.connect(self._recheck.start)

    def _add_shortcuts(self) -> None:
        actions = [
            *(
                (f"Ctrl+{number}", lambda key=place.key: self.go_to(key))
                for number, place in enumerate(PLACES, start=1)
            ),
            ("Ctrl+O", self._choose_files),
            ("Ctrl+Shift+O", self._choose_folder),
            ("Ctrl+Q", self.close),
            ("F1", self.show_shortcuts),
        ]
        for keys, run in actions:
            QShortcut(QKeySequence(keys), self).activated.connect(run)

    def _choose_files(self) -> None:
        from gui.scan.drop_zone import choose_files

        self.scan(choose_files(self))

    def _choose_folder(self) -> None:
        from gui.scan.drop_zone import choose_folder

        self.scan(choose_folder(self))

    def _settle_in(self) -> None:
        self.side_bar.put_icons(self.context.theme)
        self.page(PLACES[0].key)  # other places hand files and jobs over to it; it offers what was interrupted
        self._check()

    def _check(self) -> None:
        settings, db = self.context.settings, self.context.db
        self.context.tasks.run(self, lambda: check(settings, db), self._checked)

    def _checked(self, report: StartReport) -> None:
        words = self.tr("Detector: {name}, {point}").format(name=report.detector, point=point_word(report.point))
        device = self.tr("Device: {device}").format(device=device_word(report.device))
        self.status_line.show_detector(
            words if report.detector else self.tr("No detector"), device if report.device else "", in_words(report.note)
        )
        found = {problem.key: problem for problem in report.problems}
        for key in START_PROBLEMS:
            if key in found:
                self._tell_problem(key, found[key].text, found[key].hint, has_action=True)
            else:
                self.messages.clear(key)

    def _tell_problem(self, key: str, text: str, hint: str, *, has_action: bool) -> None:
        section = {"detector": "detectors", "history": "general"}.get(key, "checking")
        action = Action(self.tr("Open settings"), lambda: self.show_settings(section)) if has_action else None
        self.messages.tell(key, text, hint, action)

    def _may_close(self) -> bool:
        running = [
            f"{place_word(key)}: {words}" for key, page in self.pages.items() if (words := getattr(page, "work", str)())
        ]
        if not running:
            return True
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("Veravox")
        box.setText(self.tr("Work is still running. Close anyway?"))
        box.setInformativeText("\n".join(running) + "\n\n" + self.tr("What is finished is kept."))
        stay = box.addButton(self.tr("Go on working"), QMessageBox.ButtonRole.RejectRole)
        close = box.addButton(self.tr("Close"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.exec()
        return box.clickedButton() is close
