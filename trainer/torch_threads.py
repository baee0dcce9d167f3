"""How many threads torch may take for a while."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import torch


@contextmanager
def torch_threads(count: int) -> Iterator[None]:
    """Let torch work in so many threads; afterwards it has as many as before."""
    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def threads_each(workers: int | None) -> int:
    """Threads for each of so many workers, one a core where None, that call torch at the same time."""
    return max(1, torch.get_num_threads() // (workers or os.cpu_count() or 1))
