"""How much each branch of a network counts, set on development recordings that no weight was trained on."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from engine.errors import TrainingError
from trainer.error_curve import balance_weights

Floats = npt.NDArray[np.float64]


def fit_mix(logits: Floats, labels: npt.NDArray[np.intp], sources: npt.NDArray[np.str_]) -> Floats:
    """Weights of the branches by logistic regression on clip logits: none negative, summing to 1.

    Every source weighs the same inside its class. Scale and offset belong to the calibration that follows, so only
    the proportion is kept.

    Args:
        logits: Mean logit of each clip and branch; clips with NaN are passed over.
        labels: 0 human, 1 ai.
        sources: Of the clips.

    Shape:
        logits: ``(clips, branches)``; result: ``(branches,)``.

    Raises:
        TrainingError: No branch tells the classes apart in the right direction.
    """
    known = np.isfinite(logits).all(axis=1)
    x, truth = logits[known], labels[known]
    weights = balance_weights(truth, sources[known])
    signs = 2.0 * truth - 1.0
    n = x.shape[1]

    def loss(parameters: Floats) -> tuple[float, Floats]:
        margin = signs * (x @ parameters[:n] + parameters[n])
        slope = -weights * signs / (1.0 + np.exp(np.clip(margin, -60.0, 60.0)))
        return float(weights @ np.logaddexp(0.0, -margin)), np.append(slope @ x, slope.sum())

    start = np.append(np.full(n, 0.5), 0.0)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(0.0, None)] * n + [(None, None)])
    mix = np.asarray(found.x[:n])
    if mix.sum() <= 1e-9:
        raise TrainingError("No branch scores AI recordings higher than human ones", "Train longer.")
    return np.asarray(mix / mix.sum())
