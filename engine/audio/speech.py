"""Voice activity: how much of a window is speech. "No speech" is not "human", so windows without it get no class.

A tiny network on a log-spectrogram of 32 bands, distilled from silero-vad by `trainer.speech`. It looks at each
window alone, normalised by its own level, so that a window has the same share whatever came before or beside it.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

from engine.errors import CheckpointError
from engine.frontend.log_spectrogram import normalise_level
from engine.frontend.stft import power_spectrogram
from engine.resources import weights_dir
from engine.runtime.onnx import ONNX_ERRORS, session_options

Samples = npt.NDArray[np.float32]

FRAME_SAMPLES = 512
"""Samples a decision, 32 ms at 16 kHz: the frame of silero-vad, whose labels the network learned."""
N_FFT = 256
COLUMNS_PER_FRAME = FRAME_SAMPLES // N_FFT
"""Spectrogram columns a frame; they do not overlap, which halves the cost and lost nothing measurable."""
N_BANDS = 32
THRESHOLD = 0.5
"""A frame counts as speech from this probability on, as with silero-vad."""
WEIGHTS = "speech.onnx"
INPUT, OUTPUT = "bands", "speech"

_LOAD_ERRORS: tuple[type[Exception], ...] = (OSError, RuntimeError, ValueError, *ONNX_ERRORS)
_POWER_FLOOR = 1e-6
_OFFSET, _SCALE = 2.0, 0.5  # log10 of the power is about -6..2; networks like it around zero


@lru_cache(maxsize=1)
def band_edges() -> npt.NDArray[np.int64]:
    """First FFT bin of each band, equal steps on the mel scale, every band at least one bin wide; bin 0 is left out.

    Shape:
        result: ``(N_BANDS,)``, rising; the last band ends at half the sample rate.
    """
    top = N_FFT // 2 + 1
    bin_hz = 16_000 / N_FFT
    mels = np.linspace(_mel(bin_hz), _mel(top * bin_hz), N_BANDS + 1)
    edges = np.rint(700.0 * (10.0 ** (mels[:-1] / 2595.0) - 1.0) / bin_hz).astype(np.int64)
    for i in range(1, N_BANDS):
        edges[i] = max(edges[i], edges[i - 1] + 1)
    return edges


def _mel(hz: float) -> float:
    return float(2595.0 * np.log10(1.0 + hz / 700.0))


def log_bands(windows: Samples) -> Samples:
    """The network's input: log power in bands of the level-normalised windows, two columns a frame.

    Args:
        windows: Batch at 16 kHz; longer than one frame. Samples after the last whole frame are not used.

    Shape:
        windows: ``(batch, samples)``; result: ``(batch, N_BANDS, 2 * (samples // FRAME_SAMPLES))``.
    """
    n_columns = windows.shape[1] // FRAME_SAMPLES * COLUMNS_PER_FRAME
    # The transform is centred; starting half a column later puts column j over the samples j*256 to (j+1)*256.
    shifted = normalise_level(windows)[:, N_FFT // 2 :]
    power = power_spectrogram(shifted, N_FFT, N_FFT, N_FFT // 2 + 1)[:, :, :n_columns]
    edges = band_edges()
    widths = np.diff(np.append(edges, power.shape[1])).astype(np.float32)
    bands: Samples = np.add.reduceat(power, edges, axis=1)
    bands /= widths[:, None]
    bands += np.float32(_POWER_FLOOR)
    np.log10(bands, out=bands)
    bands += np.float32(_OFFSET)
    bands *= np.float32(_SCALE)
    return bands


class SpeechDetector:
    """Speech probability of every 32 ms, and the share of speech of every window."""

    frame_samples = FRAME_SAMPLES

    def __init__(self, session: ort.InferenceSession) -> None:
        """Take a loaded network; use `load`."""
        self._session = session

    @classmethod
    def load(cls, path: Path | None = None) -> SpeechDetector:
        """Load the network that comes with the program, for one thread.

        Args:
            path: Another network file, for a newly distilled one.

        Raises:
            CheckpointError: The file is missing, or is not such a network.
        """
        path = path or weights_dir() / WEIGHTS
        hint = "Install the program again; the speech detector belongs to it."
        if not path.is_file():
            raise CheckpointError(f"The speech detector {path.name} is missing", hint)
        try:
            session = ort.InferenceSession(path.read_bytes(), session_options(1), providers=["CPUExecutionProvider"])
        except _LOAD_ERRORS as error:
            reason = str(error).splitlines()[0]
            raise CheckpointError(f"The speech detector {path.name} cannot be loaded: {reason}", hint) from None
        found = [each.name for each in (*session.get_inputs(), *session.get_outputs())]
        if found != [INPUT, OUTPUT]:
            raise CheckpointError(f"{path.name} is no speech detector: it has {', '.join(found)}", hint)
        return cls(session)

    def frames(self, windows: Samples) -> Samples:
        """Probability of speech in every frame of 32 ms.

        Args:
            windows: Batch of waveforms at 16 kHz, longer than one frame.

        Shape:
            windows: ``(batch, samples)``; result: ``(batch, samples // FRAME_SAMPLES)``.
        """
        n_frames = windows.shape[1] // FRAME_SAMPLES
        if len(windows) == 0:
            return np.zeros((0, n_frames), np.float32)
        (speech,) = self._session.run([OUTPUT], {INPUT: log_bands(windows)})
        return np.asarray(speech, dtype=np.float32)

    def shares(self, windows: Samples, real_samples: npt.NDArray[np.int64] | None = None) -> Samples:
        """Share of each window's real audio that is speech.

        Args:
            windows: Batch of waveforms at 16 kHz.
            real_samples: Samples of each window that are real; what follows is padding and is not counted.
                None where all is real.

        Shape:
            windows: ``(batch, samples)``; real_samples and result: ``(batch,)``.
        """
        is_speech = self.frames(windows) >= THRESHOLD
        if real_samples is None:
            whole: Samples = is_speech.mean(axis=1, dtype=np.float32)
            return whole
        n_real = np.clip(np.asarray(real_samples) // FRAME_SAMPLES, 1, is_speech.shape[1])
        counted = np.arange(is_speech.shape[1]) < n_real[:, None]
        shares: Samples = ((is_speech & counted).sum(axis=1) / n_real).astype(np.float32)
        return shares
