"""The way that the seed system scans a file, as the yardstick for throughput.

ffmpeg writes the whole file again as mp3, librosa loads that and makes one spectrogram a 3 s window, and the eager
network gets one window at a time. Same network (the repaired Ai-SPY CNN), same spectrogram, same audio as ours.
"""

from __future__ import annotations

import functools
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from torch import nn

RATE = 16_000
WINDOW_SAMPLES = 3 * RATE
MEAN_DB, STD_DB = -58.187, 15.877


@functools.cache
def network() -> nn.Module:
    """The network, untrained: its weights do not change how long it takes."""
    from engine.models import registry

    return registry.build("cnn").eval()


def run(path: Path, folder: Path) -> float:
    """Scan a file; the network and the imports are there before the clock starts.

    Returns:
        Seconds taken.
    """
    import librosa
    import torch

    net = network()
    started = time.perf_counter()
    encoded = folder / "seed-way.mp3"
    command = ["ffmpeg", "-nostdin", "-v", "error", "-y", "-i", str(path), "-codec:a", "libmp3lame", str(encoded)]
    subprocess.run(command, check=True)
    wave, _ = librosa.load(encoded, sr=RATE, mono=True)
    probabilities = []
    with torch.inference_mode():
        for start in range(0, len(wave) - WINDOW_SAMPLES + 1, WINDOW_SAMPLES):
            spectrum = librosa.stft(wave[start : start + WINDOW_SAMPLES], n_fft=2048, hop_length=512)
            decibel = librosa.amplitude_to_db(np.abs(spectrum), ref=np.max)
            features = torch.from_numpy(((decibel - MEAN_DB) / STD_DB).astype(np.float32))
            probabilities.append(torch.sigmoid(net(features[None, None])).item())
    return time.perf_counter() - started
