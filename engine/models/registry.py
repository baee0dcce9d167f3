"""Architectures by name. A new one is one file beside this and one line here; contract tests pick it up.

Every network takes the outputs of its front ends in order, each ``(batch, 1, rows, columns)``, and returns
logits ``(batch,)``; a higher logit means more AI.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from engine.errors import UnknownModelError

if TYPE_CHECKING:
    from torch import nn

LOG = ("log_spectrogram",)
PEAK = ("peak_spectrogram",)
MEL = ("mel_spectrogram",)
LOG_MEL = ("log_mel",)
WAVE = ("waveform",)


@dataclass(frozen=True, slots=True)
class Architecture:
    """Where a network lives and which front ends feed it.

    Attributes:
        module: Module below ``engine.models`` with a class or function ``build(**model_args)``.
        front_ends: Names of its inputs, in order.
        summary: One line for lists.
        args: What ``build`` gets besides the run's own ``model_args``.
    """

    module: str
    front_ends: tuple[str, ...]
    summary: str
    args: Mapping[str, Any] = field(default_factory=dict)


ARCHITECTURES: Mapping[str, Architecture] = {
    "cnn": Architecture("cnn", PEAK, "the Ai-SPY CNN repaired: fine in frequency, the light yardstick"),
    "seresnet": Architecture("seresnet", LOG, "SE-ResNet18, width 16, attentive statistics: fine in time"),
    "duo": Architecture("duo", PEAK + LOG, "cnn and seresnet as two branches of one network"),
    "whisper": Architecture("whisper", LOG_MEL, "first layers of a speech recogniser's encoder, trained on"),
    "vit": Architecture("vit", PEAK, "the Ai-SPY ViT with the padding repaired, 26 M parameters"),
    "vit-small": Architecture("vit_small", LOG, "small ViT with a convolutional stem"),
    "mel-cnn": Architecture("mel_cnn", MEL, "the In-the-Wild project's one convolution on a mel spectrogram"),
    "wave-cnn-1s": Architecture("wave_cnn", WAVE, "raw samples, the mean over pieces of 1 s", {"seconds": 1}),
    "wave-cnn-2s": Architecture("wave_cnn", WAVE, "raw samples, the mean over pieces of 2 s", {"seconds": 2}),
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
    found = architecture(name)
    module = import_module(f"engine.models.{found.module}")
    maker = cast("Callable[..., nn.Module]", module.build)
    try:
        return maker(**{**found.args, **(model_args or {})})
    except TypeError as error:
        raise UnknownModelError(f"The architecture {name!r} does not take these arguments: {error}") from None
