"""What every front end offers, and how one is made from its name in a checkpoint."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from engine.errors import CheckpointError

if TYPE_CHECKING:
    from torch import nn

Windows = npt.NDArray[np.float32]


class FrontEnd(Protocol):
    """Turns waveform windows into one network input."""

    @property
    def shape(self) -> tuple[int, int]:
        """Rows (frequency) and columns (time) of the result for one 3 s window."""

    def __call__(self, windows: Windows) -> npt.NDArray[np.float32]:
        """Transform a batch.

        Shape:
            windows: ``(batch, samples)``; result: ``(batch, 1, rows, columns)``.
        """


def make_front_end(name: str, args: Mapping[str, Any]) -> FrontEnd:
    """Make the numpy front end of that name.

    Raises:
        CheckpointError: There is no such front end, or it does not take these arguments.
    """
    from engine.frontend import log_mel, log_spectrogram, mel_spectrogram, peak_spectrogram, waveform

    makers: dict[str, type[Any]] = {
        "log_spectrogram": log_spectrogram.LogSpectrogram,
        "peak_spectrogram": peak_spectrogram.PeakSpectrogram,
        "mel_spectrogram": mel_spectrogram.MelSpectrogram,
        "log_mel": log_mel.LogMel,
        "waveform": waveform.Waveform,
    }
    if name not in makers:
        raise CheckpointError(f"This detector needs the front end {name!r}, which this version does not have")
    try:
        made: FrontEnd = makers[name](**args)
    except TypeError as error:
        raise CheckpointError(f"The front end {name!r} was saved with other settings: {error}") from None
    return made


def make_torch_front_end(name: str, args: Mapping[str, Any]) -> nn.Module:
    """Make the torch twin of `make_front_end`, for training on the CPU or a GPU; imports torch."""
    from engine.frontend import torch_twins

    return torch_twins.make(name, args)
