"""The real Fourier transform of SciPy without the rest of SciPy.

`scipy.fft` transforms float32 rows four to five times faster than numpy, but importing it also loads the special
functions and a second OpenBLAS: 0.3 s of every start and 60 MB of the packaged app. Its compiled part stands alone and
is loaded by itself; where a later SciPy keeps it elsewhere, `scipy.fft` is imported as usual (docs/decisions/0014).
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

FOLDER = Path("fft", "_pocketfft")
NAME = "pypocketfft"

Transform = Callable[[npt.NDArray[np.float32]], npt.NDArray[np.complex64]]


def _rows_transform() -> Transform:
    compiled = _compiled()
    if compiled is not None and hasattr(compiled, "r2c"):
        r2c: Any = compiled.r2c
        return lambda rows: np.asarray(r2c(rows, (1,), True, 0, None, 1))
    from scipy.fft import rfft

    return lambda rows: np.asarray(rfft(rows, axis=1))


def _compiled() -> ModuleType | None:
    """SciPy's compiled transform; None where it is not where it is expected."""
    for folder in _folders():
        for path in sorted(folder.glob(f"{NAME}.*")):
            spec = importlib.util.spec_from_file_location(NAME, path)
            if spec is None or spec.loader is None:
                continue
            try:
                module = importlib.util.module_from_spec(spec)
                spec.loader.exec_module(module)
            except ImportError:
                continue
            return module
    return None


def _folders() -> list[Path]:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return [Path(frozen, "scipy", FOLDER)]
    scipy = importlib.util.find_spec("scipy")
    return [Path(place, FOLDER) for place in (scipy.submodule_search_locations or ())] if scipy else []


_transform: Transform | None = None


def rfft_rows(rows: npt.NDArray[np.float32]) -> npt.NDArray[np.complex64]:
    """Real Fourier transform of each row.

    Shape:
        rows: ``(n, length)``; result: ``(n, length // 2 + 1)``.
    """
    global _transform  # noqa: PLW0603  loaded at the first use: decoding begins meanwhile
    if _transform is None:
        _transform = _rows_transform()
    return _transform(rows)
