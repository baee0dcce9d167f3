"""Keeps PySide 6.12 from killing Python 3.11: it drops a reference to None on every call that returns nothing.

Measured with 6.12.0 on 3.11.7: 100 calls of ``QObject.setObjectName`` cost 100 references of about 5,000; then the
process aborts ("none_dealloc"). From Python 3.12 on None is immortal and nothing happens; 6.11.3 has no such fault.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache


@cache
def protect_none() -> None:
    """Give None more references than any session can drop. Call it before the first use of Qt."""
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython" and not hasattr(sys, "gettotalrefcount"):
        # The count is the first field of every object in a release build of CPython up to 3.11.
        ctypes.c_ssize_t.from_address(id(None)).value += 1 << 40
