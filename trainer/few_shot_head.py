"""The last layer of a network refitted to few recordings, held near what it was.

The last linear layer sees one row of numbers a window; everything before it stays as it was trained. Its weights move
by a ridge-penalised logistic regression on the mean rows of the clips: the old logit is the starting point, the penalty
pulls every move back to it, and how strong it pulls is chosen by clips that were held out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import torch
from scipy.optimize import minimize
from torch import Tensor, nn

from engine.checkpoint import Checkpoint, CheckpointMeta, load_tensors
from engine.errors import TrainingError
from engine.frontend import make_front_end
from engine.frontend.base import FrontEnd, Windows
from engine.models.registry import build
from trainer.error_curve import balance_weights

PENALTIES = (100.0, 30.0, 10.0, 3.0, 1.0, 0.3)
"""Tried from the strongest: 1 lets the logit of a typical clip move by about 1."""

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Texts = npt.NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Move:
    """How far a head moves, in raw logits.

    Attributes:
        weights: Added to its weights.
        bias: Added to its bias.
    """

    weights: Floats
    bias: float

    def of(self, rows: Floats) -> Floats:
        """What is added to the logits.

        Shape:
            rows: ``(n, d)``; result: ``(n,)``.
        """
        return np.asarray(rows @ self.weights + self.bias)


@dataclass(frozen=True, slots=True)
class Clips:
    """What the head learns from, one entry a clip.

    Attributes:
        rows: Mean row before the last layer, weighted by speech, ``(n, d)``.
        llr: Calibrated mean logit of the old head, ``(n,)``.
        labels: 0 human, 1 AI.
        sources: Each weighs the same inside its class.
    """

    rows: Floats
    llr: Floats
    labels: Ints
    sources: Texts

    def take(self, chosen: npt.NDArray[np.bool_]) -> Clips:
        """Some of them."""
        return Clips(self.rows[chosen], self.llr[chosen], self.labels[chosen], self.sources[chosen])


@dataclass(slots=True)
class HeadDetector:
    """Scores windows in torch and keeps what the last layer saw; for `trainer.window_table.score_shards`.

    Attributes:
        meta: Of the detector.
        net: Its network.
        front_ends: What feeds it.
        rows: One array a call of `logits`.
    """

    meta: CheckpointMeta
    net: nn.Module
    front_ends: tuple[FrontEnd, ...]
    rows: list[npt.NDArray[np.float32]] = field(default_factory=list)

    @classmethod
    def of(cls, checkpoint: Checkpoint) -> HeadDetector:
        """Load a detector's network.

        Raises:
            TrainingError: It has no last linear layer with one output.
        """
        net = build(checkpoint.meta.architecture, checkpoint.meta.model_args)
        net.load_state_dict({key: torch.from_numpy(value.copy()) for key, value in load_tensors(checkpoint).items()})
        last_layers(net)
        ends = tuple(make_front_end(each.name, each.args) for each in checkpoint.meta.front_ends)
        return cls(checkpoint.meta, net.eval(), ends)

    def logits(self, windows: Windows) -> npt.NDArray[np.float32]:
        """One logit a window.

        Shape:
            windows: ``(n, samples)``; result: ``(n,)``.
        """
        seen: list[Tensor] = []
        layers = last_layers(self.net)
        handles = [layer.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0])) for layer, _ in layers]
        try:
            with torch.inference_mode():
                found = self.net(*(torch.from_numpy(end(windows)) for end in self.front_ends)).float()
        finally:
            for handle in handles:
                handle.remove()
        rows = [each.float() * share for each, (_, share) in zip(seen, layers, strict=True)]
        self.rows.append(torch.cat(rows, dim=1).numpy())
        logits: npt.NDArray[np.float32] = found.numpy()
        return logits

    def moved(self, move: Move) -> nn.Module:
        """A copy of the network whose head has moved."""
        net = build(self.meta.architecture, self.meta.model_args)
        net.load_state_dict(self.net.state_dict())
        layers = last_layers(net)
        shares = sum(share for _, share in layers)
        start = 0
        with torch.no_grad():
            for layer, _ in layers:
                part = move.weights[start : start + layer.in_features]
                layer.weight.add_(torch.from_numpy(part.astype(np.float32)))
                layer.bias.add_(move.bias / shares)
                start += layer.in_features
        return net.eval()


def last_layers(net: nn.Module) -> list[tuple[nn.Linear, float]]:
    """The layers that give the logit, with the share each has in it; several where a network has branches.

    Raises:
        TrainingError: There is none.
    """
    mix = getattr(net, "mix", None)
    parts = [(net, 1.0)] if mix is None else list(zip(net.children(), mix.tolist(), strict=True))
    found = []
    for part, share in parts:
        last = [module for module in part.modules() if isinstance(module, nn.Linear)][-1:]
        if not last or last[0].out_features != 1 or last[0].bias is None:
            raise TrainingError("This network has no last layer to refit", "Calibrate it without --head.")
        found.append((last[0], float(share)))
    return found


def fit_move(clips: Clips, slope: float, penalty: float) -> Move:
    """The move with the least penalised log loss, every source weighing the same inside its class.

    Args:
        clips: What to learn from; both classes.
        slope: Of the old calibration: raw logits are the calibrated ones over it.
        penalty: One of `PENALTIES`.
    """
    centre = clips.rows.mean(axis=0)
    rows = clips.rows - centre
    scale = float(np.sqrt(np.square(rows).sum(axis=1).mean())) or 1.0
    rows = rows / scale
    signs = 2.0 * clips.labels - 1.0
    weights = balance_weights(clips.labels, clips.sources) * len(np.unique(clips.sources))
    strength = np.append(np.full(rows.shape[1], penalty), 1.0)  # the offset is no more than the calibration's

    def loss(parameters: Floats) -> tuple[float, Floats]:
        margin = signs * (clips.llr + rows @ parameters[:-1] + parameters[-1])
        pull = -weights * signs / (1.0 + np.exp(np.clip(margin, -60.0, 60.0)))
        gradient = np.append(pull @ rows, pull.sum()) + strength * parameters
        value = weights @ np.logaddexp(0.0, -margin) + 0.5 * (strength @ np.square(parameters))
        return float(value), gradient

    found = minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B").x
    by_row = found[:-1] / scale
    return Move(by_row / slope, float(found[-1] - centre @ by_row) / slope)


def choose_penalty(clips: Clips, slope: float, folds: Ints, check: Callable[[], None]) -> tuple[float, Floats]:
    """The strongest penalty whose loss on held-out clips is not surely above the least: within one standard error.

    Args:
        clips: What to learn from.
        slope: Of the old calibration.
        folds: Part that each clip is held out with; clips of a source in one part.
        check: Called between fits; may raise to leave.

    Returns:
        The penalty, and what it adds to the raw mean logit of every clip when that clip is held out.
    """
    signs = 2.0 * clips.labels - 1.0
    weights = balance_weights(clips.labels, clips.sources)
    added, losses = [], []
    for penalty in PENALTIES:
        moves = np.zeros(len(clips.labels))
        for part in np.unique(folds):
            check()
            out = folds == part
            moves[out] = fit_move(clips.take(~out), slope, penalty).of(clips.rows[out])
        added.append(moves)
        losses.append(np.logaddexp(0.0, -signs * (clips.llr + slope * moves)))
    least = min(losses, key=lambda each: float(weights @ each))
    n = len(np.unique(clips.sources))

    def is_surely_worse(loss: Floats) -> bool:
        more = loss - least
        mean = float(weights @ more)
        return mean > float(np.sqrt(weights @ np.square(more - mean) / n))

    chosen = next(i for i, loss in enumerate(losses) if not is_surely_worse(loss))
    return PENALTIES[chosen], added[chosen]
