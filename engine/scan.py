"""The batch pipeline: files and folders in, one result a file out, nothing lost when the process dies.

    run_scan(request: ScanRequest, on_event) -> ScanOutcome      blocks until done; Ctrl-C cancels, keeps what is done
    job = ScanJob(request, on_event); job.run()                  the same with pause(), resume(), cancel(), add(paths)

decode threads -> bounded queue of windows -> inference -> the caller's thread, which writes the history and calls
``on_event``. Events and requests are in `engine.scan_events`.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.scan_events import Event, ScanOutcome, ScanRequest


def run_scan(request: ScanRequest, on_event: Callable[[Event], None]) -> ScanOutcome:
    """Scan files and folders.

    Raises:
        CheckpointError: The detector cannot be used.
        DeviceError: The device that was asked for cannot be used.
        HistoryError: The history cannot be used.
        UsageError: An unknown operating point, a hop out of range, unreadable labels.
    """
    raise NotImplementedError
