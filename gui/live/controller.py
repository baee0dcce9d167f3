"""One live session as the window sees it: started from the settings, its events as signals."""

from __future__ import annotations

import queue
import statistics
import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from engine.live_events import (
    LiveAlert,
    LiveChange,
    LiveFlagged,
    LiveLevel,
    LiveLost,
    LiveScore,
    LiveWarning,
)
from engine.live_service import Events, LiveEnded, LiveRequest, LiveService, LiveStarted, ServiceEvent
from gui.context import AppContext
from gui.live.keep_card import sound_folder
from gui.live.trace import LiveTrace

MakeService = Callable[[LiveRequest, Events], LiveService]
DELAYS = 20
STOP_WAIT_S = 10.0


class LiveController(QObject):
    """Main thread only; the session itself runs in the service's thread."""

    starting = Signal()
    started = Signal(object)
    """`LiveStarted`."""
    level = Signal(object)
    """`LiveLevel`."""
    scored = Signal(object)
    """`LiveScore`."""
    changed = Signal(object)
    """`LiveChange`."""
    warned = Signal(object)
    """`LiveWarning`."""
    alerted = Signal(object)
    """`LiveAlert`."""
    flagged = Signal(object)
    """`LiveFlagged`."""
    lost = Signal(float)
    """All seconds that are missing."""
    ended = Signal(object)
    """`LiveEnded`."""

    def __init__(
        self,
        context: AppContext,
        make_service: MakeService = LiveService,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._make_service = make_service
        self._clock = clock
        self._service: LiveService | None = None
        self._events: Events = queue.SimpleQueue()
        self._delays: deque[float] = deque(maxlen=DELAYS)
        self._heard_s = 0.0
        self._heard_at = 0.0
        self._lost_before_s = 0.0
        self._lost_from_s = -1.0
        self._lost_now_s = 0.0
        self.trace = LiveTrace()
        self.start_info: LiveStarted | None = None

    @property
    def is_running(self) -> bool:
        """From the click on Start until the session has ended."""
        return self._service is not None

    @property
    def time_s(self) -> float:
        """Seconds of the session now; goes on between two blocks of sound."""
        if self.start_info is None or not self.is_running:
            return self._heard_s
        return self._heard_s + min(1.0, max(0.0, self._clock() - self._heard_at))

    @property
    def delay_s(self) -> float | None:
        """From sound to screen, the median of the latest scores."""
        return statistics.median(self._delays) if self._delays else None

    @property
    def lost_s(self) -> float:
        """Seconds of sound that are missing."""
        return self._lost_before_s + self._lost_now_s

    def request(self, input_name: str | None) -> LiveRequest:
        """What the settings ask for.

        Args:
            input_name: Identity; None for the default input.
        """
        settings = self._context.settings
        return LiveRequest(
            folder=sound_folder(settings),
            input_name=input_name,
            model=settings.detector or None,
            compute="cpu",  # two windows a second need no GPU, and torch stays out of the window's process
            threads=1,
            point=settings.operating_point or None,
            hop_s=settings.live_hop_s,
            alert_s=settings.live_alert_s if settings.live_alerts else None,
            keep_flagged=settings.live_keep_flagged,
            pre_roll_s=settings.live_preroll_s,
            quota_mb=settings.live_quota_mb,
            record_session=settings.live_record_session,
            db=self._context.db,
        )

    def start(self, input_name: str | None) -> None:
        """Begin a session, unless one is running."""
        if self._service is not None:
            return
        request = self.request(input_name)
        self.trace = LiveTrace(request.hop_s)
        self.start_info = None
        self._delays.clear()
        self._heard_s = self._lost_before_s = self._lost_now_s = 0.0
        self._lost_from_s = -1.0
        self._events = queue.SimpleQueue()
        self._service = self._make_service(request, self._events)
        self._context.bridge.attach(self._events, self._handle)
        self.starting.emit()
        self._service.start()

    def stop(self) -> None:
        """End it soon; `ended` tells when."""
        if self._service is not None:
            self._service.stop()

    def shut_down(self) -> None:
        """End it and wait; for the window's end."""
        service = self._service
        if service is None:
            return
        service.stop()
        service.join(STOP_WAIT_S)
        self._context.bridge.detach(self._events)
        self._service = None

    def _handle(self, event: ServiceEvent) -> None:
        if isinstance(event, LiveLevel):
            self._hear(event.time_s)
            self.level.emit(event)
        elif isinstance(event, LiveScore):
            self.trace.add(event)
            if event.heard_at is not None:
                self._delays.append(self._clock() - event.heard_at)
            self.scored.emit(event)
        elif isinstance(event, LiveLost):
            self._count_lost(event)
        elif isinstance(event, LiveChange):
            self.changed.emit(event)
        elif isinstance(event, LiveWarning):
            self.warned.emit(event)
        elif isinstance(event, LiveAlert):
            self.trace.add_alert(event)
            self.alerted.emit(event)
        elif isinstance(event, LiveFlagged):
            self.flagged.emit(event)
        elif isinstance(event, LiveStarted):
            self.start_info = event
            self._hear(0.0)
            self.started.emit(event)
        else:
            self._end(event)

    def _hear(self, time_s: float) -> None:
        self._heard_s, self._heard_at = time_s, self._clock()

    def _count_lost(self, lost: LiveLost) -> None:
        """The same stretch is told again as it grows."""
        self._hear(lost.end_s)
        if lost.start_s != self._lost_from_s:
            self._lost_before_s, self._lost_from_s = self.lost_s, lost.start_s
        self._lost_now_s = lost.end_s - lost.start_s
        self.trace.add_lost(lost)
        self.lost.emit(self.lost_s)

    def _end(self, event: LiveEnded) -> None:
        self._context.bridge.detach(self._events)
        self._service = None
        if event.summary is not None:
            self._heard_s = event.summary.duration_s
            self._lost_before_s, self._lost_now_s = event.summary.lost_s, 0.0
        self.ended.emit(event)
        if event.job_id is not None:
            self._context.history_changed.emit()
