"""The front ends again in torch, batched, for training; tests hold them equal to numpy's to 1e-4."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn

from engine.errors import CheckpointError
from engine.frontend.log_mel import FLOOR, SCALE, SHIFT, TOP, LogMel
from engine.frontend.log_spectrogram import MAX_GAIN, TARGET_RMS, LogSpectrogram
from engine.frontend.mel_spectrogram import MelSpectrogram, mel_bands
from engine.frontend.peak_spectrogram import PeakSpectrogram
from engine.frontend.waveform import Waveform


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
        power = self.power(_same_level(windows))
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
        return _relative_to_peak(self.power(windows), self.config)


class _MelStft(_Stft):
    def __init__(self, config: MelSpectrogram | LogMel) -> None:
        super().__init__(config.n_fft, config.hop, config.n_fft // 2 + 1)
        bands = torch.from_numpy(mel_bands(config.n_mels, config.n_fft, config.sample_rate))
        self.register_buffer("bands", bands, persistent=False)

    def mel_power(self, windows: Tensor) -> Tensor:
        bands = self.bands
        assert isinstance(bands, Tensor)
        return bands @ self.power(windows)


class TorchMelSpectrogram(_MelStft):
    """Twin of `MelSpectrogram`."""

    def __init__(self, config: MelSpectrogram) -> None:
        super().__init__(config)
        self.config = config

    def forward(self, windows: Tensor) -> Tensor:
        """Transform a batch.

        Shape:
            windows: ``(batch, samples)``; result: ``(batch, 1, n_mels, frames)``.
        """
        return _relative_to_peak(self.mel_power(windows), self.config)


class TorchLogMel(_MelStft):
    """Twin of `LogMel`."""

    def forward(self, windows: Tensor) -> Tensor:
        """Transform a batch.

        Shape:
            windows: ``(batch, samples)``; result: ``(batch, 1, n_mels, frames)``.
        """
        levels = self.mel_power(_same_level(windows))[:, :, :-1].clamp_min(FLOOR).log10()
        levels = levels.maximum(levels.amax((1, 2), keepdim=True) - TOP)
        return ((levels + SHIFT) / SCALE)[:, None]


class TorchWaveform(nn.Module):
    """Twin of `Waveform`."""

    def __init__(self, config: Waveform) -> None:
        super().__init__()
        self.config = config

    def forward(self, windows: Tensor) -> Tensor:
        """Transform a batch.

        Shape:
            windows: ``(batch, samples)``; result: ``(batch, 1, 1, samples)``.
        """
        return (_same_level(windows) / TARGET_RMS)[:, None, None]


def _same_level(windows: Tensor) -> Tensor:
    rms = windows.square().mean(1, keepdim=True).sqrt()
    return windows * (TARGET_RMS / rms.clamp_min(1e-9)).clamp_max(MAX_GAIN)


def _relative_to_peak(power: Tensor, config: PeakSpectrogram | MelSpectrogram) -> Tensor:
    relative = power / power.amax((1, 2), keepdim=True).clamp_min(1e-10)
    level = 10.0 * torch.log10(relative.clamp_min(10.0 ** (-config.top_db / 10.0)))
    return ((level - config.mean) / config.std)[:, None]


def make(name: str, args: Mapping[str, Any]) -> nn.Module:
    """Make the torch front end of that name.

    Raises:
        CheckpointError: There is no such front end.
    """
    makers: dict[str, tuple[type[Any], type[Any]]] = {
        "log_spectrogram": (TorchLogSpectrogram, LogSpectrogram),
        "peak_spectrogram": (TorchPeakSpectrogram, PeakSpectrogram),
        "mel_spectrogram": (TorchMelSpectrogram, MelSpectrogram),
        "log_mel": (TorchLogMel, LogMel),
        "waveform": (TorchWaveform, Waveform),
    }
    if name not in makers:
        raise CheckpointError(f"No front end {name!r}")
    module, config = makers[name]
    made: nn.Module = module(config(**args))
    return made
