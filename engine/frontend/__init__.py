"""Front ends: waveform windows to network input; numpy for inference, the same numbers in torch for training."""

from engine.frontend.base import FrontEnd, make_front_end, make_torch_front_end
from engine.frontend.log_mel import LogMel
from engine.frontend.log_spectrogram import LogSpectrogram
from engine.frontend.mel_spectrogram import MelSpectrogram
from engine.frontend.peak_spectrogram import PeakSpectrogram
from engine.frontend.waveform import Waveform

__all__ = [
    "FrontEnd",
    "LogMel",
    "LogSpectrogram",
    "MelSpectrogram",
    "PeakSpectrogram",
    "Waveform",
    "make_front_end",
    "make_torch_front_end",
]
