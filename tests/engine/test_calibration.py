"""The affine map and its named points."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from engine.calibration import Calibration, OperatingPoint

BALANCED = OperatingPoint(name="balanced", threshold=0.2, false_alarm_rate=0.1, miss_rate=0.1)


@given(st.floats(0.01, 10), st.floats(-5, 5), st.floats(-50, 50), st.floats(0, 10))
def test_a_higher_logit_never_gives_a_lower_probability(a: float, b: float, logit: float, more: float) -> None:
    calibration = Calibration(a=a, b=b)
    assert calibration.probability(logit + more) >= calibration.probability(logit)


def test_probability_is_the_logistic_of_the_affine_logit() -> None:
    calibration = Calibration(a=2.0, b=-1.0)
    assert calibration.llr([0.5, 1.0]) == pytest.approx([0.0, 1.0])
    assert calibration.probability([0.5, 1.0]) == pytest.approx([0.5, 1 / (1 + np.exp(-1.0))])


def test_huge_logits_stay_finite() -> None:
    assert np.all(np.isfinite(Calibration().probability([-1e9, 1e9])))


def test_points_by_name() -> None:
    calibration = Calibration(operating_points=(BALANCED,))
    assert calibration.point() == BALANCED
    with pytest.raises(KeyError, match="strict"):
        calibration.point("strict")


def test_unknown_fields_are_refused_and_points_without_band_rates_are_read() -> None:
    with pytest.raises(ValidationError):
        Calibration.model_validate({"slope": 1.0})
    old = {"name": "balanced", "threshold": 0.0, "false_alarm_rate": 0.1, "miss_rate": 0.1}
    assert OperatingPoint.model_validate(old).human_flagged is None
