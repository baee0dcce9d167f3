"""Weights of sources."""

from __future__ import annotations

import numpy as np
import pytest

from trainer.metrics import source_weights


def test_every_source_weighs_the_same_within_its_class() -> None:
    is_ai = np.array([True, True, True, False, False, True])
    sources = ["a", "a", "a", "a", "b", "b"]
    weights = source_weights(is_ai, sources)
    assert weights == pytest.approx([1 / 3, 1 / 3, 1 / 3, 1.0, 1.0, 1.0])
