"""The front ends again in torch, batched, for training; tests hold them equal to numpy's to 1e-4."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn

from engine.errors import CheckpointError
from engine.frontend.log_spectrogram import MAX_GAIN, TARGET_RMS, LogSpectrogram
from engine.frontend.peak_spectrogram import PeakSpectrogram


class _Stft(nn.Module):
    def __init__(self, n_fft: int, hop: int, n_bins: int) -> None:
        super().__init__()
        self.n_fft, self.hop, self.n_bins = n_fft, hop, n_bins
        self.register_buffer("window", torch.hann_window(n_fft), persistent=False)

    def power(self, windows: Tensor) -> Tensor:
        window = self.window
        assert isinstance(window, Tensor)
        spectrum = torch.stft(windows, self.n_fft, self.hop, window=window, center=True, return_complex=True)
        kept = torch.view_as_real(spectrum[:, : self.n_bins])
        return kept.square().sum(-1)


class TorchLogSpectrogram(_Stft):
    """Twin of `LogSpectrogram`."""

    def __init__(self, config: LogSpectrogram) -> None:
        super().__init__(config.n_fft, config.hop, config.n_bins)
        self.config = config

    def forward(self, windows: Tensor) -> Tensor:
        """Transform a batch.

        Shape:
            windows: ``(batch, samples)``; result: ``(batch, 1, n_bins, frames)``.
        """
        rms = windows.square().mean(1, keepdim=True).sqrt()
        power = self.power(windows * (TARGET_RMS / rms.clamp_min(1e-9)).clamp_max(MAX_GAIN))
        c = self.config
        return ((10.0 * torch.log10(power + 1e-8) - c.mean) / c.std)[:, None]


class TorchPeakSpectrogram(_Stft):
    """Twin of `PeakSpectrogram`."""

    def __init__(self, config: PeakSpectrogram) -> None:
        super().__init__(config.n_fft, config.hop, config.n_fft // 2 + 1)
        self.config = config

    def forward(self, windows: Tensor) -> Tensor:
        """Transform a batch.

        Shape:
            windows: ``(batch, samples)``; result: ``(batch, 1, n_fft / 2 + 1, frames)``.
        """
        c = self.config
        power = self.power(windows)
        relative = power / power.amax((1, 2), keepdim=True).clamp_min(1e-10)
        level = 10.0 * torch.log10(relative.clamp_min(10.0 ** (-c.top_db / 10.0)))
        return ((level - c.mean) / c.std)[:, None]


def make(name: str, args: Mapping[str, Any]) -> nn.Module:
    """Make the torch front end of that name.

    Raises:
        CheckpointError: There is no such front end.
    """
    if name == "log_spectrogram":
        return TorchLogSpectrogram(LogSpectrogram(**args))
    if name == "peak_spectrogram":
        return TorchPeakSpectrogram(PeakSpectrogram(**args))
    raise CheckpointError(f"No front end {name!r}")
