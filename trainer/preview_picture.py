"""Spectrograms as pictures: one scale for all pictures of a clip, so that they can be compared by eye."""

from __future__ import annotations

import io

import numpy as np
import numpy.typing as npt

from trainer.augment.base import Wave
from trainer.augment.spectra import stft

N_FFT, HOP = 512, 160
RANGE_DB = 80.0
"""Below the loudest place of the original everything is black from here on."""

SHADES = 48

Picture = npt.NDArray[np.float32]


def spectrogram_db(wave: Wave) -> Picture:
    """Magnitudes in dB, 0 to half the sample rate from the first row on.

    Shape:
        wave: ``(n,)``; result: ``(257, frames)``.
    """
    found: Picture = (20.0 * np.log10(np.abs(stft(wave, N_FFT, HOP)).T + 1e-6)).astype(np.float32)
    return found


def png(picture: Picture, top_db: float) -> bytes:
    """A picture file, low frequencies at the bottom.

    Args:
        picture: From `spectrogram_db`.
        top_db: Brightest value.
    """
    from matplotlib import colormaps  # costs a second
    from PIL import Image

    # Few shades in a palette: half the size, and the eye sees no difference.
    shades = np.clip((picture[::-1] - top_db) / RANGE_DB + 1.0, 0.0, 1.0) * (SHADES - 1)
    image = Image.fromarray(shades.round().astype(np.uint8), "L")
    image.putpalette(
        (colormaps["magma"](np.linspace(0.0, 1.0, SHADES))[:, :3] * 255).round().astype(np.uint8).tobytes()
    )
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
