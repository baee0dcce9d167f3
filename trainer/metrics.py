"""Weights under which every source of recordings counts the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


def source_weights(is_ai: Bools, sources: Sequence[str]) -> Floats:
    """Weights with which every source counts the same within its class.

    Shape:
        is_ai: ``(n,)``; sources: n names; result: ``(n,)``.
    """
    keys = list(zip(is_ai.tolist(), sources, strict=True))
    counts = Counter(keys)
    return np.array([1.0 / counts[key] for key in keys])
