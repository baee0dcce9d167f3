"""The program's version, as reports and stored results name it."""

from __future__ import annotations

from functools import cache


@cache
def app_version() -> str:
    """Version of the installed package, or of the source tree where it is not installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("veravox")
    except PackageNotFoundError:
        return "0.1.0"
