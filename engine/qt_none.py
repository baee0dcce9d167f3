"""Keeps PySide 6.12 from killing Python 3.11: it drops a reference to None, True or False that it does not own.

Measured with 6.12.0 on 3.11.7: 100 calls of ``QObject.setObjectName`` cost None 100 references of about 5,000, and
200 calls of ``Signal.emit`` cost True 200; then the process aborts ("none_dealloc", "bool_dealloc"). From Python 3.12
on these objects are immortal and nothing happens; 6.11.3 has no such fault.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache


@cache
def protect_none() -> None:
    """Give None, True and False more references than any session can drop. Call it before the first use of Qt."""
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython" and not hasattr(sys, "gettotalrefcount"):
        # The count is the first field of every object in a release build of CPython up to 3.11.
        for constant in (None, True, False):
            ctypes.c_ssize_t.from_address(id(constant)).value += 1 << 40
