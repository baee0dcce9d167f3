"""A fixed-size ring between an audio callback and the thread that drains it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Frames = npt.NDArray[np.float32]


class RingBuffer:
    """Preallocated frames for one producer and one consumer, without a lock.

    The producer alone moves the write position and the consumer alone moves the read position; each is one
    integer store, which Python makes atomic. When there is no room, the newest frames are dropped and counted:
    overwriting the oldest would need the producer to move the consumer's position.
    """

    def __init__(self, capacity: int, channels: int = 1) -> None:
        """Allocate everything that will ever be needed.

        Args:
            capacity: Frames; rounded up to a power of two, so that positions wrap with a mask.
            channels: Samples a frame.

        Raises:
            ValueError: Capacity or channels below 1.
        """
        if capacity < 1 or channels < 1:
            raise ValueError(f"A ring needs at least one frame and one channel, not {capacity} x {channels}")
        self._capacity = 1 << (capacity - 1).bit_length()
        self._mask = self._capacity - 1
        self._frames: Frames = np.zeros((self._capacity, channels), dtype=np.float32)
        self._written = 0
        self._read = 0
        self._dropped = 0

    @property
    def capacity(self) -> int:
        """Frames that fit."""
        return self._capacity

    @property
    def available(self) -> int:
        """Frames waiting to be read."""
        return self._written - self._read

    @property
    def dropped(self) -> int:
        """Frames that were lost because the consumer was too slow, since the start."""
        return self._dropped

    @property
    def total(self) -> int:
        """Frames that arrived since the start, dropped ones included."""
        return self._written + self._dropped

    def write(self, frames: Frames) -> int:
        """Copy frames in; called by the producer only.

        Args:
            frames: What arrived; the memory may be reused by the caller afterwards.

        Shape:
            frames: (n, channels).

        Returns:
            How many frames were dropped because they did not fit.
        """
        wanted = len(frames)
        kept = min(wanted, self._capacity - (self._written - self._read))
        start = self._written & self._mask
        head = min(kept, self._capacity - start)
        self._frames[start : start + head] = frames[:head]
        self._frames[: kept - head] = frames[head:kept]
        self._written += kept  # last: the consumer sees only frames that are complete
        self._dropped += wanted - kept
        return wanted - kept

    def read(self, limit: int | None = None) -> Frames:
        """Take waiting frames out; called by the consumer only.

        Args:
            limit: At most this many frames; everything when None.

        Shape:
            result: (n, channels), a copy.
        """
        count = self._written - self._read
        if limit is not None:
            count = min(count, limit)
        start = self._read & self._mask
        head = min(count, self._capacity - start)
        taken = np.concatenate((self._frames[start : start + head], self._frames[: count - head]))
        self._read += count
        return taken

    def read_into(self, target: Frames) -> int:
        """Copy waiting frames into a buffer without allocating; called by the consumer only.

        Args:
            target: Filled from its start; a ring of one channel fills every channel alike.

        Shape:
            target: (n, channels), any number of channels where the ring has one.

        Returns:
            How many frames there were, at most n; the rest of the buffer is left as it was.
        """
        count = min(self._written - self._read, len(target))
        start = self._read & self._mask
        head = min(count, self._capacity - start)
        target[:head] = self._frames[start : start + head]
        target[head:count] = self._frames[: count - head]
        self._read += count
        return count
