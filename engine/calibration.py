"""From raw logits to probabilities and decisions: everything a checkpoint knows about its own errors."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict


class OperatingPoint(BaseModel):
    """A decision threshold with the error rates measured for it.

    Attributes:
        name: ``few_false_alarms``, ``balanced`` or ``miss_little``.
        threshold: On the calibrated file-level logit; at or above means AI.
        false_alarm_rate: Share of human files flagged, 0..1, measured on ``measured_on``.
        miss_rate: Share of AI files not flagged, 0..1.
        measured_on: In words: which recordings, how many.
        human_flagged: Share of human files called ``ai`` once the uncertain band is applied; None if not measured.
        ai_passed: Share of AI files called ``human`` once the uncertain band is applied.
        undecided: Share of all files that fall into the uncertain band.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    threshold: float
    false_alarm_rate: float
    miss_rate: float
    measured_on: str = ""
    human_flagged: float | None = None
    ai_passed: float | None = None
    undecided: float | None = None


class Calibration(BaseModel):
    """Affine map of the logit to a log-likelihood ratio at equal priors, and the decision rules.

    Attributes:
        a: Slope, > 0: score direction is never turned around.
        b: Offset.
        operating_points: The named thresholds, at least ``balanced``.
        default_point: Name of the one used when the user does not choose.
        abstain_low: Calibrated file-level logits between low and high are ``uncertain``.
        abstain_high: See ``abstain_low``.
        window_threshold: Calibrated window-level logit (9 s median) above which a stretch counts as AI.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    a: float = 1.0
    b: float = 0.0
    operating_points: tuple[OperatingPoint, ...] = ()
    default_point: str = "balanced"
    abstain_low: float = 0.0
    abstain_high: float = 0.0
    window_threshold: float = 2.0

    def llr(self, logit: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Calibrated log-likelihood ratio of raw logits."""
        return self.a * np.asarray(logit, dtype=np.float64) + self.b

    def probability(self, logit: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Calibrated AI probability of raw logits, at equal priors, 0..1."""
        return 1.0 / (1.0 + np.exp(-np.clip(self.llr(logit), -60.0, 60.0)))

    def point(self, name: str | None = None) -> OperatingPoint:
        """The named operating point, or the default one.

        Raises:
            KeyError: No such point.
        """
        wanted = name or self.default_point
        for point in self.operating_points:
            if point.name == wanted:
                return point
        raise KeyError(wanted)
