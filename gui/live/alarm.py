"""Calls somebody: a sound, the system's notification, a flash; each as the settings say."""

from __future__ import annotations

import logging
import threading

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from engine.audio.devices import hold_portaudio, load_portaudio
from engine.clock import clock
from engine.errors import CaptureError
from engine.live_events import LiveAlert
from engine.results import SegmentKind
from gui.context import AppContext
from gui.live.state_card import FLASH_STEPS, StateCard
from gui.live.words import percent
from gui.widgets.notifier import Notifier

logger = logging.getLogger(__name__)

RATE = 48_000
FLASH_MS = 500


class Alarm(QObject):
    """One a page."""

    def __init__(self, context: AppContext, card: StateCard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._card = card
        self._notifier = Notifier(card)
        self._steps = 0
        self._timer = QTimer(self)
        self._timer.setInterval(FLASH_MS)
        self._timer.timeout.connect(self._step)

    def raise_alert(self, alert: LiveAlert) -> None:
        """Call in every way that is wanted."""
        settings = self._context.settings
        if settings.live_alert_sound:
            threading.Thread(target=_play, name="alert", daemon=True).start()
        if settings.live_alert_notify:
            text = self.tr("AI probability {percent}, since {time}").format(
                percent=percent(alert.probability), time=clock(alert.start_s)
            )
            icon = self._context.theme.verdict_icon(SegmentKind.AI)
            self._notifier.tell(self.tr("Likely AI speech"), text, icon)
        if settings.live_alert_flash:
            QApplication.alert(self._card.window())
            self._steps = FLASH_STEPS
            self._step()
            self._timer.start()

    def calm_down(self) -> None:
        """The session is over."""
        self._steps = 0
        self._timer.stop()
        self._card.light(lit=False)
        self._notifier.hide()

    def _step(self) -> None:
        self._card.light(lit=self._steps % 2 == 0 and self._steps > 0)
        if self._steps <= 0:
            self._timer.stop()
        self._steps -= 1


def alert_tone() -> npt.NDArray[np.float32]:
    """Two short rising tones with soft edges; no voice, so that a microphone that hears them takes them for noise.

    Shape:
        result: ``(n,)`` at 48 kHz.
    """
    parts = []
    for hz in (660.0, 880.0):
        t = np.arange(round(0.16 * RATE)) / RATE
        edge = np.minimum(1.0, np.minimum(t, t[::-1]) / 0.02)
        parts += [0.25 * edge * np.sin(2 * np.pi * hz * t), np.zeros(round(0.06 * RATE))]
    return np.concatenate(parts).astype(np.float32)


def _play() -> None:
    """In a thread: opening an output may take a second."""
    try:
        portaudio = load_portaudio()
        with hold_portaudio(), portaudio.OutputStream(samplerate=RATE, channels=1, dtype="float32") as stream:
            stream.write(alert_tone()[:, None])
    except CaptureError as error:
        logger.warning("No alert sound: %s", error)
    except Exception as error:  # noqa: BLE001  the boundary of this thread; PortAudio raises many things
        logger.warning("The alert sound cannot be played: %s", error)
