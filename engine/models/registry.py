"""Architectures by name. A new one is one file beside this and one line here; contract tests pick it up.

Every network takes the outputs of its front ends in order, each ``(batch, 1, rows, columns)``, and returns
logits ``(batch,)``; a higher logit means more AI.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from engine.errors import UnknownModelError

if TYPE_CHECKING:
    from torch import nn

LOG = ("log_spectrogram",)
PEAK = ("peak_spectrogram",)


@dataclass(frozen=True, slots=True)
class Architecture:
    """Where a network lives and which front ends feed it.

    Attributes:
        module: Module below ``engine.models`` with a class or function ``build(**model_args)``.
        front_ends: Names of its inputs, in order.
        summary: One line for lists.
    """

    module: str
    front_ends: tuple[str, ...]
    summary: str


ARCHITECTURES: Mapping[str, Architecture] = {
    "cnn": Architecture("cnn", PEAK, "the Ai-SPY CNN repaired: fine in frequency, the light yardstick"),
    "seresnet": Architecture("seresnet", LOG, "SE-ResNet18, width 16, attentive statistics: fine in time"),
    "duo": Architecture("duo", PEAK + LOG, "cnn and seresnet as two branches of one network"),
    "vit": Architecture("vit", PEAK, "the Ai-SPY ViT with the padding repaired, 26 M parameters"),
    "vit-small": Architecture("vit_small", LOG, "small ViT with a convolutional stem, 2.9 M parameters"),
}


def architecture(name: str) -> Architecture:
    """Look an architecture up; imports nothing.

    Raises:
        UnknownModelError: There is none of that name.
    """
    if name not in ARCHITECTURES:
        raise UnknownModelError(f"No architecture {name!r}; there are {', '.join(ARCHITECTURES)}")
    return ARCHITECTURES[name]


def build(name: str, model_args: Mapping[str, Any] | None = None) -> nn.Module:
    """Make an untrained network; imports torch.

    Raises:
        UnknownModelError: There is none of that name, or it does not take these arguments.
    """
    module = import_module(f"engine.models.{architecture(name).module}")
    maker = cast("Callable[..., nn.Module]", module.build)
    try:
        return maker(**(model_args or {}))
    except TypeError as error:
        raise UnknownModelError(f"The architecture {name!r} does not take these arguments: {error}") from None
