"""Work on many files with threads: in order, with progress, and stopped within a moment when asked.

Threads and not processes: decoding, resampling, encoding and the speech detector release the interpreter's lock, and
threads leave nothing behind when the program is killed.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from engine.errors import CancelledError

Item = TypeVar("Item")
Result = TypeVar("Result")
OnProgress = Callable[[int, int], None]
"""Called with (done, in all)."""

_POLL_S = 0.2


def check_cancelled(cancel: threading.Event | None) -> None:
    """Leave the work where somebody asked for it.

    Raises:
        CancelledError: The event is set.
    """
    if cancel is not None and cancel.is_set():
        raise CancelledError


def parallel_map(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    workers: int | None = None,
    on_progress: OnProgress | None = None,
    cancel: threading.Event | None = None,
) -> Generator[tuple[Item, Result]]:
    """Apply a function to every item in threads; yields (item, result) in the order of the items.

    Close it (`contextlib.closing`) where the loop may be left early: it waits for its threads.

    A few results are worked out ahead and no more, so that memory does not grow with the number of items.

    Args:
        function: Called in a thread; its error ends the whole map.
        items: What to work on.
        workers: Threads; one a core where None.
        on_progress: Called in the caller's thread after every result.
        cancel: Set it to stop; what was begun is finished.

    Raises:
        CancelledError: ``cancel`` was set.
    """
    count = max(1, workers or os.cpu_count() or 1)
    waiting: deque[tuple[Item, Future[Result]]] = deque()
    done = 0
    pool = ThreadPoolExecutor(count, thread_name_prefix="prepare")
    try:
        queue = iter(items)
        while True:
            check_cancelled(cancel)
            for item in queue:
                waiting.append((item, pool.submit(function, item)))
                if len(waiting) >= 4 * count:
                    break
            if not waiting:
                return
            item, future = waiting.popleft()
            yield item, _result(future, cancel)
            done += 1
            if on_progress is not None:
                on_progress(done, len(items))
    except KeyboardInterrupt:
        if cancel is not None:
            cancel.set()  # long items look at it; otherwise the shutdown below would wait for them
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _result(future: Future[Result], cancel: threading.Event | None) -> Result:
    """Wait in short steps: a long file must not keep the user's cancel waiting for its turn in the order."""
    while True:
        try:
            return future.result(timeout=_POLL_S)
        except TimeoutError:
            if future.done():
                raise
            check_cancelled(cancel)
