"""Integrated gradients of a detector's score over a window's spectrogram, with captum; imports torch.

Runs in the child process that `engine.explain_child.integrated_gradients` starts.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from engine.checkpoint import Checkpoint, load_tensors
from engine.detector import find_detector
from engine.ensemble import EnsembleCheckpoint
from engine.explain import HOP, N_FFT, Grid, level_of
from engine.frontend.base import make_torch_front_end
from engine.models.registry import build
from engine.spec import AudioSpec

BATCH_STEPS = 4


def attribute(
    path: Path, wave: npt.NDArray[np.float32], steps: int, on_progress: Callable[[int, int], None]
) -> tuple[npt.NDArray[np.float32], float]:
    """Attributions and the window's logit.

    Args:
        path: The detector's file.
        wave: One window.
        steps: On the way from the surroundings' mean to the window.
        on_progress: Called with (steps done, in all).

    Shape:
        wave: ``(window_samples,)``; attributions: ``(rows, columns)`` of the spectrogram.
    """
    from captum.attr import IntegratedGradients

    torch.set_num_threads(max(1, (os.cpu_count() or 2) - 1))  # one is left to the window
    checkpoint = find_detector(path)
    scored = _FromLevels(checkpoint, torch.from_numpy(np.ascontiguousarray(wave)))
    spec = AudioSpec(checkpoint.meta.sample_rate, checkpoint.meta.window_s)
    level_db = scored.level_db.numpy()
    rows, columns = level_db.shape
    baseline = torch.from_numpy(Grid.of(rows, columns, spec).surroundings(level_db))
    done = 0

    def forward(levels: Tensor) -> Tensor:
        nonlocal done
        done += len(levels)
        on_progress(min(done, steps), steps)
        return cast("Tensor", scored(levels))

    found = IntegratedGradients(forward).attribute(
        scored.level_db[None], baselines=baseline[None], n_steps=steps, internal_batch_size=BATCH_STEPS
    )
    with torch.inference_mode():
        logit = float(scored(scored.level_db[None])[0])
    return cast("Tensor", found)[0].detach().numpy().astype(np.float32), logit


class _FromLevels(nn.Module):
    """A window's spectrogram levels to its logit; the phase is the window's own."""

    def __init__(self, checkpoint: Checkpoint, wave: Tensor) -> None:
        super().__init__()
        self._n_samples = len(wave)
        self._window = torch.hann_window(N_FFT)
        spectrum = torch.stft(wave, N_FFT, HOP, window=self._window, center=True, return_complex=True)
        self.level_db = torch.from_numpy(level_of(spectrum.numpy()))
        self._spectrum = spectrum
        self._networks = nn.ModuleList(_Member(each) for each in _members(checkpoint))
        self._mixed = isinstance(checkpoint, EnsembleCheckpoint)
        self.eval()

    def forward(self, levels: Tensor) -> Tensor:
        gain = torch.pow(10.0, (levels - self.level_db) / 20.0)
        waves = torch.istft(self._spectrum * gain, N_FFT, HOP, window=self._window, center=True, length=self._n_samples)
        if not self._mixed:
            return cast("Tensor", self._networks[0](waves))
        return torch.stack([cast("_Member", each).llr(waves) for each in self._networks]).mean(0)


class _Member(nn.Module):
    """One network with its front ends."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        super().__init__()
        meta = checkpoint.meta
        self._calibration = meta.calibration
        self.front_ends = nn.ModuleList(make_torch_front_end(each.name, each.args) for each in meta.front_ends)
        self.network = build(meta.architecture, meta.model_args)
        tensors = {key: torch.from_numpy(value.copy()) for key, value in load_tensors(checkpoint).items()}
        self.network.load_state_dict(tensors, strict=True)

    def forward(self, waves: Tensor) -> Tensor:
        logits: Tensor = self.network(*[front_end(waves) for front_end in self.front_ends])
        return logits.reshape(len(waves))

    def llr(self, waves: Tensor) -> Tensor:
        """Calibrated by its own map, as the mean of an ensemble wants it."""
        return self._calibration.a * self.forward(waves) + self._calibration.b


def _members(checkpoint: Checkpoint) -> Sequence[Checkpoint]:
    return checkpoint.members if isinstance(checkpoint, EnsembleCheckpoint) else (checkpoint,)
