"""Why one moment was scored as it was: the pieces of its spectrogram that moved the score, found in a thread."""

from __future__ import annotations

import queue
import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from engine.results import FileResult, WindowScore
from engine.spec import AudioSpec
from gui.context import AppContext
from gui.scan.timeline_data import moment

if TYPE_CHECKING:
    from engine.explain import Explanation, OnProgress
    from gui.scan.explain_plot import ExplainPlot

PLOT_HEIGHT = 200


class ExplainView(QWidget):
    """One explanation at a time."""

    running_changed = Signal(bool)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._result: FileResult | None = None
        self._moment: WindowScore | None = None
        self._plot: ExplainPlot | None = None
        self._cancel = threading.Event()
        self._events: queue.SimpleQueue[tuple[int, int]] = queue.SimpleQueue()
        self._found: dict[tuple[float, bool], Explanation] = {}
        self._build()
        context.theme_changed.connect(self._restyle)
        self.show_file(None)

    @property
    def is_running(self) -> bool:
        """Whether an explanation is being computed."""
        return not self.progress.isHidden()

    def show_file(self, result: FileResult | None) -> None:
        """Forget what was explained; a running explanation stops."""
        self.stop()
        self._result, self._moment = result, None
        self._found.clear()
        self._set_words(self.tr("Choose a moment in the list, then “Explain”."), "", "")
        self._picture.setCurrentIndex(0)
        self.start_button.setEnabled(False)

    def set_moment(self, chosen: WindowScore | None) -> None:
        """Say which moment the button explains."""
        self._moment = chosen
        self.start_button.setEnabled(chosen is not None and self._result is not None and not self.is_running)
        if chosen is not None:
            words = self.tr("Explain {begin} - {end}").format(begin=moment(chosen.start_s), end=moment(chosen.end_s))
            self.start_button.setText(words)

    def explain(self, chosen: WindowScore) -> None:
        """Begin with a moment."""
        self.set_moment(chosen)
        self.start()

    def start(self) -> None:
        """Explain the chosen moment by the chosen method."""
        result, chosen = self._result, self._moment
        if result is None or chosen is None:
            return
        self.stop()
        by_gradients = self.gradients_button.isChecked()
        key = (chosen.start_s, by_gradients)
        if key in self._found:
            self._show(key, self._found[key])
            return
        cancel = self._cancel = threading.Event()
        events = self._events = queue.SimpleQueue()
        self._context.bridge.attach(events, self._progressed)
        self._set_running(running=True)
        work = partial(
            _explain_by_gradients if by_gradients else _explain_by_occlusion,
            result,
            chosen.start_s,
            lambda done, total: events.put((done, total)),
            cancel,
        )

        def done(found: Explanation) -> None:
            if not cancel.is_set():
                self._found[key] = found
                self._show(key, found)

        def failed(text: str, hint: str) -> None:
            if not cancel.is_set():
                self.stop()
                self._set_words(self.tr("There is no explanation: {text}. {hint}").format(text=text, hint=hint), "", "")

        self._context.tasks.run(self, work, done, failed)

    def stop(self) -> None:
        """Stop computing; returns at once."""
        self._cancel.set()
        self._context.bridge.detach(self._events)
        self._set_running(running=False)

    # -- how it is made

    def _build(self) -> None:
        self.start_button = QPushButton(self.tr("Explain"))
        self.start_button.clicked.connect(self.start)
        self.stop_button = QPushButton(self.tr("Stop"))
        self.stop_button.clicked.connect(self._stopped)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.progress.setAccessibleName(self.tr("Explaining"))
        self.progress.hide()
        self.occlusion_button = QRadioButton(self.tr("Covering pieces"))
        self.gradients_button = QRadioButton(self.tr("Integrated gradients"))
        self.occlusion_button.setChecked(True)
        self.gradients_button.setToolTip(self.tr("Computed by torch and captum in a process of its own; takes longer"))
        self.gradients_button.toggled.connect(self._method_changed)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.start_button)
        top.addWidget(self.stop_button)
        top.addWidget(self.progress, stretch=1)
        top.addStretch(0)
        methods = QHBoxLayout()
        methods.setSpacing(12)
        methods.addWidget(self.occlusion_button)
        methods.addWidget(self.gradients_button)
        methods.addStretch(1)
        self._card = QFrame()
        self._card.setProperty("card", True)
        self._card_layout = QVBoxLayout(self._card)
        self._card_layout.setContentsMargins(4, 4, 4, 4)
        self._picture = QStackedLayout()
        self._picture.addWidget(QWidget())
        self._picture.addWidget(self._card)
        self.words, self.meaning, self.limits = self._label(), self._label("muted"), self._label("muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addLayout(methods)
        layout.addWidget(self.words)
        layout.addLayout(self._picture, stretch=1)
        layout.addWidget(self.meaning)
        layout.addWidget(self.limits)

    def _label(self, role: str = "") -> QLabel:
        label = QLabel()
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if role:
            label.setProperty("role", role)
        return label

    def showEvent(self, event: object) -> None:  # noqa: N802
        """Whether torch is there is only looked up when somebody comes here."""
        from engine.explain_child import gradients_problem

        self.gradients_button.setVisible(not gradients_problem())
        self.occlusion_button.setVisible(not gradients_problem())
        super().showEvent(event)  # type: ignore[arg-type]

    def plot(self) -> ExplainPlot:
        """The drawing; made the first time."""
        if self._plot is None:
            from gui.scan.explain_plot import ExplainPlot

            self._plot = ExplainPlot(self._context.theme)
            self._plot.setMinimumHeight(PLOT_HEIGHT)
            self._plot.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
            self._card_layout.addWidget(self._plot)
        return self._plot

    # -- what happens

    def _show(self, key: tuple[float, bool], found: Explanation) -> None:
        from gui.scan.explain_words import found_words, limits_words, meaning_words

        self.stop()
        if self._moment is None or key != (self._moment.start_s, self.gradients_button.isChecked()):
            return
        self.plot().show_explanation(found)
        self.plot().setAccessibleName(found_words(found))
        self._picture.setCurrentIndex(1)
        self._set_words(found_words(found), meaning_words(found.method), limits_words())

    def _set_words(self, words: str, meaning: str, limits: str) -> None:
        for label, text in ((self.words, words), (self.meaning, meaning), (self.limits, limits)):
            label.setText(text)
            label.setVisible(bool(text))

    def _set_running(self, *, running: bool) -> None:
        self.progress.setRange(0, 0)
        self.progress.setVisible(running)
        self.stop_button.setVisible(running)
        self.start_button.setEnabled(not running and self._moment is not None)
        self.running_changed.emit(running)

    def _progressed(self, pair: tuple[int, int]) -> None:
        done, total = pair
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _stopped(self) -> None:
        self.stop()
        self._set_words(self.tr("Stopped."), "", "")

    def _method_changed(self, _checked: bool) -> None:  # noqa: FBT001 - Qt's signal
        if self._found or self.is_running:
            self.start()

    def _restyle(self) -> None:
        if self._plot is not None:
            self._plot.restyle()


def _explain_by_occlusion(
    result: FileResult, start_s: float, on_progress: OnProgress, cancel: threading.Event
) -> Explanation:
    """The work of a thread. The network runs on one core: the others are the window's and the scan's."""
    from engine.detector import Detector
    from engine.explain import detector_of, occlusion, read_window

    checkpoint = detector_of(result)
    detector = Detector(checkpoint, "cpu", 1)
    wave = read_window(result.path, start_s, AudioSpec(detector.meta.sample_rate, detector.meta.window_s))
    return occlusion(detector, wave, start_s, on_progress=on_progress, cancel=cancel)


def _explain_by_gradients(
    result: FileResult, start_s: float, on_progress: OnProgress, cancel: threading.Event
) -> Explanation:
    """The work of a thread, which waits for a child process."""
    from engine.explain import detector_of, read_window
    from engine.explain_child import integrated_gradients

    checkpoint = detector_of(result)
    wave = read_window(result.path, start_s, AudioSpec(checkpoint.meta.sample_rate, checkpoint.meta.window_s))
    return integrated_gradients(checkpoint, wave, start_s, on_progress=on_progress, cancel=cancel)
